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
