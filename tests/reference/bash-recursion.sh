count() { [ $1 -eq 0 ] && { echo bottom; return; }; count $(($1-1)); }
count 30
fib() { if (($1<2)); then echo $1; else echo $(( $(fib $(($1-1))) + $(fib $(($1-2))) )); fi; }
fib 7
