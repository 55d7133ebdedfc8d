Inside a container: the image's files, what the kubelet adds, busybox's shell with its own words.
$ in() { kubectl exec -i curl -n finance -- "$@"; }
$ in cat /etc/os-release /etc/resolv.conf /etc/hosts
NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.21.0
PRETTY_NAME="Alpine Linux v3.21"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
search finance.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
# Kubernetes-managed hosts file.
127.0.0.1	localhost
::1	localhost ip6-localhost ip6-loopback
fe00::0	ip6-localnet
fe00::0	ip6-mcastprefix
fe00::1	ip6-allnodes
fe00::2	ip6-allrouters
10.244.1.9	curl
$ in ls / /home /run/secrets/kubernetes.io/serviceaccount
/:
bin
cacert.pem
dev
entrypoint.sh
etc
home
lib
media
mnt
opt
proc
root
run
sbin
srv
sys
tmp
usr
var

/home:
curl_user

/run/secrets/kubernetes.io/serviceaccount:
ca.crt
namespace
token
$ in cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; echo
finance
$ in cat /var/run/secrets/kubernetes.io/serviceaccount/token | cut -d . -f 2 | cut -c 1-100 | base64 -d; echo
{"aud":["https://kubernetes.default.svc.cluster.local"],"exp":1826960107,"i
$ in env | grep -e KUBERNETES_SERVICE -e HOME -e BUNDLE
CURL_CA_BUNDLE=/cacert.pem
HOME=/home/curl_user
KUBERNETES_SERVICE_HOST=10.96.0.1
KUBERNETES_SERVICE_PORT=443
KUBERNETES_SERVICE_PORT_HTTPS=443
$ in id; in whoami; in hostname; in which curl cat wget
uid=100(curl_user) gid=101(curl_group) groups=101(curl_group)
curl_user
curl
/usr/bin/curl
/bin/cat
/usr/bin/wget
%%
The user is not root: it may write at home and in /tmp.
$ in sh -c 'echo a > f; cat f; echo b > /etc/f; rm /etc/hosts; touch /tmp/t; ls /tmp; mkdir d; ls'
a
sh: can't create /etc/f: Permission denied
rm: cannot remove '/etc/hosts': Permission denied
t
d
f
%%
busybox's ash is not bash.
$ in sh -c 'nope; cat < /nope; cd /nope; echo {1..3}; /nope/x'
sh: nope: not found
sh: can't open /nope: no such file
sh: cd: can't cd to /nope: No such file or directory
{1..3}
sh: /nope/x: not found
command terminated with exit code 127
[127]
$ in sh -c 'set -u; echo $nope'
sh: nope: parameter not set
command terminated with exit code 2
[2]
$ in sh -c 'echo )'
sh: syntax error: unexpected ")"
command terminated with exit code 2
[2]
$ in sh -c 'if true; then'
sh: syntax error: unexpected end of file
command terminated with exit code 2
[2]
$ in sh -c "echo 'a"
sh: syntax error: unterminated quoted string
command terminated with exit code 2
[2]
$ echo 'echo from standard input; exit 7' | in sh
from standard input
command terminated with exit code 7
[7]
$ in sh -c 'for m in GET POST; do curl -s -o /dev/null -w "$m %{http_code}\n" -X $m accounts.accounts:8080; done'
GET 200
POST 200
%%
What is not there, and what is not simulated.
$ in bash
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "c662e71170e2a15a0e6ba827a9381d09703471a94d0a2594ca773b9a58619e6e": OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH
[1]
$ in /bin/bash
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "ab80ff7008fb3028546636c44e7c7468926ba20b2de5997aca45573cdd33694b": OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/bash": stat /bin/bash: no such file or directory
[1]
$ in dig accounts.accounts
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "63a8037cd502825648bcb98b6c5b80304813fadd282cf0532e3c0f17c0c35e6a": OCI runtime exec failed: exec failed: unable to start container process: exec: "dig": executable file not found in $PATH
[1]
$ in sh -c dig
sh: dig: not found
command terminated with exit code 127
[127]
$ in ps
ps: not simulated
command terminated with exit code 127
[127]
$ in ping -c 1 accounts.accounts
ping: not simulated
command terminated with exit code 127
[127]
%%
Another pod has its own names, and a distroless image has no shell.
$ kubectl create namespace shop
namespace/shop created
$ kubectl run box -n shop --image=busybox:1.36 -- sleep infinity
pod/box created
$ kubectl wait pod/box -n shop --for=condition=Ready
pod/box condition met
$ kubectl exec box -n shop -- head -n 1 /etc/resolv.conf
search shop.svc.cluster.local svc.cluster.local cluster.local
$ kubectl exec box -n shop -- id
uid=0(root) gid=0(root) groups=0(root),10(wheel)
$ kubectl exec box -n shop -- sh -c 'echo x > /etc/x; cat /etc/x; pwd'
x
/
$ kubectl exec deploy/accounts -n accounts -- /bin/sh
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "89bf6a408319aac4bced97e5158982c04eff158f1aaa44a8b0e755dd446c4e50": OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory
[1]
$ kubectl exec svc/accounts -n accounts -- cat /etc/os-release
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "41dd7db219b798a21bf0089a6f2e6b22508f40d38d673a29da2d30f59aa2c7cd": OCI runtime exec failed: exec failed: unable to start container process: exec: "cat": executable file not found in $PATH
[1]
$ kubectl exec svc/accounts -n accounts -c nope -- sh
Error from server (BadRequest): container nope is not valid for pod accounts-6jxp7zxtn8-7p2xg
[1]
$ kubectl exec curl -- sh
Error from server (NotFound): pods "curl" not found
[1]
$ kubectl exec curl -n finance sh
error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead
See 'kubectl exec -h' for help and examples
[1]
$ kubectl exec -n finance curl
error: you must specify at least one command for the container
[1]
%%
A pod finds itself by the name in its /etc/hosts, in any case, and by no part of it.
$ for name in curl CURL ip6-localhost ip6 url; do in curl -sS http://$name:1/ 2>&1 | head -1; done
curl: (7) Failed to connect to curl port 1 after 0 ms: Could not connect to server
curl: (7) Failed to connect to CURL port 1 after 0 ms: Could not connect to server
curl: (6) Could not resolve host: ip6-localhost
curl: (6) Could not resolve host: ip6
curl: (6) Could not resolve host: url
