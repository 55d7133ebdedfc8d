Applying creates, then changes nothing, then changes what the file says.
$ cat > settings.yaml <<END
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: settings
> data:
>   level: info
> ---
> # an empty document is skipped
> ---
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: more
> END
$ kubectl apply -f settings.yaml
configmap/settings created
configmap/more created
$ kubectl apply -f settings.yaml
configmap/settings unchanged
configmap/more unchanged
$ kubectl get -f settings.yaml
NAME       DATA   AGE
settings   1      0s
more       0      0s
%%
A key that the file no longer has goes away; one that somebody else added stays.
$ kubectl patch configmap settings -p '{"data":{"theirs":"1"}}'
configmap/settings patched
$ cat <<END | kubectl apply -f -
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: settings
> data:
>   color: blue
> END
configmap/settings configured
$ kubectl get configmap settings -o jsonpath='{.data}{"\n"}'
{"color":"blue","theirs":"1"}
%%
Without apply's annotation it warns first.
$ kubectl create configmap made --from-literal=a=b
configmap/made created
$ kubectl get configmap made -o yaml > made.yaml
$ kubectl apply -f made.yaml
Warning: resource configmaps/made is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.
configmap/made configured
%%
Dry runs change nothing.
$ kubectl create namespace new --dry-run=client
namespace/new created (dry run)
$ kubectl create namespace new --dry-run=server
namespace/new created (server dry run)
$ kubectl create namespace new --dry-run=client -o yaml
apiVersion: v1
kind: Namespace
metadata:
  name: new
spec: {}
status: {}
$ kubectl get namespace new
Error from server (NotFound): namespaces "new" not found
[1]
%%
Server-side apply after client-side apply: kubectl takes its own fields over, so there is no conflict.
$ cat <<END > owned.yaml
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: settings
> data:
>   color: red
> END
$ kubectl apply --server-side -f owned.yaml
configmap/settings serverside-applied
$ kubectl apply --server-side --force-conflicts -f owned.yaml
configmap/settings serverside-applied
%%
What is wrong with a file is said with its name.
$ kubectl apply
error: must specify one of -f and -k
[1]
$ kubectl apply -f nope.yaml
error: the path "nope.yaml" does not exist
[1]
$ echo 'a: b' | kubectl apply -f -
error: error validating "STDIN": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false
[1]
$ echo 'just text' | kubectl apply -f -
error: error validating "STDIN": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false
[1]
$ echo '{"apiVersion":"foo.io/v1","kind":"Widget","metadata":{"name":"w"}}' | kubectl apply -f -
error: resource mapping not found for name: "w" namespace: "" from "STDIN": no matches for kind "Widget" in version "foo.io/v1"
ensure CRDs are installed first
[1]
$ echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"datta":{}}' | kubectl apply -f -
Error from server (BadRequest): error when creating "STDIN": ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "datta"
[1]
$ echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default"}}' | kubectl apply -f -
error: error when retrieving current configuration of:
Resource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"
Name: "", Namespace: "default"
from server for: "STDIN": resource name may not be empty
[1]
$ kubectl apply -f settings.yaml -n nonexist
Error from server (NotFound): error when creating "settings.yaml": namespaces "nonexist" not found
Error from server (NotFound): error when creating "settings.yaml": namespaces "nonexist" not found
[1]
$ kubectl create -f settings.yaml
Error from server (AlreadyExists): error when creating "settings.yaml": configmaps "settings" already exists
Error from server (AlreadyExists): error when creating "settings.yaml": configmaps "more" already exists
[1]
$ echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"finance"}}' | kubectl apply -n default -f -
error: the namespace from the provided object "finance" does not match the namespace "default". You must pass '--namespace=finance' to perform this operation.
[1]
%%
A file that an editor on Windows saved: a byte order mark and CRLF change nothing, whether it is YAML or JSON.
$ printf '\xef\xbb\xbfapiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: marked\r\n---\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: second}\r\n' > marked.yaml
$ kubectl apply -f marked.yaml
configmap/marked created
configmap/second created
$ kubectl get configmap marked second -o name
configmap/marked
configmap/second
$ printf '\xef\xbb\xbf{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json"}}' | kubectl apply -f -
configmap/json created
$ printf '\xef\xbb\xbf# nothing here\n' | kubectl apply -f -
error: no objects passed to apply
[1]
%%
kubectl takes one mark off, and its YAML reader another; PowerShell's > writes UTF-16 with a mark of its own. A byte that
is no UTF-8 becomes U+FFFD.
$ printf '\xef\xbb\xbf\xef\xbb\xbfapiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\n' | kubectl apply -f -
configmap/twice created
$ wide() { printf '\xff\xfe'; sed 's/./&@/g; 2,$s/^/@/' | tr @ '\0'; printf '\0'; }
$ printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: wide\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: wider\n' | wide > wide.yaml
$ head -c 8 wide.yaml | xxd
00000000: fffe 6100 7000 6900                      ..a.p.i.
$ kubectl apply -f wide.yaml
configmap/wide created
configmap/wider created
$ printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: broken}\ndata: {a: "\xff"}\n' | kubectl apply -f -
configmap/broken created
$ kubectl get configmap broken -o jsonpath='{.data.a}' | xxd
00000000: efbf bd                                  ...
%%
Counts below zero, a deadline before the pods can be ready, two ports of one name: the server refuses all at once.
$ cat > low.yaml <<E
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: low}
> spec:
>   replicas: -1
>   minReadySeconds: 30
>   progressDeadlineSeconds: 20
>   revisionHistoryLimit: -2
>   selector: {matchLabels: {app: low}}
>   template:
>     metadata: {labels: {app: low}}
>     spec:
>       containers:
>       - name: web
>         image: nginx
>         ports: [{name: http, containerPort: 80}, {name: http, containerPort: 81}]
> E
$ kubectl apply -f low.yaml
The Deployment "low" is invalid: 
* spec.replicas: Invalid value: -1: must be greater than or equal to 0
* spec.template.spec.containers[0].ports[1].name: Duplicate value: "http"
* spec.revisionHistoryLimit: Invalid value: -2: must be greater than or equal to 0
* spec.progressDeadlineSeconds: Invalid value: 20: must be greater than minReadySeconds
[1]
$ sed 's/ -1/ 1/; s/ -2/ 2/; s/: 30/: 3/; s/http, containerPort: 81/more, containerPort: 81/' low.yaml | kubectl apply -f -
deployment.apps/low created
$ kubectl patch deployment low -p '{"spec": {"replicas": -3}}'
The Deployment "low" is invalid: spec.replicas: Invalid value: -3: must be greater than or equal to 0
[1]
$ kubectl get deployment low -o jsonpath='{.spec.replicas}{"\n"}'
1
%%
Replacing with what was read before somebody else's change is a conflict; without a version it overwrites.
$ kubectl create configmap old --from-literal=x=1
configmap/old created
$ kubectl get configmap old -o yaml > old.yaml
$ kubectl replace -f old.yaml
configmap/old replaced
$ kubectl patch configmap old -p '{"data": {"x": "2"}}'
configmap/old patched
$ kubectl replace -f old.yaml
Error from server (Conflict): error when replacing "old.yaml": Operation cannot be fulfilled on configmaps "old": the object has been modified; please apply your changes to the latest version and try again
[1]
$ kubectl get configmap old -o jsonpath='{.data.x}{"\n"}'
2
$ grep -v resourceVersion old.yaml | kubectl replace -f -
configmap/old replaced
$ kubectl get configmap old -o jsonpath='{.data.x}{"\n"}'
1
$ sed 's/name: old/name: gone/' old.yaml | kubectl replace -f -
Error from server (NotFound): error when replacing "STDIN": configmaps "gone" not found
[1]
