A node that is cordoned takes no new pods; one that is drained loses those it has. What no controller brings back, and what runs on every node, must be asked for.
$ kubectl cordon agent-0
node/agent-0 cordoned
$ kubectl cordon agent-0
node/agent-0 already cordoned
$ kubectl get nodes
NAME      STATUS                     ROLES           AGE   VERSION
agent-0   Ready,SchedulingDisabled   <none>          42m   v1.35.1
server    Ready                      control-plane   42m   v1.35.1
$ kubectl drain agent-0
node/agent-0 already cordoned
error: unable to drain node "agent-0" due to error: [cannot delete cannot delete Pods that declare no controller (use --force to override): finance/curl, cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): istio-system/istio-cni-node-km2xx, istio-system/ztunnel-pl8x4, kube-system/kube-proxy-zxfv6], continuing command...
There are pending nodes to be drained:
 agent-0
cannot delete cannot delete Pods that declare no controller (use --force to override): finance/curl
cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): istio-system/istio-cni-node-km2xx, istio-system/ztunnel-pl8x4, kube-system/kube-proxy-zxfv6
[1]
$ kubectl drain agent-0 --ignore-daemonsets
node/agent-0 already cordoned
error: unable to drain node "agent-0" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): finance/curl, continuing command...
There are pending nodes to be drained:
 agent-0
cannot delete cannot delete Pods that declare no controller (use --force to override): finance/curl
[1]
$ kubectl drain agent-0 --ignore-daemonsets --force --dry-run=client
node/agent-0 already cordoned (dry run)
Warning: ignoring DaemonSet-managed Pods: istio-system/istio-cni-node-km2xx, istio-system/ztunnel-pl8x4, kube-system/kube-proxy-zxfv6; deleting Pods that declare no controller: finance/curl
evicting pod accounts/accounts-6jxp7zxtn8-7p2xg (dry run)
evicting pod finance/curl (dry run)
evicting pod istio-system/istiod-9dtvv57p77-45lvr (dry run)
evicting pod kube-system/coredns-pxskbbslsz-mxnmx (dry run)
evicting pod kube-system/coredns-pxskbbslsz-nmq7k (dry run)
node/agent-0 drained (dry run)
$ kubectl drain agent-0 --ignore-daemonsets --force
node/agent-0 already cordoned
Warning: ignoring DaemonSet-managed Pods: istio-system/istio-cni-node-km2xx, istio-system/ztunnel-pl8x4, kube-system/kube-proxy-zxfv6; deleting Pods that declare no controller: finance/curl
evicting pod accounts/accounts-6jxp7zxtn8-7p2xg
evicting pod finance/curl
evicting pod istio-system/istiod-9dtvv57p77-45lvr
evicting pod kube-system/coredns-pxskbbslsz-mxnmx
evicting pod kube-system/coredns-pxskbbslsz-nmq7k
pod/accounts-6jxp7zxtn8-7p2xg evicted
pod/curl evicted
pod/istiod-9dtvv57p77-45lvr evicted
pod/coredns-pxskbbslsz-mxnmx evicted
pod/coredns-pxskbbslsz-nmq7k evicted
node/agent-0 drained
$ sleep 3; kubectl get pods -n accounts -o wide
NAME                        READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES
accounts-6jxp7zxtn8-ljdrj   1/1     Running   0          34s   10.244.0.6   server   <none>           <none>
$ kubectl get pods -A --field-selector spec.nodeName=agent-0
NAMESPACE      NAME                   READY   STATUS    RESTARTS   AGE
istio-system   istio-cni-node-km2xx   1/1     Running   0          42m
istio-system   ztunnel-pl8x4          1/1     Running   0          42m
kube-system    kube-proxy-zxfv6       1/1     Running   0          42m
$ kubectl uncordon agent-0
node/agent-0 uncordoned
$ kubectl uncordon agent-0
node/agent-0 already uncordoned
%%
With no node left a pod waits, says why, and is placed as soon as there is one.
$ kubectl cordon server agent-0
node/server cordoned
node/agent-0 cordoned
$ kubectl run waits --image=curlimages/curl -- sleep infinity; sleep 1; kubectl get pod waits
pod/waits created
NAME    READY   STATUS    RESTARTS   AGE
waits   0/1     Pending   0          2s
$ kubectl describe pod waits | tail -4
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  2s    default-scheduler  0/2 nodes are available: 2 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.
$ kubectl uncordon server; sleep 2; kubectl get pod waits -o wide
node/server uncordoned
NAME    READY   STATUS    RESTARTS   AGE   IP            NODE     NOMINATED NODE   READINESS GATES
waits   1/1     Running   0          5s    10.244.0.10   server   <none>           <none>
%%
A taint keeps pods away that do not tolerate it; NoExecute sends them off as well.
$ kubectl uncordon agent-0; kubectl taint nodes server lab=closed:NoExecute
node/agent-0 uncordoned
node/server tainted
$ sleep 35; kubectl get pods -A --field-selector spec.nodeName=server
NAMESPACE      NAME                             READY   STATUS    RESTARTS   AGE
istio-system   istio-cni-node-gxkc5             1/1     Running   0          43m
istio-system   ztunnel-9sjhl                    1/1     Running   0          43m
kube-system    etcd-server                      1/1     Running   0          43m
kube-system    kube-apiserver-server            1/1     Running   0          43m
kube-system    kube-controller-manager-server   1/1     Running   0          43m
kube-system    kube-proxy-9v86x                 1/1     Running   0          43m
kube-system    kube-scheduler-server            1/1     Running   0          43m
$ kubectl get events -A --field-selector reason=TaintManagerEviction
NAMESPACE      LAST SEEN   TYPE     REASON                 OBJECT                          MESSAGE
accounts       65s         Normal   TaintManagerEviction   pod/accounts-6jxp7zxtn8-ljdrj   Marking for deletion Pod accounts/accounts-6jxp7zxtn8-ljdrj
default        65s         Normal   TaintManagerEviction   pod/waits                       Marking for deletion Pod default/waits
istio-system   65s         Normal   TaintManagerEviction   pod/istiod-9dtvv57p77-cdfbw     Marking for deletion Pod istio-system/istiod-9dtvv57p77-cdfbw
kube-system    65s         Normal   TaintManagerEviction   pod/coredns-pxskbbslsz-b775d    Marking for deletion Pod kube-system/coredns-pxskbbslsz-b775d
kube-system    65s         Normal   TaintManagerEviction   pod/coredns-pxskbbslsz-wc6f9    Marking for deletion Pod kube-system/coredns-pxskbbslsz-wc6f9
rogue          65s         Normal   TaintManagerEviction   pod/rogue-curl                  Marking for deletion Pod rogue/rogue-curl
$ kubectl describe node server | grep Taints
Taints:             lab=closed:NoExecute
$ printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: chosen}\nspec:\n  nodeSelector: {kubernetes.io/hostname: server}\n  containers: [{name: c, image: curlimages/curl, command: [sleep, infinity]}]\n' | kubectl apply -f -; sleep 1; kubectl get pod chosen; kubectl events | tail -1
pod/chosen created
NAME     READY   STATUS    RESTARTS   AGE
chosen   0/1     Pending   0          1s
1s          Warning   FailedScheduling       Pod/chosen     0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {lab: closed}. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.
$ kubectl taint nodes server lab=closed:NoExecute
error: node server already has lab taint(s) with same effect(s) and --overwrite is false
[1]
$ kubectl taint nodes server lab=open:NoExecute --overwrite
node/server modified
$ kubectl taint nodes server lab-
node/server untainted
$ kubectl taint nodes server lab-
error: taint "lab" not found
[1]
$ sleep 2; kubectl get pod chosen
NAME     READY   STATUS    RESTARTS   AGE
chosen   1/1     Running   0          5s
%%
$ kubectl cordon
error: USAGE: cordon NODE [flags]
See 'kubectl cordon -h' for help and examples
[1]
$ kubectl cordon nope
Error from server (NotFound): nodes "nope" not found
[1]
$ kubectl drain nope
Error from server (NotFound): nodes "nope" not found
[1]
$ kubectl taint
error: one or more resources must be specified as <resource> <name>
[1]
$ kubectl taint node agent-0
error: at least one taint update is required
[1]
$ kubectl taint node agent-0 a=b:Never
error: invalid taint effect: Never, unsupported taint effect
See 'kubectl taint -h' for help and examples
[1]
$ kubectl taint node agent-0 a:NoSchedule-
error: taint "a:NoSchedule" not found
[1]
$ kubectl taint pod curl a=b:NoSchedule
error: invalid resource type pod, only node types are supported
[1]
