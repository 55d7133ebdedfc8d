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

### echo and its options
echo; echo -n a; echo b; echo -e 'a\tb\nc'; echo -E 'a\tb'; echo -ne 'x\n'; echo -nE 'y\n'; echo; echo -- a; echo -x a; echo -n; echo -e; echo - a; echo -en 'z\n'; echo -e 'a\cb'; echo end

### echo -e: the escapes
echo -e '\a\b\e\f\r\v' | wc -c; echo -e '\0101 \101 \x41 \u00e9 \\ \q \" \0 x' | head -c 40 | wc -c; echo -e 'tab\there\\n'; echo -e '\x4' | wc -c; echo -e 'no\'

### xpg_echo
shopt -s xpg_echo; echo 'a\tb'; echo -E 'a\tb'; shopt -u xpg_echo; echo 'a\tb'

### printf: strings
printf '%s\n' a 'b c' ''; printf '%s-%s\n' 1 2 3; printf '%5s|%-5s|%05s|%.2s|%5.1s|\n' ab ab ab abc abc; printf '%*s|%-*s|%.*s|\n' 5 a 5 b 1 xyz; printf '%s' ; printf 'x\n' extra; printf '%s %s\n' only; printf '%%\n'

### printf: numbers
printf '%d %i %u %x %X %o %c\n' 42 -42 42 255 255 8 abc; printf '%5d|%-5d|%05d|%+d|% d|%+5d\n' 42 42 42 42 42 -42; printf '%#x %#o %#X\n' 255 8 255; printf '%.3d|%8.3d|%-8.3d|\n' 5 5 5; printf '%d %d %d\n' 0x1f 017 "'A"; printf '%d\n' '"B' -0x10 +5; printf '%x\n' -1; printf '%u\n' -1

### printf: numbers that are none
printf '%d\n' abc; echo $?; printf '%d\n' 12abc; echo $?; printf '%d\n' ''; echo $?; printf '%d\n' 08; echo $?; printf '%d\n' 1.5; echo $?; printf '%x\n' zz; echo $?; printf '%d\n' 99999999999999999999; echo $?; printf '%d %d\n' 1; echo $?

### printf: decimals
printf '%f %.2f %.0f %5.1f| %-8.2f| %08.3f %+.1f\n' 3.14159 3.14159 2.5 3.14159 3.14159 3.14159 3.14159; printf '%.2f\n' 1 0.005 1.005 -1.5 .5 5.; printf '%.0f %.0f %.0f %.0f\n' 0.5 1.5 2.5 3.5; printf '%f\n' ''; printf '%.1f\n' 1e2 1.5e-1; printf '%.3f\n' 123456789.98765

### printf: %e and %g
printf '%e %.2e %E\n' 12345.678 0.00012 1; printf '%g %g %g %g %g %g\n' 100000 1000000 0.0001 0.00001 1.5 123456789; printf '%.3g %G\n' 3.14159 1e-10

### printf: %b and \c
printf '%b|' 'a\tb' '\x41' '\0101' '\101'; echo; printf 'a%bz\n' 'x\cy'; echo; printf '%b\n' 'no escapes' ; printf '%5b|%-5b|\n' ab 'c\n'

### printf: the format's escapes
printf 'a\tb\n\\ \x41 \101 \u00e9 \"\n'; printf 'x\cy'; echo; printf '\q\n'; printf 'a\0b' | wc -c; printf '%s\n' 'a\nb'

### printf: %q
printf '%q\n' plain 'a b' "it's" '' 'a$b' '*' '~' '~x' 'x~' 'a=b' '#x' 'x#' 'a,b' '{a}' '!' 'a:b' $'a\nb' $'tab\t' 'é' 'a\b' 'a"b' '[x]' ';' '-x' '%' '@' '^' '+' '/a/b.c' 'a<b>c' '|&' '(x)' '`x`'

### printf: %(fmt)T
TZ=UTC0 printf '%(%Y-%m-%d %H:%M:%S)T\n' 0 1700000000 86399; TZ=UTC0 printf '%(%F)T|%(%T)T|%(%a %b %e)T|%(%s)T|%(%j %y %p)T\n' 0 0 0 5 0; TZ=UTC0 printf '%10(%Y)T|\n' 0; TZ=UTC0 printf '%(%H)T\n' x; echo $?

### printf: -v
printf -v x '%03d' 7; echo $x; printf -v a[2] '%s' el; echo ${a[2]} ${#a[@]}; printf -v 1x y; echo $?; printf -v; echo $?; printf -v y; echo $?; declare -A m; printf -v 'm[k e]' v; echo "${m[k e]}"

### printf: errors
printf; echo $?; printf '%z\n' 1; echo $?; printf '%' ; echo $?; printf '%5'; echo $?; printf -x; echo $?; printf -- '-x\n'; printf '%s\n' -x; printf '%ld %hd %lld\n' 1 2 3; printf '%y'

### printf: the format is used again
printf '%s=%d\n' a 1 b 2 c; printf 'no conversion\n' a b; printf '%s ' {1..5}; echo; printf '(%s)' a b; printf '\n'; printf '%.0s-' 1 2 3; echo

### printf: %n and widths that are large
printf '%20s|\n' x; printf '%-20s|\n' x; printf '%020d\n' 5; printf '%*d|\n' -6 42; printf '%.10d\n' 42; printf '%.*f\n' 3 1.5

### read: words to variables
read a b c <<<'one two three four'; echo "$a|$b|$c"; read a b <<<'  lead  trail  '; echo "$a|$b|"; read a b c <<<'x'; echo "$a|$b|$c|"; read <<<'  keep  blanks '; echo "[$REPLY]"; read x <<<''; echo $? "[$x]"; read x </dev/null; echo $? "[$x]"; printf 'no newline' | { read x; echo $? "[$x]"; }

### read: IFS
IFS=: read a b c <<<'1:2:3:4'; echo "$a|$b|$c"; IFS=: read a b <<<'1::2'; echo "$a|$b"; IFS= read x <<<'  all  '; echo "[$x]"; IFS=', ' read a b c <<<'1, 2,3'; echo "$a|$b|$c"; IFS=: read a b <<<'1:2:'; echo "$a|$b"; IFS=: read a <<<'1:'; echo "$a"; IFS=: read a b c <<<'1:2:'; echo "$a|$b|$c|"

### read: backslashes
read x <<<'a\tb\\c'; echo "$x"; read -r x <<<'a\tb\\c'; echo "$x"; printf 'one\\\ntwo\nthree\n' | { read x; echo "$x"; read y; echo "$y"; }; read a b <<<'a\ b c'; echo "$a|$b"; IFS=: read a b <<<'a\:b:c'; echo "$a|$b"

### read: -d, -n, -N
read -d : x <<<'a:b'; echo "$x"; read -n 3 x <<<'abcdef'; echo "$x"; read -N 4 x <<<'ab
cd'; echo "$x"; read -n 5 x <<<'ab'; echo "$x"; read -d '' x <<<'all
lines'; echo $? "$x"; printf 'a\0b\0' | while read -d '' x; do echo "<$x>"; done; read -rn1 x <<<'xyz'; echo $x; read -n 0 x <<<a; echo $? "[$x]"

### read: -a, -u, -p, -s, -t
read -a w <<<'a b c'; echo ${#w[@]} ${w[1]}; exec 3<<<'from three'; read -u 3 x; echo $x; read -p 'no prompt here' x <<<v; echo $x; read -s x <<<secret; echo $x; read -t 5 x <<<quick; echo $x; read -ra p -p '' <<<'1 2'; echo ${p[@]}

### read: errors
read 1x <<<a; echo $?; read -u 9 x; echo $?; read -t abc x <<<a; echo $?; read -n abc x <<<a; echo $?; read -q; echo $?; readonly r=1; read r <<<2; echo $?; read -u x y; echo $?; read -d; echo $?

### read in loops
printf 'a 1\nb 2\nlast' | while read k v; do echo "$k=$v"; done; printf 'x\ny\n' | while IFS= read -r l || [ -n "$l" ]; do echo "[$l]"; done; n=0; while read _; do ((n++)); done <<<$'1\n2\n3'; echo $n

### getopts: options and their arguments
f() { local OPTIND=1 o; while getopts 'ab:c' o; do case $o in a) echo A;; b) echo "B=$OPTARG";; c) echo C;; ?) echo "bad $o $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest: $*"; }; f -a -b x y; f -ab x -c; f -bx -- -a; f y -a; f -b; f -z; f -ac z; f; f -

### getopts: silent errors
while getopts ':ab:' o -a -z -b; do echo "$o [$OPTARG] $OPTIND"; done; echo $o $OPTIND; OPTIND=1; OPTERR=0; while getopts 'a' o -q; do echo "$o [$OPTARG]"; done

### getopts: over the parameters, twice
set -- -x -y val rest; while getopts xy: o; do echo "$o $OPTARG"; done; echo $OPTIND; OPTIND=1; getopts xy: o; echo $o; getopts; echo $?; getopts a; echo $?; getopts a 1x; echo $?

### cd and its errors
mkdir -p d/e; cd d; cd e; pwd | sed 's,.*/home,,'; cd ..; cd ..; cd nosuch; echo $?; touch f; cd f; echo $?; cd ''; echo $?; cd a b; echo $?; cd -- d; cd - >/dev/null; cd ./d/../d; pwd | sed 's,.*/home,,'; HOME=/; cd; pwd; unset HOME; cd; echo $?; cd -z; echo $?; unset OLDPWD; cd -; echo $?

### CDPATH
mkdir -p p/sub; CDPATH=p; cd sub | sed 's,.*/home,,'; cd sub >/dev/null; pwd | sed 's,.*/home,,'

### pwd
cd /tmp; pwd; pwd -P; pwd -L; cd /; pwd; pwd x; cd /..; pwd

### pushd, popd, dirs
cd /; pushd /tmp; pushd /tmp/ambit-reference; dirs; dirs -v; dirs -p; popd; popd; popd; echo $?; dirs; pushd; echo $?; pushd nosuch; echo $?; pushd /tmp >/dev/null; pushd; pushd +1; dirs +0; dirs -l; dirs +9; echo $?; popd +1; popd x; echo $?; pushd -n /tmp; dirs -c; dirs

### test as a program, true and false
true; echo $?; false; echo $?; true --help; false --help; echo $?; : ; echo $?

### type, command, builtin with nothing
type; echo $?; command; echo $?; builtin; echo $?; eval; echo $?; exec; echo $?; hash; echo $?; export >/dev/null; echo $?; set >/dev/null; echo $?; shopt >/dev/null; echo $?; umask >/dev/null; echo $?; times >/dev/null; echo $?; local; echo $?; return; echo $?; wait; echo $?; jobs; echo $?; unset; echo $?; read </dev/null; echo $?

### sleep and wait
sleep 0.01 & wait; echo $?; sleep 0.01 & p=$!; wait $p; echo $?; wait 1; echo $?

### printf into a pipe that nobody reads
printf 'a\nb\n' | head -n 1; yes | head -n 2; seq 100000 | head -n 1; echo ${PIPESTATUS[0]}

### help for what a script asks
set -- --help; case $1 in --help|-h) cat <<E
usage: $(basename x.sh)
E
;; esac

### seq and arithmetic loops
for i in $(seq 1 3); do echo $i; done; for i in `seq 3`; do echo -n "$i "; done; echo; seq 5 -2 1; seq 0; echo $?; seq 1 0.5 2; seq -w 8 10; seq -s, 3

### LINENO in functions, eval and traps
f() { echo $LINENO; }
f
eval 'echo $LINENO'
eval '
echo $LINENO'
trap 'echo exit at $LINENO' EXIT
. /dev/null
echo $LINENO

### BASH_SOURCE of a sourced file
echo 'echo "${BASH_SOURCE[0]} ${#BASH_SOURCE[@]} ${FUNCNAME[0]}"; g() { echo "${BASH_SOURCE[*]} ${BASH_LINENO[*]} ${FUNCNAME[*]}"; }' >lib.sh
. ./lib.sh
f() { g; }
f
[ "${BASH_SOURCE[0]}" = "$0" ] && echo main script

### PIPESTATUS is kept by assignments
false | true; x=("${PIPESTATUS[@]}"); echo ${x[@]}; true | false; [ ${PIPESTATUS[1]} = 1 ] && echo second; false; echo $? ${PIPESTATUS[@]}

### EPOCHSECONDS and SECONDS grow
[[ $EPOCHSECONDS =~ ^[0-9]{10}$ ]] && echo epoch; [[ $EPOCHREALTIME =~ ^[0-9]{10}\.[0-9]{6}$ ]] && echo real; [[ $SECONDS =~ ^[0-9]+$ ]] && echo seconds; [[ $SRANDOM =~ ^[0-9]+$ ]] && echo random

### complete keeps what it is told
complete -o default -F __start_kubectl k; complete -W 'a b' w; complete -p k; complete -p w; complete -r k; complete -p; complete -p k; echo $?
complete -r nosuch; echo $?; complete -o bogus x; echo $?; complete -Z x; echo $?; complete -F f; echo $?; complete -F; echo $?

### compgen -W offers the words that begin so
compgen -W 'apple avocado banana' a; echo $?; compgen -W 'apple' z; echo $?; compgen -Z; echo $?; compopt -o nospace; echo $?

### printf says what is wrong behind the lines before it
printf '%s %d\n' a x b y 2>&1; printf '%d\n' 1 x 2>&1; printf 'a\n%z\n' 2>&1; printf -v v '%d\n' x 2>&1; echo "$v"

### exit with too many arguments leaves the script
bash -c 'exit 1 2; echo out'; echo $?; x=$(printf 'a\0b'); echo "$x"
