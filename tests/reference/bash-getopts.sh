parse() { OPTIND=1; while getopts ':ab:c' o "$@"; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest: $*"; }
parse -a -b val rest more
parse -acb val
parse -bval -- -a
parse -x -b
parse plain -a
while getopts a opt -z; do echo $opt; done
