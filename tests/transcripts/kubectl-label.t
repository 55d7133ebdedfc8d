Labels and annotations: what changed, what did not, and what is refused.
$ kubectl create namespace foo
namespace/foo created
$ kubectl label namespace foo istio.io/dataplane-mode=ambient
namespace/foo labeled
$ kubectl label namespace foo istio.io/dataplane-mode=ambient
namespace/foo not labeled
$ kubectl label namespace foo istio.io/dataplane-mode=none
error: 'istio.io/dataplane-mode' already has a value (ambient), and --overwrite is false
[1]
$ kubectl label namespace foo istio.io/dataplane-mode=none --overwrite
namespace/foo labeled
$ kubectl label namespace foo istio.io/dataplane-mode-
namespace/foo unlabeled
$ kubectl label namespace foo istio.io/dataplane-mode-
label "istio.io/dataplane-mode" not found.
namespace/foo not labeled
$ kubectl label namespace foo --list
kubernetes.io/metadata.name=foo
$ kubectl label namespace foo a=b=c
error: invalid label spec: a=b=c
[1]
$ kubectl label namespace foo 'k=bad value!'
error: invalid label value: "k=bad value!": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
[1]
$ kubectl label namespace foo
error: at least one label update is required
[1]
$ kubectl label
error: one or more resources must be specified as <resource> <name> or <resource>/<name>
[1]
$ kubectl label namespace foo a=b a-
error: can not both modify and remove a label in the same command
[1]
$ kubectl label namespace nope a=b
Error from server (NotFound): namespaces "nope" not found
[1]
$ kubectl label pods --all team=x -n finance
pod/curl labeled
$ kubectl annotate namespace foo a/b=c
namespace/foo annotated
$ kubectl annotate namespace foo a/b=d
error: --overwrite is false but found the following declared annotation(s): 'a/b' already has a value (c)
[1]
$ kubectl annotate namespace foo a/b=d --overwrite
namespace/foo annotated
$ kubectl annotate namespace foo missing-
namespace/foo annotated
%%
Deleting names the namespace, waits until the object is gone, and a namespace takes everything with it.
$ kubectl create configmap c1 --from-literal=a=b -n foo
configmap/c1 created
$ kubectl delete configmap c1 -n foo
configmap "c1" deleted from foo namespace
$ kubectl delete configmap c1 -n foo
Error from server (NotFound): configmaps "c1" not found
[1]
$ kubectl delete configmap c1 -n foo --ignore-not-found
$ kubectl delete configmap -l nothing=here
No resources found
$ kubectl delete namespace foo
namespace "foo" deleted
$ kubectl get namespace foo
Error from server (NotFound): namespaces "foo" not found
[1]
$ kubectl delete pod curl -n finance --force --grace-period=0
Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.
pod "curl" force deleted from finance namespace
