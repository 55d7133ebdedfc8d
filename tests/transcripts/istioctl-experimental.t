Policies that a waypoint's Envoy really holds; what istioctl x describe sees of pods without a sidecar.
$ istioctl x authz check deploy/waypoint -n accounts
Error: deployments.apps "waypoint" not found
[1]
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ istioctl x authz check deploy/waypoint -n accounts
ACTION   AuthorizationPolicy   RULES
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: get-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{to: [{operation: {methods: [GET]}}]}, {to: [{operation: {methods: [HEAD]}}]}]
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: no-admin, namespace: accounts}
> spec:
>   action: DENY
>   targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}]
>   rules: [{to: [{operation: {paths: [/admin]}}]}]
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: nothing, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
> E
authorizationpolicy.security.istio.io/get-only created
Warning: configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due to the use of only HTTP attributes in a DENY rule; it is recommended to explicitly specify the port
authorizationpolicy.security.istio.io/no-admin created
authorizationpolicy.security.istio.io/nothing created
$ istioctl x authz check deploy/waypoint -n accounts
ACTION   AuthorizationPolicy         RULES
DENY     no-admin.accounts           1
ALLOW    get-only.accounts           2
ALLOW    _anonymous_match_nothing_   0
$ istioctl experimental authz check curl.finance
Error: failed to get config dump from pod curl.finance: failure running port forward process: Get "http://localhost:49238/config_dump": EOF
[1]
$ istioctl authz
Error: (authz is experimental. Use `istioctl experimental authz`)
[1]
$ istioctl x describe pod curl -n finance
Pod: curl
   Pod Revision: default
   Pod does not expose ports
WARNING: curl is not part of mesh; no Istio sidecar
--------------------
Warning: No Kubernetes Services select pod curl (see https://istio.io/docs/setup/kubernetes/additional-setup/requirements/ )
--------------------
Error: failed to execute command on sidecar: failure running port forward process: Get "http://localhost:49238/config_dump": EOF
[1]
$ istioctl x des po deploy/accounts.accounts
Pod: accounts-6jxp7zxtn8-7p2xg.accounts
   Pod Revision: default
   Pod Ports: 8080 (accounts)
WARNING: accounts-6jxp7zxtn8-7p2xg.accounts is not part of mesh; no Istio sidecar
--------------------
--------------------
Error: failed to execute command on sidecar: failure running port forward process: Get "http://localhost:39853/config_dump": EOF
[1]
$ istioctl x describe svc accounts -n accounts
Service: accounts
   Port: http 8080/HTTP targets pod port 8080
$ istioctl x describe service accounts.accounts
Service: accounts.accounts
   Port: http 8080/HTTP targets pod port 8080
$ istioctl x describe pod nope
Error: pods "nope" not found
[1]
$ istioctl x describe service nope
Error: services "nope" not found
[1]
$ istioctl x precheck
✔ No issues found when checking the cluster. Istio is safe to install or upgrade!
  To get started, check out https://istio.io/latest/docs/setup/getting-started/.
$ istioctl x | head -n 8
Experimental commands that may be modified or deprecated

Usage:
  istioctl experimental [command]

Aliases:
  experimental, x, exp

$ istioctl x wait
not simulated: istioctl experimental wait
[1]
$ istioctl tag list
No Istio revision tags found.
$ istioctl tag frob
Error: unknown subcommand "frob"
[1]
$ istioctl dashboard kiali
not simulated: istioctl dashboard
[1]
$ istioctl bug-report --full
not simulated: istioctl bug-report
[1]
$ istioctl kube-inject -f x.yaml
not simulated: istioctl kube-inject
[1]
$ istioctl uninstall
Error: at least one of the --revision (or --set revision=<revision>), --filename or --purge flags must be set
[1]
$ istioctl uninstall --purge -y
not simulated: istioctl uninstall (the lab would be over: lab reset begins anew)
[1]
$ istioctl install -y
not simulated: istioctl install of the profile default (this cluster is ambient)
[1]
$ istioctl install --set profile=ambient --set values.pilot.traceSampling=100 -y
not simulated: istioctl install --set values.pilot.traceSampling
[1]
$ echo n | istioctl install --set profile=ambient
        |\          
        | \         
        |  \        
        |   \       
      /||    \      
     / ||     \     
    /  ||      \    
   /   ||       \   
  /    ||        \  
 /     ||         \ 
/______||__________\
____________________
  \__       _____/  
     \_____/        

This will install the Istio 1.30.3 profile "ambient" into the cluster. Proceed? (y/N) Cancelled.
[1]
%%
Installing what is there changes the mesh's configuration and nothing else: here, whether waypoints log requests.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl logs deploy/waypoint -n accounts | grep -c HTTP
1
$ istioctl install --set profile=ambient -y | tail -n 3
✔ Ztunnel installed 🔒
✔ Installation complete
The ambient profile has been installed successfully, enjoy Istio without sidecars!
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl logs deploy/waypoint -n accounts | grep -c HTTP
1
$ istioctl install --set profile=ambient --set meshConfig.accessLogFile=/dev/stdout -y
        |\          
        | \         
        |  \        
        |   \       
      /||    \      
     / ||     \     
    /  ||      \    
   /   ||       \   
  /    ||        \  
 /     ||         \ 
/______||__________\
____________________
  \__       _____/  
     \_____/        

✔ Istio core installed ⛵️
✔ Istiod installed 🧠
✔ CNI installed 🪢
✔ Ztunnel installed 🔒
✔ Installation complete
The ambient profile has been installed successfully, enjoy Istio without sidecars!
$ kubectl get cm istio -n istio-system -o jsonpath='{.data.mesh}'
accessLogFile: /dev/stdout
defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
  image:
    imageType: distroless
  proxyMetadata:
    ISTIO_META_ENABLE_HBONE: "true"
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-system
trustDomain: cluster.local
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl logs deploy/waypoint -n accounts | grep -c HTTP
2
