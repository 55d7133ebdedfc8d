a=1 b=2
echo $a$b ${a}x "$a"_y
c=$a:$b
echo $c
d='x y'; e=$d
echo "$e"
a=9 true
echo $a
unset a
echo "[${a}]" "[${a-unset}]"
