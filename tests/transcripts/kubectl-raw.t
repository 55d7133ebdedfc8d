Paths of the API server.
$ kubectl get --raw /version
{
  "gitVersion": "v1.35.1",
  "major": "1",
  "minor": "35",
  "platform": "linux/amd64"
}
\ no newline
$ kubectl get --raw /healthz
ok
\ no newline
$ kubectl get --raw /apis/security.istio.io/v1 | cut -c1-220
{"apiVersion":"v1","groupVersion":"security.istio.io/v1","kind":"APIResourceList","resources":[{"categories":["istio-io","security-istio-io"],"kind":"AuthorizationPolicy","name":"authorizationpolicies","namespaced":true,
$ kubectl create cm c --from-literal=a=b; kubectl get --raw /api/v1/namespaces/default/configmaps/c | cut -c1-80
configmap/c created
{"apiVersion":"v1","data":{"a":"b"},"kind":"ConfigMap","metadata":{"creationTime
$ kubectl get --raw /api/v1/nodes | cut -c1-60
{"apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Node"
$ kubectl get --raw /apis/apps/v1/namespaces/accounts/deployments/nope
Error from server (NotFound): deployments.apps "nope" not found
[1]
$ kubectl get --raw /foo
Error from server (NotFound): the server could not find the requested resource
[1]
$ kubectl get --raw foo
error: --raw must be a valid URL path: parse "foo": invalid URI for request
[1]
$ kubectl get --raw /version pods
error: arguments may not be passed when --raw is specified
[1]
$ kubectl get --raw /metrics
not simulated: kubectl get --raw /metrics
[1]
%%
Small verbs and what they want.
$ kubectl completion bash > c; source c; echo $?
0
$ kubectl completion zsh
not simulated: kubectl completion zsh
[1]
$ kubectl completion foo
error: Unsupported shell type "foo".
See 'kubectl completion -h' for help and examples
[1]
$ kubectl completion
error: Shell not specified.
See 'kubectl completion -h' for help and examples
[1]
$ kubectl plugin list
error: unable to find any kubectl plugins in your PATH
[1]
$ kubectl auth can-i create pods
yes
$ kubectl auth can-i foo pods
Warning: verb 'foo' is not a known verb

yes
$ kubectl auth can-i get nodes
Warning: resource 'nodes' is not namespace scoped

yes
$ kubectl auth can-i get
error: you must specify two arguments: verb resource or verb resource/resourceName.
See 'kubectl auth can-i -h' for help and examples.
[1]
$ kubectl auth can-i get pods --list
error: list option must be specified with no arguments
[1]
$ kubectl version x
error: extra arguments: [x]
[1]
$ kubectl api-versions x
error: unexpected arguments: [x]
See 'kubectl api-versions -h' for help and examples
[1]
$ kubectl get pods -w --sort-by=.metadata.name -n nowhere & sleep 1; kill %1; wait
[1] 28
warning: --watch requested, --sort-by will be ignored for watch events received
