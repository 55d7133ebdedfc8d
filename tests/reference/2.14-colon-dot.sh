: ignored $(echo side >&2) 2>/dev/null
echo $?
echo 'sourced=yes; echo "args $*"; return 4; echo never' >/tmp/ambit-reference.dot
. /tmp/ambit-reference.dot; echo "$? $sourced"
set -- keep
source /tmp/ambit-reference.dot one two; echo "$1"
: ${defaulted:=value}
echo $defaulted
