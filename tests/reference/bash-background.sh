{ echo bg; } & wait
(exit 5) & wait $!; echo $?
false & true & wait; echo $?
x=$(echo in & wait); echo $x
wait 99999; echo $?
