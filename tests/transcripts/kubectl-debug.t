An ephemeral container joins a pod whose image has no shell: its requests are the pod's own, its loopback is the app's.
$ P=$(kubectl get pod -n accounts -o name); kubectl debug -i $P -n accounts --image=curlimages/curl -- curl -s localhost:8080; kubectl get pods -n accounts
--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".
Defaulting debug container name to debugger-h8nk5.
All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
If you don't see a command prompt, try pressing enter.
accounts-v1 responding
NAME                        READY   STATUS    RESTARTS   AGE
accounts-6jxp7zxtn8-7p2xg   1/1     Running   0          15m
$ kubectl debug -i -q $P -n accounts --image=curlimages/curl --profile=general -c look -- sh -c 'hostname; curl -s accounts.accounts:8080'
accounts-6jxp7zxtn8-7p2xg
$ kubectl get $P -n accounts -o jsonpath='{.status.ephemeralContainerStatuses[*].state.terminated.reason}{"\n"}'
Completed Error
$ kubectl describe $P -n accounts | grep -A4 Ephemeral
[1]
$ kubectl exec $P -n accounts -- ls; kubectl debug $P -n accounts --image=nicolaka/netshoot; kubectl debug node/server -it --image=busybox; kubectl debug $P; kubectl debug nope --image=curlimages/curl
Defaulted container "accounts" out of: accounts, debugger-h8nk5 (ephem), look (ephem)
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "85aa4644a6ce2db98983a574c30963bc8597cd59994f5ccae68453c405fb6856": OCI runtime exec failed: exec failed: unable to start container process: exec: "ls": executable file not found in $PATH
--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".
not simulated: kubectl debug with the image nicolaka/netshoot
not simulated: kubectl debug node/NAME
error: you must specify --image when not using --copy-to.
--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl logs $P -n accounts | tail -1
Defaulted container "accounts" out of: accounts, debugger-h8nk5 (ephem), look (ephem)
2026/11/23 09:00:00 localhost:8080 127.0.0.1:48606 "GET / HTTP/1.1" 200 23 "curl/8.11.1" 21.482µs
$ lab why
GET http://accounts.accounts:8080/ from accounts/accounts-6jxp7zxtn8-7p2xg: connection reset
  1. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed
     spiffe://cluster.local/ns/accounts/sa/default
     identity seen here: spiffe://cluster.local/ns/accounts/sa/default
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here it is accounts
  missing: an ALLOW rule for the principal cluster.local/ns/accounts/sa/default
%%
The container is in the pod by the API: refused where it cannot be, and its command is in its row.
$ kubectl get $P -n accounts -o jsonpath='{.spec.ephemeralContainers[1].command}{"\n"}'; kubectl debug -q $P -n accounts --profile=general --image=curlimages/curl --target=nope; kubectl debug -q $P -n accounts --profile=general --image=busybox -c short -- true; kubectl get $P -n accounts -o jsonpath='{.status.ephemeralContainerStatuses[2].state.terminated.reason}{"\n"}'
["sh","-c","hostname; curl -s accounts.accounts:8080"]
The Pod "accounts-6jxp7zxtn8-7p2xg" is invalid: spec.ephemeralContainers[2].targetContainerName: Not found: "nope"
Completed
%%
Autoscalers can be written, not kept.
$ kubectl autoscale deploy
error: required flag(s) "max" not set
[1]
$ kubectl autoscale deploy --max=3
error: resource(s) were provided, but no name was specified
[1]
$ kubectl autoscale deploy nope --max=3
Error from server (NotFound): deployments.apps "nope" not found
[1]
$ kubectl autoscale deploy accounts -n accounts --max=3 --min=5
error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 3, min: 5
[1]
$ kubectl autoscale deploy accounts -n accounts --max=0
error: --max=MAXPODS is required and must be at least 1, max: 0
[1]
$ kubectl autoscale deploy accounts -n accounts --max=3 --dry-run=client -o yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: accounts
  namespace: accounts
spec:
  maxReplicas: 3
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: accounts
status:
  currentMetrics: null
  desiredReplicas: 0
$ kubectl autoscale deploy accounts -n accounts --max=3 --min=2 --cpu=70% --memory=500Mi --name=x --dry-run=client -o yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: x
  namespace: accounts
spec:
  maxReplicas: 3
  metrics:
  - resource:
      name: cpu
      target:
        averageUtilization: 70
        type: Utilization
    type: Resource
  - resource:
      name: memory
      target:
        averageValue: 500Mi
        type: AverageValue
    type: Resource
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: accounts
status:
  currentMetrics: null
  desiredReplicas: 0
$ kubectl autoscale deploy accounts -n accounts --max=3 --cpu=500m --dry-run=client -o yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: accounts
  namespace: accounts
spec:
  maxReplicas: 3
  metrics:
  - resource:
      name: cpu
      target:
        averageValue: 500m
        type: AverageValue
    type: Resource
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: accounts
status:
  currentMetrics: null
  desiredReplicas: 0
$ kubectl autoscale pod curl -n finance --max=3 --dry-run=client
error: cannot autoscale a Pod: could not find scale subresource for /v1, Resource=pods in discovery information
[1]
$ kubectl autoscale deploy/accounts -n accounts --max=3 --dry-run=client
horizontalpodautoscaler.autoscaling/accounts created (dry run)
$ kubectl autoscale deploy accounts -n accounts --max=3
not simulated: HorizontalPodAutoscaler (autoscaling/v2)
[1]
%%
-v=6 shows the requests.
$ kubectl get pods -n finance -v=6 2>&1 >/dev/null | sed 's/^.* \([a-z_]*.go\)/\1/'
loader.go:405] Config loaded from file:  /root/.kube/config
round_trippers.go:632] "Response" verb="GET" url="https://server:6443/api/v1/namespaces/finance/pods?limit=500" status="200 OK" milliseconds=1
$ kubectl create ns x -v=6 2>&1 | sed 's/^I.* \([a-z_]*.go\)/\1/'
loader.go:405] Config loaded from file:  /root/.kube/config
round_trippers.go:632] "Response" verb="POST" url="https://server:6443/api/v1/namespaces?fieldManager=kubectl-create&fieldValidation=Strict" status="201 Created" milliseconds=1
namespace/x created
$ kubectl get pod nope -v=6 2>&1 | sed 's/^I.* \([a-z_]*.go\)/\1/'
loader.go:405] Config loaded from file:  /root/.kube/config
round_trippers.go:632] "Response" verb="GET" url="https://server:6443/api/v1/namespaces/default/pods/nope" status="404 Not Found" milliseconds=1
Error from server (NotFound): pods "nope" not found
