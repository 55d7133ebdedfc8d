### a tour
# sed: what GNU sed prints.
{
f=./a
printf 'one\ntwo\nthree\nfour\nfive\n' > $f
sed 's/o/0/' $f; sed 's/o/0/g' $f; sed -n 's/o/0/p' $f; sed -n 2p $f; sed 2d $f; sed '$d' $f; sed -n '$p' $f; sed 2,4d $f; sed '/two/,/four/d' $f
sed -n '/t/p' $f; sed '/t/!d' $f; sed -n '2,+1p' $f; sed -n '1~2p' $f; sed 2q $f; sed -n '$=' $f; sed '/two/,$d' $f; sed '2,1d' $f
sed -E 's/(o)(n)/\2\1/' $f; sed 's/\(t\)\(w\)/\2\1/' $f; sed 's/t/[&]/' $f; sed 's|o|/|' $f; sed 's/x*/-/g' $f; sed 's/e/E/2' $f; sed 's/ONE/1/I' $f
sed -e 's/one/1/' -e 's/two/2/' $f; sed 's/one/1/;s/two/2/' $f; sed 's/^/  /' $f; sed 's/$/;/' $f; sed 's/o/a\nb/' $f; sed 'y/abc/xyz/' $f
sed '2i before' $f; sed '2a after' $f; sed '2c changed' $f; sed '2,3c changed' $f; sed -n '2{p;p}' $f; sed '/t/{s/t/T/;s/e/E/}' $f; sed 'N;s/\n/+/' $f; sed 'n;d' $f; sed G $f; sed -n 'H;${x;s/\n/,/g;p}' $f; sed '1!G;h;$!d' $f; sed '$!N;P;D' $f
printf 'a\nb' | sed 's/b/c/'; echo; printf 'x' | sed p; echo
sed -i 's/one/ONE/' $f; cat $f; sed -i.bak 's/two/TWO/' $f; cat $f $f.bak; sed -n -e '/three/{' -e 'p' -e '}' $f
sed 's/a' $f 2>&1; sed 's/a/b/x' $f 2>&1; sed k $f 2>&1; sed '/a' $f 2>&1; sed 's/a/b/' $f.no 2>&1; echo $?; sed '{p' $f 2>&1; sed 'p}' $f 2>&1; sed 'pp' $f 2>&1; sed 'y/a/bc/' $f 2>&1; sed '1,d' $f 2>&1
echo pod/name | sed 's|pod/||'; echo '--service-cluster-ip-range=10.0.0.0/8"' | sed -n 's/^.*--service-cluster-ip-range=\([^"]*\).*$/\1/p'; echo 'https://api.x.y:6443' | sed -e 's|https://||' -e 's|:[0-9]*$||' -e 's|^api\.||'
echo aaa | sed 's/a/b/2g'; echo 'a.b' | sed 's/\./-/'; echo 'a/b' | sed 's/[/]/-/'; echo abc | sed -E 's/b|c/X/g'; echo "x" | sed 's/x/\t|/'
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### branches and labels
printf 'a\\\nb\\\nc\nd\n' | sed -e ':a' -e '/\\$/N; s/\\\n/+/; ta'
printf '1\n2\n3\n' | sed ':a;N;$!ba;s/\n/,/g'
printf '1234567\n' | sed -E ':again; s/^([0-9]+)([0-9]{3})/\1,\2/; t again'
printf 'a\nb\n' | sed '/a/b;s/$/!/'
printf 'a\nb\n' | sed -n '/a/{s/a/x/;b end};s/$/!/;:end;p'
printf 'ab\ncd\n' | sed 's/a/x/;T;s/$/!/'
printf 'one one\none\n' | sed '0,/one/s//two/'
printf 'a\none\none\n' | sed '0,/one/{s/one/two/}'
sed 'b nowhere' </dev/null; echo $?
sed '0p' </dev/null; sed '0,2p' </dev/null; sed ':' </dev/null; sed '1:a' </dev/null; echo $?
### letter case in a replacement
echo 'hello big world' | sed -E 's/(\w+) (\w+)/\U\1\E \2/; s/world/\u&/'
echo 'HELLO World' | sed 's/.*/\L&/; s/^./\u&/'
echo 'foo bar' | sed -E 's/\b(.)/\u\1/g'
echo 'fOO bar' | sed -E 's/(\w+)/\L\u\1/g; s/$/ \Uend \lXY \Eend/'
