kubectl edit opens the object in an editor and patches what has changed. Here the editors are commands.

$ kubectl create deploy web --image=nginx --replicas=2
deployment.apps/web created
$ KUBE_EDITOR=cat kubectl edit deploy web | head -n 14
Edit cancelled, no changes made.
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    deployment.kubernetes.io/revision: "1"
  creationTimestamp: "2026-11-23T09:00:00Z"
  generation: 1
  labels:
    app: web
  name: web
$ KUBE_EDITOR='sed -i s/replicas:.2/replicas:\ 3/' kubectl edit deploy web
deployment.apps/web edited
$ KUBE_EDITOR="sed -i 's/replicas: 3/replicas: 1/'" kubectl edit deploy/web
deployment.apps/web edited
$ kubectl get deploy web
NAME   READY   UP-TO-DATE   AVAILABLE   AGE
web    0/1     1            0           2s
$ export EDITOR=true
$ kubectl edit deploy web
Edit cancelled, no changes made.
$ KUBE_EDITOR=false kubectl edit deploy web
error: there was a problem with the editor "false"
[1]
$ KUBE_EDITOR=nosuch kubectl edit deploy web
error: unable to launch the editor "nosuch"
[1]
$ KUBE_EDITOR='tee' kubectl edit deploy web < /dev/null
Edit cancelled, saved file was empty.
$ ls /tmp
kubectl-edit-4402887000.yaml  kubectl-edit-4403008000.yaml
$ kubectl edit deploy nothing
Error from server (NotFound): deployments.apps "nothing" not found
[1]
$ kubectl edit
error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
[1]
$ kubectl edit deploy web -o table
error: The flag 'output' must be one of yaml|json
[1]
%%
A custom kind is patched too, and the policy is in force.

$ kubectl apply -f - <<EOF
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata:
>   name: get-only
>   namespace: accounts
> spec:
>   action: ALLOW
>   rules:
>   - to:
>     - operation:
>         methods: ["GET"]
> EOF
authorizationpolicy.security.istio.io/get-only created
$ KUBE_EDITOR='sed -i s/GET/POST/' kubectl edit authorizationpolicy get-only -n accounts
authorizationpolicy.security.istio.io/get-only edited
$ kubectl get ap get-only -n accounts -o jsonpath='{.spec}'; echo
{"action":"ALLOW","rules":[{"to":[{"operation":{"methods":["POST"]}}]}]}
$ KUBE_EDITOR='sed -i s/POST/PUT/' kubectl edit ap get-only -n accounts -o json --output-patch
Patch: {"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\",\"metadata\":{\"annotations\":{},\"name\":\"get-only\",\"namespace\":\"accounts\"},\"spec\":{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"methods\":[\"PUT\"]}}]}]}}\n"}},"spec":{"rules":[{"to":[{"operation":{"methods":["PUT"]}}]}]}}
authorizationpolicy.security.istio.io/get-only edited
%%
What is not valid is opened again, with the reasons above it; the same again ends it, and the file is kept.

$ rm /tmp/kubectl-edit-*
$ KUBE_EDITOR='sed -i s/ALLOW/PERHAPS/' kubectl edit ap get-only -n accounts 2>&1 | sed 's/[0-9]\{6,\}/N/'
error: authorizationpolicies.security.istio.io "get-only" is invalid
A copy of your changes has been stored to "/tmp/kubectl-edit-N.yaml"
error: Edit cancelled, no valid changes were saved.
$ grep -h '^#' /tmp/kubectl-edit-*
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
# authorizationpolicies.security.istio.io "get-only" was not valid:
# * spec.action: Unsupported value: "PERHAPS": supported values: "PERHAPS", "DENY", "AUDIT", "CUSTOM"
# * <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
#
$ rm /tmp/kubectl-edit-*
$ KUBE_EDITOR='sed -i s/spec:/spec/' kubectl edit deploy web 2>&1 | sed 's/[0-9]\{6,\}/N/'
error: deployments.apps "web" is invalid
A copy of your changes has been stored to "/tmp/kubectl-edit-N.yaml"
error: Edit cancelled, no valid changes were saved.
$ grep -h '^#' /tmp/kubectl-edit-*
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
# deployments.apps "web" was not valid:
# * <nil>: Invalid value: "The edited file failed validation": yaml: line 15: could not find expected ':'
#
$ rm /tmp/kubectl-edit-*
$ KUBE_EDITOR='sed -i s/name:.web/name:\ other/' kubectl edit deploy web 2>&1 | sed 's/[0-9]\{6,\}/N/'
A copy of your changes has been stored to "/tmp/kubectl-edit-N.yaml"
error: At least one of apiVersion, kind and name was changed
$ KUBE_EDITOR='sed -i s/replicas:/replicant:/' kubectl edit deploy web 2>&1 | sed 's/[0-9]\{6,\}/N/'
error: deployments.apps "web" could not be patched: strict decoding error: unknown field "spec.replicant"
You can run `kubectl replace -f /tmp/kubectl-edit-N.yaml` to try this update again.
$ KUBE_EDITOR='sed -i d' kubectl edit deploy web
Edit cancelled, saved file was empty.
%%
Several objects are one list.

$ kubectl create configmap one --from-literal=a=1 -n accounts
configmap/one created
$ kubectl create configmap two --from-literal=a=1 -n accounts
configmap/two created
$ KUBE_EDITOR="sed -i 's/a: .1./a: \"2\"/'" kubectl edit configmap one two -n accounts
configmap/one edited
configmap/two edited
$ kubectl get configmap one two -n accounts -o jsonpath='{range .items[*]}{.metadata.name}={.data.a} {end}'; echo
one=2 two=2 
%%
In a script vi has no screen, and takes its keys from standard input.

$ printf ':%%s/replicas: 1/replicas: 4/\r:wq\r' | env -u EDITOR kubectl edit deploy web
Vim: Warning: Output is not to a terminal
Vim: Warning: Input is not from a terminal
deployment.apps/web edited
$ kubectl get deploy web -o jsonpath='{.spec.replicas}'; echo
4
$ unset EDITOR; kubectl edit deploy web
Vim: Warning: Output is not to a terminal
Vim: Error reading input, exiting...
Vim: Finished.
error: there was a problem with the editor "vi"
[1]
