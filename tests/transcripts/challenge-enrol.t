@ world: enrol-both-namespaces
The third challenge: the sidecar's label is the wrong one, and one end alone makes no mutual TLS.
$ kubectl label namespace accounts istio-injection=enabled
namespace/accounts labeled
$ lab hint
Task 1, Enrol accounts and finance:
istio-injection is the label for sidecars. This mesh has none: the label is
istio.io/dataplane-mode=ambient.
$ lab undo
undone: kubectl label namespace accounts istio-injection=enabled
  namespace accounts is as it was
$ kubectl label namespace accounts istio.io/dataplane-mode=ambient
namespace/accounts labeled
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 1, Enrol accounts and finance:
accounts is in, its caller is not. mTLS has two ends.
$ lab check
[ ] 1. Enrol accounts and finance: not yet
      accounts is enrolled; the call from finance still comes in plain text
[ ] 2. See TCP turn into HBONE: not yet
      your terminal has not shown a line with: curl ... 10.244.0.5 ... HBONE
[ ] 3. Call, and read both identities in ztunnel's log: not yet
      your terminal has not shown a line with: src.identity="spiffe://cluster.local/ns/finance/sa/default" ... dst.identity="spiffe://cluster.local/ns/accounts/sa/default"
[ ] 4. See that rogue still gets in, without a name: not yet
      expected: GET from rogue/rogue-curl, answered 200
      observed: GET http://accounts.accounts:8080/ from finance/curl, no waypoint on the way: 200
[ ] 5. Take plain text from nobody (optional): not yet
      sent:     GET http://accounts.accounts:8080 from rogue/rogue-curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-bdbtf: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-bdbtf: allow (no policy applies to this pod, so everything passes)
[ ] 6. What does the server's ztunnel go by? (optional): not yet
      not answered yet: lab answer 6 NUMBER
0 of 4 tasks are done.
[1]
$ kubectl label namespace finance istio.io/dataplane-mode=Ambient
namespace/finance labeled
$ lab hint
Task 1, Enrol accounts and finance:
The label is there, with a word that ztunnel does not know. It has to be
'ambient'.
$ kubectl label namespace finance istio.io/dataplane-mode=ambient --overwrite
namespace/finance labeled
$ kubectl get pods -A | grep -E 'accounts|finance'
accounts       accounts-6jxp7zxtn8-bdbtf        1/1     Running   0          30m
finance        curl                             1/1     Running   0          30m
$ istioctl ztunnel-config workloads | grep -E 'NAMESPACE|accounts|finance|rogue'
NAMESPACE    POD NAME                       ADDRESS     NODE    WAYPOINT PROTOCOL
accounts     accounts-6jxp7zxtn8-bdbtf      10.244.1.9  agent-0 None     HBONE
finance      curl                           10.244.0.5  server  None     HBONE
rogue        rogue-curl                     10.244.1.10 agent-0 None     TCP
%%
The call, and who called.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: allow
     no policy applies to this pod, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. app accounts/accounts-6jxp7zxtn8-bdbtf: answer
     the app answered 200
$ kubectl logs -n istio-system -l app=ztunnel --tail=2 | grep inbound
2026-11-23T09:00:00.768402Z	info	access	connection complete	src.addr=10.244.0.5:36212 src.workload="curl" src.namespace="finance" dst.addr=10.244.1.9:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-bdbtf" dst.namespace="accounts" direction="inbound" bytes_sent=185 bytes_recv=86 duration="0ms"
2026-11-23T09:00:01.808402Z	info	access	connection complete	src.addr=10.244.0.5:44131 src.workload="curl" src.namespace="finance" src.identity="spiffe://cluster.local/ns/finance/sa/default" dst.addr=10.244.1.9:15008 dst.hbone_addr=10.244.1.9:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-bdbtf" dst.namespace="accounts" dst.identity="spiffe://cluster.local/ns/accounts/sa/default" direction="inbound" bytes_sent=185 bytes_recv=86 duration="0ms"
%%
The stranger, first with a name that it should not have here.
$ kubectl label namespace rogue istio.io/dataplane-mode=ambient
namespace/rogue labeled
$ lab hint 4
Task 4, See that rogue still gets in, without a name:
You have enrolled rogue too. See first what it is without the mesh.
$ lab undo
undone: kubectl label namespace rogue istio.io/dataplane-mode=ambient
  namespace rogue is as it was
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab why
GET http://accounts.accounts:8080/ from rogue/rogue-curl: 200
  1. kube-proxy, for rogue/rogue-curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: allow
     no policy applies to this pod, so everything passes
  3. app accounts/accounts-6jxp7zxtn8-bdbtf: answer
     the app answered 200
$ kubectl logs -n istio-system -l app=ztunnel --tail=1 | grep rogue
2026-11-23T09:00:02.476402Z	info	access	connection complete	src.addr=10.244.1.10:52050 src.workload="rogue-curl" src.namespace="rogue" dst.addr=10.244.1.9:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-bdbtf" dst.namespace="accounts" direction="inbound" bytes_sent=185 bytes_recv=86 duration="0ms"
$ lab check
[x] 1. Enrol accounts and finance: done
[x] 2. See TCP turn into HBONE: done
[x] 3. Call, and read both identities in ztunnel's log: done
[x] 4. See that rogue still gets in, without a name: done
[ ] 5. Take plain text from nobody (optional): not yet
      sent:     GET http://accounts.accounts:8080 from rogue/rogue-curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-bdbtf: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-bdbtf: allow (no policy applies to this pod, so everything passes)
[ ] 6. What does the server's ztunnel go by? (optional): not yet
      not answered yet: lab answer 6 NUMBER
All 4 tasks are done.
%%
STRICT in the wrong namespace, then in the right one.
$ cat > strict.yaml <<END
> apiVersion: security.istio.io/v1
> kind: PeerAuthentication
> metadata: {name: mtls-only}
> spec: {mtls: {mode: STRICT}}
> END
$ kubectl apply -n rogue -f strict.yaml
peerauthentication.security.istio.io/mtls-only created
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl apply -n accounts -f strict.yaml
peerauthentication.security.istio.io/mtls-only created
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from rogue/rogue-curl: connection reset
  1. kube-proxy, for rogue/rogue-curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: deny
     istio-system/istio_converted_static_strict denies a client without
     identity
     decided by: istio-system/istio_converted_static_strict, rule 0
$ lab check
[x] 1. Enrol accounts and finance: done
[x] 2. See TCP turn into HBONE: done
[x] 3. Call, and read both identities in ztunnel's log: done
[x] 4. See that rogue still gets in, without a name: done
[x] 5. Take plain text from nobody (optional): done
[ ] 6. What does the server's ztunnel go by? (optional): not yet
      not answered yet: lab answer 6 NUMBER
All 4 tasks are done.
%%
A question.
$ lab answer who 1
Your answer to task 6: 1
Not yet: your answer: 1. the source address
that is not it
$ lab hint 6
Task 6, What does the server's ztunnel go by?:
Pods come and go, and their addresses are handed out again; anybody can
write a header. Who has signed the third?
$ lab answer who certificate
lab: task 6: an answer is a number from 1 to 3
[2]
$ lab answer who 2
Your answer to task 6: 2
That is right.
