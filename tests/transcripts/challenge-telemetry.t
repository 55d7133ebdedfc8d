@ world: telemetry
The sixth challenge begins behind the waypoint's: what was counted there is still counted.
$ numbers() { kubectl exec -n accounts deploy/waypoint -- pilot-agent request GET stats/prometheus | grep istio_requests_total; }
$ numbers | grep -o 'response_code="[^"]*"\|} .*'
response_code="200"
} 1
response_code="403"
} 1
$ lab hint
Task 1, Read what the waypoint counts:
Send a GET and a POST from finance, then ask the waypoint for its numbers.
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080; echo
RBAC: access denied
$ lab hint
Task 1, Read what the waypoint counts:
There is something to count. Ask the waypoint's agent for its numbers.
$ numbers | grep 403
istio_requests_total{reporter="waypoint",source_workload="curl",source_canonical_service="curl",source_canonical_revision="latest",source_workload_namespace="finance",source_principal="spiffe://cluster.local/ns/finance/sa/default",source_app="curl",source_version="latest",source_cluster="Kubernetes",destination_workload="unknown",destination_workload_namespace="unknown",destination_principal="unknown",destination_app="unknown",destination_version="unknown",destination_service="accounts.accounts.svc.cluster.local",destination_canonical_service="unknown",destination_canonical_revision="unknown",destination_service_name="accounts",destination_service_namespace="accounts",destination_cluster="unknown",request_protocol="http",response_code="403",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 2
%%
Four ways to miss the waypoint: the wrong mode, the wrong metric, the wrong namespace, a selector. Then an attribute that is none.
$ cat > t.yaml <<E
> apiVersion: telemetry.istio.io/v1
> kind: Telemetry
> metadata: {name: by-method, namespace: accounts}
> spec:
>   metrics:
>   - overrides:
>     - match: {metric: REQUEST_COUNT, mode: CLIENT}
>       tagOverrides: {request_method: {value: request.method}}
> E
$ kubectl apply -f t.yaml
telemetry.telemetry.istio.io/by-method created
$ lab hint
Task 2, Let requests be counted by method:
Its mode is CLIENT: the side of the one who calls. A waypoint stands before
the server: SERVER, or no mode at all.
$ sed 's/REQUEST_COUNT, mode: CLIENT/REQUEST_SIZE/' t.yaml | kubectl apply -f -
telemetry.telemetry.istio.io/by-method configured
$ lab hint
Task 2, Let requests be counted by method:
The label is on another metric. istio_requests_total is REQUEST_COUNT.
$ lab undo 2
undone: sed 's/REQUEST_COUNT, mode: CLIENT/REQUEST_SIZE/' t.yaml | kubectl apply -f -
undone: kubectl apply -f t.yaml
  telemetry accounts/by-method is gone
$ sed -i 's/, mode: CLIENT//' t.yaml
$ sed 's/namespace: accounts/namespace: finance/' t.yaml | kubectl apply -f -
telemetry.telemetry.istio.io/by-method created
$ lab hint
Task 2, Let requests be counted by method:
The Telemetry is in a namespace where no waypoint reads it. It belongs where
the waypoint is, in accounts.
$ lab undo
undone: sed 's/namespace: accounts/namespace: finance/' t.yaml | kubectl apply -f -
  telemetry finance/by-method is gone
$ sed 's/spec:/spec:\n  selector: {matchLabels: {app: accounts}}/' t.yaml | kubectl apply -f -
telemetry.telemetry.istio.io/by-method created
$ lab hint
Task 2, Let requests be counted by method:
It has a selector. Like policies, a Telemetry for a waypoint is attached
with targetRefs.
$ sed 's/request.method}/request_method}/' t.yaml | kubectl apply -f -
telemetry.telemetry.istio.io/by-method configured
$ lab hint
Task 2, Let requests be counted by method:
The Telemetry does not reach the waypoint, or its expression gives no
method: a label says "unknown" when there is no such attribute. It is
request.method, and the target is the Gateway waypoint or the Service
accounts.
$ kubectl apply -f t.yaml
telemetry.telemetry.istio.io/by-method configured
$ lab hint
Task 3, Read the audit's answer:
Send a POST, so that there is something new to count, and read the numbers
again.
$ kubectl exec curl -n finance -- curl -sS -X DELETE accounts.accounts:8080; echo
RBAC: access denied
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080; echo
RBAC: access denied
$ numbers | grep -o 'response_code=.*' 
response_code="200",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 1
response_code="403",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls"} 2
response_code="403",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls",request_method="DELETE"} 1
response_code="403",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls",request_method="POST"} 1
$ lab check
[x] 1. Read what the waypoint counts: done
[x] 2. Let requests be counted by method: done
[x] 3. Read the audit's answer: done
[ ] 4. Take away a label that nobody reads: not yet
      a new request is still counted with the label grpc_response_status
[ ] 5. Log failures only (optional): not yet
      an answered GET still leaves a line in the waypoint's log
3 of 4 tasks are done.
[1]
%%
A second apply that forgets the first label.
$ sed 's/request_method: {value: request.method}/grpc_response_status: {operation: REMOVE}/' t.yaml | kubectl apply -f -
telemetry.telemetry.istio.io/by-method configured
$ lab hint 4
Task 4, Take away a label that nobody reads:
You have taken away the method as well. Applying a Telemetry replaces it
whole: both overrides belong into one.
$ lab undo
undone: sed 's/request_method: {value: request.method}/grpc_response_status: {operation: REMOVE}/' t.yaml | kubectl apply -f -
  telemetry accounts/by-method is as it was
$ sed -i 's/request.method}/request.method}, grpc_response_status: {operation: REMOVE}/' t.yaml
$ kubectl apply -f t.yaml
telemetry.telemetry.istio.io/by-method configured
$ numbers | grep POST
istio_requests_total{reporter="waypoint",source_workload="curl",source_canonical_service="curl",source_canonical_revision="latest",source_workload_namespace="finance",source_principal="spiffe://cluster.local/ns/finance/sa/default",source_app="curl",source_version="latest",source_cluster="Kubernetes",destination_workload="unknown",destination_workload_namespace="unknown",destination_principal="unknown",destination_app="unknown",destination_version="unknown",destination_service="accounts.accounts.svc.cluster.local",destination_canonical_service="unknown",destination_canonical_revision="unknown",destination_service_name="accounts",destination_service_namespace="accounts",destination_cluster="unknown",request_protocol="http",response_code="403",grpc_response_status="",response_flags="-",connection_security_policy="mutual_tls",request_method="POST"} 1
$ lab check
[x] 1. Read what the waypoint counts: done
[x] 2. Let requests be counted by method: done
[x] 3. Read the audit's answer: done
[x] 4. Take away a label that nobody reads: done
[ ] 5. Log failures only (optional): not yet
      an answered GET still leaves a line in the waypoint's log
All 4 tasks are done.
%%
An access log without a provider logs nothing here.
$ kubectl patch telemetry by-method -n accounts --type=merge -p '{"spec":{"accessLogging":[{"filter":{"expression":"response.code >= 400"}}]}}'
telemetry.telemetry.istio.io/by-method patched
$ lab hint 5
Task 5, Log failures only:
There is no default provider for access logs in this mesh, so yours logs
nothing. Name one: providers, name envoy.
$ kubectl patch telemetry by-method -n accounts --type=merge -p '{"spec":{"accessLogging":[{"providers":[{"name":"envoy"}],"filter":{"expression":"response.code >= 400"}}]}}'
telemetry.telemetry.istio.io/by-method patched
$ lab check | tail -1
All 4 tasks are done.
