bash -c 'echo $((1/0)); echo never'
bash -c 'echo $((1+)); echo never'
bash -c '((1/0)); echo went on $?'
bash -c 'a=x+; echo $((a))'
bash -c 'echo $((08))'
bash -c 'echo $((1 2))'
echo "status $?"
