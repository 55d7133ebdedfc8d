What kustomize follows a name into, whom a patch means, and in which order it works; the real kubectl (1.35, kustomize v5.7.1)
prints the same for these files. Names are changed where kustomize knows of them, also those of roles and subjects; the service
account called default moves to the namespace, and a JSON patch finds annotations, for kustomize keeps things there.
$ mkdir -p /root/names; cd /root/names; mkdir -p base comp
$ cat > base/kustomization.yaml <<X
> resources: [all.yaml]
> configMapGenerator:
> - name: settings
>   literals: [A=1, B=2]
>   options: {labels: {of: base}}
> secretGenerator:
> - name: empty
> X
$ cat > base/all.yaml <<X
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: web, namespace: default}
> spec:
>   template:
>     spec:
>       priorityClassName: high
>       containers:
>       - {name: web, image: "nginx:1.25@sha256:0123456789abcdef"}
>       - {name: side, image: "registry:5000/team/side"}
>       volumes: [{name: s, configMap: {name: settings}}]
> ---
> apiVersion: autoscaling/v2
> kind: HorizontalPodAutoscaler
> metadata: {name: web}
> spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
> ---
> apiVersion: rbac.authorization.k8s.io/v1
> kind: Role
> metadata: {name: reader}
> rules: [{apiGroups: [""], resources: [secrets], resourceNames: [empty, other], verbs: [get]}]
> ---
> apiVersion: rbac.authorization.k8s.io/v1
> kind: RoleBinding
> metadata: {name: reader}
> roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
> subjects: [{kind: ServiceAccount, name: web, namespace: elsewhere}, {kind: ServiceAccount, name: default, namespace: elsewhere}]
> ---
> apiVersion: v1
> kind: ServiceAccount
> metadata: {name: web, namespace: elsewhere}
> ---
> apiVersion: scheduling.k8s.io/v1
> kind: PriorityClass
> metadata: {name: high}
> value: 5
> ---
> apiVersion: networking.k8s.io/v1
> kind: Ingress
> metadata: {name: web}
> spec: {tls: [{secretName: empty}], rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: web}
> spec: {ports: [{port: 80}]}
> X
$ cat > comp/kustomization.yaml <<X
> apiVersion: kustomize.config.k8s.io/v1alpha1
> kind: Component
> configMapGenerator:
> - name: settings
>   behavior: merge
>   literals: [C=3]
> patches:
> - target: {kind: Deployment, namespace: default}
>   patch: |-
>     - {op: replace, path: /spec/replicas, value: 2}
>     - {op: add, path: /metadata/annotations/a~1b, value: "1"}
> X
$ cat > kustomization.yaml <<X
> namespace: prod
> nameprefix: p-
> resources: [base]
> components: [comp]
> configMapGenerator:
> - name: settings
>   behavior: merge
>   literals: [B=two]
> images:
> - {name: nginx, newTag: "2"}
> - {name: .*/side, newName: side, digest: "sha256:fe"}
> X
$ kubectl kustomize .
apiVersion: v1
kind: ServiceAccount
metadata:
  name: p-web
  namespace: prod
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: p-reader
  namespace: prod
rules:
- apiGroups:
  - ""
  resourceNames:
  - p-empty-46f8b28mk5
  - other
  resources:
  - secrets
  verbs:
  - get
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: p-reader
  namespace: prod
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: p-reader
subjects:
- kind: ServiceAccount
  name: p-web
  namespace: prod
- kind: ServiceAccount
  name: default
  namespace: prod
---
apiVersion: v1
data:
  A: "1"
  B: two
  C: "3"
kind: ConfigMap
metadata:
  labels:
    of: base
  name: p-settings-6m98kf24cm
  namespace: prod
---
apiVersion: v1
data: {}
kind: Secret
metadata:
  name: p-empty-46f8b28mk5
  namespace: prod
type: Opaque
---
apiVersion: v1
kind: Service
metadata:
  name: p-web
  namespace: prod
spec:
  ports:
  - port: 80
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: p-high
value: 5
---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    a/b: "1"
  name: p-web
  namespace: prod
spec:
  replicas: 2
  template:
    spec:
      containers:
      - image: nginx:2
        name: web
      - image: side@sha256:fe
        name: side
      priorityClassName: p-high
      volumes:
      - configMap:
          name: p-settings-6m98kf24cm
        name: s
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: p-web
  namespace: prod
spec:
  maxReplicas: 3
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: p-web
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: p-web
  namespace: prod
spec:
  rules:
  - http:
      paths:
      - backend:
          service:
            name: p-web
            port:
              number: 80
        path: /
        pathType: Prefix
  tls:
  - secretName: p-empty-46f8b28mk5
%%
Replaced, the data is the new one's; labels stay.
$ sed -i 's/behavior: merge/behavior: replace/' kustomization.yaml; kubectl kustomize . | grep -A12 ^data
data:
  B: two
  C: "3"
kind: ConfigMap
metadata:
  labels:
    of: base
  name: p-settings-8mt9gthc2d
  namespace: prod
---
apiVersion: v1
data: {}
kind: Secret
metadata:
  name: p-empty-46f8b28mk5
  namespace: prod
type: Opaque
---
apiVersion: v1
kind: Service
metadata:
  name: p-web
  namespace: prod
spec:
%%
A component comes behind the generators; what is wrong in it is shown quoted.
$ sed -i 's/C=3/C/' comp/kustomization.yaml; kubectl kustomize .
error: accumulating components: accumulateDirectory: "recursed accumulation of path '/root/names/comp': loading KV pairs: literal sources [C]: invalid literal source C, expected key=value"
[1]
$ sed -i 's/C]/C=3]/; s/settings/nothing/' comp/kustomization.yaml; kubectl kustomize .
error: accumulating components: accumulateDirectory: "recursed accumulation of path '/root/names/comp': merging from generator &{0xc000010000 <nil>}: id resid.ResId{Gvk:resid.Gvk{Group:\"\", Version:\"v1\", Kind:\"ConfigMap\", isClusterScoped:false}, Name:\"nothing\", Namespace:\"\"} does not exist; cannot merge or replace"
[1]
$ sed -i 's/nothing/settings/; s/Component/Kustomization/' comp/kustomization.yaml; kubectl kustomize .
error: accumulating components: accumulateDirectory: "couldn't make target for path '/root/names/comp': Failed to read kustomization file under /root/names/comp:\napiVersion for Kustomization should be kustomize.config.k8s.io/v1beta1"
[1]
$ rm comp/kustomization.yaml; kubectl kustomize .
error: accumulating components: accumulateDirectory: "couldn't make target for path '/root/names/comp': unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/root/names/comp'"
[1]
$ sed -i 's/comp\]/gone]/' kustomization.yaml; kubectl kustomize .
error: accumulating components: loader.New "must build at directory: not a valid directory: evalsymlink failure on '/root/names/gone' : lstat /root/names/gone: no such file or directory"
[1]
%%
An image's name is a regular expression: one that is none ends the real one by a panic.
$ sed -i '/components/d; s/nginx,/"(",/' kustomization.yaml; kubectl kustomize .
not simulated: kustomize: an image's name that is no regular expression
[1]
