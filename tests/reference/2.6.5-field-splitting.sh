v='  a   b  c '
for w in $v; do echo "[$w]"; done
IFS=:
v='a::b: c :'
for w in $v; do echo "[$w]"; done
IFS=' :'
v=' a : b  c ::d'
for w in $v; do echo "[$w]"; done
IFS=
for w in $v; do echo "[$w]"; done
unset IFS
set -- $(echo 1 2 3)
echo $#
e=
set -- $e "$e" $e
echo $#
