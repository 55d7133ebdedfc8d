### a tour
# head, tail, wc, sort, uniq, cut, tr, tee, seq: what GNU coreutils print.
{
f=./a
g=./b
seq 12 > $f
printf 'pear 3 x\napple 10 y\nfig 2 z\napple 1 y\nfig 2 z' > $g
head -3 $f; head -n 2 $f; head -n -9 $f; head -c 5 $f; echo; head -n 1 $f $g
tail -2 $f; tail -n 2 $f; tail -n +11 $f; tail -c 4 $f; tail -n 1 $f $g; tail -q -n 1 $f $f
head -n x $f 2>&1; head $f.no 2>&1; tail $f.no 2>&1
wc $g; wc -l $f; wc -l < $f; wc -w -c $f $g; echo abc | wc -c; wc -L $g; printf 'a b\nc' | wc
sort $g; sort -r $g; sort -k2n $g; sort -k 2,2 -n -r $g; sort -u $g; sort -t' ' -k3,3 -k2,2n $g; sort -n $f | tail -1
printf '10\n9\n-1\n1.5\n1.25\n\nx\n' | sort -n
printf 'v1.10\nv1.9\nv1.2\n' | sort -V
printf '1K\n2\n1M\n500\n' | sort -h
printf 'b\nA\na\nB\n' | sort -f; printf 'b\nA\na\nB\n' | sort
sort $g | uniq; sort $g | uniq -c; sort $g | uniq -d; sort $g | uniq -u; printf 'a\nA\nb\n' | uniq -i
cut -d' ' -f1 $g; cut -d ' ' -f 2- $g; cut -c1-3 $g; cut -b 2 $g; echo a:b:c | cut -d: -f1,3; echo abc | cut -d: -f2; echo abc | cut -s -d: -f2
echo a:b:c | cut -d: -f2 --complement; echo a:b:c | cut -d: -f1- --output-delimiter=' / '
cut $g 2>&1; cut -d ab -f1 $g 2>&1; cut -f 0 $g 2>&1
echo hello | tr a-z A-Z; echo hello | tr -d l; echo aabbcc | tr -s b; echo 'a b  c' | tr -s ' ' '\n'; echo abc123 | tr -cd '0-9\n'
echo 'Hello World' | tr '[:upper:]' '[:lower:]'; echo 'a	b' | tr '\t' ' '; echo abc | tr abc xy; echo hi | tr; echo "[$?]"
echo hi | tr a-z 2>&1; echo hi | tr -d a b 2>&1; echo hi | tr z-a x 2>&1
echo x | tee ./c ./d; cat ./c; echo y | tee -a ./c >/dev/null; cat ./c
seq 3; seq 2 4; seq 1 2 6; seq 3 -1 1; seq -s, 4; seq -w 8 11; seq 0.5 0.5 2; seq 5 1; seq -2 0; seq 2>&1; seq 1 x 2>&1; seq 1 2 3 4 2>&1; seq 1 0 3 2>&1
cat -n $f | tail -2; printf 'a\n\n\nb\n' | cat -s; printf 'a\tb\n' | cat -A; printf 'a\n\nb' | cat -b; cat $f.no 2>&1; cat --nope 2>&1; cat -z 2>&1; cat /tmp 2>&1
echo "status $?"
} 2>&1 | sed "s/‘/'/g; s/’/'/g"

### cat: files, - and options
printf 'a\n\n\nb\tc\n' >f; cat f; cat -n f; cat -b f; cat - f <<<in; cat nosuch f; echo $?; cat -A f; cat -E f; cat -T f; cat -s f; cat f f | wc -l; printf x | cat; echo; cat d 2>&1; mkdir d; cat d; echo $?

### head and tail
seq 20 >f; head -n 3 f; head -2 f; head f | wc -l; head -n -18 f; tail -n 2 f; tail -3 f; tail f | wc -l; tail -n +19 f; head -c 5 f; echo; tail -c 4 f; head -n 1 f nosuch; echo $?; seq 3 >g; head -n 1 f g; tail -q -n 1 f g; head -n 0 f; head -n x f; echo $?; tail -n x f; echo $?

### wc
printf 'one two\nthree\n' >f; wc f; wc -l f; wc -w <f; wc -c f; wc -lw f; wc f f; wc nosuch; echo $?; wc -L f; printf 'no newline' | wc; : | wc; wc -l f f | tail -1

### sort
printf 'b 2\na 10\nc 1\na 9\n' >f; sort f; sort -r f; sort -k2 f; sort -k2n f; sort -k2,2nr f; sort -k1,1 -k2,2n f; sort -u <<<$'b\na\nb'; sort -n <<<$'10\n9\n-1\n2.5'; sort -t: -k2 <<<$'x:b\ny:a'; sort -f <<<$'b\nA\na\nB'; sort -V <<<$'v1.10\nv1.9\nv1.2'; sort -h <<<$'1K\n2\n1M'; sort -c f; echo $?; sort -s -k1,1 f; sort -o f f; cat f; sort nosuch; echo $?

### uniq
printf 'a\na\nb\na\nB\nb\n' >f; uniq f; uniq -c f; uniq -d f; uniq -u f; uniq -i f; sort f | uniq -c | sort -rn; uniq nosuch; echo $?

### cut
printf 'a:b:c\nd:e:f\nplain\n' >f; cut -d: -f1 f; cut -d: -f2- f; cut -d: -f1,3 f; cut -d: -f-2 f; cut -d: -s -f2 f; cut -c1-2 f; cut -c2 f; cut -c-3 f; cut -b1 f; cut -d: -f2 --output-delimiter=- f; cut -d: -f1,2 --output-delimiter=' ' f; cut f; echo $?; cut -f 0 f; echo $?; cut -d ab -f1 f; echo $?; cut --complement -d: -f2 f; printf 'a\tb\n' | cut -f2

### tr
echo hello | tr a-z A-Z; echo hello | tr -d l; echo heello | tr -s el; echo 'a b  c' | tr -s ' ' '\n'; echo abc | tr abc x; echo abc | tr -c 'a\n' .; echo abc123 | tr -d '[:digit:]'; echo aBc | tr '[:upper:]' '[:lower:]'; echo abc | tr 'a-c' 'c-a'; echo $'a\tb' | tr '\t' ' '; echo hello | tr -cd 'lo\n'; echo aabbcc | tr -ds a b; echo x | tr; echo $?; echo abc | tr a; echo $?; echo a-b | tr -- - _; echo '[x]' | tr '[]' '()'

### grep
printf 'one\nTwo\nthree two\nfour 4\n' >f; grep two f; grep -i two f; grep -v o f; grep -c o f; grep -n o f; grep -o 'o.' f; grep -w two f; grep -x one f; grep -E 'one|four' f; grep -F . f; echo $?; grep '^t' f; grep 'e$' f; grep '[0-9]' f; grep -q one f; echo $?; grep -l one f f; grep -L one f; grep -h one f f; grep -H one f; grep -e one -e four f; grep -A1 one f; grep -B1 Two f; grep -C1 Two f; grep -m1 o f; grep nosuch f; echo $?; grep x nosuch; echo $?; grep -s x nosuch; echo $?; grep -c '' f; grep '' /dev/null; echo $?; grep '\(t\)wo' f; grep -n -v o f; grep -on o f

### grep: contexts and many files
seq 20 >f; grep -n -A1 -B1 5 f; grep -A1 '1$' f; seq 3 >g; grep 2 f g; grep -c 2 f g; grep --color=never 3 g; grep -e; echo $?; grep; echo $?; grep '[' f; echo $?; grep -E '(' f; echo $?

### sed
printf 'one\ntwo\nthree\n' >f; sed s/o/0/ f; sed s/o/0/g f; sed -n 2p f; sed 2d f; sed '/two/d' f; sed '2,3d' f; sed '$d' f; sed -n '$p' f; sed '1i\first' f; sed '2a\after' f; sed 's/\(.\)\(.\)/\2\1/' f; sed -E 's/(.)(.)/\2\1/' f; sed 's/one/[&]/' f; sed '/one/,/two/s/^/> /' f; sed -e 1d -e 's/t/T/' f; sed 'y/abc/xyz/' f; sed -n '/t/p' f; sed -n '/t/!p' f; sed 's,o,/,' f; sed 's/O/x/I' f; sed 's/e/E/2' f; sed '2q' f; sed = f; sed -n '1!G;h;$p' f; sed 's/t/\n/' f; sed '2c\changed' f; sed 's/x/' f; echo $?; sed -n 2,1p f; sed 'k' f; echo $?; sed p nosuch; echo $?; sed -i s/one/1/ f; cat f

### sed: programs
printf 'a=1\nb=2\n# c\n\n' >f; sed '/^#/d;/^$/d' f; sed -n 's/^a=//p' f; sed 's/=.*//' f; sed 'N;P;D' f; sed -E 's/^([a-z])=(.*)$/\1: "\2"/' f; sed '1~2d' f; sed 's/[^=]*=//;s/$/;/' f; sed 's/a\|b/X/' f; sed -n '/a/{s/a/A/;p}' f; sed --expression='s/1/one/' f

### tee, xargs, seq
echo a | tee f g; cat f g; echo b | tee -a f >/dev/null; cat f; echo x | tee /no/such; echo $?; printf '1 2\n3\n' | xargs; printf '1 2 3\n' | xargs -n1 echo n; printf 'a\nb\n' | xargs -I{} echo '<{}>'; echo | xargs echo empty; echo | xargs -r echo none; printf 'a\0b\0' | xargs -0 -n1; echo "it's" | xargs; echo $?; echo a b | xargs -t echo; echo 1 2 3 4 | xargs -n2 -P1; seq 3; seq 2 4; seq 1 2 7; seq -s- 3; seq -w 9 11; seq 3 1; seq 1.5 3; seq 5 -1 3; seq -2 2

### basename, dirname, pwd, true, echo as programs
basename /a/b.txt; basename /a/b.txt .txt; basename -s .c a.c b.c; basename a b c; echo $?; basename; echo $?; dirname /a/b a / ''; dirname; echo $?; basename /; basename ''; basename a/; dirname a//b; dirname /a

### expr and test in older scripts
[ -x /bin/ls ]; echo $?; which ls >/dev/null; echo $?; which nosuchprogram; echo $?; env true; echo $?; env nosuch; echo $?; env -i A=1 bash -c 'echo $A'; env A=2 bash -c 'echo $A'

### mkdir, rmdir, touch, rm, ls
mkdir a; mkdir a; echo $?; mkdir -p a/b/c; mkdir x/y; echo $?; rmdir a; echo $?; rmdir a/b/c; touch f g; ls; ls -1 a; ls nosuch; echo $?; ls -d a; ls -a a; ls -A; ls f a; rm nosuch; echo $?; rm -f nosuch; echo $?; rm a; echo $?; rm -r a; ls; rm; echo $?; rm -v f; touch; echo $?; ls -r; mkdir; echo $?; mkdir -v z; touch a/b; echo $?

### cp and mv
echo 1 >a; cp a b; cat b; cp a nosuch/b; echo $?; mkdir d; cp a b d; ls d; cp d e; echo $?; cp -r d e; ls e; cp nosuch x; echo $?; cp a; echo $?; mv a c; ls; mv c d; ls d; mv nosuch y; echo $?; mv d/c d/a; cp -v b bb; mv -v bb cc; cp b b; echo $?; mv b b; echo $?; cp -n b cc; cp b cc nosuchdir; echo $?; cp d/a .; ls; mv e d; ls d

### base64, od and checksums
echo hello | base64; echo aGVsbG8K | base64 -d; printf '\x00\x01' | base64; base64 -w 0 <<<'a longer line of text that would be wrapped at seventy six characters, surely'; echo; echo '!' | base64 -d; echo $?; printf '' | base64; echo -n abc | base64 | tr -d '\n'; echo

### diff
printf 'a\nb\nc\n' >1; printf 'a\nB\nc\nd\n' >2; diff 1 2; echo $?; diff 1 1; echo $?; diff -q 1 2; diff -s 1 1; diff 1 nosuch; echo $?; diff -u 1 2 | tail -n +3; diff - 1 <1; echo $?; diff -i 1 2; diff; echo $?

### date
date -u -d @0; date -u -d @1700000000 '+%F %T'; date -u -d '2024-02-29' +%j; date -u +%Y | wc -c; date -u -d @0 +%s; date -u -d @0 '+%a %A %b %B %d %e %H %I %j %m %M %p %S %u %w %y %Y %Z %z %%'; date -u -d nonsense; echo $?; date -u -d '2024-01-01T00:00:00Z' +%s; date -u -Iseconds -d @0; date -R -u -d @0
### grep below directories, patterns from a file, Perl's classes
mkdir -p d/e; printf 'apple 3\nx\n' > d/f; printf 'apple 10\n' > d/e/g.txt; printf 'apple\n' > p
grep -r apple d | sort; grep -rn x d; grep -rl apple . | sort; grep -rh apple d | sort; grep -r --include='*.txt' apple d; grep -r --exclude='*.txt' apple d; grep -r --exclude-dir=e apple d; grep -r nothing d; echo $?
grep -f p d/f; grep -P '\d+' d/f; grep -c apple -r d | sort; grep apple d 2>&1; echo $?
### dates in words
export TZ=UTC
date -d '2020-01-02 03:04:05' +%s; date -d '2020-01-02 +1 day' +%F; date -d '2020-03-01 1 day ago' +%F; date -d '2020-01-31 03:00 UTC' '+%Y %j %a'
date -d 'Jan 2 2020' +%F; date -d '1 Jan 2020 10:20:30' +%s; date -d 20200102 +%F; date -d @0.5 +%N; date -d '2020-01-01T00:00:00+02:00' +%s
date -d '2020-01-15 next month' +%F; date -d '2020-01-15 2 weeks' +%F; date +%-d -d 2020-01-05; date -d @1700000000 +%l,%k,%q
### cat, sort, xargs: more of their flags
printf 'a\tb\001\303\251\n' > f; cat -v f; cat -A f; cat -e f; cat -t f
printf 'b\na\n' | sort -C; echo $?; printf 'a\nb\n' | sort -C; echo $?; printf 'x y\n' > g; xargs -a g -n1; printf 'a\nb\n' | xargs -i echo '{}-'
### uniq compares parts of lines
printf '1 a\n2 a\n3 b\n' | uniq -f 1; printf 'xa\nya\nyb\n' | uniq -s1; printf 'abc\nabd\nacd\n' | uniq -w 2 -c
printf 'a\na\nb\nc\nc\nc\n' | uniq -D; printf 'a\nA\nb\n' | uniq -Di; printf 'a\na\n' | uniq -f x; echo $?
printf 'a\n' | uniq -cD; echo $?; uniq a b c; echo $?
### sort: general numbers
printf '%s\n' 1e3 5 abc nan -inf 1e-2 inf -3 +7 0x10 " 2" .5 -0x2 | sort -g
printf '%s\n' 'b 1e2' 'a 20' 'c x' | sort -k2g; printf '%s\n' 1e1 10 9 | sort -gu; printf '%s\n' 1e3 2 | sort -gr
### tr: the first set cut to the second
echo hello | tr -t helo xy; echo hello | tr helo xy; echo hello | tr -ts elo ab; echo hello | tr --truncate-set1 hel a
### sed: separate files
printf '1\n2\n3\n' > f1; printf 'a\nb\n' > f2
sed -s -n '$p;1=' f1 f2; sed -n '$p' f1 f2; sed -s 1d f1 f2; sed --separate '2,$d' f1 f2; sed -s '1{h;d};$G' f1 f2; sed -s 1q f1 f2
### column: lists without a table
seq 1 30 | column -c 80; seq 1 30 | column -x -c 80; seq 1 30 | column -c 40; printf 'aaaaaaaaaaaa\nb\nc\n' | column -c 30
seq 1 12 | column --fillrows --output-width 33; seq 5 | column -c 5; printf 'a b\n\nc d\n' | column -c 60
