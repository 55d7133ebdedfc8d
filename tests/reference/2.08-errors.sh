### a tour of exit statuses
true; echo $?
false; echo $?
(exit 7); echo $?
no-such-command-here 2>/dev/null; echo $?
! true; echo $?
! false; echo $?
f() { return 5; }; f; echo $?
{ false; }; echo $?
if false; then :; fi; echo $?
x=$(exit 3); echo $?
exit 9

### a tour of error messages
cd /nonexistent
(echo ${x?need x}) | cat
no-such-command | cat
[ 1 -eq x ]
[ a b
unset 1a
readonly q=1
export 2b=3
: </nonexistent
return 3
local z
cd a b
printf '%d\n' abc
echo x >/nonexistent/y
./nonexistent
/tmp
break
"$undefined"
echo ${bad!}
echo not reached

### a tour of what goes on behind an error
for t in 'echo )' 'if true; then' 'echo "abc' 'fi' 'case x in' '&& x' 'for in do' 'echo $(' 'foo() echo' 'while done' '{ echo' 'echo ;; x' "echo 'a" 'x | | y'; do
  bash -c "$t" >/dev/null 2>&1; echo "$? $t"
done

### a tour of syntax errors
bash -c 'echo ok; echo )'
bash -c 'echo ok
echo )'
bash -c 'if true; then'
bash -c 'echo "abc'
bash -c "echo 'abc"
bash -c 'echo $(abc'
bash -c 'echo ${abc'
bash -c 'fi'
bash -c '&& x'
bash -c 'x | | y'
bash -c 'echo one
echo two; done'
bash -c 'while true; done'
eval 'echo )'
echo "status $?"

### a tour of line numbers
echo $LINENO

echo $LINENO
f() {
  echo $LINENO
}
f
no-such-command

### a command that is not found
nosuch; echo $?; nosuch a b | cat; ./nosuch; echo $?; /bin/nosuch; echo $?; nosuch/x; echo $?

### a command that may not be run
touch f; ./f; echo $?; mkdir d; ./d; echo $?; /; echo $?; .; echo $?

### an empty command name
''; echo $?; x=; $x; echo $?; "$x"; echo $?; $x echo shift

### exit statuses are bytes
(exit 256); echo $?; (exit 257); echo $?; (exit -1); echo $?; (exit 1000); echo $?

### exit with a bad number
(exit abc); echo $?; (exit 1 2); echo $?; exit 08; echo $?

### return with a bad number
f() { return abc; }; f; echo $?; f() { return 300; }; f; echo $?; f() { return -1; }; f; echo $?; f() { return 1 2; }; f; echo $?

### return outside of a function
return; echo $?; return 5; echo $?

### lines in messages behind a here-document
cat <<E
a
b
E
nosuch
x="a
b"
nosuch

### lines in messages of eval and of a sourced file
eval 'nosuch1
nosuch2'
printf '\nnosuch3\n' >f
. ./f
nosuch4

### lines in messages of -c
bash -c 'nosuch1
nosuch2'
bash -c 'echo $((1/0)); echo no'; echo $?

### a syntax error ends the script
echo one
if then
echo two

### a syntax error at the end of input
echo one
if true; then
echo two

### a syntax error in eval goes on
eval 'if'; echo $?; eval ')'; echo $?; eval 'echo "'; echo $?; eval 'for 1 in a; do :; done'; echo $?; echo on

### a syntax error in a sourced file
echo 'echo in; ) ; echo no' >f; . ./f; echo $?; echo on

### a syntax error in a function
f() { echo a
echo b

### the wrong word
for x in a; done

### the wrong end
while true; fi

### a missing in
case x y) echo;; esac

### a function with a bad name
1f() { echo ok; }; 1f; a-b() { echo ok2; }; a-b; a.b() { echo ok3; }; a.b

### a function with an argument
f(x) { echo; }

### a lone parenthesis
echo a (b)

### an empty group, an empty subshell
{ }

### an empty if
if true; then fi

### pipes without commands
| cat

### a pipe at the end
echo a |

### && without a left side
&& echo

### an error in $( ) is the substitution's
x=$(nosuch) ; echo $?; x=$(if) ; echo "$?"

### unset variables under set -u
set -u; (echo $u); echo $?; (echo ${u-d} ${u+x} $# $@ $*); (echo $1); (echo ${#u}); (echo ${u[0]}); (echo $((u+1))); x=1; echo $x; unset a; (echo "${a[@]}" empty); echo $u; echo no

### a division by zero ends the line only
echo a; echo $((1/0)); echo b
echo c

### errors inside of functions name the script
f() { cd /nonexistent; echo $?; nosuch; }
f
g() { f; }; g

### lines in messages, in functions and loops
for i in 1 2; do
  nosuch$i
done
f() {

  nosuch3
}
f
if nosuch4; then :; fi
{ nosuch6; } |
  { read -r x; nosuch7; }

### a syntax error in -c
bash -c 'echo )'; echo $?; bash -c 'echo a; fi'; echo $?; bash -c 'while'; echo $?; bash -c "echo '"; echo $?

### builtins without their arguments
unalias; echo $?; getopts; echo $?; let; echo $?; source; echo $?; shift -1; echo $?; shift x; echo $?

### assignments to bad names
=1; echo $?; 1=2; echo $?; a.b=c; echo $?


### lines are counted from the one that failed
if true; then
  echo $((1/0))
fi
nosuch1
f() {
  readonly r=1; r=2
}

f
nosuch2
for i in 1; do
  : ${x!y}

done
nosuch3

### a number before an operator is the token of an error
eval 'echo <0>a'; eval 'echo >&2>'; eval 'a <>|'; echo $?

### the status of a signal
{ bash -c 'kill -TERM $$'; echo $?; bash -c 'kill -9 $$'; echo $?; (kill -HUP $BASHPID); echo $?; } 2>/dev/null

### a bad option of a builtin
cd -z; echo $?; export -z; echo $?; read -z; echo $?; unset -z; echo $?; pwd -z; echo $?; type -z; echo $?; set -z; echo $?; declare -z; echo $?; alias -z; echo $?; trap -z; echo $?

### an error of syntax within a substitution
x=`echo )`; echo $?; echo `(`; x=`echo "a`; echo $?; eval 'x=`)`'
cat <(echo `if`)
f() {
    echo `;`
}
f

### a substitution that does not end
for text in 'if true' 'case x in' 'f() {' 'echo a &&' 'echo a |'; do
    echo "echo \$($text" > script; bash script 2>&1 | sed -n '1s/line [0-9]*/line/p'
done
for text in 'echo $((1' '((1' '((1 "a'; do echo "$text" > script; bash script 2>&1 | sed -n 1p; done
