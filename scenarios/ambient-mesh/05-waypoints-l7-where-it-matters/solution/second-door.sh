kubectl exec curl -n finance -- curl -sS -X POST $(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080
kubectl delete authorizationpolicy allow-finance -n accounts
