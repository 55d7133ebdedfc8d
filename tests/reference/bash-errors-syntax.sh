bash -c 'echo ok; echo )'
bash -c 'echo ok
echo )'
bash -c 'if true; then'
bash -c 'echo "abc'
bash -c "echo 'abc"
bash -c 'echo $(abc'
bash -c 'echo ${abc'
bash -c 'fi'
bash -c '&& x'
bash -c 'x | | y'
bash -c 'echo one
echo two; done'
bash -c 'while true; done'
eval 'echo )'
echo "status $?"
