@ world: from-lab-to-git
The last challenge, by somebody who forgets a file, puts production's wish into the base, and writes a patch that replaces a list.
$ lab hint
Task 1, Write the base: what brings the mesh back:
There is no directory /root/mesh/base yet.
$ mkdir -p mesh/base mesh/overlays/production; cp deny-all.yaml allow-finance.yaml mesh/base; cd mesh
$ lab hint
Task 1, Write the base: what brings the mesh back:
kubectl cannot build it yet. It says which line or file it means.
$ kubectl get authorizationpolicy allow-get-only -n accounts -o jsonpath='{.metadata.annotations.kubectl\.kubernetes\.io/last-applied-configuration}' > base/allow-get-only.yaml
$ cat > base/kustomization.yaml <<E
> resources: [deny-all.yaml, allow-finance.yaml, allow-get-onyl.yaml]
> E
$ lab hint
Task 1, Write the base: what brings the mesh back:
kubectl cannot build it yet. It says which line or file it means.
kubectl kustomize /root/mesh/base
$ kubectl kustomize base
error: accumulating resources: accumulation err='accumulating resources from 'allow-get-onyl.yaml': evalsymlink failure on '/root/mesh/base/allow-get-onyl.yaml' : lstat /root/mesh/base/allow-get-onyl.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/root/mesh/base/allow-get-onyl.yaml' : lstat /root/mesh/base/allow-get-onyl.yaml: no such file or directory
[1]
$ sed -i s/onyl/only/ base/kustomization.yaml
$ lab hint
Task 1, Write the base: what brings the mesh back:
Put back from the base alone, the waypoint is missing.
$ istioctl waypoint generate -n accounts > base/waypoint.yaml; sed -i 's/resources: ./&waypoint.yaml, /' base/kustomization.yaml
$ lab hint
Task 1, Write the base: what brings the mesh back:
Put back from the base alone, every call is a 503: the policy that lets the
waypoint in is missing.
$ cp ../allow-waypoint.yaml base; sed -i 's/resources: ./&allow-waypoint.yaml, /' base/kustomization.yaml
$ lab check
[x] 1. Write the base: what brings the mesh back: done
[x] 2. Make cluster and files agree: done
[ ] 3. Write the overlay: production also allows HEAD: not yet
      kubectl kustomize /root/mesh/overlays/production says: error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/root/mesh/overlays/production'
[ ] 4. Roll it out: not yet
      sent:     HEAD http://accounts.accounts:8080 from finance/curl
      expected: status 200, through accounts/waypoint
      observed: status 403, body "", through accounts/waypoint
      decided:  waypoint accounts/waypoint-ph8zlqvbhr-trhrd: deny (ALLOW policies target this service, and none of them matches this request)
      closest:  policy accounts/allow-get-only, rule 0: to.methods wants GET; here it is HEAD
[ ] 5. Notice a change, and take it back: not yet
      your terminal has not shown a line with: +  name: allow-get-only
2 of 5 tasks are done.
[1]
%%
They agree already: nothing in the files is new to the cluster. A label makes it known what comes from here.
$ kubectl diff -k base; echo $?
0
$ echo 'labels: [{pairs: {part-of: accounts-mesh}}]' >> base/kustomization.yaml
$ kubectl diff -k base | grep '^[+-] '
+  labels:
+    part-of: accounts-mesh
+  labels:
+    part-of: accounts-mesh
+  labels:
+    part-of: accounts-mesh
+  labels:
+    part-of: accounts-mesh
+  labels:
+    part-of: accounts-mesh
$ lab hint 2
Task 2, Make cluster and files agree:
See what would change, then apply it.
$ kubectl apply -k base
Warning: resource gateways/waypoint is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.
gateway.gateway.networking.k8s.io/waypoint configured
authorizationpolicy.security.istio.io/allow-finance configured
authorizationpolicy.security.istio.io/allow-get-only configured
authorizationpolicy.security.istio.io/allow-waypoint configured
authorizationpolicy.security.istio.io/deny-all configured
$ kubectl diff -k base && echo none
none
%%
The overlay.
$ lab hint
Task 3, Write the overlay: production also allows HEAD:
The overlay is a directory with a kustomization.yaml of its own:
/root/mesh/overlays/production.
$ cat > overlays/production/kustomization.yaml <<E
> resources: [../base]
> E
$ lab hint
Task 3, Write the overlay: production also allows HEAD:
kubectl cannot build the overlay yet. It says why; the way from there to the
base is ../../base.
$ cat > overlays/production/kustomization.yaml <<E
> resources: [../../base]
> patches:
> - patch: |-
>     apiVersion: security.istio.io/v1
>     kind: AuthorizationPolicy
>     metadata: {name: allow-get-only, namespace: accounts}
>     spec: {rules: [{to: [{operation: {methods: [HEAD]}}]}]}
> E
$ lab hint
Task 3, Write the overlay: production also allows HEAD:
In production GET is refused now. A strategic patch of a custom resource
replaces a list whole; an operation 'add' at /methods/- adds to it.
$ cat > overlays/production/kustomization.yaml <<E
> resources: [../../base]
> patches:
> - target: {kind: AuthorizationPolicy, name: allow-get-only}
>   patch: |-
>     - {op: add, path: /spec/rules/0/to/0/operation/methods/-, value: HEAD}
> E
$ kubectl diff -k overlays/production | grep '^[+-] '
-  generation: 1
+  generation: 2
+        - HEAD
$ kubectl apply -k overlays/production | grep -v unchanged
gateway.gateway.networking.k8s.io/waypoint configured
authorizationpolicy.security.istio.io/allow-get-only configured
$ lab hint
Task 4, Roll it out:
It is rolled out. Send a HEAD and see it pass.
$ kubectl exec curl -n finance -- curl -sS -I accounts.accounts:8080 -o /dev/null -w '%{http_code}\n'
200
$ lab hint
Task 5, Notice a change, and take it back:
Delete the policy allow-get-only, as a colleague in a hurry would, and let
the files tell.
%%
A change behind everybody's back.
$ kubectl delete authorizationpolicy allow-get-only -n accounts
authorizationpolicy.security.istio.io "allow-get-only" deleted from accounts namespace
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 5, Notice a change, and take it back:
The rule is gone, and nothing complains. Ask the files.
$ kubectl diff -k overlays/production | grep '^+  name'
+  name: allow-get-only
+  namespace: accounts
$ lab hint
Task 5, Notice a change, and take it back:
diff has named what is missing. Put it back.
$ kubectl apply -k overlays/production | grep created
authorizationpolicy.security.istio.io/allow-get-only created
$ lab hint
Task 5, Notice a change, and take it back:
It is back. See that a POST is refused again.
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080; echo
RBAC: access denied
$ lab check
[x] 1. Write the base: what brings the mesh back: done
[x] 2. Make cluster and files agree: done
[x] 3. Write the overlay: production also allows HEAD: done
[x] 4. Roll it out: done
[x] 5. Notice a change, and take it back: done
All 5 tasks are done.
