set -o pipefail -u
case $- in *u*) echo u;; esac
set +u
set -eu; set +eu
set -o | cat >/dev/null
echo $?
set -- -a; echo $1
set -q; echo $?
set -o nothing; echo $?
