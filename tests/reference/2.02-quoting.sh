### a tour of the backslash
echo a\ b \$HOME \\ \"q\" \'s\'
echo one \
  two
echo a\
b

### a tour of single quotes
echo 'a  b' '$HOME' 'back\slash' ''
echo 'multi
line' end
printf '[%s]\n' '' 'x'"y"z

### a tour of double quotes
x='a  b'
echo "$x" $x "\$x \"q\" \\ \n \`" "a'b"
echo "$(echo "nested $(echo "deep  er")")"
echo "a\
b"

### a tour of dollar-single quotes
printf '%s|' $'a\tb' $'n\nl' $'q\'q' $'\x41\102' $'\u00e9'
echo

### a tour of nested quotes
a="x $(echo "y $(echo 'z "q"')")"
echo "$a"
echo "${b:-"$(echo 'it'"'"'s')"}"
c='{"json": "value", "n": [1, 2]}'
echo "$c"
echo "{\"k\": \"$c\"}"
echo "${c//\"/|}"
echo "a'b${d:-'e'}"
echo ${d:-'f g'}
echo "${d:-"}"}"
echo ${d:-a}b}

### a backslash keeps every special character
echo \| \& \; \< \> \( \) \$ \` \\ \" \' \* \? \[ \# \~ \= \%
echo a\ b \  c | cat -A

### a backslash at the end of a line joins the lines
echo one \
  two th\
ree
ec\
ho joined

### a backslash before a newline stays in single quotes
echo 'a\
b'
echo "a\
b"

### what a backslash means in double quotes
echo "\$HOME \`x\` \" \\ \a \' \! \
end"

### single quotes keep everything
echo '$HOME `date` "x" \n \\' ''''x''

### a single quote inside of single quotes
echo 'it'\''s' 'it'"'"'s' $'it\'s'

### adjacent quotes make one word
x=1; echo 'a'"b"c$x"$x"'$x'\$x

### an empty word in quotes is a word
set -- '' "" $'' x"" ""
echo $#
for w in "$@"; do echo "[$w]"; done

### dollar-single quotes end at a NUL
echo $'ab\0cd'x $'ab\x00cd'

### dollar-single quotes: digits that are short or long
printf '%s|' $'\x4' $'\x414' $'\1' $'\1012' $'\u41' $'\xZ' $'\8' $'\q'; echo

### dollar-double quotes are double quotes
x=v; echo $"a $x 'b'"

### a dollar sign that introduces nothing
echo $ "$" a$ "a$" $% "$ x" '$'

### quotes inside of ${ } inside of quotes
x=; echo "${x:-"a b"}" "${x:-'a b'}" ${x:-"a  b"} ${x:-'a  b'} "${x:-a\"b}"

### quotes inside of $( ) inside of quotes
echo "$(echo "a  b" 'c  d')" "$(echo "$(echo "deep  er")")"

### a quote in a comment is no quote
echo a # it's "fine
echo b

### quotes keep patterns from matching
touch a.txt b.txt
echo *.txt "*.txt" '*'.txt \*.txt *.tx"t"

### quotes keep words from being split
x='a   b'; set -- $x; echo $#; set -- "$x"; echo $#; set -- $x"$x"; echo $# "$@"

### quotes keep reserved words from being words
\if true 2>/dev/null; echo $?
'for' 2>/dev/null; echo $?

### quotes keep tilde from being expanded
HOME=/h; echo ~ "~" \~ '~' ~/x "~/x" a~

### nested double quotes close and open
echo "a"b"c" "a "b" c"

### double quotes in backquotes
echo "`echo "x  y"`" `echo "x  y"`
echo `echo \\\$HOME` "`echo \\\$HOME`"

### an exclamation mark is nothing in a script
echo "wow!" wow!! "!x"

### the quoted newline
echo "line one
line two" 'three
four'

### a quoted delimiter keeps a here-document as it is
x=1
cat <<'A'; cat <<\B; cat <<C"D"
$x `echo` \$x
A
$x \\
B
$x
CD

### an unclosed single quote
echo before
echo 'never closed
echo after

### an unclosed double quote
echo before
echo "never closed

### an unclosed $( )
echo before
echo $(echo x

### an unclosed ${
echo before
echo ${x

### an unclosed backquote
echo before
echo `echo x

### dollar-single quotes: the escapes
printf '%q\n' $'a\tb' $'a\\b' $'\'' $'\"' $'\x41\x42' $'\101\102' $'\u00e9' $'\U0001F600' $'\e[0m' $'\cA' $'\?'
printf %s $'\a\b\f\n\r\t\v' | od -c 2>/dev/null | head -1 >/dev/null; echo $?

### bytes that are no UTF-8
x=$'a\xffb'; echo ${#x}
