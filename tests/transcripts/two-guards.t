Why allow-waypoint is there: the destination ztunnel sees the waypoint's identity, not the client's. Without the policy
every request through the waypoint is a 503, and lab why names the hop, the rule and the missing principal.
$ istioctl waypoint apply -n accounts --enroll-namespace
$ kubectl delete authorizationpolicy allow-waypoint -n accounts
$ kubectl exec curl -n finance -- curl -sS -i accounts.accounts:8080
$ lab why
%%
Undone, it works again.
$ lab undo
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
%%
A POST to the pod's own address never meets the waypoint.
$ ip=$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}')
$ kubectl exec curl -n finance -- curl -sS -X POST http://$ip:8080
$ lab why
