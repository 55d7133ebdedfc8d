Every generator writes the manifest that the real one does (these were compared with kubectl 1.35.2).
$ kubectl create role r
error: at least one verb must be specified
[1]
$ kubectl create role r --verb=get
error: at least one resource must be specified
[1]
$ kubectl create role r --verb=foo --resource=pods --dry-run=client -o yaml
Warning: 'foo' is not a standard resource verb
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: r
rules:
- apiGroups:
  - ""
  resources:
  - pods
  verbs:
  - foo
$ kubectl create role r --verb=get --resource=foo --dry-run=client -o yaml
the server doesn't have a resource type "foo"
[1]
$ kubectl create role r --verb=get,list --resource=pods,deploy/status,svc --resource-name=a --dry-run=client -o yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: r
rules:
- apiGroups:
  - ""
  resourceNames:
  - a
  resources:
  - pods
  - services
  verbs:
  - get
  - list
- apiGroups:
  - apps
  resourceNames:
  - a
  resources:
  - deployments/status
  verbs:
  - get
  - list
$ kubectl create role r --verb='*' --resource=pods --dry-run=client
role.rbac.authorization.k8s.io/r created (dry run)
$ kubectl create rolebinding r
error: exactly one of clusterrole or role must be specified
[1]
$ kubectl create rolebinding r --role=a --clusterrole=b
error: exactly one of clusterrole or role must be specified
[1]
$ kubectl create rolebinding r --clusterrole=view --group=g --user=u --serviceaccount=a:b -n x --dry-run=client -o yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r
  namespace: x
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: User
  name: u
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: g
- kind: ServiceAccount
  name: b
  namespace: a
$ kubectl create rolebinding r --clusterrole=view --serviceaccount=b --dry-run=client -o yaml
error: serviceaccount must be <namespace>:<name>
[1]
$ kubectl create clusterrole c
error: at least one verb must be specified
[1]
$ kubectl create clusterrole c --verb=get --resource=nodes --dry-run=client -o yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: c
rules:
- apiGroups:
  - ""
  resources:
  - nodes
  verbs:
  - get
$ kubectl create clusterrole c --verb=get --non-resource-url=/healthz --dry-run=client -o yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: c
rules:
- nonResourceURLs:
  - /healthz
  verbs:
  - get
$ kubectl create clusterrole c --aggregation-rule=a=b --dry-run=client -o yaml
aggregationRule:
  clusterRoleSelectors:
  - matchLabels:
      a: b
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: c
rules: null
$ kubectl create clusterrolebinding c
error: required flag(s) "clusterrole" not set
[1]
$ kubectl create clusterrolebinding c --clusterrole=x --user=a --user=b --dry-run=client -o name
clusterrolebinding.rbac.authorization.k8s.io/c
%%
Jobs, quotas, budgets and the like are kinds that this cluster does not have: their manifests can be written, not kept.
$ kubectl create job j
error: either --image or --from must be specified
[1]
$ kubectl create job j --image=a --dry-run=client
job.batch/j created (dry run)
$ kubectl create job j --from=cronjob/x --dry-run=client -o yaml
not simulated: kubectl create job --from
[1]
$ kubectl create job j --from=deploy/accounts -n accounts
not simulated: kubectl create job --from
[1]
$ kubectl create cronjob j
error: required flag(s) "image", "schedule" not set
[1]
$ kubectl create cronjob j --image=a
error: required flag(s) "schedule" not set
[1]
$ kubectl create cronjob j --image=a --schedule=x --restart=Never --dry-run=client -o yaml
apiVersion: batch/v1
kind: CronJob
metadata:
  name: j
spec:
  jobTemplate:
    metadata:
      name: j
    spec:
      template:
        metadata: {}
        spec:
          containers:
          - image: a
            name: j
            resources: {}
          restartPolicy: Never
  schedule: x
status: {}
$ kubectl create quota q
not simulated: ResourceQuota (v1)
[1]
$ kubectl create quota q --hard=pods=2,services=1 --scopes=BestEffort --dry-run=client -o yaml
apiVersion: v1
kind: ResourceQuota
metadata:
  name: q
spec:
  hard:
    pods: "2"
    services: "1"
  scopes:
  - BestEffort
status: {}
$ kubectl create ingress i
error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)
[1]
$ kubectl create ingress i --rule=foo --dry-run=client
error: rule foo is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]
[1]
$ kubectl create ingress i --class=nginx --rule='a.com/x*=svc:http,tls=s' --rule='b.com/=s2:80' --annotation=a=b --dry-run=client -o yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    a: b
  name: i
spec:
  ingressClassName: nginx
  rules:
  - host: a.com
    http:
      paths:
      - backend:
          service:
            name: svc
            port:
              name: http
        path: /x
        pathType: Prefix
  - host: b.com
    http:
      paths:
      - backend:
          service:
            name: s2
            port:
              number: 80
        path: /
        pathType: Exact
  tls:
  - hosts:
    - a.com
    secretName: s
status:
  loadBalancer: {}
$ kubectl create ingress i --default-backend=svc:80 --dry-run=client -o yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: i
spec:
  defaultBackend:
    service:
      name: svc
      port:
        number: 80
status:
  loadBalancer: {}
$ kubectl create pdb p
error: a selector must be specified
[1]
$ kubectl create pdb p --selector=a=b
error: one of min-available or max-unavailable must be specified
[1]
$ kubectl create pdb p --selector=a=b --max-unavailable=50% --dry-run=client -o yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: p
spec:
  maxUnavailable: 50%
  selector:
    matchLabels:
      a: b
status:
  currentHealthy: 0
  desiredHealthy: 0
  disruptionsAllowed: 0
  expectedPods: 0
$ kubectl create pdb p --min-available=1
error: a selector must be specified
[1]
$ kubectl create pc p --value=10 --global-default --description=x --preemption-policy=Never --dry-run=client -o yaml
apiVersion: scheduling.k8s.io/v1
description: x
globalDefault: true
kind: PriorityClass
metadata:
  name: p
preemptionPolicy: Never
value: 10
$ kubectl create pc p --dry-run=client -o yaml
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: p
preemptionPolicy: PreemptLowerPriority
value: 0
%%
Services and secrets.
$ kubectl create svc clusterip s --tcp=80:8080 --tcp=443:https -n q --dry-run=client -o yaml
apiVersion: v1
kind: Service
metadata:
  labels:
    app: s
  name: s
  namespace: q
spec:
  ports:
  - name: 80-8080
    port: 80
    protocol: TCP
    targetPort: 8080
  - name: 443-https
    port: 443
    protocol: TCP
    targetPort: https
  selector:
    app: s
  type: ClusterIP
status:
  loadBalancer: {}
$ kubectl create svc clusterip s --tcp=abc --dry-run=client
error: strconv.ParseUint: parsing "abc": invalid syntax
[1]
$ kubectl create svc clusterip s --tcp=80:99999 --dry-run=client
error: must be between 1 and 65535, inclusive
[1]
$ kubectl create svc clusterip s --clusterip=None --tcp=80 --dry-run=client -o name
service/s
$ kubectl create svc nodeport s --tcp=80 --node-port=30080 --dry-run=client -o yaml
apiVersion: v1
kind: Service
metadata:
  labels:
    app: s
  name: s
spec:
  ports:
  - name: "80"
    nodePort: 30080
    port: 80
    protocol: TCP
    targetPort: 80
  selector:
    app: s
  type: NodePort
status:
  loadBalancer: {}
$ kubectl create svc nodeport s --tcp=80:90 --dry-run=server
service/s created (server dry run)
$ kubectl create svc externalname s --dry-run=client
error: required flag(s) "external-name" not set
[1]
$ kubectl create svc externalname s --external-name=x.y --tcp=80 --dry-run=client -o yaml
apiVersion: v1
kind: Service
metadata:
  labels:
    app: s
  name: s
spec:
  externalName: x.y
  ports:
  - name: "80"
    port: 80
    protocol: TCP
    targetPort: 80
  selector:
    app: s
  type: ExternalName
status:
  loadBalancer: {}
$ kubectl create secret docker-registry r
error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required
[1]
$ kubectl create secret docker-registry r --docker-username=u
error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required
[1]
$ kubectl create secret docker-registry r --docker-username=u --docker-password=p --docker-email=e@x --dry-run=client -o yaml
apiVersion: v1
data:
  .dockerconfigjson: eyJhdXRocyI6eyJodHRwczovL2luZGV4LmRvY2tlci5pby92MS8iOnsidXNlcm5hbWUiOiJ1IiwicGFzc3dvcmQiOiJwIiwiZW1haWwiOiJlQHgiLCJhdXRoIjoiZFRwdyJ9fX0=
kind: Secret
metadata:
  name: r
type: kubernetes.io/dockerconfigjson
$ kubectl create secret tls t
error: key and cert must be specified
[1]
$ kubectl create secret tls t --cert=a --key=b
error: Cannot read file a, open a: no such file or directory
[1]
$ kubectl create service nodeport web --tcp=80:8080; kubectl get svc web -o jsonpath='{.spec.type} {.spec.ports[0].targetPort}{"\n"}'
service/web created
NodePort 8080
$ kubectl create svc clusterip web --tcp=80
error: failed to create ClusterIP service: services "web" already exists
[1]
%%
Deployments, tokens, names.
$ kubectl create token nope
error: failed to create token: serviceaccounts "nope" not found
[1]
$ kubectl create sa a b
error: exactly one NAME is required, got 2
See 'kubectl create serviceaccount -h' for help and examples
[1]
$ kubectl create deploy a --image=x -r 3 --dry-run=client -o name
deployment.apps/a
$ kubectl create deploy a --image=x --port=80 --port=90 --dry-run=client -o yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: a
  name: a
spec:
  replicas: 1
  selector:
    matchLabels:
      app: a
  strategy: {}
  template:
    metadata:
      labels:
        app: a
    spec:
      containers:
      - image: x
        name: x
        ports:
        - containerPort: 90
        resources: {}
status: {}
$ kubectl create deploy a --image=x --image=y --dry-run=client -- sleep 5
error: cannot specify multiple --image options and command
[1]
$ kubectl create token default -n finance
not simulated: kubectl create token
[1]
%%
Variables of a file; a byte order mark in front of the first is not part of its name.
$ printf '\xef\xbb\xbfA=1\r\n# not this\nB=x=y\n' > env
$ kubectl create configmap vars --from-env-file=env --dry-run=client -o jsonpath='{.data}{"\n"}'
{"A":"1","B":"x=y"}
