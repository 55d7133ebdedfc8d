mkdir -p /root/mesh/overlays/production
cat > /root/mesh/overlays/production/kustomization.yaml <<EOF
resources:
- ../../base
patches:
- target:
    kind: AuthorizationPolicy
    name: allow-get-only
  patch: |-
    - op: add
      path: /spec/rules/0/to/0/operation/methods/-
      value: HEAD
EOF
