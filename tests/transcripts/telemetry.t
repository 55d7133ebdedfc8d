A Telemetry resource changes which labels a waypoint's metrics have, and what it logs. The waypoint first, and a helper that
shows of the series only what is of interest here.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ GET='kubectl exec curl -n finance -- curl -sS -o /dev/null -w %{http_code}\n accounts.accounts:8080'
$ numbers() { kubectl exec deploy/waypoint -n accounts -- pilot-agent request GET stats/prometheus | grep "^istio_$1" | cut -d, -f 21-; }
$ telemetry() { kubectl apply -f - <<E
> apiVersion: telemetry.istio.io/v1
> kind: Telemetry
> metadata: {name: "${2:-one}", namespace: "${3:-accounts}"}
> spec: {$1}
> E
> }
$ $GET
200
$ numbers requests_total
request_protocol="http",response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 1
%%
A new label stands behind the others, in order of name; one that is there keeps its place. What was counted before stays.
$ telemetry 'metrics: [{overrides: [{tagOverrides: {zone: {value: "\"east\""}, method: {value: request.method}, request_protocol: {value: request.protocol}}}]}]'
telemetry.telemetry.istio.io/one created
$ $GET -X PUT
200
$ numbers requests_total
request_protocol="http",response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 1
request_protocol="HTTP/1.1",response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls",method="PUT",zone="east"} 1
$ numbers request_bytes_sum
request_protocol="http",response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 86
request_protocol="HTTP/1.1",response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls",method="PUT",zone="east"} 86
%%
Of one metric only; the others are counted as ever.
$ telemetry 'metrics: [{overrides: [{match: {metric: REQUEST_COUNT}, tagOverrides: {family: {value: "response.code < 300 ? \"good\" : \"bad\""}}}]}]'
telemetry.telemetry.istio.io/one configured
$ $GET
200
$ numbers requests_total | grep -c family
1
$ numbers request_bytes | grep -c family
0
[1]
%%
Removed, the labels are gone, and requests that they told apart are counted as one.
$ telemetry 'metrics: [{overrides: [{match: {customMetric: requests_total}, tagOverrides: {response_code: {operation: REMOVE}, grpc_response_status: {operation: REMOVE}, response_flags: {operation: REMOVE}, connection_security_policy: {operation: REMOVE}, request_protocol: {operation: REMOVE}, all: {value: "\"yes\""}}}]}]'
telemetry.telemetry.istio.io/one configured
$ $GET; $GET/status/404; $GET
200
200
200
$ numbers requests_total | grep all=
all="yes"} 3
%%
Headers, texts, numbers and conditions; what a request does not have is "unknown", and so is an attribute that is misspelt. What
is no expression changes nothing. What Envoy has and ambit has not says so.
$ telemetry 'metrics: [{overrides: [{match: {metric: REQUEST_COUNT}, tagOverrides: {a: {value: "request.headers['"'x-team'"']"}, b: {value: "has(request.headers[\"x-team\"]) && request.headers[\"x-team\"].startsWith(\"fin\")"}, c: {value: "string(response.code / 100) + \"xx\""}, d: {value: requst.method}, e: {value: "request.method =="}, f: {value: upstream_peer.app}, g: {value: "size(request.url_path) * 2 - 1"}, h: {value: "request.method in [\"GET\"]"}}}]}]'
telemetry.telemetry.istio.io/one configured
$ $GET
200
$ numbers requests_total | grep -o ',a=.*' 
,a="unknown",b="false",c="2xx",d="unknown",f="not simulated: upstream_peer.app",g="1",h="not simulated: request.method in [\"GET\"]"} 1
$ $GET/accounts?id=7 -H 'X-Team: finance "core" | 100%;=\'
200
$ numbers requests_total | grep 'c="2xx"' | grep -o ',a=.*' | head -n 1
,a="finance \"core\" | 100%;=\\",b="true",c="2xx",d="unknown",f="not simulated: upstream_peer.app",g="17",h="not simulated: request.method in [\"GET\"]"} 1
%%
The mode CLIENT is not for waypoints. Disabled, a metric is not counted at all.
$ telemetry 'metrics: [{overrides: [{match: {mode: CLIENT}, tagOverrides: {nobody: {value: request.method}}}, {match: {metric: REQUEST_COUNT}, disabled: true}]}]'
telemetry.telemetry.istio.io/one configured
$ $GET; numbers requests_total | awk '{ n += $NF } END { print n }'
200
8
$ $GET; numbers requests_total | awk '{ n += $NF } END { print n }'
200
8
$ numbers response_bytes_count | awk '{ n += $NF } END { print n }'
10
$ numbers '.*nobody'
%%
The mesh's comes first, then the namespace's, then what is attached to the Gateway or the Service; a selector is for pods with a
proxy of their own, and another namespace's is nobody's business here.
$ kubectl delete telemetry one -n accounts
telemetry.telemetry.istio.io "one" deleted from accounts namespace
$ telemetry 'metrics: [{overrides: [{tagOverrides: {from: {value: "\"mesh\""}, mesh: {value: "\"yes\""}}}]}]' all istio-system
telemetry.telemetry.istio.io/all created
$ telemetry 'metrics: [{overrides: [{tagOverrides: {from: {value: "\"namespace\""}}}]}]' ours
telemetry.telemetry.istio.io/ours created
$ telemetry 'metrics: [{overrides: [{tagOverrides: {from: {value: "\"finance\""}}}]}]' theirs finance
telemetry.telemetry.istio.io/theirs created
$ telemetry 'selector: {matchLabels: {app: accounts}}, metrics: [{overrides: [{tagOverrides: {from: {value: "\"selector\""}}}]}]' selected
telemetry.telemetry.istio.io/selected created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080; numbers requests_total | grep -o 'from=.*'
accounts-v1 responding
from="namespace",mesh="yes"} 1
$ telemetry 'targetRefs: [{kind: Service, group: "", name: accounts}], metrics: [{overrides: [{tagOverrides: {from: {value: "\"service\""}}}]}]' attached
telemetry.telemetry.istio.io/attached created
$ $GET; numbers requests_total | grep -o 'from="s.*'
200
from="service",mesh="yes"} 1
%%
Providers that ambit does not have: nothing goes to Prometheus.
$ kubectl delete telemetry --all -n accounts
telemetry.telemetry.istio.io "attached" deleted from accounts namespace
telemetry.telemetry.istio.io "ours" deleted from accounts namespace
telemetry.telemetry.istio.io "selected" deleted from accounts namespace
$ telemetry 'metrics: [{providers: [{name: stackdriver}]}]' other
telemetry.telemetry.istio.io/other created
$ $GET; numbers requests_total | grep -c 'from="mesh"'
200
0
[1]
$ kubectl delete telemetry --all -A
telemetry.telemetry.istio.io "other" deleted from accounts namespace
telemetry.telemetry.istio.io "theirs" deleted from finance namespace
telemetry.telemetry.istio.io "all" deleted from istio-system namespace
%%
Access logs: off, filtered, on again.
$ lines() { kubectl logs deploy/waypoint -n accounts --tail=-1 | grep -c ' HTTP/1.1" '; }
$ lines
13
$ telemetry 'accessLogging: [{disabled: true}]'
telemetry.telemetry.istio.io/one created
$ $GET; lines
200
13
$ telemetry 'accessLogging: [{providers: [{name: envoy}], filter: {expression: "response.code >= 400 || request.method == \"PUT\""}}]'
telemetry.telemetry.istio.io/one configured
$ $GET; lines
200
13
$ $GET -X PUT; lines
200
14
$ kubectl delete telemetry one -n accounts
telemetry.telemetry.istio.io "one" deleted from accounts namespace
$ $GET; lines
200
15
%%
What the API server refuses, and what it does not know.
$ telemetry 'metrics: [{overrides: [{tagOverrides: {a: {operation: REMOVE, value: request.host}}}]}]'
The Telemetry "one" is invalid: spec.metrics[0].overrides[0].tagOverrides.a: Invalid value: "object": value must not be set when operation is REMOVE
[1]
$ telemetry 'metrics: [{overrides: [{tagOverrides: {a: {operation: UPSERT}}}]}]'
The Telemetry "one" is invalid: spec.metrics[0].overrides[0].tagOverrides.a: Invalid value: "object": value must be set when operation is UPSERT
[1]
$ telemetry 'metrics: [{overrides: [{tagOverrides: {a: {}}}]}]'
Error from server (BadRequest): error when creating "STDIN": admission webhook "validation.istio.io" denied the request: configuration is invalid: tagOverrides.value must be set set when operation is UPSERT
[1]
$ telemetry 'metrics: [{overrides: [{match: {metric: REQUESTS, mode: WAYPOINT}}]}]'
The Telemetry "one" is invalid: 
* spec.metrics[0].overrides[0].match.metric: Unsupported value: "REQUESTS": supported values: "ALL_METRICS", "REQUEST_COUNT", "REQUEST_DURATION", "REQUEST_SIZE", "RESPONSE_SIZE", "TCP_OPENED_CONNECTIONS", "TCP_CLOSED_CONNECTIONS", "TCP_SENT_BYTES", "TCP_RECEIVED_BYTES", "GRPC_REQUEST_MESSAGES", "GRPC_RESPONSE_MESSAGES"
* spec.metrics[0].overrides[0].match.mode: Unsupported value: "WAYPOINT": supported values: "CLIENT_AND_SERVER", "CLIENT", "SERVER"
* <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
[1]
$ telemetry 'metric: [{overrides: []}]'
Error from server (BadRequest): error when creating "STDIN": Telemetry in version "v1" cannot be handled as a Telemetry: strict decoding error: unknown field "spec.metric"
[1]
$ telemetry 'selector: {matchLabels: {a: b}}, targetRefs: [{kind: Service, name: accounts}]'
The Telemetry "one" is invalid: spec: Invalid value: "object": only one of targetRefs or selector can be set
[1]
$ kubectl explain telemetry.spec.metrics.overrides.tagOverrides
GROUP:      telemetry.istio.io
KIND:       Telemetry
VERSION:    v1

FIELD: tagOverrides <map[string]Object>


DESCRIPTION:
    By the name of the label.
    
FIELDS:
  operation	<string>
  enum: UPSERT, REMOVE
    UPSERT sets the label, REMOVE takes it away.

  value	<string>
    A CEL expression, such as request.host or a text in quotes.

