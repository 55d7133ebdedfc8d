What a shell that logs in has, and what it gives to what it starts.
$ env
HOME=/root
LANG=C.UTF-8
LOGNAME=root
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PWD=/root
SHELL=/bin/bash
SHLVL=1
TERM=xterm-256color
USER=root
_=/usr/bin/env
$ echo $HOME $USER $HOSTNAME $SHELL
/root root server /bin/bash
$ cd /tmp; env | grep PWD; cd
PWD=/tmp
$ HOME=/elsewhere bash -c 'echo $SHLVL $HOME $USER'
2 /elsewhere root
$ env -i env
$ export MINE=1; unset LANG; env | grep -c -e MINE -e LANG
1
$ complete -o default -F __start_kubectl k
$ complete
complete -o default -F __start_kubectl k
$ lab undo
undone: complete -o default -F __start_kubectl k
$ complete -p k
-bash: complete: k: no completion specification
[1]
$ complete -F mine x
-bash: complete: not simulated at Tab: the function mine
