set -x
echo a 'b c' "$HOME_UNSET"
x=5
y='a b'
[ $x = 5 ]
A=1 true
set +x
echo off
