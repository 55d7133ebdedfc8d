What kubectl get prints: tables, wide tables, labels, several types, names, and one value of an object.
$ kubectl get pods -n finance
NAME   READY   STATUS    RESTARTS   AGE
curl   1/1     Running   0          15m
$ kubectl get pods -n finance --no-headers
curl   1/1   Running   0     15m
$ kubectl get namespaces finance -L istio.io/dataplane-mode
NAME      STATUS   AGE   DATAPLANE-MODE
finance   Active   15m   ambient
$ kubectl get ns finance --show-labels
NAME      STATUS   AGE   LABELS
finance   Active   15m   istio.io/dataplane-mode=ambient,kubernetes.io/metadata.name=finance
$ kubectl get service,deployment -n accounts
NAME               TYPE        CLUSTER-IP      EXTERNAL-IP   PORT(S)    AGE
service/accounts   ClusterIP   10.96.214.238   <none>        8080/TCP   15m

NAME                       READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/accounts   1/1     1            1           15m
$ kubectl get pod/curl namespace/finance -n finance
NAME       READY   STATUS    RESTARTS   AGE
pod/curl   1/1     Running   0          15m

NAME                STATUS   AGE
namespace/finance   Active   15m
$ kubectl get pod curl -n finance -o name
pod/curl
$ kubectl get authorizationpolicy -n accounts -o name
authorizationpolicy.security.istio.io/allow-finance
authorizationpolicy.security.istio.io/allow-waypoint
authorizationpolicy.security.istio.io/deny-all
$ kubectl get authorizationpolicy -n accounts --show-kind
NAME                                                   ACTION   AGE
authorizationpolicy.security.istio.io/allow-finance    ALLOW    15m
authorizationpolicy.security.istio.io/allow-waypoint   ALLOW    15m
authorizationpolicy.security.istio.io/deny-all                  15m
$ kubectl get pods -n accounts -o jsonpath='{.items[*].spec.containers[*].image}{"\n"}'
hashicorp/http-echo:1.0.0
$ kubectl get pods -n accounts -o custom-columns=IMAGE:.spec.containers[0].image,APP:.metadata.labels.app,NONE:.spec.nope
IMAGE                       APP        NONE
hashicorp/http-echo:1.0.0   accounts   <none>
$ kubectl get serviceaccount default -n finance -o jsonpath='{.kind}/{.metadata.name}{"\n"}'
ServiceAccount/default
$ kubectl get namespaces --sort-by=.metadata.name -o name | tail -2
namespace/kube-system
namespace/rogue
%%
Nothing there is no error; a name that is not there is one.
$ kubectl get pods
No resources found in default namespace.
$ kubectl get virtualservices -A
No resources found
$ kubectl get pods -n nonexist
No resources found in nonexist namespace.
$ kubectl get pod nope
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl get pod nope -n nonexist
Error from server (NotFound): namespaces "nonexist" not found
[1]
$ kubectl get pod nope --ignore-not-found
$ kubectl get pod curl nope -n finance
NAME   READY   STATUS    RESTARTS   AGE
curl   1/1     Running   0          15m
Error from server (NotFound): pods "nope" not found
[1]
%%
A watch shows each change as a row of its own, until it is interrupted.
$ kubectl get configmap w --watch & kubectl create configmap w --from-literal=a=b; kubectl get configmap -w --no-headers -o name & sleep 1; kubectl delete configmap w; sleep 1; kill %1 %2; wait
[1] 23
configmap/w created
NAME   DATA   AGE
w      1      0s
[2] 25
configmap/istio-ca-root-cert
configmap/kube-root-ca.crt
configmap/w
configmap "w" deleted from default namespace
w      1      1s
configmap/w
%%
A watch in JSON, YAML or by a template begins with what there is, one object after the other and no List.
$ kubectl create configmap one; kubectl create configmap two
configmap/one created
configmap/two created
$ timeout 1 kubectl get configmap -o json -w | jq -r '.kind + " " + .metadata.name'
ConfigMap istio-ca-root-cert
ConfigMap kube-root-ca.crt
ConfigMap one
ConfigMap two
$ kubectl get configmap -o jsonpath='{.metadata.name}{"\n"}' -w & sleep 1; kubectl create configmap three; sleep 1; kill %1; wait
[1] 34
istio-ca-root-cert
kube-root-ca.crt
one
two
configmap/three created
three
$ timeout 1 kubectl get configmap -o json --watch-only
[124]
