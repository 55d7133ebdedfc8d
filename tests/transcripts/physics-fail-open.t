Deleting the waypoint takes its address away, and the label that is left names nothing: traffic goes straight to the pods.
$ GET='kubectl exec curl -n finance -- curl -sS accounts.accounts:8080'
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: read-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{from: [{source: {namespaces: [finance]}}], to: [{operation: {methods: [GET]}}]}]
> END
authorizationpolicy.security.istio.io/read-only created
$ $GET -X POST; echo
RBAC: access denied
$ istioctl waypoint delete waypoint -n accounts
waypoint accounts/waypoint deleted
$ $GET -X POST
accounts-v1 responding
$ lab why
POST http://accounts.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     the label istio.io/use-waypoint names accounts/waypoint, which is not
     there or was never programmed, so accounts/accounts fails open:
     straight to the pod accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-finance allows
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/allow-finance, rule 0
  3. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
$ kubectl get namespace accounts -L istio.io/use-waypoint
NAME       STATUS   AGE   USE-WAYPOINT
accounts   Active   15m   waypoint
$ kubectl get service accounts -n accounts -o jsonpath='{.status.conditions[0].reason}: {.status.conditions[0].message}{"\n"}'
WaypointIsNotReady: waypoint "accounts/waypoint" is not ready
$ kubectl get ap read-only -n accounts -o jsonpath='{.status.conditions[0].reason}: {.status.conditions[0].message}{"\n"}'
AncestorNotBound: Service accounts/accounts is not bound to a waypoint
$ lab hint
As things stand:
The label istio.io/use-waypoint names a waypoint that is not there: it fails
open, traffic goes straight to the pods and nobody looks at methods. While
the label stands, istioctl only warns; --overwrite makes the waypoint again.
%%
While the label stands, istioctl only warns and makes nothing.
$ istioctl waypoint apply -n accounts --enroll-namespace
⚠️ Warning: namespace (accounts) already has an enrolled Waypoint. Consider adding the `--overwrite` flag to your apply command.
$ kubectl get gateway -n accounts
No resources found in accounts namespace.
$ istioctl waypoint apply -n accounts --enroll-namespace --overwrite
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ $GET -X POST
RBAC: access denied
\ no newline
%%
A label that names another one that is not there has the same effect, wherever it stands: on the service it wins.
$ kubectl label service accounts -n accounts istio.io/use-waypoint=wapyoint
service/accounts labeled
$ $GET -X POST
accounts-v1 responding
$ lab hint
As things stand:
The service's own label istio.io/use-waypoint names a waypoint that is not
there. It counts before the namespace's, and it fails open: traffic goes
straight to the pods.
$ kubectl label service accounts -n accounts istio.io/use-waypoint-
service/accounts unlabeled
$ $GET -X POST
RBAC: access denied
\ no newline
