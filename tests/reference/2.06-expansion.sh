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

### ~ is HOME, ~+ and ~- are directories
HOME=/home/x; echo ~ ~/a ~+ ~- | sed "s,$PWD,here,"
cd /; cd /tmp; echo ~+ ~-
unset HOME; echo ~root ~nosuchuser ~nosuchuser/x

### a tilde in assignments and paths
HOME=/h; x=~; y=a:~/b:~; z="~"; echo $x $y $z
echo a=~ x:~ --p=~

### ${x-word} for unset, ${x:-word} for empty too
unset u; e=; s=set
echo "[${u-a}] [${e-a}] [${s-a}] [${u:-a}] [${e:-a}] [${s:-a}]"
echo "[${u+a}] [${e+a}] [${s+a}] [${u:+a}] [${e:+a}] [${s:+a}]"

### ${x=word} assigns
unset u; e=
echo ${u=one} $u ${e=two} [$e] ${e:=three} $e

### ${x?word} ends the script
x=1; echo ${x?fine}
(echo ${nothing?gone wrong}; echo not); echo $?
(echo ${nothing:?}; echo not); echo $?
echo ${nothing?}
echo not reached

### a word is expanded only when needed
x=1; echo ${x:-$(echo side >&2)}; echo ${y:-$(echo side >&2; echo v)}

### a default with blanks, quotes and nesting
unset u
for w in ${u-a b} "${u-c d}" ${u-"e f"} ${u-'g h'} "${u-"i j"}" ${u-${v-k l}}; do echo "<$w>"; done

### a default that is "$@"
set -- 'a b' c; unset u
for w in "${u-$@}" ${u:-"$@"} "${u:-"$@"}"; do echo "<$w>"; done

### the length of a value
x=héllo; echo ${#x}; x=; echo ${#x} ${#unset}; set -- a b; echo ${#} ${#@} ${#2}
a=(xx yyy); echo ${#a} ${#a[1]} ${#a[@]}

### the smallest and the largest prefix
p=/usr/local/lib/libc.so.6
echo ${p#*/} ${p##*/} ${p%.*} ${p%%.*} ${p%/*} ${p#nothing} ${p%%/*}x

### a quoted pattern is text
x='a*b*c'; echo ${x#*\*} ${x##*'*'} "${x%"*"*}" ${x%%\**}
y='*'; echo ${x#a$y} ${x#a"$y"}

### prefixes of every element
a=(one.c two.c three.h); echo ${a[@]%.c} "${a[@]#t}"
set -- x1 x2; echo ${@#x} "${*#x}"

### a replacement, the first and all
x=banana
echo ${x/an/AN} ${x//an/AN} ${x/#ba/BA} ${x/%na/NA} ${x//a} ${x/a} ${x/#na/NA} ${x//?/x}

### a replacement with slashes, patterns and expansions
p=/a/b/c; y=/; z='[x]'
echo ${p//\//-} ${p//$y/:} ${p/b/$z} ${p/"/"/|} ${p//[ab]/<x>} ${p/*b/B}

### an ampersand in a replacement
x=abc; echo ${x/b/\&} "${x/b/"&"}" ${x/b/'&'}

### substrings
x=0123456789
echo ${x:3} ${x:3:2} ${x: -3} ${x: -3:2} ${x:2:-2} ${x:(-4)} ${x:0:0}. ${x:20}. ${x:5:100}
i=2; echo ${x:i:i+1} ${x:$i:1} ${x:i*2}

### a substring that is less than nothing
x=abc; echo ${x:1:-5}; echo $?

### substrings of $@
set -- a b c d e
echo ${@:2} / ${@:2:2} / ${@: -2} / ${@:0:2} / ${*:4:10} / "${@:6}" / ${@:1:0}

### substrings of an array
a=(a b c d e); echo ${a[@]:1:2} / ${a[@]: -2:1} / ${a[*]:3} / ${a[0]:0:1}
b=([2]=x [5]=y [9]=z); echo ${b[@]:3:1} / ${b[@]:0:2}

### upper and lower case
x='hello World'
echo "${x^}" "${x^^}" "${x,}" "${x,,}" "${x^^[a-m]}" "${x~}" "${x~~}" "${x^w}" "${x,,[W]}"
a=(ab cd); echo ${a[@]^} ${a[*]^^}

### ${!x} goes through a name
a=1 b=a c=b; echo ${!b} ${!c} "${!b}x"
set -- p q; n=2; echo ${!n} ${!#}
arr=(x y); r='arr[1]'; echo ${!r}; r='arr[@]'; echo ${!r}

### ${!x} of nothing
unset u; x=$(echo ${!u}); echo $?
e=; echo ${!e}; echo $?

### ${!prefix*} lists names
zeta_a=1 zeta_c=3 zeta_b=2; echo ${!zeta_*} "${!zeta_@}"

### ${x@Q} quotes
for x in plain 'a b' "it's" '' '$x' 'a"b' $'tab\tx' $'new\nline' 'é'; do echo "${x@Q}"; done
a=(1 'b c'); echo "${a[@]@Q}" "${a[*]@Q}"; set -- 'x y' z; echo ${@@Q}

### ${x@E}, ${x@P}, ${x@U}, ${x@u}, ${x@L}
x='a\tb\x41\n'; printf '[%s]\n' "${x@E}"
x='hello World'; echo ${x@U} ${x@u} ${x@L}
x='\s' ; echo "${x@P}" | wc -l

### ${x@A} and ${x@a}
x='a b'; echo "${x@A}" "[${x@a}]"
declare -i i=5; declare -r r=1; declare -x e=2; declare -a a=(1 2); declare -A m=([k]=v); declare -u up=x
echo ${i@a} ${r@a} ${e@a} ${a@a} ${m@a} ${up@a}
echo "${i@A}"; echo "${r@A}"; echo "${a[@]@A}"; echo "${m[@]@A}"

### ${x@K} and ${a[@]@K}
a=(1 'b c' [5]=d); echo "${a[@]@K}"
x='it s'; echo "${x@K}"

### $( ) keeps inner newlines and drops the last ones
x=$(printf 'a\n\nb\n\n\n'); echo "$x"; echo "[$(printf '\n\n')]"

### $( ) runs in a subshell
x=1; y=$(x=2; echo $x); echo $x $y
cd /; d=$(cd /tmp; pwd); echo $d $PWD

### $( ) with comments, cases and quotes
echo $(
  echo a # a comment with ) in it
  case x in x) echo b;; esac
  case y in (y) echo "c)";; esac
)

### $( ) inside of $( )
echo $(echo $(echo $(echo deep)) $(echo er))

### backquotes and their backslashes
echo `echo a\`echo b\`` `echo '\$x'` `echo "\\\\"` "`echo \"q\"`"

### $( ) passes its status
x=$(exit 4); echo $?; echo $(exit 5) $?; $(exit 6); echo $?; $(false) ; echo $?

### $(( )) or $( ( ) )
echo $((1+2)) $( (echo sub) ) $((echo no) 2>/dev/null; echo yes)

### fields are split at IFS
x='a b	c
d'; set -- $x; echo $#
IFS=:; x=a:b::c:; set -- $x; echo $#; for w in "$@"; do echo "<$w>"; done

### blanks of IFS around other bytes
IFS=' :'; x=' a : b  c::d '; for w in $x; do echo "<$w>"; done

### an empty IFS and an unset one
x='a b:c'; IFS=; set -- $x; echo $#; unset IFS; set -- $x; echo $#; IFS=: ; set -- $x; echo $#

### only expansions are split
IFS=:; echo a:b; x=c:d; echo $x; echo $(echo e:f) $((1)):2

### nothing becomes no word
e=; set -- $e; echo $#; set -- $e $e x; echo $#; set -- "$e"; echo $#; set -- a$e; echo $#; set -- $e"$e"; echo $#

### IFS of letters and digits
IFS=x1; v=axb1c; set -- $v; echo $# "$*"; echo $((100+11))

### * ? and [ ] over files
touch a b ab abc .hid 1 2 'x y'
echo *; echo ?; echo a*; echo [ab]; echo [!a]; echo [a-b]*; echo .h*; echo *c; echo [[:digit:]]; echo ??

### patterns in directories
mkdir -p d/e; touch d/1 d/2 d/e/3
echo d/* */1 */*/* ./d/? d/[12] d*/e/* d/*/ */

### no match leaves the pattern
echo *.none [xyz] ?????????? "*" \?
shopt -s nullglob; echo *.none x; shopt -u nullglob
shopt -s failglob; echo *.none; echo $?; shopt -u failglob

### dotglob, globstar, nocaseglob
mkdir -p d/e; touch .h A b d/f d/e/g
shopt -s dotglob; echo *; shopt -u dotglob
shopt -s globstar; echo **; echo **/; echo d/**; echo **/g; shopt -u globstar; echo **
shopt -s nocaseglob; echo a* B*; shopt -u nocaseglob

### extended patterns over files
shopt -s extglob
touch a.c b.c a.h ab.c ab.h
echo @(a|b).c !(*.c) *(a).c +(a|b).[ch] ?(a)b.c !(a*)

### set -f turns patterns off
touch a b; set -f; echo *; set +f; echo *

### GLOBIGNORE hides
touch a.o a.c b.c; GLOBIGNORE='*.o'; echo *; unset GLOBIGNORE; echo *

### names with blanks and stars from patterns are one word
touch 'a b' 'c*d'; for f in *; do echo "<$f>"; done

### a pattern in a variable
touch a1 a2; p='a*'; echo $p "$p"; x=a; echo $x* "$x"*; y=*; echo $y

### no patterns in assignments, redirections are
touch only; x=*; echo "$x"
echo text >onl*; ls

### sorting of names
touch B a C b _ 1 10 2; echo *

### brace expansion
echo {a,b,c} x{1,2}y {a,b}{1,2} {a,{b,c}}d {,x} pre{,fix} {a} {} {a,} "{a,b}" \{a,b\} {a\,b,c}

### brace sequences
echo {1..5} {5..1} {a..e} {01..10} {1..10..3} {10..1..4} {a..g..2} {-2..2} {1..1} {z..w} {1..a} {1..2..x}

### braces come before everything
x=1; echo {$x,$((x+1))} {a..$x}; touch f1 f2; echo f{1,2,3}* {~,/}x

### braces may hold quotes and substitutions
echo {"a b",'c d',$(echo e f)} {a,b}"{c,d}" {'1'..'3'} a{b,c"}"}d

### set +B turns braces off
set +B; echo {a,b}; set -B; echo {a,b}

### quote removal is last
x='"a"' y="'b'" z='\c'; echo $x $y $z "$x" "a"'b'\c

### the order of expansions
a=5; b='$a'; echo $b ${b} "$b"; eval echo $b
i=1; echo $((i++)) $i $((i+=5)) $i

### side effects of ${x:=} in order
echo ${n:=1}$((n+1)) $n
echo $((m=5)) ${m:-unset}

### bad substitutions
(echo ${}); echo $?
(echo ${x y}); echo $?
(echo ${1x}); echo $?
(echo ${-x}); echo $?
echo ${a b}
echo not reached

### $(< file)
printf 'a\nb\n' >f; echo "$(<f)"; x=$(< f); echo $x
echo $(<nofile) $?


### a tilde behind a colon, before a quote, in a here-string
HOME=/h; echo ~: ~:'' ~'' ~"x" ~\x ~$x x=~ x=a:~ x=a=~; y={a}=~:~; echo $y; cat <<<a:~/b; echo ~/~

### braces inside of ${ } do not end it for brace expansion
s=1; echo ${s+a{,q}{a,{b,c}}}x ${s}{a,b} {a,b}${s}{c,d}

### an empty text and a pattern that matches it
e=; echo "[${e/*/x}][${e//*/x}][${e/#/x}][${e/%/x}][${e/a/x}][${e/#*/x}]"

### the message of ${x?} is split, and may be empty
(a='two  words'; : ${u?$a end}); (: ${u?"$a  end"}); (: ${u:?}); (: ${u?''}); (b=(1); : ${b[4]:?w}); echo $?

### what a program's redirections assign is lost
unset u n; cat <<E
${u:=set} $((n=5))
E
echo "[$u][$n]"; : <<E
${u:=set} $((n=5))
E
echo "[$u][$n]"; cat <<<${v:?no}; echo "goes on $?"; cat /dev/null >${w:=out}; echo "[$w]"; ls

### ~1 is a directory of pushd
cd /; pushd /tmp >/dev/null; echo ~0 ~1 ~+1 ~-0 ~-1 ~5

### operands of nothing are not expanded
unset u; echo "[${u/${v?}/x}]" "[${u#${v?}}]" "[${u%%$(echo side >&2)}]" "[${u^^${v?}}]" "[${u:1/0}]"; e=; echo "[${e#$(echo side >&2)}]"
### a changed $* keeps its elements apart in quotes that have $@ beside it
set -- a "b c" d
arr=(1 2)
printf '<%s>' "${arr[@]}${*//x/y}" "$*${*^}$@" "${arr[@]}$*" "${!arr[@]}${*:2}" "\$@${*#a}" "$(echo "$@")${*#a}" x${arr[@]}"${*#a}"
