A waypoint's Envoy, as its dump says it. All of it follows from what istiod pushed: nothing is there before the waypoint.
$ istioctl pc cluster deploy/waypoint -n accounts
Error: deployments.apps "waypoint" not found
[1]
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ istioctl proxy-config clusters deploy/waypoint -n accounts
SERVICE FQDN                            PORT     SUBSET     DIRECTION       TYPE             DESTINATION RULE
BlackHoleCluster                        -        -          -               STATIC           
accounts.accounts.svc.cluster.local     8080     http       inbound-vip     EDS              
agent                                   -        -          -               STATIC           
connect_originate                       -        -          -               ORIGINAL_DST     
encap                                   -        -          -               STATIC           
main_internal                           -        -          -               STATIC           
prometheus_stats                        -        -          -               STATIC           
sds-grpc                                -        -          -               STATIC           
xds-grpc                                -        -          -               STATIC           
$ istioctl pc c deploy/waypoint.accounts --direction inbound-vip
SERVICE FQDN                            PORT     SUBSET     DIRECTION       TYPE     DESTINATION RULE
accounts.accounts.svc.cluster.local     8080     http       inbound-vip     EDS      
$ istioctl pc ep deploy/waypoint -n accounts
NAME                                          STATUS      LOCALITY     CLUSTER
envoy://connect_originate/10.244.1.8:8080     HEALTHY                  inbound-vip|8080|http|accounts.accounts.svc.cluster.local
$ istioctl pc listener deploy/waypoint -n accounts
ADDRESSES     PORT      MATCH     DESTINATION
              0         ALL       Cluster: connect_originate
              0         ALL       Inline Route: /*
              0         ALL       Cluster: encap
              0         ALL       Cluster: encap
0.0.0.0       15008     ALL       Inline Route: 
0.0.0.0       15021     ALL       Inline Route: /healthz/ready*
0.0.0.0       15090     ALL       Inline Route: /stats/prometheus*
$ istioctl pc l deploy/waypoint -n accounts --waypoint
LISTENER                      CHAIN                                                          MATCH                             DESTINATION
envoy://connect_originate                                                                    ALL                               Cluster: connect_originate
envoy://main_internal         inbound-vip|8080||accounts.accounts.svc.cluster.local-http     ip=10.96.214.238 -> port=8080     Inline Route: /*
envoy://connect_terminate     default                                                        ALL                               Inline Route: 
envoy://                                                                                     ALL                               Inline Route: /healthz/ready*
envoy://                                                                                     ALL                               Inline Route: /stats/prometheus*
$ istioctl pc route deploy/waypoint -n accounts
NAME                                                          VHOST NAME            DOMAINS     MATCH                  VIRTUAL SERVICE
                                                              backend               *           /healthz/ready*        
                                                              backend               *           /stats/prometheus*     
default                                                       default               *                                  
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           /*                     
$ istioctl pc secret deploy/waypoint -n accounts
RESOURCE NAME     TYPE           STATUS     VALID CERT     SERIAL NUMBER                        NOT AFTER                NOT BEFORE
default           Cert Chain     ACTIVE     true           d87794a2b744734449ba6b0d16a1660a     2026-11-24T09:00:00Z     2026-11-23T08:58:00Z
ROOTCA            CA             ACTIVE     true           7b50c59b7c3182dd997d1f153e48d6d8     2036-11-20T08:18:00Z     2026-11-23T08:16:00Z
$ istioctl pc c deploy/waypoint -n accounts --direction inbound-vip -o json
[
    {
        "name": "inbound-vip|8080|http|accounts.accounts.svc.cluster.local",
        "type": "EDS",
        "edsClusterConfig": {
            "edsConfig": {
                "ads": {},
                "resourceApiVersion": "V3"
            },
            "serviceName": "inbound-vip|8080|http|accounts.accounts.svc.cluster.local"
        },
        "connectTimeout": "10s",
        "lbPolicy": "LEAST_REQUEST",
        "metadata": {
            "filterMetadata": {
                "istio": {
                    "services": [
                        {
                            "name": "accounts",
                            "host": "accounts.accounts.svc.cluster.local",
                            "namespace": "accounts"
                        }
                    ]
                }
            }
        }
    }
]
%%
On a changed cluster: two more services, one whose port says nothing, a second waypoint that has one of them, a policy,
a route with a backend elsewhere, three pods behind the first.
$ kubectl create deploy v2 --image=hashicorp/http-echo --port=5678 -n finance
deployment.apps/v2 created
$ kubectl expose deploy v2 -n finance --port 80 --target-port 5678
service/v2 exposed
$ kubectl apply -f - <<E
> apiVersion: v1
> kind: Service
> metadata: {name: db, namespace: accounts, labels: {istio.io/use-waypoint: second}}
> spec: {ports: [{name: tcp-db, port: 5432}], selector: {app: accounts}}
> E
service/db created
$ kubectl expose deploy accounts --name silent -n accounts --port 9090 --target-port 8080
service/silent exposed
$ kubectl scale deploy accounts -n accounts --replicas=3
deployment.apps/accounts scaled
$ istioctl waypoint apply -n accounts --name second --for all --wait
✅ waypoint accounts/second applied
✅ waypoint accounts/second is ready!
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: get-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{to: [{operation: {methods: [GET]}}]}]
> ---
> apiVersion: gateway.networking.k8s.io/v1
> kind: HTTPRoute
> metadata: {name: split, namespace: accounts}
> spec:
>   parentRefs: [{group: "", kind: Service, name: accounts, port: 8080}]
>   rules:
>   - matches: [{path: {type: Exact, value: /exact}}, {path: {value: /v2}}]
>     backendRefs: [{name: accounts, port: 8080, weight: 9}, {name: v2, namespace: finance, port: 80}]
>   - backendRefs: [{name: accounts, port: 8080}]
> E
authorizationpolicy.security.istio.io/get-only created
httproute.gateway.networking.k8s.io/split created
$ istioctl pc c deploy/waypoint -n accounts
SERVICE FQDN                            PORT     SUBSET     DIRECTION       TYPE             DESTINATION RULE
BlackHoleCluster                        -        -          -               STATIC           
accounts.accounts.svc.cluster.local     8080     http       inbound-vip     EDS              
agent                                   -        -          -               STATIC           
connect_originate                       -        -          -               ORIGINAL_DST     
encap                                   -        -          -               STATIC           
main_internal                           -        -          -               STATIC           
prometheus_stats                        -        -          -               STATIC           
sds-grpc                                -        -          -               STATIC           
silent.accounts.svc.cluster.local       9090     http       inbound-vip     EDS              
silent.accounts.svc.cluster.local       9090     tcp        inbound-vip     EDS              
v2.finance.svc.cluster.local            80       -          outbound        EDS              
xds-grpc                                -        -          -               STATIC           
$ istioctl pc c deploy/second -n accounts --direction inbound-vip
SERVICE FQDN                      PORT     SUBSET     DIRECTION       TYPE     DESTINATION RULE
db.accounts.svc.cluster.local     5432     tcp        inbound-vip     EDS      
$ istioctl pc ep deploy/waypoint -n accounts --port 8080
NAME                                           STATUS      LOCALITY     CLUSTER
envoy://connect_originate/10.244.1.8:8080      HEALTHY                  inbound-vip|8080|http|accounts.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.11:8080     HEALTHY                  inbound-vip|8080|http|accounts.accounts.svc.cluster.local
envoy://connect_originate/10.244.0.7:8080      HEALTHY                  inbound-vip|8080|http|accounts.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.8:8080      HEALTHY                  inbound-vip|9090|http|silent.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.11:8080     HEALTHY                  inbound-vip|9090|http|silent.accounts.svc.cluster.local
envoy://connect_originate/10.244.0.7:8080      HEALTHY                  inbound-vip|9090|http|silent.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.8:8080      HEALTHY                  inbound-vip|9090|tcp|silent.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.11:8080     HEALTHY                  inbound-vip|9090|tcp|silent.accounts.svc.cluster.local
envoy://connect_originate/10.244.0.7:8080      HEALTHY                  inbound-vip|9090|tcp|silent.accounts.svc.cluster.local
$ istioctl pc ep deploy/waypoint -n accounts --cluster 'outbound|80||v2.finance.svc.cluster.local'
NAME                                          STATUS      LOCALITY     CLUSTER
envoy://connect_originate/10.244.0.6:5678     HEALTHY                  outbound|80||v2.finance.svc.cluster.local
$ istioctl pc l deploy/waypoint -n accounts --waypoint
LISTENER                      CHAIN                                                          MATCH                                                               DESTINATION
envoy://connect_originate                                                                    ALL                                                                 Cluster: connect_originate
envoy://main_internal         inbound-vip|8080||accounts.accounts.svc.cluster.local-http     ip=10.96.214.238 -> port=8080                                       Inline Route: /exact, PathPrefix:/v2, /*
envoy://main_internal         inbound-vip|9090||silent.accounts.svc.cluster.local-tcp        ip=10.96.226.61 -> port=9090 -> ANY                                 Cluster: inbound-vip|9090|tcp|silent.accounts.svc.cluster.local
envoy://main_internal         inbound-vip|9090||silent.accounts.svc.cluster.local-http       ip=10.96.226.61 -> port=9090 -> application-protocol='h2c'          Inline Route: /*
envoy://main_internal         inbound-vip|9090||silent.accounts.svc.cluster.local-http       ip=10.96.226.61 -> port=9090 -> application-protocol='http/1.1'     Inline Route: /*
envoy://connect_terminate     default                                                        ALL                                                                 Inline Route: 
envoy://                                                                                     ALL                                                                 Inline Route: /healthz/ready*
envoy://                                                                                     ALL                                                                 Inline Route: /stats/prometheus*
$ istioctl pc r deploy/waypoint -n accounts
NAME                                                          VHOST NAME            DOMAINS     MATCH                  VIRTUAL SERVICE
                                                              backend               *           /healthz/ready*        
                                                              backend               *           /stats/prometheus*     
default                                                       default               *                                  
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           /exact                 split-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           PathPrefix:/v2         split-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|8080|http|accounts.accounts.svc.cluster.local     inbound|http|8080     *           /*                     split-0-istio-autogenerated-k8s-gateway.accounts
inbound-vip|9090|http|silent.accounts.svc.cluster.local       inbound|http|9090     *           /*                     
$ istioctl pc r deploy/waypoint -n accounts --name 'inbound-vip|8080|http|accounts.accounts.svc.cluster.local' -o yaml
- name: inbound-vip|8080|http|accounts.accounts.svc.cluster.local
  validateClusters: false
  virtualHosts:
  - domains:
    - '*'
    name: inbound|http|8080
    routes:
    - decorator:
        operation: accounts.accounts.svc.cluster.local:8080/*
      match:
        path: /exact
      metadata:
        filterMetadata:
          istio:
            config: /apis/networking.istio.io/v1/namespaces/accounts/virtual-service/split-0-istio-autogenerated-k8s-gateway
      name: accounts.split.0
      route:
        timeout: 0s
        weightedClusters:
          clusters:
          - name: inbound-vip|8080|http|accounts.accounts.svc.cluster.local
            weight: 9
          - name: outbound|80||v2.finance.svc.cluster.local
            weight: 1
    - decorator:
        operation: accounts.accounts.svc.cluster.local:8080/*
      match:
        pathSeparatedPrefix: /v2
      metadata:
        filterMetadata:
          istio:
            config: /apis/networking.istio.io/v1/namespaces/accounts/virtual-service/split-0-istio-autogenerated-k8s-gateway
      name: accounts.split.0
      route:
        timeout: 0s
        weightedClusters:
          clusters:
          - name: inbound-vip|8080|http|accounts.accounts.svc.cluster.local
            weight: 9
          - name: outbound|80||v2.finance.svc.cluster.local
            weight: 1
    - decorator:
        operation: accounts.accounts.svc.cluster.local:8080/*
      match:
        prefix: /
      metadata:
        filterMetadata:
          istio:
            config: /apis/networking.istio.io/v1/namespaces/accounts/virtual-service/split-0-istio-autogenerated-k8s-gateway
      name: accounts.split.1
      route:
        cluster: inbound-vip|8080|http|accounts.accounts.svc.cluster.local
        timeout: 0s
$ istioctl pc l deploy/waypoint -n accounts -o json | grep -B 3 -A 12 filters.http.rbac
                            },
                            "httpFilters": [
                                {
                                    "name": "envoy.filters.http.rbac",
                                    "typedConfig": {
                                        "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC",
                                        "rules": {
                                            "action": "ALLOW",
                                            "policies": {
                                                "ns[accounts]-policy[get-only]-rule[0]": {}
                                            }
                                        }
                                    }
                                },
                                {
                                    "name": "envoy.filters.http.router",
                                    "typedConfig": {
                                        "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
$ istioctl pc all deploy/second -n accounts
SERVICE FQDN                      PORT     SUBSET     DIRECTION       TYPE             DESTINATION RULE
BlackHoleCluster                  -        -          -               STATIC           
agent                             -        -          -               STATIC           
connect_originate                 -        -          -               ORIGINAL_DST     
db.accounts.svc.cluster.local     5432     tcp        inbound-vip     EDS              
encap                             -        -          -               STATIC           
main_internal                     -        -          -               STATIC           
prometheus_stats                  -        -          -               STATIC           
sds-grpc                          -        -          -               STATIC           
xds-grpc                          -        -          -               STATIC           

ADDRESSES     PORT      MATCH     DESTINATION
              0         ALL       Cluster: connect_originate
              0         ALL       Cluster: inbound-vip|5432|tcp|db.accounts.svc.cluster.local
              0         ALL       Cluster: encap
              0         ALL       Cluster: encap
0.0.0.0       15008     ALL       Inline Route: 
0.0.0.0       15021     ALL       Inline Route: /healthz/ready*
0.0.0.0       15090     ALL       Inline Route: /stats/prometheus*

NAME        VHOST NAME     DOMAINS     MATCH                  VIRTUAL SERVICE
            backend        *           /healthz/ready*        
            backend        *           /stats/prometheus*     
default     default        *                                  

NAME                                           STATUS      LOCALITY     CLUSTER
envoy://connect_originate/10.244.1.8:5432      HEALTHY                  inbound-vip|5432|tcp|db.accounts.svc.cluster.local
envoy://connect_originate/10.244.1.11:5432     HEALTHY                  inbound-vip|5432|tcp|db.accounts.svc.cluster.local
envoy://connect_originate/10.244.0.7:5432      HEALTHY                  inbound-vip|5432|tcp|db.accounts.svc.cluster.local
$ istioctl pc ecds deploy/waypoint.accounts
ECDS NAME     TYPE
$ istioctl pc log deploy/waypoint.accounts | head -n 3
waypoint-ph8zlqvbhr-trhrd.accounts:
active loggers:
  admin: warning
%%
Pods without an Envoy, and words that name nothing.
$ istioctl pc cluster curl.finance
Error: failed to execute command on curl.finance sidecar: failure running port forward process: Get "http://localhost:49238/config_dump": EOF
[1]
$ istioctl pc cluster nope.finance
Error: failed to execute command on nope.finance sidecar: failure running port forward process: pods "nope" not found
[1]
$ istioctl pc cluster ds/ztunnel.istio-system
Error: config dump has no configuration type type.googleapis.com/envoy.admin.v3.ClustersConfigDump
[1]
$ istioctl pc cluster deploy/nope
Error: deployments.apps "nope" not found
[1]
$ istioctl pc cluster
Error: cluster requires pod name or --file parameter
[1]
$ istioctl pc cluster deploy/waypoint -n accounts -o toml
Error: output format "toml" not supported
[1]
$ istioctl pc bootstrap deploy/waypoint -n accounts
not simulated: istioctl proxy-config bootstrap
[1]
$ istioctl pc log deploy/waypoint.accounts --level debug
not simulated: istioctl proxy-config log --level (Envoy logs at warning here)
[1]
$ istioctl pc cluster deploy/waypoint -n accounts --bogus
Error: unknown flag: --bogus
[64]
%%
Scaled to nothing, the configuration stays with istiod and no pod is there to show it.
$ kubectl scale deploy waypoint -n accounts --replicas=0
deployment.apps/waypoint scaled
$ istioctl pc c deploy/waypoint -n accounts
Error: timed out waiting for the condition
[1]
