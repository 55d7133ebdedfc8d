! [ 1 = 2 ] && echo ok
! ! true; echo $?
