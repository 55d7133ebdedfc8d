### a tour of positional parameters
set -- one "two three" four five six seven eight nine ten eleven
echo $# $1 "$2" ${10} ${11} $10
shift 2
echo $# $1
shift 20 || echo "no shift $#"
set --
echo "none: $#" "$@" end

### a tour of special parameters
set -- "a b" c
for w in "$@"; do echo "[$w]"; done
for w in $@; do echo "[$w]"; done
for w in "$*"; do echo "[$w]"; done
IFS=-
echo "$*" $*
false
echo $?
unset IFS
printf '<%s>' pre"$@"post; echo
set --
printf '<%s>' a "$@" b; echo
printf '<%s>' "$@"; echo

### a tour of variables
a=1 b=2
echo $a$b ${a}x "$a"_y
c=$a:$b
echo $c
d='x y'; e=$d
echo "$e"
a=9 true
echo $a
unset a
echo "[${a}]" "[${a-unset}]"

### more than nine positional parameters
set -- a b c d e f g h i j k l
echo $1 $10 ${10} ${12} $#

### "$@" and "$*"
set -- 'a b' c ''
for w in "$@"; do echo "<$w>"; done
for w in "$*"; do echo "<$w>"; done
for w in $@; do echo "<$w>"; done
for w in $*; do echo "<$w>"; done

### "$@" inside of a word
set -- a b c
for w in "x$@y"; do echo "<$w>"; done
set --
for w in "x$@y" "$@"; do echo "<$w>"; done

### "$*" joins by the first byte of IFS
set -- a b c
IFS=:-; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"

### $@ in an assignment
set -- a 'b  c'
x=$@; y="$@"; z=$*; IFS=:; w="$*" v=$* u=$@
echo "$x|$y|$z|$w|$v|$u"

### shift drops from the front
set -- a b c d
shift; echo $*; shift 2; echo $*; shift 5; echo $? $*; shift 0; echo $?

### set without -- and with dashes
set a -b c; echo "$@"
set -- -x -y; echo "$@"
set -; echo $#
set x - y; echo "$@"
set --; echo $#

### $? of the command before
true; echo $?; false; echo $?; (exit 7); echo $?; echo $?

### $- shows the options
case $- in *h*B*) echo yes;; *) echo $-;; esac
set -eu; echo $-; set +eu; set -x 2>/dev/null; set +x

### $0 in a script, a function, -c
echo $0
f() { echo $0; }; f
bash -c 'echo $0 $1' name arg
bash -c 'echo $0'

### $$ is the same in a subshell, BASHPID is not
[ $$ = $(echo $$) ] && echo same
[ $BASHPID = $(echo $BASHPID) ] || echo other

### $! is the last background command
true & a=$!; true & b=$!
[ $a != $b ] && echo different
wait $a; echo $?

### $_ is the last word
echo a b c >/dev/null; echo $_
x=1; true x y; echo "$_"

### $_ is a variable like others for who looks at all of them, or changes it
: all of them; set | grep '^_='
: by its name; echo ${_}z ${_/na/NA}; : once more; echo ${!_*}
: in a child; (echo $_; : there); echo $_
: kept by what is redirected > /dev/null; echo $_
: lost there; cat < ${_/there//dev/null}; echo ${_##*/}
_=mine true; echo $_
f() { echo in $_; : f leaves this; }; f called; echo $_
for i in 1 2; do : $_ $i; echo $_; done
set -a; : exported; echo $_; set +a; echo $_; : as before; echo $_
: gone; unset _; echo "[$_]"
: back; echo "[$_]"

### LINENO counts lines
echo $LINENO
echo $LINENO \
  $LINENO

f() {
  echo in $LINENO
}
f
echo $LINENO

### RANDOM is between 0 and 32767
RANDOM=42; a=$RANDOM; RANDOM=42; [ $a = $RANDOM ] && echo repeatable
for i in 1 2 3 4 5; do r=$RANDOM; [ $r -ge 0 ] && [ $r -le 32767 ] || echo bad; done
echo done

### RANDOM with a seed gives bash's numbers
RANDOM=42; echo $RANDOM $RANDOM $RANDOM
RANDOM=1; echo $RANDOM $RANDOM
RANDOM=0; echo $RANDOM

### SECONDS counts from what it is set to
SECONDS=100; [ $SECONDS -ge 100 ] && echo counts

### the variables that bash sets
echo $BASH_SUBSHELL $(echo $BASH_SUBSHELL) $( (echo $BASH_SUBSHELL) )
echo ${BASH_VERSINFO[0]} $HOSTTYPE $OSTYPE $MACHTYPE
echo "$OPTIND" "[$PS4]" "${IFS@Q}" $SHLVL
echo ${BASH##*/} ${#BASH_VERSINFO[@]}

### PWD and OLDPWD follow cd
mkdir a; cd a; echo ${PWD##*/} ${OLDPWD##*/}; cd ..; echo ${PWD##*/} ${OLDPWD##*/}
cd - | sed 's,.*/,,'; cd nowhere; echo $?

### UID and EUID are numbers, and readonly
[[ $UID =~ ^[0-9]+$ && $EUID =~ ^[0-9]+$ ]] && echo numbers
UID=5; echo $?

### an assignment before a command is the command's
x=1; x=2 bash -c 'echo $x'; echo $x
x=3 eval 'echo $x'; echo $x
f() { echo $x; }; x=4 f; echo $x

### assignments alone stay
a=1 b=$a; echo $a $b
a=1 a=2; echo $a

### an assignment's status is its substitution's
x=$(false); echo $?; x=$(exit 3) y=$(true); echo $?; x=1; echo $?

### readonly variables
readonly r=1
echo $r
r=2
echo "not reached? $?"

### readonly in a subshell ends only the subshell
readonly r=1
(r=2; echo no); echo $?
unset r; echo $?
readonly r; echo $?

### unset variables and functions
x=1; f() { echo f; }; unset x f; echo "[$x]"; f 2>/dev/null; echo $?
x=1; unset -v x; echo "[${x-unset}]"
unset nothing; echo $?
unset 1x; echo $?

### unset -f leaves the variable
x=1; x() { echo fn; }; unset -f x; echo $x; x 2>/dev/null || echo gone

### exported variables reach children
a=1; export b=2 c; c=3
bash -c 'echo "[$a][$b][$c]"'
export -n b; bash -c 'echo "[$b]"'
unset c; bash -c 'echo "[$c]"'

### export -p
env -i PATH=$PATH bash -c 'export a=1 b="x \$y"; export c; export -p' | grep -E ' [abc](=|$)'

### names that are no names
1a=x; echo $?
a-b=x; echo $?
export 9=x; echo $?

### nameless and odd parameters
set -- one two
echo "${1}" "${#}" "${@:1:1}" "${*:2}" ${#1} ${#@} ${#*}
echo ${!#}

### append to a variable
x=a; x+=b; x+='c d'; echo "$x"
declare -i n=5; n+=3; echo $n
