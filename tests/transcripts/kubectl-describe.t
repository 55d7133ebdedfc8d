Describing reads the world: the same words for what a learner made and for what came with the cluster.
$ kubectl describe service accounts -n accounts
Name:                     accounts
Namespace:                accounts
Labels:                   app=accounts
Annotations:              <none>
Selector:                 app=accounts
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.214.238
IPs:                      10.96.214.238
Port:                     http  8080/TCP
TargetPort:               8080/TCP
Endpoints:                10.244.1.8:8080
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
$ kubectl describe deployment accounts -n accounts
Name:                   accounts
Namespace:              accounts
CreationTimestamp:      Mon, 23 Nov 2026 08:45:00 +0000
Labels:                 app=accounts
Annotations:            deployment.kubernetes.io/revision: 1
Selector:               app=accounts
Replicas:               1 desired | 1 updated | 1 total | 1 available | 0 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=accounts
           version=v1
  Containers:
   accounts:
    Image:      hashicorp/http-echo:1.0.0
    Port:       8080/TCP (http)
    Host Port:  0/TCP (http)
    Args:
      -listen=:8080
      -text=accounts-v1 responding
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    True    NewReplicaSetAvailable
OldReplicaSets:  <none>
NewReplicaSet:   accounts-6jxp7zxtn8 (1/1 replicas created)
Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
  Normal  ScalingReplicaSet  15m   deployment-controller  Scaled up replica set accounts-6jxp7zxtn8 from 0 to 1
$ kubectl describe pod -n finance
Name:             curl
Namespace:        finance
Priority:         0
Service Account:  default
Node:             agent-0/172.18.0.3
Start Time:       Mon, 23 Nov 2026 08:45:00 +0000
Labels:           app=curl
Annotations:      ambient.istio.io/redirection: enabled
Status:           Running
IP:               10.244.1.9
IPs:
  IP:  10.244.1.9
Containers:
  curl:
    Container ID:  containerd://c90c3f802b5c5519e51c2a20781a4a3c2c1015a053461f25ae2869a0a3769f55
    Image:         curlimages/curl:8.11.1
    Image ID:      docker.io/curlimages/curl@sha256:4245a610b94c9f0ba874df40e14a3d02ea3179505806a209eaba85519a96dc0d
    Port:          <none>
    Host Port:     <none>
    Command:
      sleep
      infinity
    State:          Running
      Started:      Mon, 23 Nov 2026 08:45:00 +0000
    Ready:          True
    Restart Count:  0
    Environment:    <none>
    Mounts:
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-jpwb4 (ro)
Conditions:
  Type                       Status
  PodScheduled               True 
  PodReadyToStartContainers  True 
  Initialized                True 
  Ready                      True 
  ContainersReady            True 
Volumes:
  kube-api-access-jpwb4:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    Optional:                false
    DownwardAPI:             true
QoS Class:                   BestEffort
Node-Selectors:              <none>
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type    Reason     Age   From               Message
  ----    ------     ----  ----               -------
  Normal  Scheduled  15m   default-scheduler  Successfully assigned finance/curl to agent-0
  Normal  Pulled     15m   kubelet            spec.containers{curl}: Container image "curlimages/curl:8.11.1" already present on machine
  Normal  Created    15m   kubelet            spec.containers{curl}: Container created
  Normal  Started    15m   kubelet            spec.containers{curl}: Container started
$ kubectl describe namespace accounts
Name:         accounts
Labels:       istio.io/dataplane-mode=ambient
              kubernetes.io/metadata.name=accounts
Annotations:  <none>
Status:       Active

No resource quota.

No LimitRange resource.
$ kubectl describe authorizationpolicy allow-finance -n accounts
Name:         allow-finance
Namespace:    accounts
Labels:       <none>
Annotations:  <none>
API Version:  security.istio.io/v1
Kind:         AuthorizationPolicy
Metadata:
  Creation Timestamp:  2026-11-23T08:45:00Z
  Generation:          1
  Resource Version:    224
  UID:                 77d02b75-42c3-45d6-a55a-70457e863281
Spec:
  Action:  ALLOW
  Rules:
    From:
      Source:
        Namespaces:
          finance
Status:
  Conditions:
    Last Transition Time:  2026-11-23T08:45:00Z
    Message:               attached to ztunnel
    Observed Generation:   1
    Reason:                Accepted
    Status:                True
    Type:                  ZtunnelAccepted
Events:                    <none>
$ kubectl create secret generic s --from-literal=password=secret
secret/s created
$ kubectl describe secret s
Name:         s
Namespace:    default
Labels:       <none>
Annotations:  <none>

Type:  Opaque

Data
====
password:  6 bytes
$ kubectl describe serviceaccount default
Name:                default
Namespace:           default
Labels:              <none>
Annotations:         <none>
Image pull secrets:  <none>
Events:              <none>
$ kubectl describe pods
No resources found in default namespace.
$ kubectl describe pod nope
Error from server (NotFound): pods "nope" not found
[1]
