mkdir -p /root/mesh/base
cp /root/deny-all.yaml /root/allow-finance.yaml /root/allow-waypoint.yaml /root/mesh/base
istioctl waypoint generate -n accounts > /root/mesh/base/waypoint.yaml
cat > /root/mesh/base/allow-get-only.yaml <<EOF
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: allow-get-only
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
    to:
    - operation:
        methods: ["GET"]
EOF
cat > /root/mesh/base/kustomization.yaml <<EOF
namespace: accounts
labels:
- pairs:
    part-of: accounts-mesh
resources:
- waypoint.yaml
- deny-all.yaml
- allow-finance.yaml
- allow-waypoint.yaml
- allow-get-only.yaml
EOF
