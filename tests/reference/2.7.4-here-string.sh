cat <<<word
x='a  b'
cat <<<"$x"
cat <<<$x
read -r a b <<<"one two three"
echo "$a|$b"
