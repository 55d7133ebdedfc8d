set a b c
echo $1 $3
set -- -x y
echo $1
set -- "$@" z
echo $# $3
shift
echo $1
