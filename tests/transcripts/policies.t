AuthorizationPolicy at both guards. First ztunnel alone: what istiod leaves out of policies with HTTP fields.
$ send() { kubectl exec ${2:-curl} -n ${3:-finance} -- curl -sS -o /dev/null -w "%{http_code}\n" -X $1 ${4:-accounts.accounts:8080}; }
$ policy() { cat > /tmp/p.yaml; kubectl apply -n accounts -f /tmp/p.yaml; }
$ kubectl delete ap --all -n accounts
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
authorizationpolicy.security.istio.io "allow-waypoint" deleted from accounts namespace
authorizationpolicy.security.istio.io "deny-all" deleted from accounts namespace
$ send GET; send GET rogue-curl rogue
200
200
%%
An ALLOW rule with methods is dropped whole: the policy has no rule left, so nobody gets in.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec:
>   rules:
>   - from: [{source: {namespaces: [finance]}}]
>     to: [{operation: {methods: [GET]}}]
> END
authorizationpolicy.security.istio.io/p created
$ send GET
curl: (56) Recv failure: Connection reset by peer
000
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/p: its HTTP rules (methods) do not count at
     ztunnel, so nothing is left to match
  missing: an ALLOW rule for the principal cluster.local/ns/finance/sa/default
$ kubectl get ap p -n accounts -o jsonpath='{.status.conditions[0].reason}: {.status.conditions[0].message}{"\n"}'
UnsupportedValue: ztunnel does not support HTTP attributes (found: methods). In ambient mode you must use a waypoint proxy to enforce HTTP rules. Within an ALLOW policy, rules matching HTTP attributes are omitted. This will be more restrictive than requested.
%%
A DENY of methods alone does nothing at all, whatever its status says.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec:
>   action: DENY
>   rules:
>   - to: [{operation: {methods: [DELETE]}}]
> END
Warning: configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due to the use of only HTTP attributes in a DENY rule; it is recommended to explicitly specify the port
authorizationpolicy.security.istio.io/p configured
$ send DELETE; send GET
200
200
%%
With a port it denies that port, for every method.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec:
>   action: DENY
>   rules:
>   - to: [{operation: {methods: [DELETE], ports: ["8080"]}}]
> END
authorizationpolicy.security.istio.io/p configured
$ send GET
curl: (56) Recv failure: Connection reset by peer
000
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     accounts/p denies spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/p, rule 0
%%
Sources: a principal with spiffe:// never matches; without it, it does; a bare service account is one of the policy's namespace.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec: {rules: [{from: [{source: {principals: ["spiffe://cluster.local/ns/finance/sa/default"]}}]}]}
> END
authorizationpolicy.security.istio.io/p configured
$ send GET
curl: (56) Recv failure: Connection reset by peer
000
command terminated with exit code 56
[56]
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec: {rules: [{from: [{source: {principals: ["*/sa/default"]}}]}]}
> END
authorizationpolicy.security.istio.io/p configured
$ send GET
200
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec: {rules: [{from: [{source: {serviceAccounts: ["default"]}}]}]}
> END
authorizationpolicy.security.istio.io/p configured
$ send GET
curl: (56) Recv failure: Connection reset by peer
000
command terminated with exit code 56
[56]
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec: {rules: [{from: [{source: {serviceAccounts: ["finance/default"], notIpBlocks: ["10.0.0.0/24"]}}]}]}
> END
authorizationpolicy.security.istio.io/p configured
$ send GET; send GET rogue-curl rogue
200
curl: (56) Recv failure: Connection reset by peer
000
command terminated with exit code 56
[56]
%%
Now a waypoint, and rules with everything in them.
$ kubectl delete ap p -n accounts
authorizationpolicy.security.istio.io "p" deleted from accounts namespace
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules:
>   - to: [{operation: {methods: [GET], paths: ["/a*", "/v/{*}/x"], notPaths: ["/admin"]}}]
>   - to: [{operation: {methods: [PUT], hosts: ["ACCOUNTS.accounts:8080"]}}]
>     when: [{key: "request.headers[x-team]", values: ["red", "blue*"]}]
> END
authorizationpolicy.security.istio.io/p created
$ for path in /a /abc /admin /v/1/x /v/1/2/x /b; do echo -n "$path "; send GET curl finance accounts.accounts:8080$path; done
/a 200
/abc 200
/admin 403
/v/1/x 200
/v/1/2/x 403
/b 403
$ send PUT
403
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w "%{http_code}\n" -X PUT -H 'x-team: bluebird' accounts.accounts:8080
200
$ send PUT; lab why
403
PUT http://accounts.accounts:8080/ from finance/curl: 403
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-n54qf: deny
     ALLOW policies target this service, and none of them matches this
     request
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/p, rule 1: when.request.headers[x-team] wants
     red or blue*; here there is none
%%
DENY goes before ALLOW, and the access log names the rule.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: no-rogue}
> spec:
>   action: DENY
>   targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}]
>   rules: [{from: [{source: {namespaces: [rogue]}}]}]
> END
authorizationpolicy.security.istio.io/no-rogue created
$ send GET rogue-curl rogue accounts.accounts:8080/a
403
$ kubectl logs -n accounts deploy/waypoint --tail=1 | cut -d' ' -f5-7
403 - rbac_access_denied_matched_policy[ns[accounts]-policy[no-rogue]-rule[0]]
%%
What the webhook refuses.
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: q}
> spec: {action: DENY}
> END
Error from server (BadRequest): error when creating "/tmp/p.yaml": admission webhook "validation.istio.io" denied the request: configuration is invalid: invalid policy q.accounts: DENY action without `rules` is meaningless as it will never be triggered, add an empty rule `{}` if you want it be triggered for every request
[1]
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: q}
> spec: {action: PERMIT, rules: [{form: [{}]}]}
> END
Error from server (BadRequest): error when creating "/tmp/p.yaml": AuthorizationPolicy in version "v1" cannot be handled as a AuthorizationPolicy: strict decoding error: unknown field "spec.rules[0].form"
[1]
$ policy <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: q}
> spec: {action: PERMIT}
> END
The AuthorizationPolicy "q" is invalid: 
* spec.action: Unsupported value: "PERMIT": supported values: "ALLOW", "DENY", "AUDIT", "CUSTOM"
* <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
[1]
%%
Routes: once there is one, what matches none of its rules is 404; a backend that is missing is 500; without endpoints 503.
$ kubectl delete ap p no-rogue -n accounts
authorizationpolicy.security.istio.io "p" deleted from accounts namespace
authorizationpolicy.security.istio.io "no-rogue" deleted from accounts namespace
$ policy <<END
> apiVersion: gateway.networking.k8s.io/v1
> kind: HTTPRoute
> metadata: {name: r}
> spec:
>   parentRefs: [{group: "", kind: Service, name: accounts, port: 8080}]
>   rules:
>   - matches: [{path: {type: PathPrefix, value: /ok}}]
>     backendRefs: [{name: accounts, port: 8080}]
>   - matches: [{path: {type: Exact, value: /gone}}]
>     backendRefs: [{name: nobody, port: 8080}]
> END
httproute.gateway.networking.k8s.io/r created
$ kubectl get httproute r -n accounts -o jsonpath='{range .status.parents[0].conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'
Accepted=True Accepted: Route was valid
ResolvedRefs=False BackendNotFound: backend(nobody.accounts.svc.cluster.local) not found
ResolvedWaypoints=True ResolvedWaypoints: All waypoints resolved
$ for path in /ok /ok/1 /okay /gone /; do echo -n "$path "; send GET curl finance accounts.accounts:8080$path; done
/ok 200
/ok/1 200
/okay 404
/gone 500
/ 404
$ kubectl logs -n accounts deploy/waypoint --tail=3 | cut -d' ' -f3,5-7
/okay 404 NR route_not_found
/gone 500 NC cluster_not_found
/ 404 NR route_not_found
%%
A redirect is the waypoint's own answer; what it does not do here is said when it is applied.
$ policy <<END
> apiVersion: gateway.networking.k8s.io/v1
> kind: HTTPRoute
> metadata: {name: r}
> spec:
>   parentRefs: [{group: "", kind: Service, name: accounts, port: 8080}]
>   rules:
>   - matches: [{queryParams: [{name: v, value: "2"}]}]
>     filters: [{type: RequestRedirect, requestRedirect: {hostname: two.example, statusCode: 301}}]
>   - timeouts: {request: 1s}
>     backendRefs: [{name: accounts, port: 8080}]
> END
httproute.gateway.networking.k8s.io/r configured
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code} %{redirect_url}\n' 'accounts.accounts:8080/x?v=2'
301 http://two.example:8080/x?v=2
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' 'accounts.accounts:8080/x?v=1'
200
$ kubectl delete httproute r -n accounts
httproute.gateway.networking.k8s.io "r" deleted from accounts namespace
$ kubectl scale deployment accounts -n accounts --replicas=0
deployment.apps/accounts scaled
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
no healthy upstream
\ no newline
$ kubectl logs -n accounts deploy/waypoint --tail=1 | cut -d' ' -f5-7
503 UH no_healthy_upstream
