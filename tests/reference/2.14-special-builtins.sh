### a tour of break-continue
for i in 1 2 3; do for j in 1 2 3; do [ $j = 2 ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done
for i in 1 2; do while :; do break; done; echo $i; done
for i in 1 2 3; do if [ $i = 2 ]; then break; fi; done; echo $i

### a tour of colon-dot
: ignored $(echo side >&2) 2>/dev/null
echo $?
echo 'sourced=yes; echo "args $*"; return 4; echo never' >./dot
. ./dot; echo "$? $sourced"
set -- keep
source ./dot one two; echo "$1"
: ${defaulted:=value}
echo $defaulted

### a tour of eval
x='echo hi; echo there'
eval "$x"
eval 'y=5'; echo $y
n=name; eval "$n=value"; echo $name
eval; echo $?
eval 'false'; echo $?
eval "echo \"\$y\" 'a  b'"

### a tour of exit
(exit); echo $?
(exit 256); echo $?
(exit -1); echo $?
bash -c 'exit 3; echo no'; echo $?
f() { exit 6; }
(f; echo no); echo $?
false
exit

### a tour of export-unset-readonly
export A=1
bash -c 'echo "A=$A B=$B"'
B=2 bash -c 'echo "A=$A B=$B"'
C=3
bash -c 'echo "C=$C"'
export C
bash -c 'echo "C=$C"'
unset A
bash -c 'echo "A=${A-unset}"'
readonly R=const
(R=other) 2>/dev/null || echo refused
echo $R

### a tour of set-e
bash -c 'set -e; false; echo never'; echo $?
bash -c 'set -e; if false; then :; fi; false || true; ! true; echo reached'; echo $?
bash -c 'set -e; f() { false; echo in f; }; f || echo or; echo end'; echo $?
bash -c 'set -e; x=$(false); echo never'; echo $?
bash -c 'set -e; (exit 3); echo never'; echo $?
bash -c 'set -e; true && false; echo after and'; echo $?
bash -c 'set -e; true | false; echo never'; echo $?
bash -c 'set -e; while false; do :; done; echo while ok'
bash -c 'set -eo pipefail; false | true; echo never'; echo $?
bash -e -c 'f() { return 2; }; f; echo never'; echo $?
bash -c 'set -e; { false; } ; echo never'; echo $?
bash -c 'set -e; [[ a = b ]]; echo never'; echo $?
bash -c 'set -e; (( 0 )); echo never'; echo $?

### a tour of set-u
bash -c 'set -u; echo ${x-default}; echo $x; echo never'; echo $?
bash -c 'set -u; echo "$@" $# ; echo fine'; echo $?
bash -c 'set -u; echo $1'; echo $?
bash -c 'set -u; echo ${arr[0]}'; echo $?
bash -c 'set -u; echo ${#x}'; echo $?
set -u; x=; echo "[$x]"

### a tour of set-x
set -x
echo a 'b c' "$HOME_UNSET"
x=5
y='a b'
[ $x = 5 ]
A=1 true
set +x
echo off

### a tour of shift-set
set a b c
echo $1 $3
set -- -x y
echo $1
set -- "$@" z
echo $# $3
shift
echo $1

### a tour of trap
bash -c 'trap "echo bye" EXIT; echo hi'
bash -c 'trap "echo bye \$?" EXIT; exit 3'; echo $?
bash -c 'trap "echo err" ERR; false; echo on'
bash -c 'trap "echo x" EXIT; trap - EXIT; echo none'
(trap 'echo sub bye' EXIT; echo in sub)
trap 'echo "a b"' EXIT
trap
trap - EXIT

### a tour of set's options
set -o pipefail -u
case $- in *u*) echo u;; esac
set +u
set -eu; set +eu
set -o | cat >/dev/null
echo $?
set -- -a; echo $1
set -q; echo $?
set -o nothing; echo $?

### a tour of a sub-shell's options
(set -e; false; echo never); echo $?
x=1; (x=2; set -u; :); echo $x
( trap 'echo t' EXIT )
set -e
( false ) || echo caught
echo $(false; echo still) on

### break and continue over levels
for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done; echo end

### break outside of a loop, with bad numbers
break; echo $?; for i in 1 2; do break 0; echo "in $?"; done; echo $?; for i in 1 2; do break x; echo no; done; echo $?

### break in while, until, for (( )) and with large numbers
while :; do until false; do break 5; done; echo no; done; for ((;;)); do break; done; echo $?; for i in 1; do continue 9; done; echo $?

### break inside of a function called in a loop
f() { break; echo after; }; for i in 1 2; do echo $i; f; done

### dot finds files and passes parameters
echo 'echo "dot: $# $1"; x=set; return 4; echo no' >lib; . ./lib a b; echo $? $x $#; set -- p; . ./lib; . lib 2>/dev/null; echo $?; . ./missing; echo $?; echo on

### eval reads its words again
x='echo a; echo b'; eval $x; eval "$x"; y=x; eval "echo \$$y"; eval; echo $?; eval ''; echo $?; eval 'false'; echo $?; eval 'exit 3' | cat; (eval 'exit 5'); echo $?; eval echo '"a  b"'

### exit runs the EXIT trap once
trap 'echo bye $?' EXIT; (exit 3); exit 5

### exit in a subshell, in a function, in a substitution
(exit 2); echo $?; f() { exit 3; }; (f); echo $?; x=$(echo a; exit 4; echo b); echo $? $x; f; echo no

### export and readonly list themselves
readonly ra=1 rb='x y'; readonly -p | grep ' r[ab]='; export ea='q"q'; export -p | grep ' ea='; declare -r | grep ' ra='; export -p >/dev/null; echo $?

### export of bad names goes on
export 1a good=1; echo $? $good; export -f nosuch; echo $?; readonly a-b; echo $?

### exported functions
f() { echo "f $1"; }; export -f f; bash -c 'f x'; export -fn f; bash -c 'f x' 2>/dev/null || echo gone

### set prints variables
a1='x y' a2=plain a3=$'n\nl'; set | grep '^a[0-9]='

### set -e ends at the first failure
set -e; echo a; false; echo b

### set -e in functions and subshells
set -e; f() { false; echo no; }; (f; echo no) || echo "caught $?"; f || echo not failing; x=$(false; echo in) ; echo "[$x]"; (false; echo no); echo no

### set -e and pipelines
set -e; false | true; echo a; set -o pipefail; false | true; echo no

### set -e and && lists
set -e; false && true; echo a; true && false || true; echo b; { false && true; }; echo c; true && false; echo no

### set -e and assignments
set -e; x=$(true); local_test() { local y=$(false); echo "local hides $?"; }; local_test; x=$(false); echo no

### set -e and arithmetic, conditions, let
set -e; ((1)); [[ a = a ]]; ((0)) || echo a; let x=1; echo b; (set +e; ((0)); echo c); ((0)); echo no

### set -e and negation
set -e; ! true; echo a; ! false; echo b

### set -e, inherit_errexit and substitutions
set -e; echo $(false; echo x); shopt -s inherit_errexit; echo $(false; echo y); echo z

### set -e with a trap on ERR
set -e; trap 'echo "err at $LINENO: $BASH_COMMAND"' ERR
true
false
echo no

### set -e with bash -e and -c
bash -ec 'false; echo no'; echo $?; bash -e -c 'false || echo a; (exit 3); echo no'; echo $?

### set -u
set -u; x=1; echo $x ${y-d}; (echo $y; echo no); echo $?; echo $y; echo no

### set -u and arrays, lengths, positions
set -u; a=(); echo "${a[@]}" ${#a[@]}; (echo ${a[0]}); (echo $1); echo "$@" $#; (echo ${#z}); declare -A m; (echo ${m[k]})

### set -v prints lines
set -v
echo a
for i in 1 2; do
  echo $i
done
set +v
echo quiet

### PS4 is expanded
PS4='+[$LINENO] '; set -x
echo a
: b

### set -n reads only
echo a; set -n
echo b

### set -a exports
set -a; va=1; set +a; vb=2; bash -c 'echo "[$va][$vb]"'

### set -h, -k, -m, -b, -t are taken
set -h; set +h; set -b; set +b; echo $?

### shift
set -- a b c; shift; echo $1; shift 3; echo $? $1; shift 2; echo $# ; shift 1; echo $?; shift 0; echo $?

### times prints two lines
times | sed 's/[0-9][0-9]*/N/g'

### trap on EXIT in a script, a subshell, a function
trap 'echo exit' EXIT; (trap 'echo sub exit' EXIT; echo in); f() { trap 'echo changed' EXIT; }; f; echo end

### trap on ERR
trap 'echo "err $? line $LINENO"' ERR
false
true
(exit 3)
if false; then :; fi
false || true
! true
f() { false; true; }; f
trap - ERR; false

### trap on ERR and -E
trap 'echo err' ERR; f() { false; true; }; f; set -E; f; (false); true

### trap on DEBUG
trap 'echo "debug: $BASH_COMMAND"' DEBUG
echo a
x=1
for i in 1 2; do :; done
[ a = a ] && echo b
trap - DEBUG
echo c

### trap on RETURN
f() { trap 'echo "return $?"' RETURN; echo in; return 2; }; f; echo $?; g() { echo g; }; g; trap - RETURN

### an exit trap sees the status
trap 'echo "status $?"' EXIT; false

### an exit trap changes the status
bash -c 'trap "exit 7" EXIT; exit 3'; echo $?; bash -c 'trap "false" EXIT; exit 3'; echo $?; bash -c 'trap "echo x" EXIT; false'; echo $?

### unset of elements, functions, readonly
a=(1 2 3); unset 'a[1]'; echo ${a[@]} ${!a[@]}; unset a; echo "[${a[@]}]"; unset -f nosuch; echo $?; unset; echo $?; readonly q=1; unset q; echo $?

### a special builtin's failure does not end bash
export 1x; echo a; . /nonexistent; echo b; shift 9; echo c; set -o bad; echo d; unset 1x; echo e; trap x BAD; echo f; break; echo g; return; echo h; exec nosuch; echo no

### source looks in PATH
mkdir bin; echo 'echo found $1' >bin/lib.sh; PATH=$PWD/bin:$PATH; . lib.sh x; source lib.sh y

### exec without a command, with one
exec; echo still; (exec echo replaced; echo no); (exec nosuch; echo no); echo $?; (exec -a name bash -c 'echo $0'); exec echo last
echo never

### set -o lists options
set -o | head -5; set +o | grep -E 'errexit|pipefail'; set -o pipefail; set -o | grep pipefail; set -o nosuch; echo $?; [[ -o pipefail ]] && echo on; echo $SHELLOPTS | tr : '\n' | grep pipefail

### set -x traces
set -x
echo a 'b c' "d'e" $HOME_NOT
x=1 y='a b'
[ $x = 1 ] && true
[[ $x == 1* ]]
((x+1))
for i in 1 2; do : $i; done
case a in a) : ;; esac
f() { : in f; }; f
$(true)
x=$(echo sub)
a=(1 'b c')
: >/dev/null
{ set +x; } 2>/dev/null
echo end

### set -x of odd words
set -x; echo '' '*' '~' '$' 'a=b' '{' '#' '!' ';' $'tab\t' é; x='' y=~; declare z='1 2'; export w=1; local q 2>/dev/null; echo

### trap lists and resets
trap 'echo a' INT; trap "echo 'b'" TERM EXIT; trap; trap -p INT; trap - INT; trap; trap - EXIT TERM; trap; echo end

### trap ignores
trap '' TERM; kill -TERM $$; echo alive; trap - TERM; trap '' INT; trap

### trap catches a signal
trap 'echo caught' USR1; kill -USR1 $$; echo after; trap 'echo term; exit 3' TERM; kill $$; echo no

### trap with bad names and numbers
trap 'x' NOSUCH; echo $?; trap 'echo zero' 0; trap '' 99; echo $?; trap 'echo hup' 1 SIGINT; trap -p | sort; trap -l | head -1

### traps are reset in subshells
trap 'echo t' USR1; (trap); trap; { (kill -USR1 $BASHPID; echo no); } 2>/dev/null; echo $?

### BASH_COMMAND in traps outlives the function that it was in
t() { bash -c "$1"; echo "[$?]"; }
t 'trap "echo \"line \$LINENO: \$BASH_COMMAND\"" ERR; false; f() { false; }; f; true'
t 'trap "echo \"\$BASH_COMMAND\"" EXIT; f() { g; }; g() { exit 4; }; f'
t 'trap "echo \"\$BASH_COMMAND\"" EXIT; f() { :; echo in; }; f'
t 'trap "echo \"\$BASH_COMMAND\"" EXIT; eval "false; eval \"test a\""'
t 'trap "echo \"\$BASH_COMMAND\"" ERR; set -E; f() { false; true; }; f; g() { f; false; }; g; f() { eval false; }; f'
