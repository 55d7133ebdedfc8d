export A=1
bash -c 'echo "A=$A B=$B"'
B=2 bash -c 'echo "A=$A B=$B"'
C=3
bash -c 'echo "C=$C"'
export C
bash -c 'echo "C=$C"'
unset A
bash -c 'echo "A=${A-unset}"'
readonly R=const
(R=other) 2>/dev/null || echo refused
echo $R
