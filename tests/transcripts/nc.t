nc in a pod, as busybox has it.
$ in() { kubectl exec -i curl -n finance -- "$@"; }
$ in nc -zv accounts.accounts 8080
accounts.accounts (10.96.214.238:8080) open
$ in nc -zvv localhost 9
nc: localhost (127.0.0.1:9): Connection refused
command terminated with exit code 1
[1]
$ in nc nope.accounts 80
nc: bad address 'nope.accounts'
command terminated with exit code 1
[1]
$ in nc accounts.accounts http
nc: bad port 'http'
command terminated with exit code 1
[1]
$ in nc -q 1 accounts.accounts 8080 2>&1 | head -n 1
nc: unrecognized option: q
$ in nc -u accounts.accounts 8080
nc: not simulated: -u
command terminated with exit code 1
[1]
%%
Whatever comes first is passed on: slowly typed lines, answers in between, an end in one direction.
$ printf 'GET / HTTP/1.1\nHost: a\n\n' | in nc -i 1 accounts.accounts 8080 | tr -d '\r'
HTTP/1.1 200 OK
X-App-Name: http-echo
X-App-Version: 1.0.0
Date: Mon, 23 Nov 2026 09:00:02 GMT
Content-Length: 23
Content-Type: text/plain; charset=utf-8

accounts-v1 responding
$ printf 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' | in nc -vv accounts.accounts 8080 | grep -c 'responding'
accounts.accounts (10.96.214.238:8080) open
sent 74, rcvd 389
2
$ in nc accounts.accounts 8080 <<'END'
> hello
> END
HTTP/1.1 400 Bad Request
Content-Type: text/plain; charset=utf-8
Connection: close

400 Bad Request
\ no newline
%%
A stranger's connection is accepted by its own ztunnel, and breaks with the first byte.
$ echo hello | kubectl exec -i rogue-curl -n rogue -- nc -vv accounts.accounts 8080
accounts.accounts (10.96.214.238:8080) open
nc: net read: Connection reset by peer
sent 6, rcvd 0
%%
It listens for its own pod.
$ in sh -c 'echo pong | nc -l -p 9000 & sleep 1; echo ping | nc -w 1 localhost 9000 > got; wait; cat got'
nc: not simulated: -l for other pods (this pod reaches it)
ping
pong
