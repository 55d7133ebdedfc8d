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
