curl, nc, wget and nslookup inside a pod, before there is a waypoint: ztunnel alone decides.

The accounts app answers whoever is allowed to connect.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
%%
-i prints the head as it came, -I asks for nothing else, -w says how it went; all times are virtual.
$ kubectl exec curl -n finance -- curl -si accounts.accounts:8080 | tr -d '\r'
HTTP/1.1 200 OK
X-App-Name: http-echo
X-App-Version: 1.0.0
Date: Mon, 23 Nov 2026 09:00:00 GMT
Content-Length: 23
Content-Type: text/plain; charset=utf-8

accounts-v1 responding
$ kubectl exec curl -n finance -- curl -sI accounts.accounts:8080 | tr -d '\r'
HTTP/1.1 200 OK
X-App-Name: http-echo
X-App-Version: 1.0.0
Date: Mon, 23 Nov 2026 09:00:00 GMT
Content-Length: 23
Content-Type: text/plain; charset=utf-8

$ kubectl exec curl -n finance -- curl -s -o /dev/null -w '%{http_code} %{size_download} %{url_effective}\n' accounts.accounts:8080
200 23 http://accounts.accounts:8080/
%%
-v shows both sides of the conversation.
$ kubectl exec curl -n finance -- curl -sv -H 'X-Who: me' -d a=1 -d b=2 accounts.accounts:8080/x?y 2>&1 | tr -d '\r'
* Host accounts.accounts:8080 was resolved.
* IPv6: (none)
* IPv4: 10.96.214.238
*   Trying 10.96.214.238:8080...
* Connected to accounts.accounts (10.96.214.238) port 8080
* using HTTP/1.x
> POST /x?y HTTP/1.1
> Host: accounts.accounts:8080
> User-Agent: curl/8.11.1
> Accept: */*
> X-Who: me
> Content-Length: 7
> Content-Type: application/x-www-form-urlencoded
> 
} [7 bytes data]
* upload completely sent off: 7 bytes
< HTTP/1.1 200 OK
< X-App-Name: http-echo
< X-App-Version: 1.0.0
< Date: Mon, 23 Nov 2026 09:00:00 GMT
< Content-Length: 23
< Content-Type: text/plain; charset=utf-8
< 
{ [23 bytes data]
accounts-v1 responding
* Connection #0 to host accounts.accounts left intact
%%
ztunnel refuses a stranger after the connection was made: a reset, curl's 56, and no HTTP status at all.
$ kubectl exec rogue-curl -n rogue -- curl -sv accounts.accounts:8080 2>&1 | tr -d '\r'
* Host accounts.accounts:8080 was resolved.
* IPv6: (none)
* IPv4: 10.96.214.238
*   Trying 10.96.214.238:8080...
* Connected to accounts.accounts (10.96.214.238) port 8080
* using HTTP/1.x
> GET / HTTP/1.1
> Host: accounts.accounts:8080
> User-Agent: curl/8.11.1
> Accept: */*
> 
* Request completely sent off
* Recv failure: Connection reset by peer
* closing connection #0
command terminated with exit code 56
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl exec rogue-curl -n rogue -- curl -s -w '%{http_code}\n' accounts.accounts:8080
000
command terminated with exit code 56
[56]
$ kubectl exec rogue-curl -n rogue -- wget -qO- accounts.accounts:8080
wget: error getting response: Connection reset by peer
command terminated with exit code 1
[1]
%%
Names that are not there, and ports where nobody listens.
$ kubectl exec curl -n finance -- curl -sS nosuch.accounts:8080
curl: (6) Could not resolve host: nosuch.accounts
command terminated with exit code 6
[6]
$ kubectl exec curl -n finance -- curl -sS http://localhost:9
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
command terminated with exit code 7
[7]
$ kubectl exec curl -n finance -- wget -qO- nosuch.accounts
wget: bad address 'nosuch.accounts'
command terminated with exit code 1
[1]
$ kubectl exec curl -n finance -- curl -sS --retry 2 --retry-connrefused http://localhost:9
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
command terminated with exit code 7
[7]
%%
What curl says about its command line.
$ kubectl exec curl -n finance -- curl --bogus
curl: option --bogus: is unknown
curl: try 'curl --help' for more information
command terminated with exit code 2
[2]
$ kubectl exec curl -n finance -- curl -m
curl: option -m: requires parameter
curl: try 'curl --help' for more information
command terminated with exit code 2
[2]
$ kubectl exec curl -n finance -- curl -s
curl: (2) no URL specified
curl: try 'curl --help' for more information
command terminated with exit code 2
[2]
$ kubectl exec curl -n finance -- curl 'accounts.accounts:8080/{a'
curl: (3) unmatched brace in URL position 24:
accounts.accounts:8080/{a
                       ^
command terminated with exit code 3
[3]
$ kubectl exec curl -n finance -- curl -sS https://accounts.accounts:8080
curl: (35) TLS connect error: error:0A00010B:SSL routines::wrong version number
command terminated with exit code 35
[35]
$ kubectl exec curl -n finance -- curl -F a=b accounts.accounts:8080
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0accounts-v1 responding
100   172  100    23  100   149  56930   360k --:--:-- --:--:-- --:--:--  167k
%%
Several URLs share one connection; patterns are expanded.
$ kubectl exec curl -n finance -- curl -s -o /dev/null -w '%{url} %{num_connects}\n' 'accounts.accounts:8080/{a,b}[1-2]'
accounts.accounts:8080/a1 1
accounts.accounts:8080/a2 0
accounts.accounts:8080/b1 0
accounts.accounts:8080/b2 0
%%
BusyBox's nslookup asks for a name with a dot in it as it stands.
$ kubectl exec curl -n finance -- nslookup accounts.accounts.svc.cluster.local
Server:		10.96.0.10
Address:	10.96.0.10:53

Name:	accounts.accounts.svc.cluster.local
Address: 10.96.214.238


$ kubectl exec curl -n finance -- nslookup accounts.accounts
Server:		10.96.0.10
Address:	10.96.0.10:53

** server can't find accounts.accounts: NXDOMAIN

** server can't find accounts.accounts: NXDOMAIN

command terminated with exit code 1
[1]
%%
nc looks whether somebody listens, or speaks HTTP by hand; what is no HTTP gets a 400 from the app.
$ kubectl exec curl -n finance -- nc -zv accounts.accounts 8080
accounts.accounts (10.96.214.238:8080) open
$ kubectl exec curl -n finance -- sh -c 'printf "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" | nc -w 1 accounts.accounts 8080' | tr -d '\r'
HTTP/1.1 200 OK
X-App-Name: http-echo
X-App-Version: 1.0.0
Date: Mon, 23 Nov 2026 09:00:06 GMT
Content-Length: 23
Content-Type: text/plain; charset=utf-8
Connection: close

accounts-v1 responding
$ kubectl exec curl -n finance -- sh -c 'printf "GET / HTTP/1.1\r\nHost : a\r\n\r\n" | nc -w 1 accounts.accounts 8080' | tr -d '\r' | head -n 1
HTTP/1.1 400 Bad Request
