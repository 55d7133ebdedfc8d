bash -c 'trap "echo bye" EXIT; echo hi'
bash -c 'trap "echo bye \$?" EXIT; exit 3'; echo $?
bash -c 'trap "echo err" ERR; false; echo on'
bash -c 'trap "echo x" EXIT; trap - EXIT; echo none'
(trap 'echo sub bye' EXIT; echo in sub)
trap 'echo "a b"' EXIT
trap
trap - EXIT
