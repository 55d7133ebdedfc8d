kubectl apply -f - <<EOF
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata:
  name: failures
  namespace: accounts
spec:
  targetRefs:
  - kind: Service
    group: ""
    name: accounts
  accessLogging:
  - providers:
    - name: envoy
    filter:
      expression: response.code >= 400
EOF
