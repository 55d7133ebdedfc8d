echo a | cat | cat
printf 'b\na\n' | while read x; do echo "got $x"; done
x=1; echo ignored | x=2; echo $x
false | true; echo $?
true | false; echo $?
set -o pipefail
false | true; echo $?
set +o pipefail
true | false | true; echo "${PIPESTATUS[@]}"
! true | false; echo $?
{ echo err >&2; } |& cat
