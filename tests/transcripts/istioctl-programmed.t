@ pace: exact
Applied and programmed are two things: the namespace names its waypoint at once, but ztunnel hears of it when it is ready.
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ istioctl zc service --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 None     1/1
accounts  waypoint     10.96.124.155 None     0/0
$ istioctl pc route deploy/waypoint -n accounts
Error: failed to execute command on waypoint-ph8zlqvbhr-trhrd.accounts sidecar: failure running port forward process: unable to forward port because pod is not running. Current status=Pending
[1]
$ istioctl ps
NAME                           CLUSTER        ISTIOD                      VERSION     SUBSCRIBED TYPES
ztunnel-9sjhl.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
ztunnel-pl8x4.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
$ sleep 10
$ istioctl zc service --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 waypoint 1/1
accounts  waypoint     10.96.124.155 None     1/1
$ istioctl pc route deploy/waypoint -n accounts
NAME                                                          VHOST NAME            DOMAINS     MATCH                  VIRTUAL SERVICE
                                                              backend               *           /healthz/ready*        
                                                              backend               *           /stats/prometheus*     
default                                                       default               *                                  
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           /*                     
$ istioctl ps
NAME                                   CLUSTER        ISTIOD                      VERSION     SUBSCRIBED TYPES
waypoint-ph8zlqvbhr-trhrd.accounts     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      4 (CDS,LDS,EDS,RDS)
ztunnel-9sjhl.istio-system             Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
ztunnel-pl8x4.istio-system             Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
%%
The same with a label that names no waypoint at all: the service never has one.
$ kubectl label ns accounts istio.io/use-waypoint=typo --overwrite
namespace/accounts labeled
$ sleep 10
$ istioctl zc service --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 None     1/1
accounts  waypoint     10.96.124.155 None     1/1
$ istioctl pc route deploy/waypoint -n accounts
NAME        VHOST NAME     DOMAINS     MATCH                  VIRTUAL SERVICE
            backend        *           /healthz/ready*        
            backend        *           /stats/prometheus*     
default     default        *                                  
