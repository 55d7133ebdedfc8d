set -- one "two three" four five six seven eight nine ten eleven
echo $# $1 "$2" ${10} ${11} $10
shift 2
echo $# $1
shift 20 || echo "no shift $#"
set --
echo "none: $#" "$@" end
