CUSTOM needs an extension provider of the mesh. Without one, istiod denies everything that the policy's target serves, whatever
its rules say; AUDIT decides nothing.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: audit, namespace: accounts}
> spec:
>   action: AUDIT
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{to: [{operation: {methods: [GET]}}]}]
> E
authorizationpolicy.security.istio.io/audit created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: ask-opa, namespace: accounts}
> spec:
>   action: CUSTOM
>   provider: {name: opa}
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{to: [{operation: {paths: [/admin]}}]}]
> E
Warning: not simulated: external authorization; where the mesh has the provider "opa", the waypoint here does not ask it
authorizationpolicy.security.istio.io/ask-opa created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
RBAC: access denied
\ no newline
$ kubectl logs deploy/waypoint -n accounts --tail 1 | grep -o 'rbac[^ ]*'
rbac_access_denied_matched_policy[default-deny-all-due-to-bad-CUSTOM-action]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 403
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: deny
     accounts/ask-opa has the action CUSTOM, and the mesh has no extension
     provider "opa": istiod denies everything
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/ask-opa, rule 0
$ kubectl delete ap ask-opa -n accounts
authorizationpolicy.security.istio.io "ask-opa" deleted from accounts namespace
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
%%
Without targetRefs neither of them reaches ztunnel, and the status says so.
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: ask-opa, namespace: accounts}
> spec:
>   action: CUSTOM
>   provider: {name: opa}
>   rules: [{}]
> E
authorizationpolicy.security.istio.io/ask-opa created
$ kubectl get ap ask-opa -n accounts -o jsonpath='{.status.conditions[0].message}{"\n"}'
ztunnel does not support the CUSTOM action
$ istioctl analyze -n accounts | cut -c 1-150
Warning [IST0171] (AuthorizationPolicy accounts/ask-opa) A condition with a negative status is present: type=ZtunnelAccepted, reason=UnsupportedValue,
Info [IST0102] (Namespace default) The namespace is not enabled for Istio injection. Run 'kubectl label namespace default istio-injection=enabled' to 
