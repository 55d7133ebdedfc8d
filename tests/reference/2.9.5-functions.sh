f() { echo "f got $# args: $*"; }
f; f a "b c"
function g { echo g; return 3; echo never; }
g; echo $?
function h() (x=sub; echo $x)
x=main; h; echo $x
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }
fact 6
l() { local v=local; echo $v; m; echo $v; }
m() { v=changed; }
v=global; l; echo $v
set -- keep; f x; echo $1
r() { for i in 1 2 3; do [ $i = 2 ] && return $i; done; }
r; echo $?
unset -f f
f 2>/dev/null || echo gone
one() { echo one; } ; two() { one; echo two; }
two
