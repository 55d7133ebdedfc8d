### a tour of simple commands
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

### a tour of pipelines
echo a | cat | cat
printf 'b\na\n' | while read x; do echo "got $x"; done
x=1; echo ignored | x=2; echo $x
false | true; echo $?
true | false; echo $?
set -o pipefail
false | true; echo $?
set +o pipefail
true | false | true; echo "${PIPESTATUS[@]}"
! true | false; echo $?
{ echo err >&2; } |& cat

### a tour of negation
! [ 1 = 2 ] && echo ok
! ! true; echo $?

### a tour of lists
true && echo and
false && echo not
false || echo or
true || echo not
true && false || echo chain
false || true && echo chain2
echo a; echo b
true &&
  echo continued
false ||
  echo continued2
{ echo x; false; } && echo no || echo yes

### a tour of background commands
{ echo bg; } & wait
(exit 5) & wait $!; echo $?
false & true & wait; echo $?
x=$(echo in & wait); echo $x
wait 99999; echo $?

### a tour of case
t() { case $1 in a|b) echo ab;; [0-9]*) echo digit;; "*") echo star;; ?) echo one char;; *.txt) echo text;; (paren) echo paren;; '') echo empty;; *) echo other;; esac; }
t a; t b; t 5x; t '*'; t z; t file.txt; t paren; t ''; t long
case x in
  x) echo first ;&
  y) echo fell ;;
  z) echo never ;;
esac
case abc in a*) echo one ;;& *c) echo two ;; *) echo never ;; esac
case x in y) ;; esac
echo $?
v='a*'
case 'a*' in "$v") echo quoted;; esac
case abc in $v) echo pattern;; esac

### a tour of for
for i in a "b c" d; do echo "$i"; done
for i in; do echo never; done
set -- x y
for i; do echo "$i"; done
for i do echo "$i"; done
for ((i=0; i<3; i++)); do echo $i; done
for ((;;)); do break; done
for i in 1 2
do
  echo $i
done
for i in $(echo p q); do for j in 1 2; do echo $i$j; done; done
echo last $i

### a tour of groups
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

### a tour of if
if true; then echo yes; fi
if false; then echo no; else echo else; fi
if false; then echo 1; elif true; then echo 2; else echo 3; fi
if false; then echo 1; elif false; then echo 2; else echo 3; fi
if [ a = a ] && [ b = b ]
then
  echo multi
fi
if ! false; then echo negated; fi
if { false; true; }; then echo list; fi

### a tour of while-until
i=0
while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done
until [ $i -eq 0 ]; do echo $i; i=$((i-1)); done
while false; do :; done; echo $?
while :; do i=$((i+1)); if [ $i -eq 2 ]; then continue; fi; if [ $i -gt 4 ]; then break; fi; echo "i $i"; done
while read -r l; do echo "<$l>"; done <<EOF
one
  two
EOF

### a tour of functions
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

### a tour of recursion
count() { [ $1 -eq 0 ] && { echo bottom; return; }; count $(($1-1)); }
count 30
fib() { if (($1<2)); then echo $1; else echo $(( $(fib $(($1-1))) + $(fib $(($1-2))) )); fi; }
fib 7

### a tour of pipes into loops
seq=''
for i in 1 2 3; do seq="$seq$i"; done | cat
echo "[$seq]"
for i in 1 2 3; do echo $i; done | { read a; echo "first $a"; }
if echo x | cat >/dev/null; then echo piped if; fi
{ echo a; exit 3; } | cat; echo ${PIPESTATUS[0]}
