### a tour of tildes
HOME=/home/me
echo ~ ~/x "~" '~' a~
p=~/bin:~/lib
echo $p
echo x=~

### a tour of ${ }: indirection
a=b
b=value
echo "${!a}"
prefix_one=1 prefix_two=2
echo ${!prefix_*}

### a tour of ${ }: case
v='hello World'
echo "${v^}" "${v^^}" "${v,,}" "${v^^[lo]}"
w=ABC
echo "${w,}"

### a tour of ${ }: defaults
unset u
e=
s=set
echo "${u-a} ${e-b} ${s-c} | ${u:-a} ${e:-b} ${s:-c}"
echo "${u+a} ${e+b} ${s+c} | ${u:+a} ${e:+b} ${s:+c}"
echo "${u:=assigned} $u"
echo ${u:-"a  b"} ${missing:-"a  b" c}
echo "${missing:-"quoted  inner"}"
(echo ${never:?gone wrong}) 2>/dev/null || echo failed
echo ${s:?fine}

### a tour of ${ }: substitution
v='one two one two'
echo "${v/one/1}" "${v//one/1}" "${v//o}" "${v/#one/first}" "${v/%two/last}"
echo "${v//[ow]/_}" "${v/ */}"
path=/a/b/c
echo "${path//\//.}" "${path/\//}"
x=' '
echo "${v//$x/-}"

### a tour of ${ }: substring
v=abcdefgh
echo "${v:2} ${v:2:3} ${v: -3} ${v:(-3):2} ${v:1:-2} ${v:20}"
n=2
echo "${v:n:n+1}" "${v:$n}"
set -- a b c d
echo "${@:2}" "${@:2:2}" "${*:1:1}"

### a tour of ${ }: trim
f=/usr/local/lib/name.tar.gz
echo ${f##*/} ${f#*/} ${f%.*} ${f%%.*} ${f%/*}
p='*'
q='a*b*c'
echo "${q%$p*}" "${q%"$p"*}" "${q#a\*}"
echo "${#f} ${#q}"
v=aaa
echo "${v#a}" "${v##a*}" "${v%a}" "${v%%b}"

### a tour of ${ }: transformations
x="a 'b'"
echo "${x@Q}"
set -- 1 2
echo "${@/#/p}" "${*%2}"
echo ${#@} ${#*}
y=abc
echo "${y/b/[&]}" "${y/b/\&}"

### a tour of command substitution
x=$(echo one; echo two)
echo "$x"
echo $x
echo `echo back \`echo tick\``
y=$(printf 'a\n\n\n')
echo "[$y]"
z=$(false); echo $?
echo "$(case a in a) echo in case;; esac)"
echo $(echo $(echo $(echo deep)))
w=$(
  # comment with ) inside
  echo done
)
echo $w

### a tour of field splitting
v='  a   b  c '
for w in $v; do echo "[$w]"; done
IFS=:
v='a::b: c :'
for w in $v; do echo "[$w]"; done
IFS=' :'
v=' a : b  c ::d'
for w in $v; do echo "[$w]"; done
IFS=
for w in $v; do echo "[$w]"; done
unset IFS
set -- $(echo 1 2 3)
echo $#
e=
set -- $e "$e" $e
echo $#

### a tour of pathname expansion
d=./x
echo >$d.x1; echo >$d.x2; echo >$d.y
cd .
echo x.x* ./[xy]* x.?
echo /nonexistent/* './*' "?" \[a]
set -f
echo x.x*
set +f
x='x.x*'
echo $x "$x"
for f in x.{x1,y}; do echo $f; done

### a tour of quote removal
x='"quoted"'
echo $x "$x" '$x'
y="it's"
echo $y
echo "a"'b'c\d

### a tour of brace expansion
echo a{b,c,d}e {1..5} {5..1} {a..e} {01..03} {1..10..3}
echo {a,b}{1,2} pre{x,{y,z}}post {single} {} a{,b}
echo "{a,b}" '{1..3}' \{a,b}
for i in {1..3}; do echo $i; done
echo x{-1..1}y {a,b c}
v=1; echo {$v,2}
