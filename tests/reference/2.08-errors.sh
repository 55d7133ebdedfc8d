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
