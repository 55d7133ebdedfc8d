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
