(set -e; false; echo never); echo $?
x=1; (x=2; set -u; :); echo $x
( trap 'echo t' EXIT )
set -e
( false ) || echo caught
echo $(false; echo still) on
