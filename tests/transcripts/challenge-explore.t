@ world: explore-the-environment
The first challenge, by somebody who looks at pods first and forgets where they are.
$ kubectl get pods -n istio-system
NAME                      READY   STATUS    RESTARTS   AGE
istio-cni-node-gxkc5      1/1     Running   0          42m
istio-cni-node-km2xx      1/1     Running   0          42m
istiod-9dtvv57p77-45lvr   1/1     Running   0          42m
ztunnel-9sjhl             1/1     Running   0          42m
ztunnel-pl8x4             1/1     Running   0          42m
$ lab hint 2
Task 2, Find the mesh, part by part and node by node:
You have seen the pods, but not on which node each of them is. Ask for the
wide form of the table.
$ lab hint 2
Task 2, Find the mesh, part by part and node by node:
You have seen the pods, but not on which node each of them is. Ask for the
wide form of the table.
kubectl get pods -n istio-system -o wide
$ kubectl get pods -n istio-system -o wide
NAME                      READY   STATUS    RESTARTS   AGE   IP           NODE      NOMINATED NODE   READINESS GATES
istio-cni-node-gxkc5      1/1     Running   0          42m   10.244.0.3   server    <none>           <none>
istio-cni-node-km2xx      1/1     Running   0          42m   10.244.1.3   agent-0   <none>           <none>
istiod-9dtvv57p77-45lvr   1/1     Running   0          42m   10.244.1.5   agent-0   <none>           <none>
ztunnel-9sjhl             1/1     Running   0          42m   10.244.0.4   server    <none>           <none>
ztunnel-pl8x4             1/1     Running   0          42m   10.244.1.4   agent-0   <none>           <none>
$ kubectl get nodes
NAME      STATUS   ROLES           AGE   VERSION
agent-0   Ready    <none>          42m   v1.35.1
server    Ready    control-plane   42m   v1.35.1
%%
A proxy that is asked for alone is no overview.
$ istioctl version --short
client version: 1.30.3
control plane version: 1.30.3
data plane version: 1.30.3 (2 proxies)
$ istioctl version
client version: 1.30.3
control plane version: 1.30.3
data plane version: 1.30.3 (2 proxies)
$ lab hint 3
Task 3, See that every proxy hears istiod:
That is the version. Now ask istiod which proxies are connected to it.
$ istioctl ps
NAME                           CLUSTER        ISTIOD                      VERSION     SUBSCRIBED TYPES
ztunnel-9sjhl.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
ztunnel-pl8x4.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
$ kubectl get gc
NAME             CONTROLLER                    ACCEPTED   AGE
istio            istio.io/gateway-controller   True       42m
istio-remote     istio.io/unmanaged-gateway    True       42m
istio-waypoint   istio.io/mesh-controller      True       42m
%%
No pod yet: the hint says which; then a pod by another name, which is not the one that was asked for.
$ lab hint 5
Task 5, Start a pod and look for the sidecar:
Start the pod first. It sleeps; that is all it does.
$ kubectl run prober --image=curlimages/curl:8.11.1 -- sleep infinity
pod/prober created
$ lab check
[x] 1. Meet the nodes: done
[x] 2. Find the mesh, part by part and node by node: done
[x] 3. See that every proxy hears istiod: done
[x] 4. See what may be added later: done
[ ] 5. Start a pod and look for the sidecar: not yet
      there is no pod 'probe' in the namespace default
[ ] 6. Twenty nodes, a thousand pods (optional): not yet
      not answered yet: lab answer 6 TEXT
[ ] 7. Take a ztunnel away (optional): not yet
      both ztunnels are still the first ones
4 of 5 tasks are done.
[1]
$ lab undo
undone: kubectl run prober --image=curlimages/curl:8.11.1 -- sleep infinity
  pod default/prober is gone
$ kubectl run probe --image=curlimages/curl:8.11.1 -- sleep infinity
pod/probe created
$ kubectl get pods
NAME    READY   STATUS    RESTARTS   AGE
probe   1/1     Running   0          1s
$ lab hint
Task 5, Start a pod and look for the sidecar:
One container. Now see whether ztunnel knows the pod: ask for its workloads.
$ istioctl ztunnel-config workload --workload-namespace default
NAMESPACE POD NAME ADDRESS    NODE    WAYPOINT PROTOCOL
default   probe    10.244.1.8 agent-0 None     TCP
$ lab check
[x] 1. Meet the nodes: done
[x] 2. Find the mesh, part by part and node by node: done
[x] 3. See that every proxy hears istiod: done
[x] 4. See what may be added later: done
[x] 5. Start a pod and look for the sidecar: done
[ ] 6. Twenty nodes, a thousand pods (optional): not yet
      not answered yet: lab answer 6 TEXT
[ ] 7. Take a ztunnel away (optional): not yet
      both ztunnels are still the first ones
All 5 tasks are done.
%%
A question.
$ lab answer 6 1000
Your answer to task 6: 1000
Not yet: your answer: 1000
that is not it
$ lab hint 6
Task 6, Twenty nodes, a thousand pods:
Does a ztunnel belong to a pod, or to a node? Look at what kind of thing it
is.
$ lab answer 6 20
Your answer to task 6: 20
That is right.
%%
Taking away the DaemonSet is not taking away a ztunnel.
$ kubectl delete daemonset ztunnel -n istio-system
daemonset.apps "ztunnel" deleted from istio-system namespace
$ kubectl get pods -n istio-system -l app=ztunnel
No resources found in istio-system namespace.
$ lab hint 7
Task 7, Take a ztunnel away:
You took away the DaemonSet itself, so nobody makes new ones.
$ lab undo
undone: kubectl delete daemonset ztunnel -n istio-system
  daemonset istio-system/ztunnel is back
  pod istio-system/ztunnel-9sjhl is back
  pod istio-system/ztunnel-pl8x4 is back
$ kubectl delete pod -n istio-system -l app=ztunnel --field-selector spec.nodeName=server
pod "ztunnel-9sjhl" deleted from istio-system namespace
$ sleep 2; kubectl get pods -n istio-system -l app=ztunnel
NAME            READY   STATUS    RESTARTS   AGE
ztunnel-pl8x4   1/1     Running   0          42m
ztunnel-sfkcr   1/1     Running   0          3s
$ lab check
[x] 1. Meet the nodes: done
[x] 2. Find the mesh, part by part and node by node: done
[x] 3. See that every proxy hears istiod: done
[x] 4. See what may be added later: done
[x] 5. Start a pod and look for the sidecar: done
[x] 6. Twenty nodes, a thousand pods (optional): done
[x] 7. Take a ztunnel away (optional): done
All 5 tasks are done.
