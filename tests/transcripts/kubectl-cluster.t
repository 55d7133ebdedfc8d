The cluster as a whole, the context, and what can be asked about kinds.
$ kubectl version
Client Version: v1.35.2
Kustomize Version: v5.7.1
Server Version: v1.35.1
$ kubectl cluster-info
Kubernetes control plane is running at https://server:6443
CoreDNS is running at https://server:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy

To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.
$ kubectl auth can-i delete pods
yes
$ kubectl api-versions
apiextensions.k8s.io/v1
apps/v1
discovery.k8s.io/v1
extensions.istio.io/v1alpha1
gateway.networking.k8s.io/v1
gateway.networking.k8s.io/v1beta1
networking.istio.io/v1
networking.istio.io/v1alpha3
networking.istio.io/v1beta1
security.istio.io/v1
security.istio.io/v1beta1
telemetry.istio.io/v1
telemetry.istio.io/v1alpha1
v1
$ kubectl api-resources --api-group=gateway.networking.k8s.io
NAME              SHORTNAMES   APIVERSION                          NAMESPACED   KIND
gatewayclasses    gc           gateway.networking.k8s.io/v1        false        GatewayClass
gateways          gtw          gateway.networking.k8s.io/v1        true         Gateway
grpcroutes                     gateway.networking.k8s.io/v1        true         GRPCRoute
httproutes                     gateway.networking.k8s.io/v1        true         HTTPRoute
referencegrants   refgrant     gateway.networking.k8s.io/v1beta1   true         ReferenceGrant
$ kubectl explain authorizationpolicy.spec.action
GROUP:      security.istio.io
KIND:       AuthorizationPolicy
VERSION:    v1

FIELD: action <string>
ENUM:
    ALLOW
    DENY
    AUDIT
    CUSTOM


DESCRIPTION:
    The action to take if the request is matched with the rules; ALLOW by
    default.
    
$ kubectl explain nope
the server doesn't have a resource type "nope"
[1]
$ kubectl config current-context
kubernetes-admin@kubernetes
$ kubectl config set-context --current --namespace=finance
Context "kubernetes-admin@kubernetes" modified.
$ kubectl get pods
NAME   READY   STATUS    RESTARTS   AGE
curl   1/1     Running   0          15m
$ kubectl config get-contexts
CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE
*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   finance
$ kubectl config use-context nope
error: no context exists with the name: "nope"
[1]
%%
Objects made from arguments.
$ kubectl run web --image=nginx --port=80 --dry-run=client -o yaml
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: web
  name: web
spec:
  containers:
  - image: nginx
    name: web
    ports:
    - containerPort: 80
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
$ kubectl create deployment web --image=nginx --replicas=2 --dry-run=client -o yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: web
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx
        name: nginx
        resources: {}
status: {}
$ kubectl expose deployment accounts -n accounts --name=other --port=80 --target-port=8080
service/other exposed
$ kubectl get service other -n accounts -o jsonpath='{.spec.selector} {.spec.ports[0].targetPort}{"\n"}'
{"app":"accounts"} 8080
%%
What a learner looks up first is described, in the embedded kinds too.
$ kubectl explain services.spec.ports
KIND:       Service
VERSION:    v1

FIELD: ports <[]ServicePort>


DESCRIPTION:
    The ports that this service exposes.
    
FIELDS:
  appProtocol	<string>
    How the mesh should read this port.

  name	<string>
    Name of the port, unique in the Service; needed when there are several.

  nodePort	<integer>
    The port on every node, for the types NodePort and LoadBalancer.

  port	<integer>
    The port that the service exposes.

  protocol	<string>
  enum: SCTP, TCP, UDP
    TCP by default.

  targetPort	<IntOrString>
    The port on the pods: a number, or the name of a container's port. The same
    as port by default.

$ kubectl explain deploy.spec.template.spec.containers.readinessProbe | sed -n 3,9p
VERSION:    v1

FIELD: readinessProbe <Probe>


DESCRIPTION:
    While it fails, Services send the pod nothing.
$ kubectl explain pods.spec | grep -A1 hostNetwork
  hostNetwork	<boolean>
    True: it has the node's address, and the ambient mesh leaves it out.
$ kubectl explain gateways.spec.listeners | grep -A1 protocol
  protocol	<string> -required-
    HTTP, HTTPS, TLS, TCP, UDP, or HBONE for a waypoint.
$ kubectl explain httproutes.spec.rules.backendRefs | grep -A1 weight
  weight	<integer>
    Its share of the requests, against the sum of all weights.

$ kubectl explain peerauthentications.spec.mtls | sed -n 7,20p

DESCRIPTION:
    Whether plain text is still accepted.
    
FIELDS:
  mode	<string>
  enum: UNSET, DISABLE, PERMISSIVE, STRICT
    PERMISSIVE takes both, STRICT only mTLS; UNSET asks the next wider policy.

