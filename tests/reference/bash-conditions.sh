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

### test of strings
[ a ]; echo $?; [ '' ]; echo $?; [ -n '' ]; echo $?; [ -z '' ]; echo $?; [ a = a ]; echo $?; [ a == b ]; echo $?; [ a != b ]; echo $?; [ a \< b ]; echo $?; [ b \> a ]; echo $?; [ ]; echo $?; test; echo $?; [ -n ]; echo $?; [ ! ]; echo $?

### test of numbers
[ 1 -eq 1 ]; echo $?; [ 1 -ne 1 ]; echo $?; [ 1 -lt 2 ]; echo $?; [ 2 -le 2 ]; echo $?; [ 3 -gt 4 ]; echo $?; [ 4 -ge 4 ]; echo $?; [ -1 -lt 0 ]; echo $?; [ 010 -eq 10 ]; echo $?; [ ' 1 ' -eq 1 ]; echo $?; [ +1 -eq 1 ]; echo $?; [ a -eq 1 ]; echo $?; [ 1 -eq '' ]; echo $?; [ 1.5 -eq 1 ]; echo $?

### test of files
touch f; mkdir d; echo x >g; for o in e f d s r w x L h p S b c; do for p in f d g /dev/null nosuch; do [ -$o $p ] && printf "$o:$p "; done; done; echo

### test of two files
echo a >a; ln -s a l 2>/dev/null; [ a -ef a ]; echo $?; [ a -ef nosuch ]; echo $?; [ a -nt nosuch ]; echo $?; [ nosuch -ot a ]; echo $?; [ nosuch -nt a ]; echo $?

### test with and, or, not, parentheses
[ a -a b ]; echo $?; [ a -a '' ]; echo $?; [ '' -o b ]; echo $?; [ ! a ]; echo $?; [ ! '' ]; echo $?; [ ! a = b ]; echo $?; [ \( a \) ]; echo $?; [ \( a = b \) -o c = c ]; echo $?; [ ! \( a = a \) ]; echo $?; [ a = a -a b = b ]; echo $?; [ ! a = a -o b = b ]; echo $?

### test: what the number of words decides
[ -z ]; echo $?; [ = ]; echo $?; [ = = = ]; echo $?; [ ! = ! ]; echo $?; [ -f = -f ]; echo $?; [ \( = \( ]; echo $?; [ -n = ]; echo $?; [ '(' ')' ]; echo $?; [ '(' x ')' ]; echo $?

### test: its errors
[ a b ]; echo $?; [ a b c ]; echo $?; [ a = b c ]; echo $?; [ -q a ]; echo $?; [ a -b c ]; echo $?; [ a = ]; echo $?; [ 1 -eq ]; echo $?; test a =; echo $?; [ a; echo $?; [ \( a ]; echo $?; [ a b c d e ]; echo $?; test -t x; echo $?

### test -o and -v
set -o pipefail; [ -o pipefail ]; echo $?; [ -o nosuch ]; echo $?; x=1; [ -v x ]; echo $?; [ -v y ]; echo $?; a=(1); [ -v a[0] ]; echo $?

### [[ ]] compares with patterns
x=abc; [[ $x == a* ]]; echo $?; [[ $x == "a*" ]]; echo $?; [[ $x = abc ]]; echo $?; [[ $x != *b* ]]; echo $?; p='a*'; [[ $x == $p ]]; echo $?; [[ $x == "$p" ]]; echo $?; [[ 'a*' == "$p" ]]; echo $?; [[ $x == [a-c]b? ]]; echo $?

### [[ ]] does not split or match files
x='a b'; touch f; [[ $x == 'a b' ]]; echo $?; [[ -n $x ]]; echo $?; [[ * == '*' ]]; echo $?; unset u; [[ -z $u ]]; echo $?; [[ $u == '' ]]; echo $?; [[ $x ]]; echo $?

### [[ ]] with and, or, not, parentheses
[[ a && b ]]; echo $?; [[ a && '' ]]; echo $?; [[ '' || b ]]; echo $?; [[ ! a ]]; echo $?; [[ ( a || '' ) && '' ]]; echo $?; [[ ! ( a && '' ) ]]; echo $?; [[ a == a && b == b || c == d ]]; echo $?; [[ ! a == b ]]; echo $?
[[ a == a &&
   b == b ||
   c ]]; echo $?

### [[ ]] stops early
[[ '' && $(echo side >&2) ]]; echo $?; [[ a || $(echo side >&2) ]]; echo $?

### [[ ]] with numbers are expressions
x=3; [[ x -eq 3 ]]; echo $?; [[ 1+2 -eq x ]]; echo $?; [[ 2 -lt 10 ]]; echo $?; [[ 2 < 10 ]]; echo $?; [[ 010 -eq 8 ]]; echo $?; [[ '' -eq 0 ]]; echo $?; [[ abc -eq 0 ]]; echo $?

### [[ ]] with an expression that is wrong
[[ 1+ -eq 1 ]]; echo $?; [[ 1.5 -eq 1 ]]; echo $?; [[ 08 -eq 8 ]]; echo $?

### =~ and BASH_REMATCH
[[ abc123 =~ ^([a-z]+)([0-9]+)$ ]]; echo $? "${BASH_REMATCH[0]}" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" ${#BASH_REMATCH[@]}; [[ abc =~ x ]]; echo $? "[${BASH_REMATCH[0]}]" ${#BASH_REMATCH[@]}; [[ 'a b' =~ a\ b ]]; echo $?; r='^a.c$'; [[ abc =~ $r ]]; echo $?; [[ abc =~ "$r" ]]; echo $?; [[ 'a.c' =~ a"."c ]]; echo $?; [[ abc =~ a"."c ]]; echo $?

### =~ with alternatives, classes, optional groups
[[ v1.30.3 =~ ^v([0-9]+)\.([0-9]+)(\.([0-9]+))?$ ]] && echo "${BASH_REMATCH[@]}"; [[ ab =~ (x)?(b) ]] && printf '[%s]' "${BASH_REMATCH[@]}"; echo; [[ foo =~ ^(foo|bar)$ ]]; echo $?; [[ "a1" =~ [[:alpha:]][[:digit:]] ]]; echo $?; [[ x =~ ^(a|(b))*x ]]; echo $?; [[ 'k=v' =~ ^([^=]+)=(.*)$ ]] && echo ${BASH_REMATCH[1]} ${BASH_REMATCH[2]}

### =~ with a bad expression in a variable
r='('; [[ a =~ $r ]]; echo $?; r='[a'; [[ a =~ $r ]]; echo $?; r='a**'; [[ aa =~ $r ]]; echo $?; r=''; [[ aa =~ $r ]]; echo $?

### nocasematch for [[ ]], =~ and case
shopt -s nocasematch; [[ ABC == abc ]]; echo $?; [[ ABC =~ b ]]; echo $?; case X in x) echo yes;; esac; [[ ABC == [a]* ]]; echo $?; x=ABC; echo ${x/b/-}

### unary tests on variables
x=1; unset u; declare -n r=x; [[ -v x ]]; echo $?; [[ -v u ]]; echo $?; [[ -R r ]]; echo $?; [[ -R x ]]; echo $?; [[ -o errexit ]]; echo $?; [[ -t 0 ]]; echo $?

### strings are compared byte by byte
[[ a < b ]]; echo $?; [[ B < a ]]; echo $?; [[ a < B ]]; echo $?; [[ 10 < 9 ]]; echo $?; [[ '' < a ]]; echo $?

### tests in loops and functions
is_even() { (( $1 % 2 == 0 )); }; for i in 1 2 3 4; do is_even $i && echo $i; done; in_list() { local x=$1 y; shift; for y; do [[ $x == "$y" ]] && return 0; done; return 1; }; in_list b a b c && echo found; in_list z a b c || echo missing

### [[ ]] over several lines
[[ a == a &&
( b = b
) ]]; echo $?
[[ (a =~ a) && (b =~ (b)) ]]; echo $?

### an array's value that the text's end cuts off
eval 'a=(1 2'; echo $?; bash -c 'a=(1'; echo $?; bash -c 'echo (1'; echo $?

### -ef knows folders
[[ / -ef /. ]]; echo $?; [ /usr/../tmp -ef /tmp ]; echo $?; [[ /nope -ef /nope ]]; echo $?; [[ /etc/passwd -ef /etc/../etc/passwd ]]; echo $?

### -p knows a pipe
[ -p /dev/stdin ]; echo $?; echo x | { [ -p /dev/stdin ] && echo piped; cat; }; [[ -p /dev/stdin ]] < /etc/passwd; echo $?; f() { if [ -p /dev/stdin ]; then cat; else echo "no $1"; fi; }; f a; echo b | f; { [ -p /dev/stdout ] && echo out; } | cat; [ -p /etc/passwd ]; echo $?
