### tac, rev, nl
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
tac n; tac t u; tac nofile; echo $?; rev t;  nl t; nl -ba t; nl -w3 -s': ' -v10 -i5 -nrz n; nl -nln n
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### paste and comm
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
paste n u; paste -d, n u; paste -s n; paste -sd+ n; paste -d '' n u; seq 6 | paste - - -; seq 4 | paste -sd '\n'; comm s n; comm -12 s s; comm -3 s n | cat -A; comm s; comm; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### fold, shuf
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
echo abcdefghij | fold -w 4; echo 'hello big world' | fold -sw 8; seq 3 | shuf | sort; shuf -i 1-5 -n 2 | wc -l; shuf -e a b c | sort; shuf -i 5-1; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### column
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
printf 'NAME READY\nlonger 1/1\nx 22/22\n' | column -t; printf 'a:b:c\nlong:d:e\n' | column -t -s:; printf 'a,b\nccc,d\n' | column -ts, -o' | '
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### mktemp
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
mktemp -u | sed 's/[A-Za-z0-9]*$//'; d=$(mktemp -d); test -d $d && stat -c %a $d; f=$(mktemp); stat -c '%a %s' $f; mktemp foo; echo $?; mktemp ./x.XXXX | sed 's/....$//'; mktemp --suffix=.yaml -u ./yXXX | sed 's/y...\./y./'
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### realpath and readlink
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
realpath t; realpath nofile; realpath nodir/x; echo $?; realpath . ./../home;  readlink t; echo $?; readlink -f t nofile; readlink -f nodir/x; echo $?; readlink -e nofile; realpath; true
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### checksums
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
md5sum t; sha1sum t; sha256sum t n; echo -n | md5sum; echo hello | sha256sum; md5sum t n > sums; md5sum -c sums; echo x >> t; md5sum -c sums; echo $?; sha256sum nofile; echo $?; head -c 200 /dev/zero | sha256sum; seq 1000 | md5sum; seq 1000 | sha1sum
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### expr
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
expr 1 + 2; expr 3 \* 4; expr 7 / 2; expr 7 % 2; expr 1 / 0; echo $?; expr a = a; expr 1 \< 2; expr 0; echo $?; expr length hello; expr substr hello 2 3; expr index hello l; expr hello : 'h.*l'; expr hello : 'h\(.*\)o'; expr 1 + x; expr; echo $?; expr \( 1 + 2 \) \* 3; expr 5 \| 0; expr 0 \& 1; expr 1 +; expr "" ; echo $?; expr 1 2; i=1; i=$(expr $i + 1); echo $i; expr \( 1
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### cmp
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
cmp t t; echo $?; cmp n u; echo $?; printf ab > p1; printf abc > p2; cmp p1 p2; cmp -s n u; echo $?; cmp nofile n; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### timeout
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
timeout 1 sleep 5; echo $?; timeout 5 true; echo $?; timeout x true; echo $?; timeout 1; echo $?; timeout 2 nosuch; echo $?;  timeout 0.5s sleep 0.1; echo $?; timeout --preserve-status 1 sleep 2; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### programs that are builtins too; envsubst
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
env printf '%s-%s\n' a b; env test 1 = 1 && echo yes; echo 3 | xargs printf '%05d\n'; echo 1 | xargs -I{} [ {} = 1 ] && echo one; export A=1 B=two; echo 'a $A ${B} $C $$ ${' | envsubst; echo '$A $B' | envsubst '$A'; envsubst -v '$A ${B}'
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### sizes
{
printf 'a b c\nd e f\n\ng\n' > t; seq 5 > n; printf 'b\na\nc\n' > u; sort u > s
head -c 1K /dev/zero | wc -c; head -n 1k n | tail -1; tail -c 3 n; head -c -2 n; tail -n +3 n; seq 100000 | tail -n 2; tail -c 5 < n; id -u; id -un; id; id nobodyx; head -c 2x n; tail -n x n; head -c 10 /dev/urandom | wc -c
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### od shows bytes
printf 'hello\tworld\n\0\001\177\377 caf\303\251' > f; : > none
od f; od -c f; od -An -tx1 f; od -tx1 -c f; od -Ax -tx1z f; od -tx1z -tx2z -tx4 -tx8 f; od -b f; od -d -s f; od -tu1 -td1 -i f; od -td8 -to4 -l f
od -An -c -w8 f; od -w4 -tx1 f; od -j 3 -N 4 -c f; od -Ad -tx2 none; od none; od -tk f; echo $?; od -Az f; echo $?; od -tx1 no; echo $?
printf '%064d' 0 | od -c; printf '%064d' 0 | od -v -An -x; printf 'ab' | od -An -tx1 | tr -d ' \n'; echo
cat f f | od -c; od -c f none f | tail -1
### date: weeks
for d in 2026-01-01 2026-12-31 2024-12-30 2023-01-01 2020-12-31 2021-01-03 2021-01-04 2016-01-01 2027-01-01 2025-12-29 2026-11-23; do
    date -u -d $d '+%G %g %V %U %W %j %u %-V %-U'
done
