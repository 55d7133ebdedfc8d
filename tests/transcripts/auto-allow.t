A waypoint in front of a workload whose own policy does not know it: the waypoint says yes, ztunnel says no. istiod's
variable PILOT_AUTO_ALLOW_WAYPOINT_POLICY (opt-in) makes an ALLOW of the waypoint for the workloads behind it.

$ kubectl delete authorizationpolicy allow-waypoint -n accounts
authorizationpolicy.security.istio.io "allow-waypoint" deleted from accounts namespace
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' accounts.accounts:8080
503
$ kubectl set env deployment/istiod -n istio-system PILOT_AUTO_ALLOW_WAYPOINT_POLICY=true
deployment.apps/istiod env updated
$ kubectl rollout status deployment/istiod -n istio-system
deployment "istiod" successfully rolled out
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ istioctl ztunnel-config policies
NAMESPACE POLICY NAME                            ACTION SCOPE
accounts  allow-finance                          Allow  Namespace
accounts  deny-all                               Allow  Namespace
accounts  istio_allow_waypoint_accounts_waypoint Allow  WorkloadSelector
$ istioctl ztunnel-config workloads -o json | jq -c '.[] | select(.authorizationPolicies) | [.name, .authorizationPolicies]'
["accounts-6jxp7zxtn8-7p2xg",["accounts/istio_allow_waypoint_accounts_waypoint"]]
$ kubectl label service accounts -n accounts istio.io/use-waypoint=none
service/accounts labeled
$ istioctl ztunnel-config workloads -o json | jq -c '.[] | select(.authorizationPolicies) | [.name, .authorizationPolicies]'
$ kubectl set env deployment/istiod -n istio-system PILOT_AUTO_ALLOW_WAYPOINT_POLICY-
deployment.apps/istiod env updated
$ istioctl ztunnel-config policies
NAMESPACE POLICY NAME   ACTION SCOPE
accounts  allow-finance Allow  Namespace
accounts  deny-all      Allow  Namespace
