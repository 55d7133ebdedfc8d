busybox's wget in a pod, compared by hand with busybox 1.37 over loopback.
$ in() { kubectl exec -i curl -n finance -- "$@"; }
$ in wget accounts.accounts:8080/name.txt
Connecting to accounts.accounts:8080 (10.96.214.238:8080)
saving to 'name.txt'
name.txt             100% |********************************|    23  0:00:00 ETA
'name.txt' saved
$ in wget -O- accounts.accounts:8080
Connecting to accounts.accounts:8080 (10.96.214.238:8080)
writing to stdout
accounts-v1 responding
-                    100% |********************************|    23  0:00:00 ETA
written to stdout
$ in wget -qS --spider accounts.accounts:8080 2>&1 | tr -d '\r'
  HTTP/1.1 200 OK
  X-App-Name: http-echo
  X-App-Version: 1.0.0
  Date: Mon, 23 Nov 2026 09:00:00 GMT
  Content-Length: 23
  Content-Type: text/plain; charset=utf-8
  Connection: close
  
$ in wget -q -o log -O page accounts.accounts:8080; in cat log page
accounts-v1 responding
$ in wget -qO- nosuch.accounts
wget: bad address 'nosuch.accounts'
command terminated with exit code 1
[1]
$ in wget -qO- localhost:9
wget: can't connect to remote host (127.0.0.1): Connection refused
command terminated with exit code 1
[1]
$ in wget -T 2 -qO- 10.99.99.99
wget: download timed out
command terminated with exit code 1
[1]
$ in wget -c accounts.accounts:8080
wget: not simulated: -c
command terminated with exit code 1
[1]
$ in wget -qO- ftp://accounts.accounts/
wget: not simulated: ftp (ftp://accounts.accounts/)
command terminated with exit code 1
[1]
$ in wget -qO- https://accounts.accounts:8080
wget: not simulated: TLS (https://accounts.accounts)
command terminated with exit code 1
[1]
$ in wget -O /nope/x accounts.accounts:8080
Connecting to accounts.accounts:8080 (10.96.214.238:8080)
wget: can't open '/nope/x': No such file or directory
command terminated with exit code 1
[1]
$ kubectl exec rogue-curl -n rogue -- wget -qO- accounts.accounts:8080
wget: error getting response: Connection reset by peer
command terminated with exit code 1
[1]
%%
With a waypoint and a policy: POST is refused.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl apply -f - <<'END'
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: get-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   action: ALLOW
>   rules: [{to: [{operation: {methods: [GET]}}]}]
> END
authorizationpolicy.security.istio.io/get-only created
$ in wget -qO- accounts.accounts:8080
accounts-v1 responding
$ in wget -qO- --post-data a=b accounts.accounts:8080
wget: server returned error: HTTP/1.1 403 Forbidden
command terminated with exit code 1
[1]
