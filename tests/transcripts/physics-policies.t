Policies that look right. Each is applied, each is wrong, and each has its hint.
$ send() { kubectl exec curl -n finance -- curl -sS -o /dev/null -w "$1 %{http_code}\n" -X $1 accounts.accounts:8080; }
$ policy() { kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p, namespace: $1}
> spec: $2
> END
> }
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
%%
In the client's namespace: a policy's targetRefs look only in its own.
$ TO='targetRefs: [{kind: Service, group: "", name: accounts}]'
$ policy finance "{$TO, rules: [{to: [{operation: {methods: [GET]}}]}]}"
authorizationpolicy.security.istio.io/p created
$ send POST
POST 200
$ kubectl get ap p -n finance -o jsonpath='{.status.conditions[0].type} {.status.conditions[0].status}: {.status.conditions[0].message}{"\n"}'
WaypointAccepted False: Service finance/accounts was not found
$ lab hint
As things stand:
A policy names the service, but it is in another namespace: targetRefs look
only in the policy's own, so nobody enforces it (TargetNotFound in its
status). It belongs in accounts.
$ kubectl delete ap p -n finance
authorizationpolicy.security.istio.io "p" deleted from finance namespace
%%
Methods in small letters: a proxy compares letter by letter, and HTTP's are capitals. A request with such a method is
none to the waypoint's codec.
$ policy accounts "{$TO, rules: [{to: [{operation: {methods: [get]}}]}]}"
authorizationpolicy.security.istio.io/p created
$ send GET; send get; send FOO
GET 403
get 400
FOO 400
$ lab hint
As things stand:
A policy has a method in small letters. Methods are compared letter by
letter, and HTTP's are capitals: GET, not get.
$ kubectl exec curl -n finance -- curl -sS -o /dev/null accounts.accounts:8080; lab why
GET http://accounts.accounts:8080/ from finance/curl: 403
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: deny
     ALLOW policies target this service, and none of them matches this
     request
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/p, rule 0: to.methods wants get; here it is GET
$ kubectl exec curl -n finance -- curl -sS -i -X FOO accounts.accounts:8080; lab why
HTTP/1.1 400 Bad Request
content-length: 11
content-type: text/plain
date: Mon, 23 Nov 2026 09:00:03 GMT
server: istio-envoy
connection: close

Bad Requestconnection to 10.96.214.238:8080 from finance/curl: 400
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: refuse
     the waypoint's codec knows no method FOO
$ kubectl logs -n accounts deploy/waypoint --tail=1 | cut -d' ' -f2-11
"- - HTTP/1.1" 400 DPE http1.codec_error - "-" 0 11
%%
Two fields in one source are an and.
$ policy accounts "{$TO, rules: [{from: [{source: {namespaces: [finance], principals: [cluster.local/ns/rogue/sa/default]}}], to: [{operation: {methods: [GET]}}]}]}"
authorizationpolicy.security.istio.io/p configured
$ send GET
GET 403
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 403
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: deny
     ALLOW policies target this service, and none of them matches this
     request
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/p, rule 0: from.principals wants
     cluster.local/ns/rogue/sa/default; here it is
     cluster.local/ns/finance/sa/default
$ lab hint
As things stand:
Fields in one source have to hold all at once (and); entries of from are
alternatives (or). Two sources in one entry let in only who is both.
%%
Two entries of from are an or.
$ policy accounts "{$TO, rules: [{from: [{source: {namespaces: [finance]}}, {source: {principals: [cluster.local/ns/rogue/sa/default]}}], to: [{operation: {methods: [GET]}}]}]}"
authorizationpolicy.security.istio.io/p configured
$ send GET; send POST
GET 200
POST 403
%%
Without targetRefs it stays with ztunnel, which drops the rule, and so admits nobody that it did not admit before.
$ policy accounts "{rules: [{to: [{operation: {methods: [GET]}}]}]}"
authorizationpolicy.security.istio.io/p configured
$ send GET; send POST
GET 200
POST 200
$ lab hint
As things stand:
A policy with methods, paths or hosts has no targetRefs. It stays with
ztunnel, which reads no HTTP: there an ALLOW rule like that is dropped, so
it admits nobody, and a DENY rule like that denies nothing.
%%
A target that is not there, and a principal with its scheme.
$ policy accounts "{targetRefs: [{kind: Service, group: \"\", name: account}], rules: [{to: [{operation: {methods: [GET]}}]}]}"
authorizationpolicy.security.istio.io/p configured
$ send POST
POST 200
$ lab hint
As things stand:
A policy names a target that is not there (TargetNotFound in its status), so
nobody enforces it. Look at targetRefs.
$ policy accounts "{$TO, rules: [{from: [{source: {principals: [\"spiffe://cluster.local/ns/finance/sa/default\"]}}]}]}"
authorizationpolicy.security.istio.io/p configured
$ send GET
GET 403
$ lab hint
As things stand:
A policy has a principal that begins with spiffe://. The scheme is no part
of it, so that never matches: cluster.local/ns/NAMESPACE/sa/ACCOUNT.
