d=/tmp/ambit-reference
echo >$d.x1; echo >$d.x2; echo >$d.y
cd /tmp
echo ambit-reference.x* /tmp/ambit-reference.[xy]* ambit-reference.?
echo /nonexistent/* '/tmp/ambit-reference.*' "?" \[a]
set -f
echo ambit-reference.x*
set +f
x='ambit-reference.x*'
echo $x "$x"
for f in ambit-reference.{x1,y}; do echo $f; done
