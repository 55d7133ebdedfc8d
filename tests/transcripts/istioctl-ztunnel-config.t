What ztunnel was told, by the tables that istioctl makes of its dump. A label names a waypoint at once; the service has it
when the waypoint is programmed, seconds later.
$ istioctl zc workload --workload-namespace accounts
NAMESPACE POD NAME                  ADDRESS    NODE    WAYPOINT PROTOCOL
accounts  accounts-6jxp7zxtn8-7p2xg 10.244.1.8 agent-0 None     HBONE
$ istioctl ztunnel-config services --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 None     1/1
$ istioctl zc policies
NAMESPACE POLICY NAME    ACTION SCOPE
accounts  allow-finance  Allow  Namespace
accounts  allow-waypoint Allow  Namespace
accounts  deny-all       Allow  Namespace
$ istioctl zc w accounts-6jxp7zxtn8-7p2xg.accounts -o json
[
    {
        "uid": "Kubernetes//Pod/accounts/accounts-6jxp7zxtn8-7p2xg",
        "workloadIps": [
            "10.244.1.8"
        ],
        "protocol": "HBONE",
        "name": "accounts-6jxp7zxtn8-7p2xg",
        "namespace": "accounts",
        "serviceAccount": "default",
        "workloadName": "accounts",
        "workloadType": "deployment",
        "canonicalName": "accounts",
        "canonicalRevision": "v1",
        "clusterId": "Kubernetes",
        "trustDomain": "cluster.local",
        "locality": {},
        "node": "agent-0",
        "network": "",
        "status": "Healthy",
        "hostname": "",
        "capacity": 1,
        "applicationTunnel": {}
    }
]
$ istioctl zc s --service-namespace accounts -o json
[
    {
        "name": "accounts",
        "namespace": "accounts",
        "hostname": "accounts.accounts.svc.cluster.local",
        "vips": [
            "/10.96.214.238"
        ],
        "ports": {
            "8080": 8080
        },
        "endpoints": {
            "Kubernetes//Pod/accounts/accounts-6jxp7zxtn8-7p2xg": {
                "workloadUid": "Kubernetes//Pod/accounts/accounts-6jxp7zxtn8-7p2xg",
                "service": "",
                "port": {
                    "8080": 8080
                },
                "status": "Healthy"
            }
        },
        "subjectAltNames": [],
        "ipFamilies": "IPv4"
    }
]
$ istioctl zc p -o yaml
- action: Allow
  name: allow-finance
  namespace: accounts
  rules:
  - - - namespaces:
        - Exact: finance
  scope: Namespace
- action: Allow
  name: allow-waypoint
  namespace: accounts
  rules:
  - - - principals:
        - Exact: cluster.local/ns/accounts/sa/waypoint
  scope: Namespace
- action: Allow
  name: deny-all
  namespace: accounts
  rules: []
  scope: Namespace
%%
Certificates and connections belong to one ztunnel; with two nodes it has to be named.
$ istioctl zc certs
Error: ztunnel pod name or --node must be set
[1]
$ istioctl zc certificate --node agent-0
CERTIFICATE NAME                                  TYPE     STATUS        VALID CERT     SERIAL NUMBER                        NOT AFTER                NOT BEFORE
spiffe://cluster.local/ns/accounts/sa/default     Leaf     Available     true           98942913564a2663e37fe5d150e29a82     2026-11-24T08:45:00Z     2026-11-23T08:43:00Z
spiffe://cluster.local/ns/accounts/sa/default     Root     Available     true           7b50c59b7c3182dd997d1f153e48d6d8     2036-11-20T08:18:00Z     2026-11-23T08:16:00Z
spiffe://cluster.local/ns/finance/sa/default      Leaf     Available     true           ddecbfa7771af23dc92d3eeed6ba0aa5     2026-11-24T08:45:00Z     2026-11-23T08:43:00Z
spiffe://cluster.local/ns/finance/sa/default      Root     Available     true           7b50c59b7c3182dd997d1f153e48d6d8     2036-11-20T08:18:00Z     2026-11-23T08:16:00Z
$ istioctl zc cert -o yaml curl.finance
- certChain:
  - expirationTime: "2026-11-24T08:45:00Z"
    serialNumber: 98942913564a2663e37fe5d150e29a82
    validFrom: "2026-11-23T08:43:00Z"
  identity: spiffe://cluster.local/ns/accounts/sa/default
  rootCerts:
  - expirationTime: "2036-11-20T08:18:00Z"
    serialNumber: 7b50c59b7c3182dd997d1f153e48d6d8
    validFrom: "2026-11-23T08:16:00Z"
  state: Available
- certChain:
  - expirationTime: "2026-11-24T08:45:00Z"
    serialNumber: ddecbfa7771af23dc92d3eeed6ba0aa5
    validFrom: "2026-11-23T08:43:00Z"
  identity: spiffe://cluster.local/ns/finance/sa/default
  rootCerts:
  - expirationTime: "2036-11-20T08:18:00Z"
    serialNumber: 7b50c59b7c3182dd997d1f153e48d6d8
    validFrom: "2026-11-23T08:16:00Z"
  state: Available
$ istioctl zc cons --node agent-0
WORKLOAD DIRECTION LOCAL REMOTE REMOTE TARGET PROTOCOL
$ istioctl zc workload --node nope
Error: no ztunnel pods found on node nope
[1]
$ istioctl zc workload --node agent-0 curl.finance
Error: at most one of --file, --node, or pod name must be passed
[1]
$ istioctl zc workload nope.finance
Error: pods "nope" not found
[1]
$ istioctl zc workload -o wide
Error: output format "wide" not supported
[1]
%%
On a changed cluster: a pod without ambient, a scaled app, a policy with a selector, one for a service, PeerAuthentication.
$ kubectl run tool --image=curlimages/curl -n default -- sleep 600
pod/tool created
$ kubectl scale deploy accounts -n accounts --replicas=3
deployment.apps/accounts scaled
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: no-rogue, namespace: accounts}
> spec:
>   action: DENY
>   selector: {matchLabels: {app: accounts}}
>   rules:
>   - from:
>     - source: {notNamespaces: ["fin*", "*ance"], ipBlocks: ["10.0.0.0/8"]}
>     to:
>     - operation: {ports: ["8080"]}
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: for-the-service, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{}]
> ---
> apiVersion: security.istio.io/v1
> kind: PeerAuthentication
> metadata: {name: default, namespace: accounts}
> spec: {mtls: {mode: STRICT}}
> E
authorizationpolicy.security.istio.io/no-rogue created
authorizationpolicy.security.istio.io/for-the-service created
peerauthentication.security.istio.io/default created
$ istioctl zc workload | grep -v kube-system
NAMESPACE    POD NAME                       ADDRESS     NODE    WAYPOINT PROTOCOL
accounts     accounts-6jxp7zxtn8-4vs4p      10.244.0.6  server  None     HBONE
accounts     accounts-6jxp7zxtn8-7p2xg      10.244.1.8  agent-0 None     HBONE
accounts     accounts-6jxp7zxtn8-trhrd      10.244.1.11 agent-0 None     HBONE
default      tool                           10.244.1.10 agent-0 None     TCP
finance      curl                           10.244.1.9  agent-0 None     HBONE
istio-system istio-cni-node-gxkc5           10.244.0.3  server  None     TCP
istio-system istio-cni-node-km2xx           10.244.1.3  agent-0 None     TCP
istio-system istiod-9dtvv57p77-45lvr        10.244.1.5  agent-0 None     TCP
istio-system ztunnel-9sjhl                  10.244.0.4  server  None     TCP
istio-system ztunnel-pl8x4                  10.244.1.4  agent-0 None     TCP
rogue        rogue-curl                     10.244.0.5  server  None     HBONE
$ istioctl zc svc --service-namespace accounts
NAMESPACE SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts  accounts     10.96.214.238 None     3/3
$ istioctl zc policy
NAMESPACE    POLICY NAME                   ACTION SCOPE
accounts     allow-finance                 Allow  Namespace
accounts     allow-waypoint                Allow  Namespace
accounts     deny-all                      Allow  Namespace
accounts     no-rogue                      Deny   WorkloadSelector
istio-system istio_converted_static_strict Deny   WorkloadSelector
$ istioctl zc policy -o json | tail -n 60
    },
    {
        "name": "deny-all",
        "namespace": "accounts",
        "scope": "Namespace",
        "action": "Allow",
        "rules": []
    },
    {
        "name": "no-rogue",
        "namespace": "accounts",
        "scope": "WorkloadSelector",
        "action": "Deny",
        "rules": [
            [
                [
                    {
                        "destinationPorts": [
                            8080
                        ]
                    }
                ],
                [
                    {
                        "notNamespaces": [
                            {
                                "Prefix": "fin"
                            },
                            {
                                "Suffix": "ance"
                            }
                        ],
                        "sourceIps": [
                            "10.0.0.0/8"
                        ]
                    }
                ]
            ]
        ]
    },
    {
        "name": "istio_converted_static_strict",
        "namespace": "istio-system",
        "scope": "WorkloadSelector",
        "action": "Deny",
        "rules": [
            [
                [
                    {
                        "notPrincipals": [
                            {
                                "Presence": {}
                            }
                        ]
                    }
                ]
            ]
        ]
    }
]
$ istioctl zc w accounts-6jxp7zxtn8-7p2xg.accounts -o yaml | tail -n 8
  serviceAccount: default
  status: Healthy
  trustDomain: cluster.local
  uid: Kubernetes//Pod/accounts/accounts-6jxp7zxtn8-7p2xg
  workloadIps:
  - 10.244.1.8
  workloadName: accounts
  workloadType: deployment
%%
A connection that stands is in the tables of both its ends; with a waypoint it is two.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl delete ap no-rogue -n accounts
authorizationpolicy.security.istio.io "no-rogue" deleted from accounts namespace
$ kubectl exec curl -n finance -i -- sh -c '(printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n"; sleep 5) | nc accounts.accounts 8080 >/dev/null' & sleep 2
> istioctl zc connections --node agent-0 --raw
> istioctl zc connections --node agent-0 --direction outbound
> istioctl zc cons curl.finance -o json
> kill $!
[1] 29
WORKLOAD                           DIRECTION LOCAL            REMOTE           REMOTE TARGET      PROTOCOL
curl.finance                       Outbound  10.244.1.9:40687 10.244.0.7:15008 10.96.214.238:8080 HBONE
accounts-6jxp7zxtn8-7p2xg.accounts Inbound   10.244.1.8:8080  10.244.0.7:40687                    HBONE
WORKLOAD     DIRECTION LOCAL              REMOTE                                   REMOTE TARGET                            PROTOCOL
curl.finance Outbound  curl.finance:40687 waypoint-ph8zlqvbhr-rqlfz.accounts:15008 accounts.accounts.svc.cluster.local:8080 HBONE
[
    {
        "state": "Up",
        "info": {
            "name": "curl",
            "namespace": "finance",
            "serviceAccount": "default",
            "trustDomain": ""
        },
        "connections": {
            "inbound": [],
            "outbound": [
                {
                    "protocol": "HBONE",
                    "src": "10.244.1.9:40687",
                    "originalDst": "10.96.214.238:8080",
                    "actualDst": "10.244.0.7:15008"
                }
            ]
        }
    }
]
[1]+  Terminated              kubectl exec curl -n finance -i -- sh -c '(printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n"; sleep 5) | nc accounts.accounts 8080 >/dev/null'
$ istioctl zc connections --node agent-0
WORKLOAD DIRECTION LOCAL REMOTE REMOTE TARGET PROTOCOL
$ istioctl zc all --node server --with-headers

------ WORKLOAD INFO ------

NAMESPACE    POD NAME                       ADDRESS    NODE   WAYPOINT PROTOCOL
accounts     accounts-6jxp7zxtn8-4vs4p      10.244.0.6 server None     HBONE
accounts     waypoint-ph8zlqvbhr-rqlfz      10.244.0.7 server None     TCP
istio-system istio-cni-node-gxkc5           10.244.0.3 server None     TCP
istio-system ztunnel-9sjhl                  10.244.0.4 server None     TCP
kube-system  etcd-server                    172.18.0.2 server None     TCP
kube-system  kube-apiserver-server          172.18.0.2 server None     TCP
kube-system  kube-controller-manager-server 172.18.0.2 server None     TCP
kube-system  kube-proxy-9v86x               172.18.0.2 server None     TCP
kube-system  kube-scheduler-server          172.18.0.2 server None     TCP
rogue        rogue-curl                     10.244.0.5 server None     HBONE

------ SERVICE INFO ------

NAMESPACE    SERVICE NAME SERVICE VIP   WAYPOINT ENDPOINTS
accounts     accounts     10.96.214.238 waypoint 3/3
accounts     waypoint     10.96.9.71    None     1/1
default      kubernetes   10.96.0.1     None     0/0
istio-system istiod       10.96.19.218  None     1/1
kube-system  kube-dns     10.96.0.10    None     2/2

------ POLICY INFO ------

NAMESPACE    POLICY NAME                   ACTION SCOPE
accounts     allow-finance                 Allow  Namespace
accounts     allow-waypoint                Allow  Namespace
accounts     deny-all                      Allow  Namespace
istio-system istio_converted_static_strict Deny   WorkloadSelector

------ SECRET INFO ------

CERTIFICATE NAME                                  TYPE     STATUS        VALID CERT     SERIAL NUMBER                        NOT AFTER                NOT BEFORE
spiffe://cluster.local/ns/accounts/sa/default     Leaf     Available     true           10aae92af8efd656069ad157490c3f18     2026-11-24T09:00:03Z     2026-11-23T08:58:03Z
spiffe://cluster.local/ns/accounts/sa/default     Root     Available     true           7b50c59b7c3182dd997d1f153e48d6d8     2036-11-20T08:18:00Z     2026-11-23T08:16:00Z
spiffe://cluster.local/ns/rogue/sa/default        Leaf     Available     true           141fa747443f6c1737e9a16af9ec567a     2026-11-24T08:45:00Z     2026-11-23T08:43:00Z
spiffe://cluster.local/ns/rogue/sa/default        Root     Available     true           7b50c59b7c3182dd997d1f153e48d6d8     2036-11-20T08:18:00Z     2026-11-23T08:16:00Z

------ CONNECTIONS INFO ------

WORKLOAD DIRECTION LOCAL REMOTE REMOTE TARGET PROTOCOL
$ istioctl zc log
ztunnel-9sjhl.istio-system:
current log level is info
ztunnel-pl8x4.istio-system:
current log level is info
$ istioctl zc log --level debug
not simulated: istioctl ztunnel-config log --level (ztunnel logs at info here)
[1]
$ istioctl zc log --level loud
Error: unrecognized logging level: loud
[1]
$ istioctl zc log --level debug --reset
Error: --level cannot be combined with --reset
[1]
