d=/tmp/ambit-reference
echo one >$d.a
echo two >>$d.a
cat <$d.a
while read -r line; do echo "line: $line"; done <$d.a
cat <$d.a >$d.b
cat $d.b $d.a
>$d.b
cat $d.b
set -C
echo no >$d.a 2>/dev/null || echo refused
echo yes >|$d.a
cat $d.a
set +C
cat </nonexistent-file 2>/dev/null || echo "status $?"
