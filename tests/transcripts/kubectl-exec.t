A program in a pod: its output, its exit status, and what is said when it cannot run.
$ kubectl exec curl -n finance -- echo hello
hello
$ kubectl exec curl -n finance -- sh -c 'echo $HOSTNAME; pwd; exit 3'
curl
/home/curl_user
command terminated with exit code 3
[3]
$ echo piped | kubectl exec -i curl -n finance -- cat
piped
$ echo piped | kubectl exec curl -n finance -- cat
$ kubectl exec deploy/accounts -n accounts -- ls 2>&1 | cut -c 1-137
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "cff55e7d5200bf1b
$ kubectl exec curl -n finance curl
error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead
See 'kubectl exec -h' for help and examples
[1]
$ kubectl exec curl -n finance
error: you must specify at least one command for the container
[1]
$ kubectl exec
error: pod, type/name or --filename must be specified
[1]
$ kubectl exec nope -- ls
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl exec curl -c nope -n finance -- ls
Error from server (BadRequest): container nope is not valid for pod curl
[1]
%%
Logs: the last lines, of one container, with a prefix.
$ kubectl logs -n accounts deploy/accounts
2026/11/23 08:45:00 [INFO] server is listening on :8080
$ kubectl exec curl -n finance -- curl -s accounts.accounts:8080
accounts-v1 responding
$ kubectl logs -n accounts -l app=accounts --tail=1 --prefix | cut -d ' ' -f 2-
2026/11/23 09:00:01 accounts.accounts:8080 10.244.1.9:40687 "GET / HTTP/1.1" 200 23 "curl/8.11.1" 21.482µs
$ kubectl logs -n accounts -l nothing=here
No resources found in accounts namespace.
$ kubectl logs -n accounts deploy/accounts -c nope 2>&1 | cut -d ' ' -f 1-7
error: container nope is not valid for
$ kubectl logs -n accounts deploy/accounts --since=1s | wc -l
1
%%
What a container writes goes into a file of this machine, byte for byte.
$ kubectl exec rogue-curl -n rogue -- printf 'a\0b\n' > written; xxd written; kubectl exec rogue-curl -n rogue -- sh -c 'echo in; echo on >&2' > out 2>> err; cat out err
00000000: 6100 620a                                a.b.
in
on
