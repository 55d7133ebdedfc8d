A=1 B=2
A=3 eval 'echo $A $B'
echo $A
f() { echo "in f: $V"; }
V=outer
V=inner f
echo $V
cmd=echo
$cmd through variable
empty=
$empty echo after empty
"$cmd" quoted
