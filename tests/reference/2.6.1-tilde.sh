HOME=/home/me
echo ~ ~/x "~" '~' a~
p=~/bin:~/lib
echo $p
echo x=~
