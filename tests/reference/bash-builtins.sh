### a tour of echo
echo -n a; echo b
echo -e 'a\tb\nc\\d\0101'
echo -E 'a\tb'
echo -ne 'x\n'
echo -x -n
echo - --
echo
echo -e 'stop\chere'; echo
echo "a   b"

### a tour of getopts
parse() { OPTIND=1; while getopts ':ab:c' o "$@"; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest: $*"; }
parse -a -b val rest more
parse -acb val
parse -bval -- -a
parse -x -b
parse plain -a
while getopts a opt -z; do echo $opt; done

### a tour of printf
printf '%s %d %x %X %o %c %%\n' str 42 255 255 8 char
printf '[%5s] [%-5s] [%05d] [%+d] [%.2s]\n' ab ab 42 7 abcdef
printf '%s\n' a b c
printf '%s=%s\n' a 1 b
printf '%b\n' 'a\tb\x41'
printf '%q %q %q\n' 'a b' "it's" plain
printf -v v '%03d' 7; echo $v
printf 'no newline'; echo
printf '%s\n'
printf '%d %s\n' 0x10 010
printf '%.2f %.0f %f %6.1f\n' 3.14159 2.5 1 99.96
printf '%*d|%-*d|\n' 5 42 5 42
printf '%i %u\n' -5 5
printf '\101\x42\n'

### a tour of read
printf 'a b c\n' | { read x y; echo "$x|$y"; }
printf '  lead trail  \n' | { read x; echo "[$x]"; }
printf '  lead trail  \n' | { IFS= read -r x; echo "[$x]"; }
printf 'a\\tb\n' | { read -r x; echo "$x"; }
printf 'a\\tb\n' | { read x; echo "$x"; }
printf 'x:y:z\n' | { IFS=: read a b c; echo "$a $b $c"; }
printf 'no newline' | { read x; echo "$? $x"; }
printf 'one two\n' | { read -a arr; echo "${#arr[@]} ${arr[1]}"; }
printf 'l1\nl2\n' | { read a; read b; echo "$a $b"; }
printf 'reply line\n' | { read; echo "$REPLY"; }
printf 'abcdef' | { read -n 3 x; echo $x; }
printf 'a,b' | { read -d , x; echo $x; }
printf 'a:b:c:d\n' | { IFS=: read p q; echo "$p $q"; }
mapfile -t lines <<EOF
first
second
EOF
echo "${#lines[@]} ${lines[1]}"

### a tour of type and command
type -t echo if
f() { :; }
type -t f
command -v echo
command -v f
command -v no-such-thing || echo none
command echo direct
echo() { printf 'shadow\n'; }
echo x
command echo x
builtin echo y
unset -f echo
type echo
type nothing-here
