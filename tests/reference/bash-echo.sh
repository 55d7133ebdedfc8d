echo -n a; echo b
echo -e 'a\tb\nc\\d\0101'
echo -E 'a\tb'
echo -ne 'x\n'
echo -x -n
echo - --
echo
echo -e 'stop\chere'; echo
echo "a   b"
