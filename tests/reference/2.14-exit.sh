(exit); echo $?
(exit 256); echo $?
(exit -1); echo $?
bash -c 'exit 3; echo no'; echo $?
f() { exit 6; }
(f; echo no); echo $?
false
exit
