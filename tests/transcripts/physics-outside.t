Outside the mesh: first the server's namespace. The pods lose their ztunnel and with it the policies of layer 4, without a
restart; the waypoint still stands before the service.
$ GET='kubectl exec curl -n finance -- curl -sS accounts.accounts:8080' ROGUE='kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080'
$ $ROGUE
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl label namespace accounts istio.io/dataplane-mode-
namespace/accounts unlabeled
$ $ROGUE
accounts-v1 responding
$ lab why
GET http://accounts.accounts:8080/ from rogue/rogue-curl: 200
  1. ztunnel, for rogue/rogue-curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg, which is outside the mesh: no
     ztunnel guards it
  2. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
$ istioctl ztunnel-config workloads | grep -E 'NAMESPACE|accounts-'
NAMESPACE    POD NAME                       ADDRESS    NODE    WAYPOINT PROTOCOL
accounts     accounts-6jxp7zxtn8-7p2xg      10.244.1.8 agent-0 None     TCP
$ kubectl get pods -n accounts
NAME                        READY   STATUS    RESTARTS   AGE
accounts-6jxp7zxtn8-7p2xg   1/1     Running   0          15m
$ lab hint
As things stand:
The pods of accounts/accounts are outside the mesh: no ztunnel stands before
them, so policies of layer 4 guard nothing, and anybody who goes past the
waypoint is in. Enrol the namespace.
$ istioctl waypoint apply -n accounts --enroll-namespace
⚠️ Warning: namespace is not enrolled in ambient. Consider running	`kubectl label namespace accounts istio.io/dataplane-mode=ambient`
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ $GET -o /dev/null -w '%{http_code} %header{server}\n'
200 istio-envoy
$ kubectl label namespace accounts istio.io/dataplane-mode=ambient
namespace/accounts labeled
$ $GET -o /dev/null -w '%{http_code} %header{server}\n'
200 istio-envoy
%%
Then the client's: no ztunnel takes its traffic, so it has no identity, and it goes past the waypoint.
$ kubectl label namespace finance istio.io/dataplane-mode-
namespace/finance unlabeled
$ $GET
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. kube-proxy, for finance/curl: pass
     the client is not in the mesh, so it bypasses the waypoint
     accounts/waypoint: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed a client without identity
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here there is none
  missing: the client has no identity; it is not captured by a ztunnel
$ lab hint
As things stand:
The client finance/curl is outside the mesh: no ztunnel takes its traffic,
so it has no identity and goes past the waypoint. Enrol its namespace.
%%
A label on the pod is stronger than the namespace's, both ways.
$ kubectl label pod curl -n finance istio.io/dataplane-mode=ambient
pod/curl labeled
$ $GET
accounts-v1 responding
$ kubectl label namespace finance istio.io/dataplane-mode=ambient
namespace/finance labeled
$ kubectl label pod curl -n finance istio.io/dataplane-mode=none --overwrite
pod/curl labeled
$ $GET
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
%%
A value that means nothing does nothing, and nobody warns.
$ kubectl label pod curl -n finance istio.io/dataplane-mode-
pod/curl unlabeled
$ kubectl label namespace finance istio.io/dataplane-mode=enabled --overwrite
namespace/finance labeled
$ $GET
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
