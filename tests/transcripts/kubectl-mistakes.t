Mistakes have the words of kubectl 1.35.2 (compared with it). Rollouts: of what, and a paused one.
$ kubectl rollout status pod/curl -n finance
error: no status viewer has been implemented for Pod
[1]
$ kubectl rollout history pod/curl -n finance
error: no history viewer has been implemented for "Pod"
[1]
$ kubectl rollout restart pod/curl -n finance
error: pods "curl" restarting is not supported
[1]
$ kubectl rollout undo pod/curl -n finance
error: no rollbacker has been implemented for "Pod"
[1]
$ kubectl rollout pause pod/curl -n finance
error: pods "curl" pausing is not supported
[1]
$ kubectl rollout resume pod/curl -n finance
error: pods "curl" resuming is not supported
[1]
$ kubectl rollout restart ds/ztunnel -n istio-system
daemonset.apps/ztunnel restarted
$ kubectl rollout pause ds/ztunnel -n istio-system
error: daemonsets.apps "ztunnel" pausing is not supported
[1]
$ kubectl rollout pause deploy/accounts -n accounts
deployment.apps/accounts paused
$ kubectl rollout restart deploy/accounts -n accounts
error: deployments.apps "accounts" can't restart paused deployment (run rollout resume first)
[1]
$ kubectl rollout resume deploy/accounts -n accounts
deployment.apps/accounts resumed
$ kubectl rollout history deploy/accounts -n accounts --revision=9
error: unable to find the specified revision
[1]
%%
A paused deployment keeps its pods until it is resumed.
$ kubectl rollout pause deploy/accounts -n accounts
deployment.apps/accounts paused
$ kubectl set env deploy/accounts -n accounts A=b
deployment.apps/accounts env updated
$ kubectl get rs -n accounts -o name
replicaset.apps/accounts-6jxp7zxtn8
$ kubectl rollout resume deploy/accounts -n accounts
deployment.apps/accounts resumed
$ sleep 3; kubectl get rs -n accounts -o name
replicaset.apps/accounts-4klbhhcdn4
replicaset.apps/accounts-6jxp7zxtn8
$ kubectl rollout history deploy/accounts -n accounts --revision=1
deployment.apps/accounts with revision #1
Pod Template:
  Labels:	app=accounts
	pod-template-hash=6jxp7zxtn8
	version=v1
  Containers:
   accounts:
    Image:	hashicorp/http-echo:1.0.0
    Port:	8080/TCP (http)
    Host Port:	0/TCP (http)
    Args:
      -listen=:8080
      -text=accounts-v1 responding
    Environment:	<none>
    Mounts:	<none>
  Volumes:	<none>
  Node-Selectors:	<none>
  Tolerations:	<none>

%%
Changing parts of objects.
$ kubectl set image deploy/accounts -n accounts
error: at least one image update is required
[1]
$ kubectl set image deploy accounts -n accounts a
Error from server (NotFound): deployments.apps "a" not found
[1]
$ kubectl set image pod/curl -n finance curl=x --dry-run=client
pod/curl image updated (dry run)
$ kubectl set image svc/accounts -n accounts a=b
error: services/accounts the object is not a pod or does not have a pod template: *v1.Service
[1]
$ kubectl set image deploy/accounts -n accounts accounts=hashicorp/http-echo:1.0.0
$ kubectl set image deploy --all -n accounts '*=x' --dry-run=client
deployment.apps/accounts image updated (dry run)
$ kubectl set env deploy/accounts -n accounts
$ kubectl set env deploy/accounts -n accounts A
error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
[1]
$ kubectl set env deploy/accounts -n accounts A-
deployment.apps/accounts env updated
$ kubectl set env deploy/accounts -n accounts A=b A-
error: can not both modify and remove the same environment variable in the same command
[1]
$ kubectl set env deploy/accounts -n accounts --from=configmap/x
not simulated: kubectl set env --from
[1]
$ kubectl set env svc/accounts -n accounts A=b
error: services/accounts the object is not a pod or does not have a pod template: *v1.Service
[1]
$ kubectl set resources deploy/accounts -n accounts
error: you must specify an update to requests or limits (in the form of --requests/--limits)
[1]
$ kubectl set resources deploy/accounts -n accounts --limits=cpu
error: Invalid argument syntax cpu, expected <resource>=<value>
[1]
$ kubectl set resources deploy/accounts -n accounts --limits=cpu=200m,memory=512Mi --requests=cpu=100m --dry-run=client -o jsonpath='{.spec.template.spec.containers[0].resources}'
{"limits":{"cpu":"200m","memory":"512Mi"},"requests":{"cpu":"100m"}}
\ no newline
$ kubectl set resources deploy/accounts -n accounts --limits=cpu=0 --dry-run=client
deployment.apps/accounts resource requirements updated (dry run)
$ kubectl set resources deploy/accounts -n accounts -c nope --limits=cpu=1
error: unable to find container named nope
[1]
$ kubectl set selector svc accounts
error: resource(s) were provided, but no name was specified
[1]
$ kubectl set selector svc accounts -n accounts app=b --dry-run=client -o jsonpath='{.spec.selector}'
{"app":"b"}
\ no newline
$ kubectl set selector deploy accounts -n accounts app=b
error: setting a selector is only supported for Services
[1]
$ kubectl set selector svc accounts -n accounts 'app in (a)'
error: match expression [app in (a)] not supported on this object
[1]
$ kubectl set serviceaccount
error: serviceaccount is required
[1]
$ kubectl set serviceaccount deploy accounts
error: resource(s) were provided, but no name was specified
[1]
$ kubectl set serviceaccount deploy accounts bob -n accounts --dry-run=client -o jsonpath='{.spec.template.spec.serviceAccountName}'
bob
\ no newline
$ kubectl set sa deploy accounts bob -n accounts
deployment.apps/accounts serviceaccount updated
$ kubectl set sa svc accounts bob -n accounts
error: services/accounts the object is not a pod or does not have a pod template: *v1.Service
[1]
$ kubectl set
Configure application resources: change parts of objects that are there.

Available Commands:
  env              Update environment variables on a pod template
  image            Update the image of a pod template
  resources        Update resource requests/limits on objects with pod templates
  selector         Set the selector on a resource
  serviceaccount   Update the service account of a resource
  subject          Update the user, group, or service account in a role binding or cluster role binding

Usage:
  kubectl set SUBCOMMAND [options]

Use "kubectl set <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
[1]
$ kubectl set image
error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
[1]
$ kubectl set image deploy/accounts
Error from server (NotFound): deployments.apps "accounts" not found
[1]
$ kubectl set image deploy/accounts a
error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
[1]
$ kubectl set image deploy/accounts -n accounts nope=a
error: unable to find container named "nope"
[1]
$ kubectl set image deploy/accounts -n accounts accounts=hashicorp/http-echo:1.0.1 --dry-run=client
deployment.apps/accounts image updated (dry run)
$ kubectl set env deploy/accounts -n accounts A=b --dry-run=client -o yaml | grep -A3 env:
        env:
        - name: A
          value: b
        image: hashicorp/http-echo:1.0.0
$ kubectl set env deploy/accounts -n accounts --list
# Deployment accounts, container accounts
$ kubectl set resources deploy accounts -n accounts --limits=cpu=1 --dry-run=client
deployment.apps/accounts resource requirements updated (dry run)
$ kubectl set sa deploy accounts foo -n accounts --dry-run=client
deployment.apps/accounts serviceaccount updated (dry run)
$ kubectl set selector svc accounts a=b -n accounts --dry-run=client
service/accounts selector updated (dry run)
$ kubectl set subject
not simulated: kubectl set subject
[1]
%%
Deleting: flags that do not go together.
$ kubectl delete
error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
[1]
$ kubectl delete pods
error: resource(s) were provided, but no name was specified
[1]
$ kubectl delete pods nope
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl delete pods --all nope
error: name cannot be provided when a selector is specified
[1]
$ kubectl delete pods --all -l a=b
error: setting 'all' parameter but found a non empty selector. 
[1]
$ kubectl delete pod curl -n finance --dry-run=foo
error: Invalid dry-run value (foo). Must be "none", "server", or "client".
[1]
$ kubectl delete pod curl -n finance --force --grace-period=5
error: --force and --grace-period greater than 0 cannot be specified together
[1]
$ kubectl delete pod curl -n finance --cascade=foo
error: invalid cascade value (foo). Must be "background", "foreground", or "orphan"
[1]
$ kubectl delete pod,svc curl --dry-run=client
pod "curl" deleted from default namespace (dry run)
service "curl" deleted from default namespace (dry run)
$ kubectl delete deploy accounts -n accounts -o yaml
error: unexpected -o output mode: yaml. We only support '-o name'
[1]
$ kubectl delete deploy accounts -n accounts -o name --dry-run=client
deployment.apps/accounts
$ kubectl delete pod curl -n finance --dry-run 2>&1 | sed "s/.*helpers/helpers/"
helpers.go:719] --dry-run is deprecated and can be replaced with --dry-run=client.
pod "curl" deleted from finance namespace (dry run)
%%
Running, waiting, reading logs.
$ kubectl run
error: required flag(s) "image" not set
[1]
$ kubectl run a
error: required flag(s) "image" not set
[1]
$ kubectl run a --image=nginx --dry-run=client -o yaml
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: a
  name: a
spec:
  containers:
  - image: nginx
    name: a
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
$ kubectl run a --image=nginx --port=80 --labels=a=b --env=X=y --dry-run=client -o yaml
apiVersion: v1
kind: Pod
metadata:
  labels:
    a: b
  name: a
spec:
  containers:
  - env:
    - name: X
      value: "y"
    image: nginx
    name: a
    ports:
    - containerPort: 80
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
$ kubectl run a --image=nginx --restart=Never --dry-run=client -o yaml -- sleep 1
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: a
  name: a
spec:
  containers:
  - args:
    - sleep
    - "1"
    image: nginx
    name: a
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Never
status: {}
$ kubectl run a --image=nginx --command --dry-run=client -o yaml -- sleep 1
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: a
  name: a
spec:
  containers:
  - command:
    - sleep
    - "1"
    image: nginx
    name: a
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
$ kubectl run a --image=nginx --expose --port=80 --dry-run=client -o yaml
apiVersion: v1
kind: Service
metadata:
  name: a
spec:
  ports:
  - port: 80
    protocol: TCP
    targetPort: 80
  selector:
    run: a
status:
  loadBalancer: {}
---
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: a
  name: a
spec:
  containers:
  - image: nginx
    name: a
    ports:
    - containerPort: 80
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
$ kubectl run a --image=nginx --expose
error: --port must be set when exposing a service
See 'kubectl run -h' for help and examples
[1]
$ kubectl run a b --image=nginx
pod/a created
$ kubectl run A --image=nginx --dry-run=client
pod/A created (dry run)
$ kubectl run a --image='in valid' --dry-run=client
error: Invalid image name "in valid": invalid reference format
[1]
$ kubectl run a --image=nginx --rm
error: --rm should only be used for attached containers
See 'kubectl run -h' for help and examples
[1]
$ kubectl run a --image=nginx --restart=foo
error: invalid restart policy: foo
See 'kubectl run -h' for help and examples
[1]
$ kubectl logs
error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command
See 'kubectl logs -h' for help and examples
[1]
$ kubectl logs nope
error: error from server (NotFound): pods "nope" not found in namespace "default"
[1]
$ kubectl logs curl a b -n finance
error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command
See 'kubectl logs -h' for help and examples
[1]
$ kubectl logs curl -n finance -c nope
error: container nope is not valid for pod curl
[1]
$ kubectl logs curl -n finance --tail=-5
error: --tail must be greater than or equal to -1
[1]
$ kubectl logs curl -n finance --since=5 
error: invalid argument "5" for "--since" flag: time: missing unit in duration "5"
See 'kubectl logs --help' for usage.
[1]
$ kubectl logs curl -n finance --since=5m --since-time=2020-01-01T00:00:00Z
error: at most one of `sinceTime` or `sinceSeconds` may be specified
[1]
$ kubectl logs deploy/nope
error: error from server (NotFound): deployments.apps "nope" not found in namespace "default"
[1]
$ kubectl logs svc/nope
error: error from server (NotFound): services "nope" not found in namespace "default"
[1]
$ kubectl logs foo/nope
error: the server doesn't have a resource type "foo"
[1]
$ kubectl logs -l a=b
No resources found in default namespace.
$ kubectl logs curl -l a=b
error: only a selector (-l) or a POD name is allowed
See 'kubectl logs -h' for help and examples
[1]
$ kubectl wait
error: unrecognized condition: ""
[1]
$ kubectl wait pod
error: unrecognized condition: ""
[1]
$ kubectl wait pod curl -n finance
error: unrecognized condition: ""
[1]
$ kubectl wait pod curl -n finance --for=foo
error: unrecognized condition: "foo"
[1]
$ kubectl wait pod curl -n finance --for=condition=Ready
pod/curl condition met
$ kubectl wait pod/curl -n finance --for=jsonpath='{.status.phase}'=Running
pod/curl condition met
$ kubectl wait pod/curl -n finance --for=jsonpath='{.status.phase'=Running
error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'
[1]
$ kubectl wait pod/curl -n finance --for=jsonpath='{.status.phase}'
pod/curl condition met
$ kubectl wait pod/nope --for=delete
$ kubectl wait pod/nope --for=condition=Ready
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl wait pod --for=condition=Ready -l a=b
error: no matching resources found
[1]
$ kubectl wait pods --all --for=condition=Ready -n empty
error: no matching resources found
[1]
%%
Kinds that a cluster has in life, and this one has not.
$ kubectl get ingress
not simulated: Ingress (networking.k8s.io/v1)
[1]
$ kubectl get jobs.batch
not simulated: Job (batch/v1)
[1]
$ kubectl get pvc -A
not simulated: PersistentVolumeClaim (v1)
[1]
$ kubectl explain hpa
not simulated: HorizontalPodAutoscaler (autoscaling/v2)
[1]
$ kubectl describe role x
not simulated: Role (rbac.authorization.k8s.io/v1)
[1]
$ printf "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\n" | kubectl apply -f -
not simulated: Job (batch/v1)
[1]
$ kubectl get foo
error: the server doesn't have a resource type "foo"
[1]
$ printf "apiVersion: foo/v1\nkind: Job\nmetadata: {name: j}\n" | kubectl apply -f -
error: resource mapping not found for name: "j" namespace: "" from "STDIN": no matches for kind "Job" in version "foo/v1"
ensure CRDs are installed first
[1]
%%
A flag that is not simulated is never passed over in silence.
$ printf "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e}\n" | kubectl create -f - --edit
not simulated: kubectl create --edit
[1]
$ kubectl get configmap e
Error from server (NotFound): configmaps "e" not found
[1]
$ kubectl create configmap e --edit=false 2>&1 | head -1
error: unknown flag: --edit
$ kubectl run r --image=nginx --overrides='{}'
not simulated: kubectl run --overrides
[1]
$ kubectl set image deployment/accounts accounts=nginx --local -n accounts
not simulated: kubectl set image --local
[1]
