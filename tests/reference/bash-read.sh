printf 'a b c\n' | { read x y; echo "$x|$y"; }
printf '  lead trail  \n' | { read x; echo "[$x]"; }
printf '  lead trail  \n' | { IFS= read -r x; echo "[$x]"; }
printf 'a\\tb\n' | { read -r x; echo "$x"; }
printf 'a\\tb\n' | { read x; echo "$x"; }
printf 'x:y:z\n' | { IFS=: read a b c; echo "$a $b $c"; }
printf 'no newline' | { read x; echo "$? $x"; }
printf 'one two\n' | { read -a arr; echo "${#arr[@]} ${arr[1]}"; }
printf 'l1\nl2\n' | { read a; read b; echo "$a $b"; }
printf 'reply line\n' | { read; echo "$REPLY"; }
printf 'abcdef' | { read -n 3 x; echo $x; }
printf 'a,b' | { read -d , x; echo $x; }
printf 'a:b:c:d\n' | { IFS=: read p q; echo "$p $q"; }
mapfile -t lines <<EOF
first
second
EOF
echo "${#lines[@]} ${lines[1]}"
