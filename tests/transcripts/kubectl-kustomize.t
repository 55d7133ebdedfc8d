A base, and an overlay on it: what kubectl kustomize prints is what the real one (kustomize v5.5) printed for these files, byte
for byte.
$ mkdir -p /root/shop/base /root/shop/overlays/prod; cd /root/shop
$ cat > base/kustomization.yaml <<E
> resources:
> - deployment.yaml
> - service.yaml
> - policy.yaml
> - names.yaml
> configMapGenerator:
> - name: settings
>   literals: [A=1, B=two words]
> labels:
> - pairs: {team: core}
>   includeSelectors: true
> E
$ cat > base/deployment.yaml <<E
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: shop, labels: {app: shop}}
> spec:
>   replicas: 1
>   selector: {matchLabels: {app: shop}}
>   template:
>     metadata: {labels: {app: shop}}
>     spec:
>       serviceAccountName: shop
>       containers:
>       - name: shop
>         image: hashicorp/http-echo:1.0.0
>         args: [-text=hi, "-listen=:8080"]
>         envFrom: [{configMapRef: {name: settings}}]
>       - name: side
>         image: curlimages/curl:8.11.1
>         command: [sleep, infinity]
> E
$ cat > base/service.yaml <<E
> apiVersion: v1
> kind: Service
> metadata: {name: shop, annotations: {x: "yes", z: "multi\nline\n"}}
> spec:
>   selector: {app: shop}
>   ports: [{name: http, port: 8080}]
> E
$ cat > base/policy.yaml <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: get-only}
> spec:
>   targetRefs: [{kind: Service, group: "", name: shop}]
>   rules: [{from: [{source: {namespaces: [finance]}}], to: [{operation: {methods: [GET]}}]}]
> E
$ cat > base/names.yaml <<E
> apiVersion: v1
> kind: ServiceAccount
> metadata: {name: shop}
> ---
> apiVersion: v1
> kind: Namespace
> metadata: {name: shop}
> E
$ cat > overlays/prod/kustomization.yaml <<E
> apiVersion: kustomize.config.k8s.io/v1beta1
> kind: Kustomization
> namespace: shop-prod
> namePrefix: p-
> nameSuffix: -s
> resources:
> - ../../base
> commonAnnotations: {note: prod}
> commonLabels: {env: prod}
> images:
> - name: hashicorp/http-echo
>   newTag: 0.2.3
> replicas:
> - name: shop
>   count: 2
> configMapGenerator:
> - name: settings
>   behavior: merge
>   literals: [B=three, C=]
> patches:
> - path: args.yaml
> - target: {kind: AuthorizationPolicy}
>   patch: |-
>     - op: add
>       path: /spec/rules/0/to/0/operation/methods/-
>       value: HEAD
> - target: {kind: Service, name: sh.*}
>   patch: |-
>     apiVersion: v1
>     kind: Service
>     metadata: {name: whatever}
>     spec: {ports: [{port: 8080, targetPort: 9090}]}
> E
$ cat > overlays/prod/args.yaml <<E
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: shop}
> spec:
>   template:
>     spec:
>       containers:
>       - name: extra
>         image: curlimages/curl:8.11.1
>         command: [sleep, infinity]
>       - name: shop
>         args: [-text=prod, "-listen=:9090"]
>       - name: side
>         \$patch: delete
> E
$ kubectl kustomize base
apiVersion: v1
kind: Namespace
metadata:
  labels:
    team: core
  name: shop
---
apiVersion: v1
kind: ServiceAccount
metadata:
  labels:
    team: core
  name: shop
---
apiVersion: v1
data:
  A: "1"
  B: two words
kind: ConfigMap
metadata:
  labels:
    team: core
  name: settings-5gttg69dkf
---
apiVersion: v1
kind: Service
metadata:
  annotations:
    x: "yes"
    z: |
      multi
      line
  labels:
    team: core
  name: shop
spec:
  ports:
  - name: http
    port: 8080
  selector:
    app: shop
    team: core
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: shop
    team: core
  name: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app: shop
      team: core
  template:
    metadata:
      labels:
        app: shop
        team: core
    spec:
      containers:
      - args:
        - -text=hi
        - -listen=:8080
        envFrom:
        - configMapRef:
            name: settings-5gttg69dkf
        image: hashicorp/http-echo:1.0.0
        name: shop
      - command:
        - sleep
        - infinity
        image: curlimages/curl:8.11.1
        name: side
      serviceAccountName: shop
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  labels:
    team: core
  name: get-only
spec:
  rules:
  - from:
    - source:
        namespaces:
        - finance
    to:
    - operation:
        methods:
        - GET
  targetRefs:
  - group: ""
    kind: Service
    name: shop
$ kubectl kustomize overlays/prod
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
apiVersion: v1
kind: Namespace
metadata:
  annotations:
    note: prod
  labels:
    env: prod
    team: core
  name: shop-prod
---
apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    note: prod
  labels:
    env: prod
    team: core
  name: p-shop-s
  namespace: shop-prod
---
apiVersion: v1
data:
  A: "1"
  B: three
  C: ""
kind: ConfigMap
metadata:
  annotations:
    note: prod
  labels:
    env: prod
    team: core
  name: p-settings-s-7gg26g55df
  namespace: shop-prod
---
apiVersion: v1
kind: Service
metadata:
  annotations:
    note: prod
    x: "yes"
    z: |
      multi
      line
  labels:
    env: prod
    team: core
  name: p-shop-s
  namespace: shop-prod
spec:
  ports:
  - name: http
    port: 8080
    targetPort: 9090
  selector:
    app: shop
    env: prod
    team: core
---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    note: prod
  labels:
    app: shop
    env: prod
    team: core
  name: p-shop-s
  namespace: shop-prod
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
      env: prod
      team: core
  template:
    metadata:
      annotations:
        note: prod
      labels:
        app: shop
        env: prod
        team: core
    spec:
      containers:
      - command:
        - sleep
        - infinity
        image: curlimages/curl:8.11.1
        name: extra
      - args:
        - -text=prod
        - -listen=:9090
        envFrom:
        - configMapRef:
            name: p-settings-s-7gg26g55df
        image: hashicorp/http-echo:0.2.3
        name: shop
      serviceAccountName: p-shop-s
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  annotations:
    note: prod
  labels:
    env: prod
    team: core
  name: p-get-only-s
  namespace: shop-prod
spec:
  rules:
  - from:
    - source:
        namespaces:
        - finance
    to:
    - operation:
        methods:
        - GET
        - HEAD
  targetRefs:
  - group: ""
    kind: Service
    name: shop
%%
The prefix follows a name into what refers to it, but only where kustomize knows of it: the policy still targets "shop", which is
not there.
$ kubectl kustomize overlays/prod | grep -n 'name: shop$'
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
101:        name: shop
128:    name: shop
%%
Applied, it is the same again, in that order; what differs is a diff, and -k is understood wherever -f is.
$ kubectl create namespace shop-prod; kubectl diff -k overlays/prod 2>/dev/null | grep "^+  *name: [ps][-h]"; kubectl delete namespace shop-prod
namespace/shop-prod created
+  name: p-shop-s
+            name: p-settings-s-7gg26g55df
+        name: shop
+  name: p-get-only-s
+    name: shop
+  name: p-settings-s-7gg26g55df
+  name: p-shop-s
+  name: p-shop-s
namespace "shop-prod" deleted
$ kubectl apply -k overlays/prod
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
namespace/shop-prod created
serviceaccount/p-shop-s created
configmap/p-settings-s-7gg26g55df created
service/p-shop-s created
deployment.apps/p-shop-s created
authorizationpolicy.security.istio.io/p-get-only-s created
$ kubectl apply -k overlays/prod
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
namespace/shop-prod unchanged
serviceaccount/p-shop-s unchanged
configmap/p-settings-s-7gg26g55df unchanged
service/p-shop-s unchanged
deployment.apps/p-shop-s unchanged
authorizationpolicy.security.istio.io/p-get-only-s unchanged
$ kubectl diff -k overlays/prod; echo $?
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
0
$ kubectl get -k overlays/prod
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
NAME                  STATUS   AGE
namespace/shop-prod   Active   2s

NAME                      SECRETS   AGE
serviceaccount/p-shop-s   0         2s

NAME                                DATA   AGE
configmap/p-settings-s-7gg26g55df   3      2s

NAME               TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE
service/p-shop-s   ClusterIP   10.96.44.127   <none>        8080/TCP   2s

NAME                       READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/p-shop-s   2/2     2            2           2s

NAME                                                 ACTION   AGE
authorizationpolicy.security.istio.io/p-get-only-s            2s
$ sed -i 's/count: 2/count: 1/' overlays/prod/kustomization.yaml
$ kubectl diff -k overlays/prod 2>&1 | grep '^[-+]  r'
-  replicas: 2
+  replicas: 1
$ kubectl apply -k overlays/prod | grep -v unchanged
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
deployment.apps/p-shop-s configured
$ kubectl delete -k overlays/prod
# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.
namespace "shop-prod" deleted
serviceaccount "p-shop-s" deleted from shop-prod namespace
configmap "p-settings-s-7gg26g55df" deleted from shop-prod namespace
service "p-shop-s" deleted from shop-prod namespace
deployment.apps "p-shop-s" deleted from shop-prod namespace
authorizationpolicy.security.istio.io "p-get-only-s" deleted from shop-prod namespace
%%
What kustomize does not find, or does not understand.
$ kubectl kustomize overlays
error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/root/shop/overlays'
[1]
$ kubectl kustomize nothing
error: must build at directory: not a valid directory: evalsymlink failure on 'nothing' : lstat /root/shop/nothing: no such file or directory
[1]
$ kubectl kustomize base/service.yaml
error: must build at directory: '/root/shop/base/service.yaml': file is not directory
[1]
$ kubectl kustomize base overlays
error: specify one path to kustomization.yaml
[1]
$ kubectl apply -k base -f base
error: only one of -f or -k can be specified
[1]
$ cd $(mktemp -d)
$ put() { cat > kustomization.yaml; kubectl kustomize; }
$ put <<E
> resourcs: [a.yaml]
> E
error: invalid Kustomization: json: unknown field "resourcs"
[1]
$ put <<E
> resources: [a.yaml]
> E
error: accumulating resources: accumulation err='accumulating resources from 'a.yaml': evalsymlink failure on '/tmp/tmp.hi06lzuf2Q/a.yaml' : lstat /tmp/tmp.hi06lzuf2Q/a.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/tmp/tmp.hi06lzuf2Q/a.yaml' : lstat /tmp/tmp.hi06lzuf2Q/a.yaml: no such file or directory
[1]
$ put <<E
> resources: [/root/shop/base/service.yaml]
> E
error: accumulating resources: accumulation err='accumulating resources from '/root/shop/base/service.yaml': security; file '/root/shop/base/service.yaml' is not in or below '/tmp/tmp.hi06lzuf2Q'': must build at directory: '/root/shop/base/service.yaml': file is not directory
[1]
$ put <<E
> resources: [/root/shop/base, /root/shop/base]
> E
error: accumulating resources: accumulation err='accumulating resources from '/root/shop/base': '/root/shop/base' must resolve to a file': recursed merging from path '/root/shop/base': may not add resource with an already registered id: Deployment.v1.apps/shop.[noNs]
[1]
$ put <<E
> resources: [.]
> E
error: accumulating resources: accumulation err='accumulating resources from '.': '/tmp/tmp.hi06lzuf2Q' must resolve to a file': cycle detected: candidate root '/tmp/tmp.hi06lzuf2Q' contains visited root '/tmp/tmp.hi06lzuf2Q'
[1]
$ put <<E
> resources: [/root/shop/base]
> patches: [{path: none.yaml}]
> E
error: trouble configuring builtin PatchTransformer with config: `
path: none.yaml
`: failed to get the patch file from path(none.yaml): evalsymlink failure on '/tmp/tmp.hi06lzuf2Q/none.yaml' : lstat /tmp/tmp.hi06lzuf2Q/none.yaml: no such file or directory
[1]
$ put <<E
> resources: [/root/shop/base]
> patches:
> - patch: |-
>     apiVersion: apps/v1
>     kind: Deployment
>     metadata: {name: shopp}
> - patch: |-
>     - {op: remove, path: /spec}
> E
error: no resource matches strategic merge patch "Deployment.v1.apps/shopp.[noNs]": no matches for Id Deployment.v1.apps/shopp.[noNs]; failed to find unique target for patch Deployment.v1.apps/shopp.[noNs]
[1]
$ put <<E
> resources: [/root/shop/base]
> patches:
> - patch: |-
>     - {op: remove, path: /spec}
> E
error: must specify a target for JSON patch [patch: "- {op: remove, path: /spec}"]
[1]
$ put <<E
> resources: [/root/shop/base]
> patches:
> - target: {kind: Deployment}
>   patch: |-
>     - {op: remove, path: /spec/nothing}
> E
error: error in remove for path: '/spec/nothing': Unable to remove nonexistent key: nothing: missing value
[1]
$ put <<E
> resources: [/root/shop/base]
> replicas: [{name: nobody, count: 3}]
> E
error: resource with name nobody does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]
[1]
$ put <<E
> resources: [/root/shop/base]
> images: [{name: a, newTag: 1.2}]
> E
error: invalid Kustomization: json: cannot unmarshal number into Go struct field Image.images.newTag of type string
[1]
$ put <<E
> resources: [/root/shop/base]
> namespace: [a]
> E
error: invalid Kustomization: json: cannot unmarshal array into Go struct field Kustomization.namespace of type string
[1]
$ put <<E
> labels: [{pairs: [a]}]
> E
error: invalid Kustomization: json: cannot unmarshal array into Go struct field Label.labels.pairs of type map[string]string
[1]
$ put <<E
> secretGenerator: [{name: a, options: {immutable: "yes"}}]
> E
error: invalid Kustomization: json: cannot unmarshal string into Go struct field GeneratorOptions.secretGenerator.GeneratorArgs.options.immutable of type bool
[1]
$ put <<E
> resources: [/root/shop/base]
> patches: [{target: {kind: Service}, patch: '[{"op": "replace", "path": "", "value": 5}]'}]
> E
error: wrong node kind: expected MappingNode but got ScalarNode: node contents:
5
[1]
$ put <<E
> configMapGenerator: [{name: a, files: [none]}]
> E
error: loading KV pairs: file sources: [none]: evalsymlink failure on '/tmp/tmp.hi06lzuf2Q/none' : lstat /tmp/tmp.hi06lzuf2Q/none: no such file or directory
[1]
$ put </dev/null
error: kustomization.yaml is empty
[1]
$ put <<E
> resources: [/root/shop/base]
> : a
> E
error: invalid Kustomization: yaml: line 1: did not find expected key
[1]
%%
What ambit does not do with a kustomization, it says.
$ put <<E
> resources: [https://github.com/istio/istio//samples]
> E
not simulated: kustomize resources from elsewhere: https://github.com/istio/istio//samples
[1]
$ put <<E
> resources: [/root/shop/base]
> helmCharts: [{name: istiod}]
> E
not simulated: kustomize helmCharts
[1]
$ put <<E
> resources: [/root/shop/base]
> replacements: [{path: r.yaml}]
> E
not simulated: kustomize replacements
[1]
$ kubectl kustomize --enable-helm /root/shop/base
not simulated: kubectl kustomize --enable-helm
[1]
