x='"quoted"'
echo $x "$x" '$x'
y="it's"
echo $y
echo "a"'b'c\d
