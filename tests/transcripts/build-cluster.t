@ world: bare
A machine with Docker and no cluster (challenge { machine = "instruqt", cluster = "none" }). The programs that build one
make the objects that the base cluster is made of; nothing that is shown here stands in a text.

$ kubectl get nodes
The connection to the server localhost:8080 was refused - did you specify the right host or port?
[1]
$ helm install istiod istio/istiod -n istio-system
Error: INSTALLATION FAILED: repo istio not found
[1]
$ istioctl version
unable to retrieve Pods: Get "http://localhost:8080/api/v1/namespaces/istio-system/pods": dial tcp [::1]:8080: connect: connection refused
client version: 1.30.3
$ istioctl waypoint list -A
Error: unable to retrieve Pods: Get "http://localhost:8080/api/v1/namespaces/istio-system/pods": dial tcp [::1]:8080: connect: connection refused
[1]
$ k3d cluster list
NAME   SERVERS   AGENTS   LOADBALANCER
$ k3d cluster create lab --agents 2 --api-port 6550 --k3s-arg "--disable=traefik@server:0" --wait
INFO[0000] Prep: Network
INFO[0000] Created network 'k3d-lab'
INFO[0000] Created image volume k3d-lab-images
INFO[0000] Starting new tools node...
INFO[0000] Starting node 'k3d-lab-tools'
INFO[0001] Creating node 'k3d-lab-server-0'
INFO[0001] Creating node 'k3d-lab-agent-0'
INFO[0001] Creating node 'k3d-lab-agent-1'
INFO[0001] Creating LoadBalancer 'k3d-lab-serverlb'
INFO[0001] Using the k3d-tools node to gather environment information
INFO[0002] Starting cluster 'lab'
INFO[0002] Starting servers...
INFO[0002] Starting node 'k3d-lab-server-0'
INFO[0008] Starting agents...
INFO[0008] Starting node 'k3d-lab-agent-0'
INFO[0011] Starting node 'k3d-lab-agent-1'
INFO[0014] Starting helpers...
INFO[0014] Starting node 'k3d-lab-serverlb'
INFO[0015] Injecting records for hostAliases (incl. host.k3d.internal) and for 4 network members into CoreDNS configmap...
INFO[0015] Cluster 'lab' created successfully!
INFO[0015] You can now use it like this:
kubectl cluster-info
$ k3d cluster create lab
FATA[0000] Failed to create cluster 'lab' because a cluster with that name already exists
[1]
$ k3d cluster create other
FATA[0000] not simulated: a second cluster
[1]
$ k3d cluster list
NAME   SERVERS   AGENTS   LOADBALANCER
lab    1/1       2/2      true
$ kubectl config current-context
k3d-lab
$ kubectl get nodes
NAME               STATUS   ROLES           AGE   VERSION
k3d-lab-agent-0    Ready    <none>          2s    v1.35.1
k3d-lab-agent-1    Ready    <none>          2s    v1.35.1
k3d-lab-server-0   Ready    control-plane   2s    v1.35.1
$ kubectl get pods -A -o wide | sed 's/  */ /g' | cut -d' ' -f1,3,4,8
NAMESPACE READY STATUS NODE
kube-system 1/1 Running k3d-lab-agent-0
kube-system 1/1 Running k3d-lab-agent-1
$ docker ps --format '{{.Names}} {{.Image}}'
k3d-lab-agent-0 rancher/k3s:v1.35.1-k3s1
k3d-lab-agent-1 rancher/k3s:v1.35.1-k3s1
k3d-lab-server-0 rancher/k3s:v1.35.1-k3s1
$ kubectl get authorizationpolicy
error: the server doesn't have a resource type "authorizationpolicy"
[1]
$ kubectl api-resources --api-group=gateway.networking.k8s.io
NAME   SHORTNAMES   APIVERSION   NAMESPACED   KIND
$ kubectl explain gateway
the server doesn't have a resource type "gateway"
[1]
$ istioctl waypoint apply
Error: the server could not find the requested resource (patch gateways.gateway.networking.k8s.io waypoint)
[1]
$ istioctl version
Istio is not present in the cluster: no running Istio pods in namespace "istio-system"
client version: 1.30.3
$ kubectl create namespace app && kubectl label namespace app istio.io/dataplane-mode=ambient
namespace/app created
namespace/app labeled
$ kubectl run web -n app --image=hashicorp/http-echo:1.0 -- -text=hi -listen=:8080
pod/web created
$ kubectl wait --for=condition=Ready pod/web -n app
pod/web condition met
$ kubectl get pod web -n app -o jsonpath='{.metadata.annotations}'
$ helm repo update
Error: no repositories found. You must add one before updating
[1]
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" has been added to your repositories
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ helm repo update
Hang tight while we grab the latest from your chart repositories...
...Successfully got an update from the "istio" chart repository
Update Complete. ⎈Happy Helming!⎈
$ helm install istio-base istio/base -n istio-system
Error: INSTALLATION FAILED: create: failed to create: namespaces "istio-system" not found
[1]
$ helm install istio-base istio/base -n istio-system --create-namespace
NAME: istio-base
LAST DEPLOYED: Mon Nov 23 09:00:24 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
Istio base successfully installed!

To learn more about the release, try:
  $ helm status istio-base -n istio-system
  $ helm get all istio-base -n istio-system
$ helm install istio-base istio/base -n istio-system
Error: INSTALLATION FAILED: cannot re-use a name that is still in use
[1]
$ helm install istiod istio/istiod -n istio-system --set profile=ambient --set pilot.env.PILOT_AUTO_ALLOW_WAYPOINT_POLICY=true --set global.hub=x --version 1.25.2 --wait
not simulated: Istio 1.25.2 (1.30.3 is installed)
not simulated: the value global.hub (it changes nothing)
NAME: istiod
LAST DEPLOYED: Mon Nov 23 09:00:26 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system
$ helm upgrade --install istio-cni istio/cni -n istio-system --set profile=ambient --wait
Release "istio-cni" does not exist. Installing it now.
NAME: istio-cni
LAST DEPLOYED: Mon Nov 23 09:00:29 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
"istio-cni" successfully installed!

To learn more about the release, try:
  $ helm status istio-cni -n istio-system
  $ helm get all istio-cni -n istio-system
$ helm upgrade --install ztunnel istio/ztunnel -n istio-system --wait | head -3
Release "ztunnel" does not exist. Installing it now.
NAME: ztunnel
LAST DEPLOYED: Mon Nov 23 09:00:32 2026
$ printf 'profile: ambient\nmeshConfig:\n  accessLogFile: /dev/stdout\npilot:\n  env:\n    A: 1\n  replicas: 2\n' > values.yaml
$ helm upgrade istiod istio/istiod -n istio-system -f values.yaml | head -2
not simulated: the value pilot.replicas (it changes nothing)
Release "istiod" has been upgraded. Happy Helming!
NAME: istiod
$ kubectl get configmap istio -n istio-system -o jsonpath='{.data.mesh}' | head -1
accessLogFile: /dev/stdout
$ helm upgrade istiod istio/istiod -n istio-system -f nothing.yaml
Error: open nothing.yaml: no such file or directory
[1]
$ helm upgrade ztunnel istio/ztunnel -n istio-system | head -2
Release "ztunnel" has been upgraded. Happy Helming!
NAME: ztunnel
$ helm list -A | sed 's/  */ /g' | cut -f1,2,3,5-
NAME 	NAMESPACE 	REVISION	STATUS 	CHART 	APP VERSION
istio-base	istio-system	1 	deployed	base-1.30.3 	1.30.3 
istio-cni 	istio-system	1 	deployed	cni-1.30.3 	1.30.3 
istiod 	istio-system	2 	deployed	istiod-1.30.3 	1.30.3 
ztunnel 	istio-system	2 	deployed	ztunnel-1.30.3	1.30.3 
$ helm install kiali kiali/kiali-server
Error: INSTALLATION FAILED: repo kiali not found
[1]
$ kubectl get deployment istiod -n istio-system -o jsonpath='{.spec.template.spec.containers[0].env[?(@.name=="PILOT_AUTO_ALLOW_WAYPOINT_POLICY")].value}{"\n"}'

$ kubectl get daemonset -n istio-system
NAME             DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR            AGE
istio-cni-node   3         3         3       3            3           kubernetes.io/os=linux   11s
ztunnel          3         3         3       3            3           kubernetes.io/os=linux   8s
$ kubectl get pod web -n app -o jsonpath='{.metadata.annotations}'
{"ambient.istio.io/redirection":"enabled"}
\ no newline
$ istioctl version
client version: 1.30.3
control plane version: 1.30.3
data plane version: 1.30.3 (3 proxies)
$ kubectl get gatewayclass
error: the server doesn't have a resource type "gatewayclass"
[1]
$ kubectl apply -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.0/standard-install.yaml
customresourcedefinition.apiextensions.k8s.io/gatewayclasses.gateway.networking.k8s.io created
customresourcedefinition.apiextensions.k8s.io/gateways.gateway.networking.k8s.io created
customresourcedefinition.apiextensions.k8s.io/grpcroutes.gateway.networking.k8s.io created
customresourcedefinition.apiextensions.k8s.io/httproutes.gateway.networking.k8s.io created
customresourcedefinition.apiextensions.k8s.io/referencegrants.gateway.networking.k8s.io created
$ kubectl get gatewayclass
NAME             CONTROLLER                    ACCEPTED   AGE
istio            istio.io/gateway-controller   True       0s
istio-remote     istio.io/unmanaged-gateway    True       0s
istio-waypoint   istio.io/mesh-controller      True       0s
$ istioctl waypoint apply -n app --enroll-namespace --wait
✅ waypoint app/waypoint applied
✅ waypoint app/waypoint is ready!
✅ namespace app labeled with "istio.io/use-waypoint: waypoint"
$ kubectl apply -f https://example.com/app.yaml
not simulated: kubectl -f https://example.com/app.yaml
[1]
$ docker pull hashicorp/http-echo:1.0 && docker pull -q nginx
1.0: Pulling from hashicorp/http-echo
Digest: sha256:3aad8df1f75365fb04e1fec50eb18870b07f8dec8d0d91f8a6cb4f52674c58cc
Status: Downloaded newer image for hashicorp/http-echo:1.0
docker.io/hashicorp/http-echo:1.0
not simulated: what a container of nginx:latest does (a pod of it will not start)
docker.io/library/nginx:latest
$ docker image inspect nginx --format '{{.Repository}} {{.Tag}}' && docker image inspect other
nginx latest
[]
Error response from daemon: No such image: other:latest
[1]
$ k3d image import hashicorp/http-echo:1.0 -c lab
INFO[0000] Importing image(s) into cluster 'lab'
INFO[0000] Starting new tools node...
INFO[0000] Starting node 'k3d-lab-tools'
INFO[0000] Saving 1 image(s) from runtime...
INFO[0002] Importing images into nodes...
INFO[0004] Removing the tarball(s) from image volume...
INFO[0004] Removing k3d-tools node...
INFO[0004] Successfully imported image(s)
INFO[0004] Successfully imported 1 image(s) into 1 cluster(s)
$ k3d image import redis -c lab
INFO[0000] Importing image(s) into cluster 'lab'
FATA[0000] Failed to import image(s) into cluster 'lab': no valid images specified: 'redis' is not in the runtime
[1]
$ docker run -d nginx
not simulated: docker run
[1]
$ k3d cluster delete lab
INFO[0000] Deleting cluster 'lab'
INFO[0001] Deleting cluster network 'k3d-lab'
INFO[0001] Deleting 1 attached volumes...
INFO[0001] Removing cluster details from default kubeconfig...
INFO[0001] Removing standalone kubeconfig file (if there is one)...
INFO[0001] Successfully deleted cluster lab!
$ kubectl get pods
The connection to the server localhost:8080 was refused - did you specify the right host or port?
[1]
$ kubectl config get-contexts
CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE
$ docker ps
CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES
$ helm list
Error: Kubernetes cluster unreachable: Get "http://localhost:8080/version": dial tcp [::1]:8080: connect: connection refused
[1]
$ printf 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n- role: worker\n- role: worker\n' > kind.yaml
$ kind create cluster --name two --config kind.yaml
Creating cluster "two" ...
 ✓ Ensuring node image (kindest/node:v1.35.1) 🖼
 ✓ Preparing nodes 📦 📦
 ✓ Writing configuration 📜
 ✓ Starting control-plane 🕹️
 ✓ Installing CNI 🔌
 ✓ Installing StorageClass 💾
 ✓ Joining worker nodes 🚜
Set kubectl context to "kind-two"
You can now use your cluster with:

kubectl cluster-info --context kind-two

Have a nice day! 👋
$ kind create cluster --name two
ERROR: failed to create cluster: node(s) already exist for a cluster with the name "two"
[1]
$ kind get clusters && kind get nodes --name two
two
two-control-plane
two-worker
two-worker2
$ kubectl get pods -n kube-system | sed 's/  */ /g' | cut -d' ' -f1,2,3
NAME READY STATUS
coredns-pxskbbslsz-trdc6 1/1 Running
coredns-pxskbbslsz-w2mwz 1/1 Running
etcd-two-control-plane 1/1 Running
kube-apiserver-two-control-plane 1/1 Running
kube-controller-manager-two-control-plane 1/1 Running
kube-proxy-n54qf 1/1 Running
kube-proxy-r4kzb 1/1 Running
kube-proxy-wfwfv 1/1 Running
kube-scheduler-two-control-plane 1/1 Running
$ istioctl install --set profile=ambient -y
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
$ kubectl get pods -n istio-system | wc -l
8
$ istioctl install --set profile=ambient -y | tail -1
The ambient profile has been installed successfully, enjoy Istio without sidecars!
$ kind delete cluster --name two
Deleting cluster "two" ...
Deleted nodes: ["two-control-plane"]
$ kubectl get nodes
The connection to the server localhost:8080 was refused - did you specify the right host or port?
[1]
