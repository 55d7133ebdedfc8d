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

### a command's words are expanded first, assignments later
x=1; x=2 echo $x; x=5 y=$x; echo $y; c=echo; $c hello; $c "a b"; c='echo a'; $c b

### what is found first: function, builtin, program
echo() { builtin echo "fn: $*"; }; echo x; unset -f echo; echo y
true() { return 1; }; true; builtin echo $?; command true; builtin echo $?

### a pipeline's status is the last one's
true | false; echo $?; false | true; echo $?; ! true; echo $?; ! false; echo $?; ! true | false; echo $?

### PIPESTATUS
true | false | (exit 3); echo ${PIPESTATUS[@]}; false; echo ${PIPESTATUS[*]}; ! false | true; echo "${PIPESTATUS[@]}" $?; (exit 4) | cat; echo ${PIPESTATUS[0]}

### pipefail
set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $?; true | true; echo $?; set +o pipefail; false | true; echo $?

### parts of a pipeline are subshells
x=1; echo a | x=2; echo $x; echo b | read y; echo "[$y]"; echo c | { read z; echo $z; }; cd / | true; pwd | sed "s,$PWD,same,"

### a pipeline over lines
printf '3\n1\n2\n' |
  sort |
  # a comment
  head -n 1

### and-or lists
true && false || echo a; false && true || echo b; true || false && echo c; false || false || echo d; false && echo no; echo $?

### a group and a subshell
{ x=1; echo $x; }; echo $x; (x=2; echo $x); echo $x; (cd /; pwd); { cd /; }; pwd; (exit 3); echo $?

### nested subshells
(((echo a)); (echo b; (echo c))); ( (echo d) )

### if
if true; then echo a; fi; if false; then echo b; else echo c; fi; if false; then :; elif true; then echo d; else echo e; fi; if false; then :; fi; echo $?
if (exit 3); then :; else echo $?; fi

### while and until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i; while false; do :; done; echo $?
while true; do break; done; echo $?; i=0; while [ $((i++)) -lt 2 ]; do (exit 5); done; echo $?

### for
for i in a 'b c' $(echo d e) "$(echo f g)"; do echo "<$i>"; done; for i in; do echo no; done; echo $i; for i; do echo no; done
set -- x y; for i; do echo $i; done; for i in "$@"; do echo $i; done

### for with a newline before do
for i in 1 2
do echo $i
done
for i
do echo no; done
for i in a; { echo $i; }

### a for variable that is read-only or no name
readonly r=1; for r in a b; do echo $r; done; echo $?
for 1x in a; do echo; done; echo $?

### case
for x in a bc d.e '*' '' 'a b'; do case $x in a) echo A;; b?|c*) echo B;; *.e) echo E;; \*) echo star;; '') echo empty;; *) echo other;; esac; done

### case: fall through and go on
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac; case a in a) echo 1;;& b) echo 2;; ?) echo 3;;& *) echo 4;; esac

### case: status and forms
case x in y) false;; esac; echo $?; case x in x) (exit 3);; esac; echo $?; case x in (x) echo paren;; esac; case x in x) ;; esac; echo $?; case x in
  y) echo y ;;
  x) echo last
esac

### case patterns are expanded
p='a*'; case abc in "$p") echo quoted;; $p) echo pattern;; esac; case 'a*' in "$p") echo quoted;; esac; case $(echo x) in $(echo x)) echo sub;; esac

### case with nocasematch
shopt -s nocasematch; case ABC in abc) echo same;; *) echo other;; esac

### functions
f() { echo "f: $# $*"; return 3; }; f a 'b c'; echo $?; function g { echo g $1; }; g x; function h() { echo h; }; h; f2() (x=5; echo sub $x); f2; echo "[$x]"

### a function's parameters are its own
f() { echo $1; shift; echo $1; set -- z; echo $1; }; set -- a b; f x y; echo $1 $2

### a function without braces
f() if true; then echo $1; fi; f a; g() for i in 1 2; do echo $i; done; g; h() [[ $1 = x ]]; h x; echo $?; h y; echo $?

### functions with redirections
f() { echo out; echo err >&2; } >f.out 2>&1; f; cat f.out; g() { cat; } <<< text; g

### a function that defines a function
f() { g() { echo inner; }; }; f; g; f() { echo redefined; }; f

### local variables
x=global; f() { local x=local y; echo $x "[$y]"; y=1; g; }; g() { echo $x $y; x=changed; }; f; echo $x "[$y]"

### recursion
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 10; count() { [ $1 -eq 0 ] && return; echo $1; count $(($1-1)); }; count 3

### return leaves loops and groups
f() { for i in 1 2 3; do { [ $i = 2 ] && return 7; echo $i; }; done; echo no; }; f; echo $?

### return without a number
f() { false; return; }; f; echo $?; f() { true; return; }; f; echo $?; f() { (exit 9); }; f; echo $?

### negation under lists
! { false; }; echo $?; ! (exit 3); echo $?; if ! false; then echo ok; fi; ! ! true; echo $?

### time prints times
{ time true; } 2>&1 | sed 's/[0-9]/N/g'; { time -p true; } 2>&1 | sed 's/[0-9]/N/g'

### a reserved word in the place of an argument
echo time; echo ! x; echo function; x=function; echo $x

### select
printf '2\n\n9\n1\n' | { PS3='pick: '; select x in one two three; do echo "$REPLY:$x"; [ "$x" = one ] && break; done; } 2>&1

### select at the end of input
select x in a b; do echo $x; done </dev/null; echo $?

### a loop with redirected input keeps its variables
n=0; while read x; do n=$((n+1)); done <<E
a
b
E
echo $n

### commands in conditions do not end the script under -e
set -e; if false; then :; fi; false || true; ! true; while false; do :; done; echo here; false; echo no

### variables of a prefix to a special builtin
x=1; x=2 :; echo $x; x=3 export y=4; echo $x $y; x=5 eval 'echo $x'; echo $x

### : and true take anything
: a b $(echo side >&2); echo $?; true x; false y; echo $?

### lastpipe
shopt -s lastpipe; echo a | read x; echo $x; printf '1\n2\n' | while read l; do n=$l; done; echo $n

### FUNCNAME, BASH_LINENO, BASH_SOURCE, caller
f() { echo ${FUNCNAME[@]} ${BASH_LINENO[@]} ${BASH_SOURCE[0]}; caller; caller 0; }
g() {
  f
}
g; echo "[${FUNCNAME[0]}]"

### background commands and wait
(exit 3) & wait $!; echo $?; { echo bg; } & wait; true & wait %1; echo $?; wait; echo $?; (echo a; exit 2) & p=$!; wait $p; echo $?

### a background command's input is empty
cat & wait; echo done

### TIMEFORMAT
TIMEFORMAT='%%'; { time true; } 2>&1; TIMEFORMAT=; { time true; } 2>&1; echo end


### a relative folder in $PATH is another one elsewhere
mkdir bin; printf '#!/bin/sh\necho mine\n' >bin/seq; chmod +x bin/seq; here=$PWD; PATH=bin:/usr/bin
cd /; seq 2; cd "$here"; seq 2; cd /; seq 1; cd "$here"; PATH=:/usr/bin; cd bin; seq 3; cd ..; seq 1
