The ways a request can take: the rows of the path table, each with what the client sees and who decided.
A namespace outside the mesh, with a client and a server of its own.
$ cat > plain.yaml <<END
> apiVersion: v1
> kind: Namespace
> metadata: {name: plain}
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: client, namespace: plain}
> spec:
>   containers: [{name: curl, image: "curlimages/curl:8.11.1", command: [sleep, infinity]}]
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: echo, namespace: plain, labels: {app: echo}}
> spec:
>   containers: [{name: echo, image: "hashicorp/http-echo:1.0.0", args: ["-listen=:9000", "-text=plain"]}]
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: echo, namespace: plain}
> spec: {selector: {app: echo}, ports: [{name: http, port: 80, targetPort: 9000}]}
> END
$ kubectl apply -f plain.yaml
namespace/plain created
pod/client created
pod/echo created
service/echo created
$ OUT='kubectl exec client -n plain -- curl -sS'; IN='kubectl exec curl -n finance -- curl -sS'
%%
Row 1, out to out: kube-proxy alone.
$ $OUT echo
plain
$ lab why
GET http://echo/ from plain/client: 200
  1. kube-proxy, for plain/client: pass
     plain/echo has no waypoint in use: straight to the pod plain/echo,
     which is outside the mesh: no ztunnel guards it
  2. app plain/echo: answer
     the app answered 200
%%
Row 2, out to in: no identity, so no policy that asks for one lets it in.
$ $OUT accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from plain/client: connection reset
  1. kube-proxy, for plain/client: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed a client without identity
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here there is none
  missing: the client has no identity; it is not captured by a ztunnel
%%
Row 3, in to out: the client's ztunnel, plain TCP behind it.
$ $IN echo.plain
plain
$ lab why
GET http://echo.plain/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     plain/echo has no waypoint in use: straight to the pod plain/echo,
     which is outside the mesh: no ztunnel guards it
  2. app plain/echo: answer
     the app answered 200
%%
Row 4, in to in without a waypoint.
$ $IN accounts.accounts:8080
accounts-v1 responding
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-finance allows
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/allow-finance, rule 0
  3. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
%%
Row 6, a label that names a waypoint which is not there fails open.
$ kubectl label namespace accounts istio.io/use-waypoint=nope
namespace/accounts labeled
$ $IN accounts.accounts:8080
accounts-v1 responding
$ kubectl get service accounts -n accounts -o jsonpath='{.status.conditions[0].reason}: {.status.conditions[0].message}{"\n"}'
WaypointIsNotReady: waypoint "accounts/nope" is not ready
%%
Row 5, through a waypoint.
$ istioctl waypoint apply -n accounts --enroll-namespace --overwrite
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ $IN -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080
200 istio-envoy
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     accounts/accounts goes through the waypoint accounts/waypoint, in a
     tunnel with the client's identity
  2. waypoint accounts/waypoint-ph8zlqvbhr-bvdpp: allow
     no policy targets this service at the waypoint, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-waypoint allows
     spiffe://cluster.local/ns/accounts/sa/waypoint
     identity seen here: spiffe://cluster.local/ns/accounts/sa/waypoint
     decided by: accounts/allow-waypoint, rule 0
  4. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
%%
Row 7, a waypoint without a ready pod fails closed.
$ kubectl scale deployment waypoint -n accounts --replicas=0
deployment.apps/waypoint scaled
$ $IN accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: refuse
     the waypoint accounts/waypoint has no ready pod: it fails closed
$ kubectl get gateway -n accounts
NAME       CLASS            ADDRESS        PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.12.195   False        2s
$ kubectl scale deployment waypoint -n accounts --replicas=1
deployment.apps/waypoint scaled
%%
Row 8, a pod's own address is no call to the service.
$ $IN -X POST $(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080
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
%%
Row 10, a headless service is its pods' addresses.
$ kubectl expose deployment accounts -n accounts --name bare --cluster-ip None --port 8080
service/bare exposed
$ $IN bare.accounts:8080
accounts-v1 responding
$ lab why
GET http://bare.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     a pod's own address: a service's waypoint is not in this path
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-finance allows
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/allow-finance, rule 0
  3. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
%%
Row 11, a waypoint before pods outside the mesh.
$ istioctl waypoint apply -n plain
✅ waypoint plain/waypoint applied
$ kubectl label service echo -n plain istio.io/use-waypoint=waypoint
service/echo labeled
$ $IN -o /dev/null -w '%{http_code} %header{server}\n' echo.plain
200 istio-envoy
$ lab why
GET http://echo.plain/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     plain/echo goes through the waypoint plain/waypoint, in a tunnel with
     the client's identity
  2. waypoint plain/waypoint-ph8zlqvbhr-qr7gb: allow
     no policy targets this service at the waypoint, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. app plain/echo: answer
     the app answered 200
%%
Row 9, a waypoint for workloads: now the pod's address goes through it.
$ istioctl waypoint delete waypoint -n accounts
waypoint accounts/waypoint deleted
$ istioctl waypoint apply -n accounts --for all --enroll-namespace --overwrite
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ $IN -o /dev/null -w '%{http_code} %header{server}\n' $(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080
200 istio-envoy
$ lab why
GET http://10.244.1.8:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     this address goes through the waypoint accounts/waypoint, in a tunnel
     with the client's identity
  2. waypoint accounts/waypoint-jchvqfbf96-n92wb: allow
     no policy targets this service at the waypoint, so everything passes
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
  3. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-waypoint allows
     spiffe://cluster.local/ns/accounts/sa/waypoint
     identity seen here: spiffe://cluster.local/ns/accounts/sa/waypoint
     decided by: accounts/allow-waypoint, rule 0
  4. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
%%
Deleting the waypoint with the label left fails open again.
$ istioctl waypoint delete waypoint -n accounts
waypoint accounts/waypoint deleted
$ $IN -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080
200 
