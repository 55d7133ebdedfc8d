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
