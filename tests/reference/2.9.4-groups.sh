x=1
{ x=2; echo $x; }
echo $x
(x=3; echo $x)
echo $x
(cd /; pwd)
{ echo a; echo b; } | cat
(exit 4); echo $?
( (echo nested) )
{ { echo braces; }; }
