x='a  b'
echo "$x" $x "\$x \"q\" \\ \n \`" "a'b"
echo "$(echo "nested $(echo "deep  er")")"
echo "a\
b"
