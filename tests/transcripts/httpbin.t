@ world: empty
go-httpbin, the app of Istio's samples, seen without and with a waypoint; and an app that answers wrongly.
$ kubectl create namespace demo; kubectl label namespace demo istio.io/dataplane-mode=ambient
namespace/demo created
namespace/demo labeled
$ kubectl run httpbin -n demo --image=mccutchen/go-httpbin:v2.15.0 --port=8080; kubectl expose pod httpbin -n demo --port=8080
pod/httpbin created
service/httpbin exposed
$ kubectl run client -n demo --image=curlimages/curl:8.11.1 --command -- sleep infinity
pod/client created
$ kubectl wait -n demo --for=condition=Ready pod --all
pod/client condition met
pod/httpbin condition met
%%
What a request looks like where it arrives.
$ kubectl exec client -n demo -- curl -s 'httpbin:8080/get?a=1&b=x+y' -H 'X-Who: me'
{
  "args": {
    "a": [
      "1"
    ],
    "b": [
      "x y"
    ]
  },
  "headers": {
    "Accept": [
      "*/*"
    ],
    "Host": [
      "httpbin:8080"
    ],
    "User-Agent": [
      "curl/8.11.1"
    ],
    "X-Who": [
      "me"
    ]
  },
  "method": "GET",
  "origin": "10.244.1.9",
  "url": "http://httpbin:8080/get?a=1&b=x+y"
}
$ kubectl exec client -n demo -- curl -s httpbin:8080/post -F 'note=@-;filename=n.txt' -F n=2 -o /dev/null -w '%{http_code} %{size_upload}\n'
200 292
$ kubectl exec client -n demo -- curl -s httpbin:8080/post --json '{"a":[1,2]}' | tail -n 8
  "form": {},
  "json": {
    "a": [
      1,
      2
    ]
  }
}
$ kubectl exec client -n demo -- curl -si httpbin:8080/status/418 | tr -d '\r'
HTTP/1.1 418 I'm a teapot
Access-Control-Allow-Credentials: true
Access-Control-Allow-Origin: *
Content-Type: text/plain; charset=utf-8
X-More-Info: http://tools.ietf.org/html/rfc2324
Date: Mon, 23 Nov 2026 09:00:03 GMT
Content-Length: 13

I'm a teapot!
\ no newline
$ kubectl exec client -n demo -- curl -s -m 2 httpbin:8080/delay/5
command terminated with exit code 28
[28]
$ kubectl exec client -n demo -- curl -sL httpbin:8080/redirect/2 -o /dev/null -w '%{num_redirects} %{url_effective}\n'
2 http://httpbin:8080/get
$ kubectl exec client -n demo -- curl -s httpbin:8080/hostname httpbin:8080/ip
{
  "hostname": "httpbin"
}
{
  "origin": "10.244.1.9"
}
$ kubectl exec client -n demo -- curl -s httpbin:8080/image/png
not simulated: /image/png
$ kubectl exec client -n demo -- curl -s -X POST httpbin:8080/get
Method Not Allowed
$ kubectl exec client -n demo -- curl -s httpbin:8080/nothing/here
{
  "status_code": 404,
  "error": "Not Found"
}
$ kubectl logs httpbin -n demo --tail=2 | cut -d ' ' -f 2-
level=INFO msg="405 POST /get 0.5ms" status=405 method=POST uri=/get size_bytes=19 duration_ms=0.5 user_agent=curl/8.11.1 client_ip=10.244.1.9
level=INFO msg="404 GET /nothing/here 0.5ms" status=404 method=GET uri=/nothing/here size_bytes=49 duration_ms=0.5 user_agent=curl/8.11.1 client_ip=10.244.1.9
%%
Data made up for the purpose; gzip and deflate are what any decoder reads, in blocks that are stored as they are.
$ in() { kubectl exec client -n demo -- curl -s "$@"; }; in httpbin:8080/uuid | jq -r .uuid | sed 's/[0-9a-f]/x/g'; in httpbin:8080/bytes/5 | wc -c; in 'httpbin:8080/bytes/4?seed=7' | xxd; in 'httpbin:8080/stream-bytes/4?seed=7' | xxd; in httpbin:8080/bytes/x
xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
5
00000000: 6304 e695                                c...
00000000: 6304 e695                                c...
{
  "status_code": 400,
  "error": "Bad Request",
  "detail": "invalid byte count: strconv.Atoi: parsing \"x\": invalid syntax"
}
$ in -i httpbin:8080/gzip | tr -d '\r' | sed -n '/^Content-E/p;/^Content-L/p'; in httpbin:8080/gzip > body; head -c 15 body | xxd; tail -c +16 body | head -n 2; in httpbin:8080/deflate | head -c 7 | xxd; in -o /dev/null -w '%{http_code}\n' httpbin:8080/brotli
Content-Encoding: gzip
Content-Length: 260
00000000: 1f8b 0800 0000 0000 00ff 01ed 0012 ff    ...............
{
  "args": {},
00000000: 789c 01ee 0011 ff                        x......
501
$ in httpbin:8080/json | jq -r .slideshow.title; in httpbin:8080/xml | head -n 1; in httpbin:8080/links/2/0; in -L -o /dev/null -w '\n%{url_effective}\n' httpbin:8080/links/2; in httpbin:8080/base64/aGVsbG8=; in httpbin:8080/base64/%%%
Sample Slide Show
<?xml version='1.0' encoding='us-ascii'?>
<html><head><title>Links</title></head><body>0 <a href="/links/2/1">1</a> </body></html>
http://httpbin:8080/links/2/0
hello{
  "status_code": 400,
  "error": "Bad Request",
  "detail": "decode failed"
}
$ in -o /dev/null -w '%{http_code}\n' httpbin:8080/etag/abc -H 'If-None-Match: "abc"'; in -o /dev/null -w '%{http_code}\n' httpbin:8080/etag/abc -H 'If-Match: "other"'; in -o /dev/null -w '%{http_code}\n' 'httpbin:8080/unstable?failure_rate=1'; in 'httpbin:8080/unstable?failure_rate=2'
304
412
500
{
  "status_code": 400,
  "error": "Bad Request",
  "detail": "invalid failure rate: 2 not in range [0, 1]"
}
%%
With a waypoint the app sees Envoy's headers, the client sees Envoy's own.
$ istioctl waypoint apply -n demo --enroll-namespace --wait
✅ waypoint demo/waypoint applied
✅ waypoint demo/waypoint is ready!
✅ namespace demo labeled with "istio.io/use-waypoint: waypoint"
$ kubectl exec client -n demo -- curl -s httpbin:8080/headers | grep '^    "'
    "Accept": [
    "Host": [
    "User-Agent": [
    "X-Forwarded-Proto": [
    "X-Request-Id": [
$ kubectl exec client -n demo -- curl -sI httpbin:8080/get | tr -d '\r' | cut -d ' ' -f 1 | sort

HTTP/1.1
access-control-allow-credentials:
access-control-allow-origin:
content-length:
content-type:
date:
server:
x-envoy-decorator-operation:
x-envoy-upstream-service-time:
%%
ambit/raw answers with what its author wrote. Without a waypoint the client must cope with it; Envoy does not pass it on.
$ kubectl label namespace demo istio.io/use-waypoint-
namespace/demo unlabeled
$ cat > bad.yaml <<'END'
> apiVersion: v1
> kind: Pod
> metadata: {name: bad, namespace: demo, labels: {app: bad}}
> spec:
>   containers:
>   - name: bad
>     image: ambit/raw
>     args:
>     - '/chunk!=HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc'
>     - '/short!=HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'
>     - '/silent!='
> END
$ kubectl apply -f bad.yaml; kubectl expose pod bad -n demo --port=80 --target-port=8080
pod/bad created
service/bad exposed
$ kubectl wait -n demo --for=condition=Ready pod/bad
pod/bad condition met
$ kubectl exec client -n demo -- curl -sS bad/chunk
curl: (56) chunk hex-length char not a hex digit: 0x7a
command terminated with exit code 56
[56]
$ kubectl exec client -n demo -- curl -sS bad/short
abccurl: (18) end of response with 97 bytes missing
command terminated with exit code 18
[18]
$ kubectl exec client -n demo -- curl -sS bad/silent
curl: (52) Empty reply from server
command terminated with exit code 52
[52]
$ kubectl exec client -n demo -- curl -sS bad/else
404 page not found
$ kubectl label namespace demo istio.io/use-waypoint=waypoint
namespace/demo labeled
$ kubectl exec client -n demo -- curl -sS -w ' %{http_code}\n' bad/chunk
upstream connect error or disconnect/reset before headers. reset reason: protocol error 503
