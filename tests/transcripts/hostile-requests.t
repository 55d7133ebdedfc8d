Requests typed by hand: what the app (Go's net/http) makes of them and what the waypoint (Envoy) does. The numbers are those of the list of hostile requests that the parser is tested with.
$ ip=$(kubectl get pod -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}')
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ say() { printf "$2" | kubectl exec -i curl -n finance -- nc -w 1 $1 8080 | tr -d '\r' | sed -n '1p; $p'; }
$ both() { echo "app:"; say $ip "$1"; echo "waypoint:"; say accounts.accounts "$1"; }
%%
00 A plain GET.
$ both 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 200 OK
accounts-v1 responding
%%
01 A folded header: Go joins the lines, Envoy refuses.
$ both 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
02 to 04 Content-Length twice, twice the same, and as a list.
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
05, 06 Both Content-Length and Transfer-Encoding: how requests are smuggled past a proxy.
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
07 to 09 Line ends.
$ both 'GET / HTTP/1.1\nHost: a\n\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
10 to 15 Header names and values.
$ both 'GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\n Host: a\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\r\nX: b\001c\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\r\nX(): b\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
16 to 19 Numbers that are none.
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nhello'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
20 to 22 Transfer codings.
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'
app:
HTTP/1.1 501 Not Implemented
Unsupported transfer encodingwaypoint:
HTTP/1.1 501 Not Implemented

$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'
app:
HTTP/1.1 501 Not Implemented
Unsupported transfer encodingwaypoint:
HTTP/1.1 501 Not Implemented

$ both 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
app:
HTTP/1.0 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
23, 24 No Host, two Hosts.
$ both 'GET / HTTP/1.1\r\n\r\n'
app:
HTTP/1.1 400 Bad Request: missing required Host header
400 Bad Request: missing required Host headerwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
25 to 27 The first line.
$ both 'GET / HTTP/1.10\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 400 Bad Request
400 Bad Requestwaypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
28 to 30 Chunks. The app that does not read the body never sees the mistake.
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5 x\r\nhello\r\n0\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
%%
31 A method nobody knows; and a version from the future.
$ both 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 400 Bad Request
Bad Request
\ no newline
$ both 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'
app:
HTTP/1.1 505 HTTP Version Not Supported: unsupported protocol version
505 HTTP Version Not Supported: unsupported protocol versionwaypoint:
HTTP/1.1 505 HTTP Version Not Supported

$ both 'GET / HTTP/1.0\r\n\r\n'
app:
HTTP/1.0 200 OK
accounts-v1 responding
waypoint:
HTTP/1.1 426 Upgrade Required

%%
Pipelined requests and chunks, cut where they please, are one conversation.
$ kubectl exec -i curl -n finance -- sh -c '(printf "POST / HTTP/1.1\r\nHo"; sleep 1; printf "st: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nh"; sleep 1; printf "i\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") | nc accounts.accounts 8080' | tr -d '\r'
HTTP/1.1 200 OK
x-app-name: http-echo
x-app-version: 1.0.0
date: Mon, 23 Nov 2026 09:00:12 GMT
content-length: 23
content-type: text/plain; charset=utf-8
x-envoy-upstream-service-time: 1
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

accounts-v1 responding
HTTP/1.1 200 OK
x-app-name: http-echo
x-app-version: 1.0.0
date: Mon, 23 Nov 2026 09:00:12 GMT
content-length: 23
content-type: text/plain; charset=utf-8
x-envoy-upstream-service-time: 1
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*
connection: close

accounts-v1 responding
%%
A typed POST is refused by the waypoint's policy, whatever typed it.
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
$ printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' | kubectl exec -i curl -n finance -- nc accounts.accounts 8080 | tr -d '\r'
HTTP/1.1 403 Forbidden
content-length: 19
content-type: text/plain
date: Mon, 23 Nov 2026 09:00:12 GMT
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

RBAC: access deniedHTTP/1.1 200 OK
x-app-name: http-echo
x-app-version: 1.0.0
date: Mon, 23 Nov 2026 09:00:12 GMT
content-length: 23
content-type: text/plain; charset=utf-8
x-envoy-upstream-service-time: 1
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*
connection: close

accounts-v1 responding
