### awk: records and fields
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk '{print $1}' data.txt
awk 'NR==1{next} {print NR": "$0}' data.txt
awk -F, '{print $2; n+=$2} END{print n, n/NR}' p.csv
awk -F, -v OFS=: '{$1=$1; print}' p.csv
awk 'NR==2,NR==4{print NR}' data.txt
awk 'END{print NR, $0, NF}' data.txt
awk '{print NF ? $NF : "empty"}' data.txt
awk 'BEGIN{RS=""}{print NR": "$1" / "$NF" "NF}' data.txt
awk '{if(NR==2) exit; print} END{print "end", NR}' in.txt; echo $?
awk 'FNR==1{print FILENAME} {print FNR, NR}' in.txt p.csv
awk 'FNR==2{nextfile} {print FILENAME, $0}' in.txt p.csv
awk '!seen[$1]++' data.txt
awk '$1 ~ /^a/ && $2 !~ "way"{print $2}' data.txt
awk '{print $(NF-1), $NF}' p.csv
awk '/^[[:space:]]*$/{print NR " empty"}' data.txt
awk 'BEGIN{$3="x"; print NF; print "[" $0 "]"}'
awk -F'[,:]' '{print $2}' p.csv
awk 'BEGIN { OFS="-"; print "a", "b"; $0 = "x y z"; $1 = $1; print }'
awk 'NR%2' in.txt
### awk: numbers and printf
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk 'BEGIN{printf "%s %s %s\n", "a", 12, 1.5; printf("%s-%s\n", "x", "y")}'
awk 'BEGIN{printf "%i %5.1f%% %s\n", 3.99, 45.678, "done"}'
awk 'BEGIN{x=5; x+=3; x-=1; x*=2; x/=7; x^=3; x%=5; print x; y=z=4; print y, z; print 1?2:3, 0?2:1?4:5}'
awk '{ sum += $5 } END { printf "total %d avg %.2f\n", sum, sum/NR }' data.txt
awk 'BEGIN{printf("%s", "paren"); print("a", "b"); print("c")("d")}'
### awk: texts
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk 'BEGIN{print length("hello"), length(""), length(12345), substr("hello",2,3), substr("hello",4), substr("hello",2,100), index("hello","ll"), index("hello","z")}'
awk 'BEGIN{print toupper("aBc"), tolower("AbC"), int(3.9), int(-3.9), int("12abc"), sqrt(16), exp(0), log(1), sin(0), cos(0), atan2(0,-1)}'
awk 'BEGIN{s="hello world"; n=gsub(/o/,"0",s); print n, s; sub(/l+/,"[&]",s); print s; gsub(/l/,"\\&",s); print s}'
awk 'BEGIN{if(match("foobar", /o+/)) print RSTART, RLENGTH, substr("foobar",RSTART,RLENGTH); print match("x","y"), RSTART, RLENGTH}'
awk 'BEGIN{n=split("2024-01-15T10:20",d,/[-T:]/); print n, d[1], d[5]; print split("  a b  ",q), q[1], q[2]; print split("abc",r,""), r[1] r[3]}'
awk '{ $1 = ""; print substr($0, 2) }' in.txt
awk '$3 ~ "/" {split($3, r, "/"); if (r[1]!=r[2]) print $2 " not ready"}' data.txt
awk 'BEGIN{print index("a.b","."), "A" < "a", "a" < "B", "" < "a"}'
awk 'BEGIN{print length("a" "bc"), length "x"}' </dev/null
awk 'BEGIN{print substr("hello", -1), substr("hello", 0), substr("hello", 1.5), substr("hello", 2, 2.5)}'
awk 'BEGIN{print substr("12345", 2, 3) + 1, "3 apples" * 2, "1e2x" + 0, ".5" + .5, "+3" + 1}'
awk 'BEGIN { if (substr("x",1,1) == "x") { print "A" } ; { print "B" } }'
awk 'BEGIN{print toupper(substr("hello", 1, 1)) substr("hello", 2)}'
awk 'BEGIN { print index("foobar", "bar"); exit } { print "no" }' in.txt
### awk: arrays and functions
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk 'BEGIN{a[1,2]=3; for(k in a){split(k,p,SUBSEP); print p[1], p[2], a[k]}; print ((1,2) in a), ((2,1) in a)}'
awk 'function fact(n){return n<=1?1:n*fact(n-1)} BEGIN{print fact(5), fact(10)}'
awk 'function f(a,i){a[i]="set"; i=99} BEGIN{x=1; f(arr,x); print arr[1], x}'
awk 'function nothing(){} BEGIN{x=nothing(); print "[" x "]", x+0, length(x)}'
awk 'NR==FNR{a[$1]=NR; next} $1 in a{print $1, a[$1]}' in.txt in.txt
awk 'BEGIN{x; print x=="" , x==0, !x, length(x), x+1; if(!(y in z)) print "not in"}'
awk 'BEGIN{CONVFMT="%.2g"; a=3.14159; b=a ""; print b; OFMT="%.3f"; print a, a ""; x[0.1]=1; for(k in x) print k}'
awk 'BEGIN{a["b"]=1;a["a"]=2;for(k in a)n++;print n}'
awk '
function f(x,
  y) {
  return x+y
}
BEGIN { print f(1,
  2) }'
awk 'BEGIN{if(!("x" in a) && !(1 in b)) print "ok"; for(i in a) print "never"}'
awk 'BEGIN{x["a"]=1; f(x)} function f(arr,  k){for(k in arr) print k, arr[k]}'
### awk: input and output
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk 'NR>1{print $2, $4}' data.txt
awk '$4=="Running"{c[$1]++} END{for(n in c) print n, c[n]}' data.txt | sort
awk '/Running/ && $5 > 0 {print $2}' data.txt
awk '$5 > "1"' data.txt
printf 'a b\nc\n\n\n\nd e\nf\n' | awk 'BEGIN{RS="";FS="\n"}{print NR, NF, $1, $2}'
printf 'a;b;c' | awk 'BEGIN{RS=";"}{print NR, $0}'
printf 'aXXbXc' | awk -F'X+' '{print NF, $1, $2, $3}'
echo 'a|b|c' | awk -F'|' '{print $2}'
echo 'a.b.c' | awk -F. '{print $3}'
printf 'a\tb c\td\n' | awk -F'\t' '{print $2}'
echo '  a  b ' | awk -F' ' '{print NF, $1}'
echo 'a b c d' | awk '{NF=2; print; print NF; $5="e"; print; print NF}'
echo 'a b c' | awk '{$2=""; print; print NF; $0="x y"; print $1, NF}'
awk 'BEGIN{printf "%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%c|%s|%10s|%-10s|%.2s|%%\n", 42,42,42,42,42,255,255,8,65,"hello","str","r","l","trunc"}'
awk 'BEGIN{printf "%f|%.2f|%8.3f|%e|%.3e|%g|%G|%g|%g\n", 3.14159,3.14159,3.14159,12345.678,0.00012,0.00001,1e-10,1234567,123456}'
awk 'BEGIN{printf "%*d|%-*d|%.*f\n", 5, 42, 5, 42, 2, 3.14159}'
awk 'BEGIN{s="aaa"; print gsub(/x*/,"-",s), s; t="abc"; gsub(/$/,"!",t); print t; gsub(/^/,">",t); print t; u="baac"; gsub(/a*/,"x",u); print u}'
echo 'foo bar foo' | awk '{print gsub(/foo/,"baz"); print; print $1}'
echo 'a b c' | awk '{gsub(/b/,"X Y",$2); print; print NF, $2}'
awk 'function max(a,b){if(a>b)return a; return b} {m=max(m,$5)} END{print m}' data.txt
awk 'BEGIN{while(i<3) print i++; do print --i; while(i>0); for(;;) if(++j>2) break; print j; for(k=0;k<5;k++){if(k%2) continue; print k}}'
printf 'x\ny\nz\n' | awk 'NR==1{getline; print "got", $0} {print NR, $0}'
printf 'l1\nl2\nl3\n' > in.txt; awk 'BEGIN{while((getline line < "in.txt")>0) print "line:", line; close("in.txt"); getline < "in.txt"; print $0; print (getline x < "/nonexistent")}'
awk 'BEGIN{"echo hi there" | getline x; print x; "echo a b c" | getline; print $2, NR; cmd="printf \"1\\n2\\n\""; while((cmd|getline l)>0) s+=l; close(cmd); print s}'
awk 'BEGIN{print "b\na\nc" | "sort"; close("sort"); print "done"}'
awk '{print $2 | "sort -r"}' data.txt
awk '{print > ("out_" NR ".txt")} END{close("out_1.txt"); while((getline l < "out_2.txt")>0) print l}' in.txt; cat out_3.txt
awk 'BEGIN{print "one" > "o.txt"; print "two" > "o.txt"; close("o.txt"); print "three" >> "o.txt"}'; cat o.txt
awk 'BEGIN{printf "no newline"; system("echo sys")}'
printf 'BEGIN{print "from file"}\n{print NR}\n' > prog.awk; awk -f prog.awk in.txt
awk 'length > 60' data.txt
awk 'length($2) > 10 {print length($2)}' data.txt
awk '{a[NR]=$1} END{for(i=NR;i>0;i--) print a[i]}' data.txt
echo '10 9 abc 1e1 0x10 +5 .5' | awk '{print ($1>$2), ($1==$4), ($3>$1), $1<"9", $6+0, $7+0, $6==5}'
awk 'BEGIN{print 1 " " 2, 1 2, "a" > "/dev/stdout"; print "err" > "/dev/stderr"}' 2>/dev/null
awk 'BEGIN{print substr("hello",2,0) "|" substr("hello",10) "|" substr("",1,1) "|"}'
awk 'BEGIN{print length()}' </dev/null; echo abc | awk '{print length}'; echo abc | awk '{print length, length()}'
awk 'BEGIN{printf "%d %d\n", "3x", "abc"; printf "%5s|%-5s|\n", "toolong", "ab"; printf "%c", ""; printf "%s", ""; print ""}'
awk 'BEGIN{getline; print "first:", $0} {print "main:", $0} END{print NR}' in.txt
awk 'BEGIN{while(("cat in.txt" | getline l) > 0) n++; print n; print close("cat in.txt"), close("nope")}'
awk 'BEGIN { "date +%Y" | getline y; print (y > 2000) }'
awk '/a|r/{c++} END{print c+0}' data.txt
awk '{for(i=NF;i>0;i--) printf "%s%s", $i, (i>1?OFS:ORS)}' in.txt p.csv
awk 'BEGIN { while ("echo x; echo y" | getline > 0) print "r:" $0 }'
awk 'BEGIN{print 1==1.0, "1"==1, "1.0"==1, 1=="1"}' ; echo 1.0 | awk '{print $1==1, $1=="1"}'
awk 'BEGIN{$0="a b c"; print NF, $2; $3="z"; print $0; NF=5; print $0 "|"}'
echo "a b" | awk '{ $2 = $2 + 1; print }'
awk 'BEGIN { ORS="|"; print "a"; print "b"; ORS="\n"; print "" }'
awk 'BEGIN{n=split("c a b",x," "); for(i=1;i<=n;i++) for(j=i+1;j<=n;j++) if(x[i]>x[j]){t=x[i];x[i]=x[j];x[j]=t} for(i=1;i<=n;i++) printf "%s ", x[i]; print ""}'
awk '{print $1 > "/dev/stderr"}' in.txt 2>&1
awk 'BEGIN{printf "%5.2f|%-8s|%08.3f|%+.1e|% d|%#x|%#o\n", 2.345, "ab", 3.14159, 12345.6789, 42, 255, 8}'
awk 'BEGIN{"pwd" | getline d; print (d != "")}'
### awk: the rest
# As mawk and gawk --posix agree.
cat > data.txt <<'END'
NAMESPACE     NAME                     READY   STATUS    RESTARTS   AGE
accounts      accounts-v1-abc          1/1     Running   0          5m
accounts      waypoint-xyz             1/1     Running   2          4m
rogue         rogue-curl               0/1     Pending   0          10s
kube-system   coredns-1                1/1     Running   11         3h

istio-system  ztunnel-a                1/1     Running   1          3h
END
cat > p.csv <<'END'
name,age,city
bob,42,Paris
alice,7,"New York"
carol,,Rome
END
printf 'l1\nl2\nl3\n' > in.txt
awk '/rogue/,/ztunnel/' data.txt
awk 'BEGIN{exit 4} END{print "end"}'; echo $?
awk 'END{exit 7}' in.txt; echo $?
awk -v x='a\tb' -v n=5 'BEGIN{print x, n+1}'
awk '{print v, $0}' v=1 in.txt v=2 in.txt
FOO=bar awk 'BEGIN{print ENVIRON["FOO"], ENVIRON["NOPE"] "x"}'
awk 'BEGIN{a="10"; b=9; print (a<b), (a+0<b), ("10"<"9"), (10<9), "abc"<"abd", "a" "b"=="ab"}'
awk 'BEGIN{i=5; print i++ + ++i, i--, i, -i, !i, i^2, -2^2, 2^3^2, 1-1-1, 2*3%4}'
awk 'BEGIN { print "x" ; # comment
print "y" } # more
'
awk '/\//{print "slash " $3}' data.txt
awk "BEGIN{print \"it's\"}"
awk 'BEGIN{regex="^[0-9]+$"; print ("123" ~ regex), ("12a" ~ regex)}'
awk '{ print; } ; END { print "x" };' in.txt
awk '1;1' in.txt
awk 'BEGIN{ x = "abc"; print x ~ /b/ ? "yes" : "no"; print !/x/, /x/ + 0 }' </dev/null
awk 'BEGIN{print !x + 1, !"", !"a", !0, !"0", - - 3, 1 - -1, 2 - 1}'
awk 'BEGIN{a=1; b=2; print a" "b, a b, (a)(b), a+b c, a -1, a " " -1}'
### awk: what mawk says of mistakes
awk 'BEGIN{'; echo $?
awk 'BEGIN{print 1 +}'; echo $?
printf 'BEGIN{\n x=1\n print x +\n}\n' > bad.awk; awk -f bad.awk; echo $?
awk -v 1=3 1; echo $?
awk 'BEGIN{f(1)}'; echo $?
awk 'BEGIN{print > "nodir/x"}'; echo $?
awk 'BEGIN{print /a(/}'; echo $?
awk 'BEGIN{x="a(" ; print "b" ~ x}'; echo $?
awk 'BEGIN {return}'; awk 'BEGIN{next}'
awk 'BEGIN{print @}'; awk "BEGIN{print 'x'}"; awk 'BEGIN { print "abc }'
awk 'BEGIN{NF=-1}'; awk 'BEGIN{$(-1)="x"}'
awk 'BEGIN { print 1 2 3 )}'; awk 'BEGIN { if (1) else }'; awk -Z 1
