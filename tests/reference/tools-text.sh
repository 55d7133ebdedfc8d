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
wc $g; wc -l $f; wc -l < $f; wc -w -c $f $g; echo abc | wc -c; echo é | wc -m; wc -L $g; printf 'a b\nc' | wc
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
