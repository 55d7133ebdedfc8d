### a tour of declare
declare -i n=5+3
echo $n
n+=2; echo $n
declare -r c=1
declare -u up=abc; echo $up
declare -l low=ABC; echo $low
declare -x ex=1
declare -p n c up ex
declare -a arr=(1 2); declare -p arr
f() { declare v=in; echo $v; }; v=out; f; echo $v
g() { local a=1 b; echo "$a [$b]"; }; g
h() { declare -g gl=global; }; h; echo $gl
