Endpoints are what the slices say, in their older form; the server says that they are.
$ kubectl get ep -A
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
NAMESPACE      NAME       ENDPOINTS                                                        AGE
accounts       accounts   10.244.1.8:8080                                                  15m
istio-system   istiod     10.244.1.5:15010,10.244.1.5:15012,10.244.1.5:15017 + 1 more...   42m
kube-system    kube-dns   10.244.1.6:53,10.244.1.7:53,10.244.1.6:53 + 3 more...            42m
$ kubectl get endpoints accounts -n accounts -o yaml
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
apiVersion: v1
kind: Endpoints
metadata:
  creationTimestamp: "2026-11-23T08:45:00Z"
  labels:
    endpoints.kubernetes.io/managed-by: endpoint-controller
  name: accounts
  namespace: accounts
  resourceVersion: "253"
  uid: 65f53fc0-ef3d-49c7-94b1-6b71a16c82b6
subsets:
- addresses:
  - ip: 10.244.1.8
    nodeName: agent-0
    targetRef:
      kind: Pod
      name: accounts-6jxp7zxtn8-7p2xg
      namespace: accounts
      uid: 5299989c-f6b1-49a6-8a2f-87cbc30406f8
  ports:
  - name: http
    port: 8080
    protocol: TCP
$ kubectl describe ep accounts -n accounts
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
Name:         accounts
Namespace:    accounts
Labels:       endpoints.kubernetes.io/managed-by=endpoint-controller
Annotations:  <none>
Subsets:
  Addresses:          10.244.1.8
  NotReadyAddresses:  <none>
  Ports:
    Name  Port  Protocol
    ----  ----  --------
    http  8080  TCP

Events:  <none>
$ kubectl scale deploy accounts -n accounts --replicas=5; sleep 3; kubectl get ep -n accounts 2>/dev/null
deployment.apps/accounts scaled
NAME       ENDPOINTS                                                       AGE
accounts   10.244.1.10:8080,10.244.0.6:8080,10.244.1.11:8080 + 2 more...   15m
$ kubectl delete ep accounts -n accounts; kubectl get ep nope
Error from server (NotImplemented): not simulated: changes of Endpoints
Error from server (NotFound): endpoints "nope" not found
[1]
$ kubectl scale deploy accounts -n accounts --replicas=0; sleep 3; kubectl get ep -n accounts 2>/dev/null
deployment.apps/accounts scaled
NAME       ENDPOINTS   AGE
accounts   <none>      15m
%%
The slices are their controller's: one that somebody deletes is made again, and what somebody writes into one is written over. The slice of a Service that goes stays away.
$ kubectl scale deploy accounts -n accounts --replicas=1 >/dev/null; sleep 3
$ slice=$(kubectl get endpointslices -n accounts -o jsonpath={.items[0].metadata.name}); kubectl delete endpointslice $slice -n accounts
endpointslice.discovery.k8s.io "accounts-g9rh2" deleted from accounts namespace
$ kubectl get endpointslices -n accounts
NAME             ADDRESSTYPE   PORTS   ENDPOINTS     AGE
accounts-g9rh2   IPv4          8080    10.244.1.12   0s
$ kubectl patch endpointslice $slice -n accounts --type=json -p '[{"op": "replace", "path": "/endpoints", "value": []}]'
endpointslice.discovery.k8s.io/accounts-g9rh2 patched
$ kubectl get endpointslices -n accounts
NAME             ADDRESSTYPE   PORTS   ENDPOINTS     AGE
accounts-g9rh2   IPv4          8080    10.244.1.12   0s
$ kubectl delete svc accounts -n accounts; kubectl get endpointslices -n accounts
service "accounts" deleted from accounts namespace
No resources found in accounts namespace.
