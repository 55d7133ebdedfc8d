kubectl apply -f - <<EOF
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: allow-waypoint
  namespace: accounts
spec:
  action: ALLOW
  rules:
  - from:
    - source:
        principals: ["cluster.local/ns/accounts/sa/waypoint"]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: finance-only
  namespace: accounts
spec:
  targetRefs:
  - kind: Service
    group: ""
    name: accounts
  action: ALLOW
  rules:
  - from:
    - source:
        namespaces: ["finance"]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: no-writes
  namespace: accounts
spec:
  targetRefs:
  - kind: Service
    group: ""
    name: accounts
  action: DENY
  rules:
  - to:
    - operation:
        methods: ["POST", "PUT", "PATCH", "DELETE"]
EOF
istioctl waypoint apply -n accounts --enroll-namespace --wait
