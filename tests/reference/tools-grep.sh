### a tour
# grep: what GNU grep prints, and its status.
{
f=./a
g=./b
printf 'one fish\ntwo fish\nred fish\nblue Fish\nno match\nfish\nlast\n' > $f
printf 'other\nfish2\n' > $g
grep fish $f; grep -i fish $f; grep -v fish $f; grep -c fish $f; grep -n fish $f; grep -o fi.. $f; grep -w fish $f $g; grep -x fish $f
grep -q fish $f; echo $?; grep -q nope $f; echo $?; grep fish $f.no 2>&1; echo $?; grep -s fish $f.no; echo $?
grep -E 'one|red' $f; grep -e one -e red $f; grep 'one\|red' $f; grep -F 'f.sh' $f; echo $?; grep -E '^(one|two) f' $f
grep -h fish $f $g; grep -H last $f; grep -l fish $f $g; grep -L one $f $g; grep -c fish $f $g
grep -A1 two $f; echo; grep -B1 red $f; echo; grep -C1 blue $f; echo; grep -A1 -n 'one\|last' $f; grep -1 red $f
grep -m1 fish $f; grep -on 'fish' $f | head -3; grep -io fish $f | sort | uniq -c; grep -vn fish $f; grep -ow fish $g; echo $?
echo 'a+b' | grep 'a+b'; echo 'aab' | grep -E 'a+b'; echo 'x=1' | grep -oE '[0-9]+'; echo abc | grep -o ''; echo foo.bar | grep -oP '\w+'
echo 'src.identity="spiffe://x"' | grep -o 'src.identity="[^"]*"'
grep 2>&1; echo $?; grep '[' $f 2>&1; echo $?; grep -E 'a(' $f 2>&1; echo $?; grep -A x y $f 2>&1; echo $?; grep --nope x 2>&1; echo $?
grep '' $g; grep -c '' $f; printf 'no newline' | grep no; printf 'a\nb\n' | grep -v a; grep x < /dev/null; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
