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
EOF
