bash -c 'set -u; echo ${x-default}; echo $x; echo never'; echo $?
bash -c 'set -u; echo "$@" $# ; echo fine'; echo $?
bash -c 'set -u; echo $1'; echo $?
bash -c 'set -u; echo ${arr[0]}'; echo $?
bash -c 'set -u; echo ${#x}'; echo $?
set -u; x=; echo "[$x]"
