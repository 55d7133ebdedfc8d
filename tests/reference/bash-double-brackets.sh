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
