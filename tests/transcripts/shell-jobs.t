Jobs go on while other commands are typed, and bash says what became of them before a prompt.
$ sleep 1 &
[1] 2
$ jobs
[1]+  Running                 sleep 1 &
$ sleep 2
[1]+  Done                    sleep 1
$ jobs; echo "$!"
2
$ false & (exit 7) & sleep 0.1
[1] 4
[2] 5
[1]-  Exit 1                  false
[2]+  Exit 7                  ( exit 7 )
$ echo x | (cat; exit 3) & sleep 1
[1] 9
x
[1]+  Exit 3                  echo x | ( cat; exit 3 )
%%
A job of several processes, and signals.
$ sleep 100 | sleep 100 | cat &
[1] 15
$ jobs -l
[1]+    13 Running                 sleep 100
        14                       | sleep 100
        15                       | cat &
$ jobs -p
13
$ kill %1
[1]+  Terminated              sleep 100 | sleep 100 | cat
$ sleep 100 &
[1] 16
$ kill -9 $!
[1]+  Killed                  sleep 100
$ sleep 100 & kill -HUP %1
[1] 17
[1]+  Hangup                  sleep 100
$ sleep 100 & kill -s USR1 %sle
[1] 18
[1]+  User defined signal 1   sleep 100
$ kill %9; kill 9999; kill foo; kill -FOO 1
-bash: kill: %9: no such job
-bash: kill: (9999) - No such process
-bash: kill: foo: arguments must be process or job IDs
-bash: kill: FOO: invalid signal specification
[1]
$ kill -l 15; kill -l KILL; kill -l 130
TERM
9
INT
%%
wait gives the status of what it waits for, even when it has ended long ago.
$ (sleep 1; exit 5) & wait $!; echo "five: $?"
[1] 19
five: 5
[1]+  Exit 5                  ( sleep 1; exit 5 )
$ false & sleep 1
[1] 22
[1]+  Exit 1                  false
$ wait $!; echo "one: $?"
one: 1
$ sleep 1 & sleep 2 & wait; echo "all: $?"
[1] 24
[2] 25
all: 0
$ (sleep 1; exit 3) & sleep 50 & wait -n; echo "next: $?"
[1] 26
[2] 27
[1]-  Exit 3                  ( sleep 1; exit 3 )
next: 3
$ wait 4242
-bash: wait: pid 4242 is not a child of this shell
[127]
$ kill %%
[2]+  Terminated              sleep 50
$ wait
$ wait %3
-bash: wait: %3: no such job
[127]
%%
Ctrl-Z stops what stands in the foreground; bg and fg let it go on.
$ sleep 100
^Z

[1]+  Stopped                 sleep 100
[148]
$ jobs
[1]+  Stopped                 sleep 100
$ bg
[1]+ sleep 100 &
$ jobs
[1]+  Running                 sleep 100 &
$ bg
-bash: bg: job 1 already in background
$ fg
^C
sleep 100
[130]
$ fg; bg; disown
-bash: fg: current: no such job
-bash: bg: current: no such job
-bash: disown: current: no such job
[1]
$ sleep 70; echo after
^Z

[1]+  Stopped                 sleep 70
after
$ while :; do sleep 1; done; echo the loop is left
^Z

[2]+  Stopped                 sleep 1
the loop is left
$ sleep 50 &
[3] 33
$ jobs
[1]-  Stopped                 sleep 70
[2]+  Stopped                 sleep 1
[3]   Running                 sleep 50 &
$ fg %1
^Z
sleep 70

[1]+  Stopped                 sleep 70
[148]
$ exit
There are stopped jobs.
[1]
$ jobs -s; jobs -r
[1]+  Stopped                 sleep 70
[2]-  Stopped                 sleep 1
[3]   Running                 sleep 50 &
$ disown %2; kill %1 %3
-bash: warning: deleting stopped job 2 with process group 32
[1]+  Terminated              sleep 70
[3]-  Terminated              sleep 50
$ jobs
$ sleep 1000 & kill -STOP $!
[1] 34

[1]+  Stopped                 sleep 1000
$ kill -CONT %1; jobs
[1]+  Running                 sleep 1000 &
$ %1
^C
sleep 1000
[130]
%%
A job that wants to read the terminal is stopped.
$ cat & sleep 1
[1] 35

[1]+  Stopped                 cat
$ jobs
[1]+  Stopped                 cat
$ kill %1
[1]+  Terminated              cat
%%
A watch goes on beside what is typed, and sees it.
$ kubectl get configmaps -n finance -w &
[1] 37
$ kubectl create configmap one -n finance
configmap/one created
NAME                 DATA   AGE
istio-ca-root-cert   1      15m
kube-root-ca.crt     1      15m
one                  0      0s
$ kubectl create configmap two -n finance
configmap/two created
two                  0      0s
$ while sleep 1; do kubectl exec curl -n finance -- curl -s accounts.accounts:8080; done &
[2] 40
$ sleep 3
accounts-v1 responding
accounts-v1 responding
$ ps
    PID TTY          TIME CMD
      1 pts/0    00:00:00 bash
     32 pts/0    00:00:00 sleep
     37 pts/0    00:00:00 kubectl
     40 pts/0    00:00:00 bash
     48 pts/0    00:00:00 sleep
     49 pts/0    00:00:00 ps
$ kill %1 %2
[1]-  Terminated              kubectl get configmaps -n finance -w
[2]+  Terminated              while sleep 1; do
    kubectl exec curl -n finance -- curl -s accounts.accounts:8080;
done
%%
Undo ends what began behind the point it goes back to; what began before goes on, and sees the change as somebody else's.
$ kubectl get configmaps -n finance -w --output-watch-events --no-headers &
[1] 50
$ kubectl create configmap three -n finance
configmap/three created
istio-ca-root-cert   1     15m
kube-root-ca.crt     1     15m
one                  0     3s
three                0     0s
two                  0     3s
$ sleep 500 &
[2] 52
$ kubectl create configmap four -n finance
configmap/four created
four                 0     0s
$ jobs
[1]-  Running                 kubectl get configmaps -n finance -w --output-watch-events --no-headers &
[2]+  Running                 sleep 500 &
$ lab undo 2
undone: kubectl create configmap four -n finance
undone: kubectl create configmap three -n finance
  configmap finance/four is gone
  configmap finance/three is gone
four                 0     0s
three                0     0s
$ jobs
[1]-  Running                 kubectl get configmaps -n finance -w --output-watch-events --no-headers &
[2]+  Killed                  sleep 500
$ lab reset
back at the start (lab undo takes you back here)
  configmap finance/one is gone
  configmap finance/two is gone
$ jobs
[1]+  Killed                  kubectl get configmaps -n finance -w --output-watch-events --no-headers
%%
Descriptors stay, too.
$ exec 3>notes 4<<<'first
> second'
$ echo to the file >&3
$ read -r line <&4; echo "$line"
first
$ cat notes
to the file
$ exec 3>&- 4<&-
$ echo nothing >&3
-bash: 3: Bad file descriptor
[1]
$ exec 5>&1 >quiet; echo not seen
$ exec >&5 5>&-; cat quiet
not seen
%%
Traps.
$ trap 'echo int' INT; trap 'echo term' TERM
$ kill -TERM $$; kill -INT $$
term
int
$ while :; do sleep 1; done
^C
int
[130]
$ sleep 100
^C
[130]
$ trap - INT TERM; trap
$ kill $$; echo a login shell takes no notice of TERM
a login shell takes no notice of TERM
$ kill -9 $$; echo never
[137]
$ echo but the lab goes on
but the lab goes on
$ bash -c 'trap "echo one more; exit 3" INT; sleep 10'; echo "status $?"
^C
one more
status 3
$ sleep 30; echo never
^C
[130]
%%
In a container with a terminal Ctrl-C is the container's; without one it ends kubectl.
$ kubectl exec -it curl -n finance -- sh -c 'trap "echo got it; exit 7" INT; sleep 100'
^C
got it
command terminated with exit code 7
[7]
$ kubectl exec curl -n finance -- sleep 100
^C
[130]
%%
The end.
$ (trap 'echo sub' EXIT); trap 'echo bye' EXIT
sub
$ exit 4
bye
[4]
