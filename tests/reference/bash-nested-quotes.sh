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
