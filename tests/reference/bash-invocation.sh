### -O and +O take a name, wherever they stand
cat > f <<'X'
echo "$0 $# $* $-"
shopt extglob nullglob
X
bash -O extglob f a b; bash +O extglob f a; bash -OO extglob nullglob f; bash -xO extglob -c 'shopt extglob'
bash -O extglob -O nullglob +O extglob -c 'shopt extglob nullglob; echo $0 $*' x y; bash -cO extglob 'shopt extglob; echo $0' x
echo 'shopt extglob' | bash -O extglob; echo 'shopt extglob; echo $*' | bash -O extglob -s a
bash -O nosuch f; echo $?; bash -O nosuch -c 'echo hi'; echo $?
bash -O </dev/null | grep -c off; bash +O </dev/null | grep extglob

### -o and +o take a name
bash -o pipefail -c 'set -o | grep pipefail; echo $-'; bash +o pipefail -c 'set -o | grep pipefail'
bash -eo pipefail -c 'echo $-; false | true; echo no'; bash -euxo pipefail -c 'echo $1' zero one
bash -o nounset -o errexit -c 'echo $-'; bash -o vi -c 'set -o | grep vi'
bash -o nosuch -c 'echo hi'; echo $?; bash -o extglob -c 'echo $-'; echo $?
bash -o </dev/null; bash +o </dev/null | head -3; bash -e -o </dev/null | grep errexit

### what is switched on, and off again
bash +e -c 'echo $-'; bash -e +e -c 'echo $-'; bash +B -c 'echo {a,b}'; bash -x +x -c 'echo hi'; bash -u -c 'echo $nosuch; echo hi'; bash -f -c 'echo *'
bash -a -c 'X=1; env | grep ^X='; bash -C -c 'echo > f; echo > f; echo $?'; bash -h -c 'echo $-'

### long options come first, behind one dash or two
echo 'echo "$0 $# $* $-"' > f; echo 'echo rc' > rc
for o in --norc --noprofile --noediting --debug -norc -noprofile '--rcfile rc' '--init-file rc' '-rcfile rc'; do bash $o f a; bash $o -c 'echo hi'; done
bash --posix -c 'set -o | grep posix; echo $SHELLOPTS'; bash -noprofile -posix -c 'echo $SHELLOPTS'; bash --verbose f; bash -v f
bash -c 'echo $- $*' --norc x; bash f --norc -x; bash --rcfile; echo $?; bash --init-file; echo $?

### what there is not
for o in --nosuch -Z +Z -1 --x '-x --norc'; do bash $o -c 'echo hi'; echo $?; done
bash -e1 -c 'echo hi'; echo $?; bash -e --norc -c 'echo hi'; echo $?; bash --norc --nosuch; echo $?

### --help
bash --help | tail -n +2; bash -help | tail -n +2 | cmp - <(bash --help --norc | tail -n +2) && echo same; bash --version >/dev/null; echo $?

### a login shell
printf 'echo own $0 $*\n' > .profile
bash -l -c 'shopt login_shell; echo $0 $*' zero one | grep -v '^mesg'; bash --login -c 'shopt login_shell' | tail -1; bash -lc 'echo $-' | tail -1
printf 'echo first; exit 3\n' > .bash_profile; bash -l -c 'echo no'; echo $?
bash --noprofile -l -c 'shopt login_shell'; bash -c 'shopt login_shell'

### the end of options, and no file
echo 'echo "$0 $# $* $-"' > f
bash -- f a; bash - f a; bash -x -- f a; bash -- -c 'echo hi'; echo $?; bash -c -- 'echo hi'; bash -c - 'echo hi'; bash -c -e 'echo $-'
bash -c; echo $?; bash -c 'echo $0 $*'; bash -c 'echo $0 $*' a b; bash nosuch; echo $?; bash ./nosuch; echo $?; bash /; echo $?; bash ''; echo $?

### the script comes from standard input
for o in '-s a b' '-s -- a b' '-es a b' - -- -x '-u -s a'; do echo 'echo "$0 $# $* $-"' | bash $o; done

### the text ends in an expression
for text in '((' '((1+2' 'echo $((1+2)' 'echo $(ls' 'echo "$((1+2)' 'for ((i=0;i' 'a=(1 2' 'echo <(ls' 'echo $[1+2' '(1+2' 'x=$( (1)'; do
  printf '%s' "$text" > f; bash f; printf '%s\n' "$text" > f; bash f; bash -c "$text"
done

### the text ends behind what was no expression after all
for text in '((1+2)' 'echo a
((1+2)' '((1
+2)' '((1+2) ' '((1+2) # c' '((1+2);echo' 'if ((1+2)' '((echo 1)' '((1+2)

' '((1+2)
echo b' '((1+2) echo'; do
  printf '%s' "$text" > f; bash f; printf '%s\n' "$text" > f; bash f; bash -c "$text"
done
(eval '((1+2)'; echo $?); (eval 'echo a; ((1+2)'; echo $?)

### old arithmetic
x=3; echo $[1+2] "$[x * 2]" a$[x]b $[ $x + $[2] ] '$[1]' "\$[1]"; y=$[x > 2 ? 10 : 20]; echo $y; a=(1 2 3); echo ${a[$[1]]} $[a[2]]
cat <<X
$[x-1]
X
echo $[1/0]; echo no
