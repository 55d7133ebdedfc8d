Why allow-waypoint is there: the destination ztunnel sees the waypoint's identity, not the client's. Without the policy
every request through the waypoint is a 503, and lab why names the hop, the rule and the missing principal.
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl delete authorizationpolicy allow-waypoint -n accounts
authorizationpolicy.security.istio.io "allow-waypoint" deleted from accounts namespace
$ kubectl exec curl -n finance -- curl -sS -i accounts.accounts:8080
HTTP/1.1 503 Service Unavailable
content-length: 95
content-type: text/plain
date: Mon, 23 Nov 2026 09:00:02 GMT
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

upstream connect error or disconnect/reset before headers. reset reason: connection termination
\ no newline
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 503
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: allow
     no policy targets this service at the waypoint, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed
     spiffe://cluster.local/ns/accounts/sa/waypoint
     identity seen here: spiffe://cluster.local/ns/accounts/sa/waypoint
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here it is accounts
  missing: an ALLOW rule for the principal cluster.local/ns/accounts/sa/waypoint
  Behind a waypoint, ztunnel sees the waypoint, not finance/curl: two
  guards, two questions.
%%
Undone, it works again.
$ lab undo
undone: kubectl delete authorizationpolicy allow-waypoint -n accounts
  authorizationpolicy accounts/allow-waypoint is back
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
%%
A POST to the pod's own address never meets the waypoint.
$ ip=$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}')
$ kubectl exec curl -n finance -- curl -sS -X POST http://$ip:8080
accounts-v1 responding
$ lab why
POST http://10.244.1.8:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     a pod's own address: a service's waypoint is not in this path
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-finance allows
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/allow-finance, rule 0
  3. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
