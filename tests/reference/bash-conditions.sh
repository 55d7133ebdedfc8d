### a tour of [[ ]]
x='a b'
[[ $x = 'a b' ]] && echo equal
[[ $x == a* ]] && echo pattern
[[ $x == 'a*' ]] || echo literal
[[ -z $unset && -n $x ]] && echo both
[[ a < b ]] && echo less
[[ 5 -gt 3 || 1 -eq 2 ]] && echo numbers
[[ ! -e /nonexistent ]] && echo missing
[[ ( a = b || c = c ) && d = d ]] && echo grouped
[[ abc123 =~ ^([a-z]+)([0-9]+)$ ]] && echo "${BASH_REMATCH[0]} ${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
re='^b'
[[ abc =~ $re ]] || echo no
[[ a.c =~ a"."c ]] && echo dot
[[ axc =~ a"."c ]] || echo nodot
[[ -v x ]] && echo set
[[ $x != *z* ]] && echo nomatch
[[ file.txt == *.@(txt|md) ]] && echo ext
if [[ "$x" =~ (a)" "(b) ]]; then echo "${BASH_REMATCH[2]}"; fi

### a tour of test
[ a ] && echo 1
[ "" ] || echo 2
[ ! "" ] && echo 3
[ a = a -a b = b ] && echo 4
[ a = b -o b = b ] && echo 5
[ 1 -lt 2 ] && [ 2 -le 2 ] && [ 3 -gt 2 ] && [ 3 -ge 3 ] && [ 1 -ne 2 ] && echo 6
test -d / && echo 7
[ -n "$unset" ] || echo 8
[ -z "$unset" ] && echo 9
[ -f / ] || echo 10
[ a \< b ] && echo 11
[ x -eq 1 ]; echo $?
[ a = ]; echo $?
[ a b c ]; echo $?
[ = a ]; echo $?
[ a = b c ]; echo $?
[ ! a = b ] && echo 12
[ \( a = a \) ] && echo 13
[ -e /dev/null ] && echo 14
[ -t 0 ] </dev/null || echo 15
