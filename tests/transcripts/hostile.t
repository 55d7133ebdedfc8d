@ turns: long
Input that means harm, or none: the real tool's words, the world unchanged, the prompt back.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ send() { kubectl exec -i curl -n finance -- nc -w 2 accounts.accounts 8080; }
%%
The waypoint reads requests strictly, and answers what it cannot read.
$ printf 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n' | send | head -n 1
HTTP/1.1 400 Bad Request
$ printf 'GET / HTTP/1.0\r\n\r\n' | send | head -n 1
HTTP/1.1 426 Upgrade Required
$ printf 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n' | send | head -n 1
HTTP/1.1 400 Bad Request
$ printf 'GET / HTTP/1.1\r\nHost: accounts\r\n\r\nPOST / HTTP/1.1\r\nHost: accounts\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n' | send | grep -c '^HTTP/1.1 200 OK'
2
$ x=$(yes a | head -n 61330 | tr -d '\n')
$ kubectl exec -n finance curl -- curl -sS -o /dev/null -w '%{http_code}\n' -H "X-A: $x" http://accounts.accounts:8080/
431
%%
Loops end, pipes break, forks fail.
$ while :; do :; done
ambit: interrupted: the command ran too long (limit COMMAND_STEPS)
[130]
$ yes | head -n 2
y
y
$ seq 1000000000 | head -n 1
1
$ f() { f; }; f
-bash: f: maximum function nesting level exceeded (100)
[1]
$ cat
ambit: interrupted: nothing more will happen while this command waits
[130]
%%
Numbers beyond all measure.
$ kubectl wait --for=delete ns/default --timeout=99999999h
error: invalid argument "99999999h" for "--timeout" flag: time: invalid duration "99999999h"
See 'kubectl wait --help' for usage.
[1]
$ kubectl delete pod rogue-curl -n rogue --grace-period=99999999999999 --wait=false
pod "rogue-curl" deleted from rogue namespace
$ kubectl scale deployment accounts -n accounts --replicas=-1
error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0
[1]
%%
YAML that does not parse, or means something else.
$ printf 'a: b\n c: d\n' | kubectl apply -f -
error: error parsing STDIN: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context
[1]
$ printf '\tx' | kubectl apply -f -
error: error parsing STDIN: error converting YAML to JSON: yaml: found character that cannot start any token
[1]
$ printf 'a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n' | kubectl apply -f -
error: error validating "STDIN": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false
[1]
$ printf 'apiVersion: v9\nkind: Widget\nmetadata: {name: w}\n' | kubectl apply -f -
error: resource mapping not found for name: "w" namespace: "" from "STDIN": no matches for kind "Widget" in version "v9"
ensure CRDs are installed first
[1]
$ printf 'kind: ConfigMap\n' | kubectl apply -f -
error: error validating "STDIN": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false
[1]
%%
A shell that is left open, and quotes from a word processor.
$ echo “hello”
“hello”
hint: line 1, column 6: “ (U+201C) is a typographic quote, which the shell takes for a letter; type " instead
$ echo 'a
> b'
a
b
$ if true; then echo yes
> fi
yes
$ )
-bash: syntax error near unexpected token `)'
[2]
%%
History stands alone.
$ lab undo; kubectl create namespace lost
lab: undo, redo, reset, skip and goto stand on a line of their own
namespace/lost created
$ lab undo 99
undone: lab undo; kubectl create namespace lost
undone: kubectl delete pod rogue-curl -n rogue --grace-period=99999999999999 --wait=false
undone: f() { f; }; f
undone: x=$(yes a | head -n 61330 | tr -d '\n')
undone: send() { kubectl exec -i curl -n finance -- nc -w 2 accounts.accounts 8080; }
undone: istioctl waypoint apply -n accounts --enroll-namespace --wait
(there was no more than that)
  configmap lost/istio-ca-root-cert is gone
  configmap lost/kube-root-ca.crt is gone
  deployment accounts/waypoint is gone
  gateway accounts/waypoint is gone
  namespace accounts is as it was
  namespace lost is gone
  pod accounts/waypoint-ph8zlqvbhr-trhrd is gone
  pod rogue/rogue-curl is back
  serviceaccount accounts/waypoint is gone
  serviceaccount lost/default is gone
  service accounts/waypoint is gone
$ lab undo
lab: nothing to undo
[1]
$ lab undo x
lab: how many commands? a number from 1
[2]
$ lab nonsense
lab: no such command: nonsense (lab help lists them)
[2]
%%
Names that YAML would read as something else.
$ istioctl waypoint apply -n accounts --name true
✅ waypoint accounts/true applied
$ kubectl get deployment true -n accounts -o jsonpath='{.spec.template.spec.serviceAccountName}{"\n"}'
true
%%
A status in which what should be a list is none: its controller writes it anew.
$ kubectl patch gateway true -n accounts --subresource=status --type=merge -p '{"status": {"listeners": [{"name": "mesh", "conditions": {"a": "b"}}]}}'
gateway.gateway.networking.k8s.io/true patched
$ kubectl get gateway true -n accounts -o jsonpath='{.status.listeners[0].conditions[*].type}{"\n"}'
Accepted Conflicted Programmed ResolvedRefs
