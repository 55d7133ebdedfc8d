@ world: the-waypoint-that-nobody-uses
The third ticket: all is green, and nobody comes by.
$ kubectl get gateway -n accounts
NAME       CLASS            ADDRESS        PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.60.250   True         15m
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
accounts-v1 responding
$ kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=-1 | grep -c POST
0
[1]
$ istioctl ztunnel-config services --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 None     1/1
accounts  waypoint     10.96.60.250  None     1/1
$ lab hint
Task 2, Find out why nobody comes by:
WAYPOINT is None: nobody is sent there. What does the policy say to whom it
is bound?
$ kubectl get authorizationpolicy allow-get-only -n accounts -o jsonpath='{.status.conditions[0].message}{"\n"}'
Service accounts/accounts is not bound to a waypoint
%%
The caller's namespace, the pods, a name misspelt: the label belongs elsewhere each time.
$ kubectl label namespace finance istio.io/use-waypoint=waypoint
namespace/finance labeled
$ lab hint
Task 3, Send the traffic through the waypoint:
You labelled the caller. A waypoint belongs to the one who is *called*: the
label goes to the namespace accounts, or to its service.
$ lab undo
undone: kubectl label namespace finance istio.io/use-waypoint=waypoint
  namespace finance is as it was
$ kubectl label deployment accounts -n accounts istio.io/use-waypoint=waypoint
deployment.apps/accounts labeled
$ lab hint
Task 3, Send the traffic through the waypoint:
You labelled the pod or its Deployment. Finance calls the *service*; a label
on a pod is for calls to its own address.
$ lab undo
undone: kubectl label deployment accounts -n accounts istio.io/use-waypoint=waypoint
  deployment accounts/accounts is as it was
$ kubectl label namespace accounts istio.io/use-waypoint=accounts-waypoint
namespace/accounts labeled
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 3, Send the traffic through the waypoint:
The label is there, and names a waypoint that does not exist. It has to be
the Gateway's name, 'waypoint'; otherwise it fails open, as before.
$ kubectl label namespace accounts istio.io/use-waypoint=waypoint --overwrite
namespace/accounts labeled
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
RBAC: access denied
\ no newline
$ lab why
POST http://accounts.accounts:8080/ from finance/curl: 403
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-jcw6k: deny
     ALLOW policies target this service, and none of them matches this
     request
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/allow-get-only, rule 0: to.methods wants GET;
     here it is POST
$ lab hint
Task 4, See the POST in the log that was empty:
It was refused. Now read the waypoint's log.
$ kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=-1 | grep POST
[2026-11-23T09:00:01.676Z] "POST / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.11.1" "1b9df6e6-737c-4115-847b-3b47ee9e6f7f" "accounts.accounts:8080" "-" inbound-vip|8080|http|accounts.accounts.svc.cluster.local - 10.96.214.238:8080 10.244.0.5:56525 - default
$ lab check
[x] 1. See the POST answered: done
[x] 2. Find out why nobody comes by: done
[x] 3. Send the traffic through the waypoint: done
[x] 4. See the POST in the log that was empty: done
[ ] 5. One service only (optional): not yet
      the label is on the namespace
All 4 tasks are done.
