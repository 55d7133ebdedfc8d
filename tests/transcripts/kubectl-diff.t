What apply would change, seen by diff before it is done. Nothing is changed by looking; a status of 1 says that there is something to see.
$ kubectl diff -f deny-all.yaml
$ sed 's/finance/rogue/' allow-finance.yaml > changed.yaml; kubectl diff -f changed.yaml | sed -e 's/ *2026-.*//' -e 's/\(LIVE\|MERGED\)-[0-9]*/\1/g'
diff -u -N /tmp/LIVE/security.istio.io.v1.AuthorizationPolicy.accounts.allow-rogue /tmp/MERGED/security.istio.io.v1.AuthorizationPolicy.accounts.allow-rogue
--- /tmp/LIVE/security.istio.io.v1.AuthorizationPolicy.accounts.allow-rogue	
+++ /tmp/MERGED/security.istio.io.v1.AuthorizationPolicy.accounts.allow-rogue	
@@ -0,0 +1,15 @@
+apiVersion: security.istio.io/v1
+kind: AuthorizationPolicy
+metadata:
+  creationTimestamp: "
+  generation: 1
+  name: allow-rogue
+  namespace: accounts
+  uid: 32af04e4-bc58-47e1-be78-537006416d1e
+spec:
+  action: ALLOW
+  rules:
+  - from:
+    - source:
+        namespaces:
+        - rogue
$ kubectl diff -f changed.yaml > /dev/null; echo $?; kubectl apply -f changed.yaml; kubectl diff -f changed.yaml; echo $?
1
authorizationpolicy.security.istio.io/allow-rogue created
0
$ ls /tmp
%%
New objects, secrets (never shown), another program.
$ printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n' | kubectl diff -f - | sed -e 's/ *2026-.*//' -e 's/\(LIVE\|MERGED\)-[0-9]*/\1/g'
diff -u -N /tmp/LIVE/v1.ConfigMap.default.c /tmp/MERGED/v1.ConfigMap.default.c
--- /tmp/LIVE/v1.ConfigMap.default.c	
+++ /tmp/MERGED/v1.ConfigMap.default.c	
@@ -0,0 +1,9 @@
+apiVersion: v1
+data:
+  a: b
+kind: ConfigMap
+metadata:
+  creationTimestamp: "
+  name: c
+  namespace: default
+  uid: 29636a12-d56e-44d8-9207-d6dd746c925c
$ kubectl create secret generic s --from-literal=a=one --from-literal=b=two; kubectl get secret s -o yaml | sed 's/b25l/dHdv/' > s.yaml; kubectl diff -f s.yaml | grep '^[-+] '
secret/s created
-  a: '*** (before)'
+  a: '*** (after)'
+  annotations: {}
$ KUBECTL_EXTERNAL_DIFF='diff -q' kubectl diff -f s.yaml | sed 's/\(LIVE\|MERGED\)-[0-9]*/\1/g'
Files /tmp/LIVE/v1.Secret.default.s and /tmp/MERGED/v1.Secret.default.s differ
$ KUBECTL_EXTERNAL_DIFF=meld kubectl diff -f s.yaml
error: failed to run "meld": executable file not found in $PATH
[2]
$ kubectl diff -f s.yaml -l app=other
$ kubectl diff --server-side -f deny-all.yaml | grep '^[-+] '
-  annotations:
-    kubectl.kubernetes.io/last-applied-configuration: |
-      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"annotations":{},"name":"deny-all","namespace":"accounts"},"spec":{}}
+  annotations: {}
%%
Its own errors have a status of their own, since 1 means a difference.
$ kubectl diff
error: must specify one of -f and -k
[2]
$ kubectl diff -f nope.yaml
error: the path "nope.yaml" does not exist
[2]
$ kubectl diff foo -f deny-all.yaml
error: Unexpected args: [foo]
See 'kubectl diff -h' for help and examples
[2]
$ echo 'kind: What' | kubectl diff -f -
error: unable to decode "STDIN": Object 'apiVersion' is missing in '{"kind":"What"}'
[2]
$ sed 's/action/reaction/' allow-finance.yaml | kubectl diff -f -
Error from server (BadRequest): strict decoding error: unknown field "spec.reaction"
[2]
