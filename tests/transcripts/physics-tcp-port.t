A port that is declared to be TCP: the waypoint passes bytes on and reads no HTTP in them. Nothing shows of it at first,
but the app's headers are its own and the log has no method.
$ OUT='kubectl exec curl -n finance -- curl -sS'
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl patch service accounts -n accounts --type=json -p '[{"op":"replace","path":"/spec/ports/0/name","value":"tcp-web"}]'
service/accounts patched
$ $OUT -X POST -o /dev/null -w '%{http_code} %header{x-app-name}\n' accounts.accounts:8080
200 http-echo
$ kubectl logs -n accounts deploy/waypoint --tail=1 | cut -d' ' -f2-
"- - -" 0 - - - "-" 87 185 0 - "-" "-" "-" "-" "envoy://connect_originate/10.244.1.8:8080" inbound-vip|8080|tcp|accounts.accounts.svc.cluster.local envoy://internal_client_address/ 10.96.214.238:8080 10.244.1.9:40687 - -
%%
Two requests in one connection are one line of the log: it is written when the connection ends.
$ $OUT accounts.accounts:8080/1 accounts.accounts:8080/2
accounts-v1 responding
accounts-v1 responding
$ kubectl logs -n accounts deploy/waypoint | grep -c tcp
2
%%
An ALLOW that reads methods is left out whole, so nobody is allowed. There is no 403: nobody here speaks HTTP.
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: p, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{from: [{source: {namespaces: [finance]}}], to: [{operation: {methods: [GET]}}]}]
> END
authorizationpolicy.security.istio.io/p created
$ $OUT accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-trhrd: deny
     ALLOW policies target this service, and none of them matches this
     connection
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/p, rule 0: to.methods is about HTTP, and this
     port is declared to be TCP
$ kubectl logs -n accounts deploy/waypoint --tail=1 | cut -d' ' -f2-11
"- - -" 0 - - rbac_access_denied_matched_policy[none] "-" 86 0
%%
Without the methods it is a rule about connections, and lets finance in; rogue stays out.
$ kubectl patch ap p -n accounts --type=json -p '[{"op":"remove","path":"/spec/rules/0/to"}]'
authorizationpolicy.security.istio.io/p patched
$ $OUT accounts.accounts:8080
accounts-v1 responding
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
%%
A DENY of a method forgets the method, and denies all.
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: no-post, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   action: DENY
>   rules: [{to: [{operation: {methods: [POST]}}]}]
> END
Warning: configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due to the use of only HTTP attributes in a DENY rule; it is recommended to explicitly specify the port
authorizationpolicy.security.istio.io/no-post created
$ $OUT accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
%%
appProtocol says it better than a name: the port is HTTP again, and so is the refusal.
$ kubectl patch service accounts -n accounts --type=json -p '[{"op":"add","path":"/spec/ports/0/appProtocol","value":"http"}]'
service/accounts patched
$ $OUT -X POST accounts.accounts:8080; echo; $OUT accounts.accounts:8080
RBAC: access denied
accounts-v1 responding
%%
Other names that mean TCP, and one that does not.
$ for name in redis tls-a https mongo-db tcpweb web; do kubectl patch service accounts -n accounts --type=json -p "[{\"op\":\"replace\",\"path\":\"/spec/ports/0/name\",\"value\":\"$name\"},{\"op\":\"add\",\"path\":\"/spec/ports/0/appProtocol\",\"value\":null}]" >/dev/null; echo "$name $($OUT -o /dev/null -w '%{http_code}' accounts.accounts:8080 2>/dev/null)"; done
redis 000
tls-a 000
https 000
mongo-db 000
tcpweb 200
web 200
