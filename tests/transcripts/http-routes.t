HTTPRoutes at a waypoint: what their matches take and their filters change. A prefix outranks a regular expression, even the
prefix / of a rule without matches (V18), so /v12/x goes to the last rule.
$ kubectl apply -f - <<E
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: v2, namespace: accounts}
> spec:
>   selector: {matchLabels: {app: v2}}
>   template:
>     metadata: {labels: {app: v2}}
>     spec: {containers: [{name: echo, image: hashicorp/http-echo, args: ["-text=v2"]}]}
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: v2, namespace: accounts}
> spec: {ports: [{name: http, port: 80, targetPort: 5678}], selector: {app: v2}}
> E
deployment.apps/v2 created
service/v2 created
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ cat > route.yaml <<E
> apiVersion: gateway.networking.k8s.io/v1
> kind: HTTPRoute
> metadata: {name: r, namespace: accounts}
> spec:
>   parentRefs: [{group: "", kind: Service, name: accounts}]
>   rules:
>   - matches: [{path: {type: RegularExpression, value: '/v[0-9]+/.*'}}, {headers: [{type: RegularExpression, name: x-user, value: 'a.*e'}]}]
>     backendRefs: [{name: v2, port: 80}]
>   - matches: [{path: {value: /old}}]
>     filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}, statusCode: 301}}]
>   - matches: [{path: {value: /api}}]
>     filters:
>     - {type: URLRewrite, urlRewrite: {hostname: v2.example, path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}
>     - {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: X-App-Name, value: hidden}], add: [{name: X-More, value: "1"}], remove: [x-app-version]}}
>     backendRefs: [{name: v2, port: 80}]
>   - filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 80}}}]
>     timeouts: {request: 1s}
>     backendRefs: [{name: accounts, port: 8080}]
> E
$ kubectl apply -f route.yaml
httproute.gateway.networking.k8s.io/r created
$ alias ask='kubectl exec curl -n finance -- curl -sS'
$ ask accounts.accounts:8080/v12/x
accounts-v1 responding
$ ask accounts.accounts:8080/v/x
accounts-v1 responding
$ ask -H 'x-user: alice' accounts.accounts:8080/
v2
$ ask -H 'x-user: alice2' accounts.accounts:8080/
accounts-v1 responding
$ ask -i 'accounts.accounts:8080/old/page?x=1'
HTTP/1.1 301 Moved Permanently
date: Mon, 23 Nov 2026 09:00:03 GMT
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*
location: http://accounts.accounts:8080/new/page?x=1
content-length: 0

$ ask -i 'accounts.accounts:8080/api/things?x=1'
HTTP/1.1 200 OK
x-app-name: hidden
date: Mon, 23 Nov 2026 09:00:04 GMT
content-length: 3
content-type: text/plain; charset=utf-8
x-more: 1
x-envoy-upstream-service-time: 1
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

v2
$ ask accounts.accounts:8080/api
v2
%%
The app behind the rewrite saw another host and path; the copies of the mirror are in its log too, and the waypoint's log
has the path as the client sent it.
$ kubectl logs deploy/v2 -n accounts | grep -o 'UTC.*\|[a-z0-9.:-]* 10[^ ]* "[^"]*"' | tail -n 6
accounts.accounts-shadow:8080 10.244.0.6:40687 "GET /v12/x HTTP/1.1"
accounts.accounts-shadow:8080 10.244.0.6:48606 "GET /v/x HTTP/1.1"
accounts.accounts:8080 10.244.0.6:56525 "GET / HTTP/1.1"
accounts.accounts-shadow:8080 10.244.0.6:36212 "GET / HTTP/1.1"
v2.example 10.244.0.6:52050 "GET /things HTTP/1.1"
v2.example 10.244.0.6:59969 "GET / HTTP/1.1"
$ kubectl logs deploy/waypoint -n accounts | grep -o '"GET [^"]*" [0-9]*'
"GET /v12/x HTTP/1.1" 200
"GET /v/x HTTP/1.1" 200
"GET / HTTP/1.1" 200
"GET / HTTP/1.1" 200
"GET /old/page?x=1 HTTP/1.1" 301
"GET /api/things?x=1 HTTP/1.1" 200
"GET /api HTTP/1.1" 200
%%
A timeout that is too short for the app; a pattern that is none never matches, and what the waypoint does not do is said.
$ sed -i 's/request: 1s/request: 1ms/' route.yaml
$ kubectl apply -f route.yaml
httproute.gateway.networking.k8s.io/r configured
$ ask -i accounts.accounts:8080/
HTTP/1.1 200 OK
x-app-name: http-echo
x-app-version: 1.0.0
date: Mon, 23 Nov 2026 09:00:04 GMT
content-length: 23
content-type: text/plain; charset=utf-8
x-envoy-upstream-service-time: 1
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

accounts-v1 responding
$ sed -i 's/request: 1ms/request: 300us/' route.yaml
$ kubectl apply -f route.yaml
httproute.gateway.networking.k8s.io/r configured
$ ask -i accounts.accounts:8080/
HTTP/1.1 504 Gateway Timeout
content-length: 24
content-type: text/plain
date: Mon, 23 Nov 2026 09:00:05 GMT
server: istio-envoy
x-envoy-decorator-operation: accounts.accounts.svc.cluster.local:8080/*

upstream request timeout
\ no newline
$ kubectl logs deploy/waypoint -n accounts --tail 1 | grep -o '"GET [^"]*" [0-9]* [A-Z]* [a-z_]*'
"GET / HTTP/1.1" 504 UT response_timeout
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 504
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-q6xrz: allow
     no policy targets this service at the waypoint, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-waypoint allows
     spiffe://cluster.local/ns/accounts/sa/waypoint
     identity seen here: spiffe://cluster.local/ns/accounts/sa/waypoint
     decided by: accounts/allow-waypoint, rule 0
  4. waypoint accounts/waypoint-ph8zlqvbhr-q6xrz: refuse
     the app did not answer within the route's timeout
$ kubectl patch httproute r -n accounts --type json -p '[{"op":"replace","path":"/spec/rules/0/matches/0/path/value","value":"/(v"}]'
httproute.gateway.networking.k8s.io/r patched
$ ask accounts.accounts:8080/v12/x -o /dev/null -w '%{http_code}\n'
504
$ kubectl patch httproute r -n accounts --type json -p '[{"op":"replace","path":"/spec/rules/0/matches/0/path/value","value":"/v[0-9]+/.*"},{"op":"remove","path":"/spec/rules/3"}]'
httproute.gateway.networking.k8s.io/r patched
$ ask accounts.accounts:8080/v12/x
v2
$ ask accounts.accounts:8080/v12 -o /dev/null -w '%{http_code}\n'
404
$ istioctl pc r deploy/waypoint -n accounts
NAME                                                          VHOST NAME            DOMAINS     MATCH                  VIRTUAL SERVICE
                                                              backend               *           /healthz/ready*        
                                                              backend               *           /stats/prometheus*     
default                                                       default               *                                  
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           PathPrefix:/old        r-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           PathPrefix:/api        r-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           /*                     r-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           regex /v[0-9]+/.*      r-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|80|http|v2.accounts.svc.cluster.local             inbound|http|80       *           /*                     
$ kubectl patch httproute r -n accounts --type json -p '[{"op":"add","path":"/spec/rules/2/filters/-","value":{"type":"CORS","cors":{}}}]'
Warning: not simulated: the filter CORS of HTTPRoute; the waypoint here ignores it
httproute.gateway.networking.k8s.io/r patched
