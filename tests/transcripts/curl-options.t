curl in a pod beyond the daily flags. tests/curl.sh compares more than three hundred lines with the real curl.
$ c() { kubectl exec -i curl -n finance -- curl "$@"; }
%%
Several operations in one run, and options from a file.
$ c -s -o /dev/null -w '%{http_code} %{num_connects}\n' accounts.accounts:8080 --next -s -d a=b -o /dev/null -w '%{method} %{num_connects}\n' accounts.accounts:8080
200 1
POST 0
$ printf 'url = accounts.accounts:8080\nsilent\nwrite-out = "%%{http_code}\\n"\n' | c -K -
accounts-v1 responding
200
%%
Names and places.
$ c -s --resolve web:8080:10.96.214.238 --connect-to web:80::8080 http://web/ -o /dev/null -w '%{remote_ip} %{remote_port}\n'
10.96.214.238 8080
$ c -sv http://localhost:9 2>&1 | sed 's/port [0-9]* failed/port N failed/'
* Host localhost:9 was resolved.
* IPv6: ::1
* IPv4: 127.0.0.1
*   Trying [::1]:9...
* connect to ::1 port 9 from ::1 port N failed: Connection refused
*   Trying 127.0.0.1:9...
* connect to 127.0.0.1 port 9 from 127.0.0.1 port N failed: Connection refused
* Failed to connect to localhost port 9 after 0 ms: Could not connect to server
* closing connection #0
command terminated with exit code 7
$ c -sS --interface eth7 accounts.accounts:8080
curl: (45) Couldn't bind to 'eth7' with errno 19: No such device
command terminated with exit code 45
[45]
$ c -sS -6 accounts.accounts:8080
curl: (6) Could not resolve host: accounts.accounts
command terminated with exit code 6
[6]
%%
TLS to a port that speaks plain HTTP; a stranger's handshake breaks at ztunnel.
$ c -sSk https://accounts.accounts:8080
curl: (35) TLS connect error: error:0A00010B:SSL routines::wrong version number
command terminated with exit code 35
[35]
$ kubectl exec rogue-curl -n rogue -- curl -sSk https://accounts.accounts:8080
curl: (35) Recv failure: Connection reset by peer
command terminated with exit code 35
[35]
$ c -sSk https://kubernetes.default
curl: (35) not simulated: TLS (https://kubernetes.default)
command terminated with exit code 35
[35]
%%
Time is virtual.
$ time c -s --retry 2 --retry-delay 30 --retry-all-errors http://localhost:9 -w '%{num_retries}\n'
2
command terminated with exit code 7

real	1m0.125s
user	0m0.000s
sys	0m0.000s
[7]
$ c --no-progress-meter --retry 1 --retry-connrefused http://localhost:9
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
Warning: Problem : connection refused. Will retry in 1 seconds. 1 retries left.
curl: (7) Failed to connect to localhost port 9 after 0 ms: Could not connect to server
command terminated with exit code 7
[7]
$ c -sS --connect-timeout 3 http://10.99.99.99
curl: (28) Connection timed out after 3001 milliseconds
command terminated with exit code 28
[28]
$ c -sS -m 2 http://10.99.99.99
curl: (28) Connection timed out after 2001 milliseconds
command terminated with exit code 28
[28]
%%
What is sent can be traced, and what comes back taken apart.
$ c -s --trace-ascii - -o /dev/null accounts.accounts:8080 | grep -A 1 -e '^=>' -e '^<= Recv data'
=> Send header, 86 bytes (0x56)
0000: GET / HTTP/1.1
--
<= Recv data, 23 bytes (0x17)
0000: accounts-v1 responding.
$ c -s -o /dev/null -w '%{url.host} %{url.port} %header{x-app-name} %{exitcode}\n' accounts.accounts:8080
accounts.accounts 8080 http-echo 0
%%
What is not there says so.
$ c -sS -x http://proxy:3128 accounts.accounts:8080
curl: not simulated: --proxy
command terminated with exit code 2
[2]
$ c -sS --http3 http://accounts.accounts:8080
curl: option --http3: the installed libcurl version does not support this
curl: try 'curl --help' for more information
command terminated with exit code 2
[2]
$ c -sS --http2-prior-knowledge http://accounts.accounts:8080
curl: not simulated: --http2-prior-knowledge
command terminated with exit code 2
[2]
$ c -Z -o /dev/null accounts.accounts:8080 --no-progress-meter
Warning: not simulated: --parallel (one transfer after the other)
$ c -sS ftp://accounts.accounts
curl: (1) not simulated: ftp://
command terminated with exit code 1
[1]
$ c -sS foo://accounts.accounts
curl: (1) Protocol "foo" not supported
command terminated with exit code 1
[1]
$ c --help http > help; head -n 3 help
http: HTTP and HTTPS protocol
     --alt-svc <filename>          Enable alt-svc with this cache file
     --anyauth                     Pick any authentication method
$ c --help nonsense > help; head -n 3 help
Unknown category provided, here is a list of all categories:

 auth        Authentication methods
