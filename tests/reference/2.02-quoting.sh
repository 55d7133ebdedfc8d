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
