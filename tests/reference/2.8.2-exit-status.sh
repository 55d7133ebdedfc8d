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
