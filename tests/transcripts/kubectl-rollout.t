Scaling, restarting and undoing; waiting jumps in time.
$ kubectl scale deployment accounts -n accounts --replicas=2
deployment.apps/accounts scaled
$ kubectl rollout status deployment/accounts -n accounts
deployment "accounts" successfully rolled out
$ kubectl get deployment accounts -n accounts
NAME       READY   UP-TO-DATE   AVAILABLE   AGE
accounts   2/2     2            2           15m
$ kubectl scale deployment/accounts -n accounts --replicas=1 --current-replicas=7
error: Expected replicas to be 7, was 2
[1]
$ kubectl rollout restart deployment accounts -n accounts
deployment.apps/accounts restarted
$ kubectl rollout status deployment accounts -n accounts
deployment "accounts" successfully rolled out
$ kubectl rollout history deployment/accounts -n accounts
deployment.apps/accounts 
REVISION   CHANGE-CAUSE
1          <none>
2          <none>

$ kubectl rollout undo deployment/accounts -n accounts
deployment.apps/accounts rolled back
$ kubectl rollout status daemonset/ztunnel -n istio-system
daemon set "ztunnel" successfully rolled out
$ kubectl set env deployment/accounts COLOR=blue -n accounts
deployment.apps/accounts env updated
$ kubectl set env deployment/accounts --list -n accounts
# Deployment accounts, container accounts
COLOR=blue
$ kubectl set image deployment/accounts nope=x -n accounts
error: unable to find container named "nope"
[1]
%%
Conditions, values and the end of things.
$ kubectl wait --for=condition=Ready pod/curl -n finance
pod/curl condition met
$ kubectl wait --for=condition=Available deployment/accounts -n accounts --timeout=60s
deployment.apps/accounts condition met
$ kubectl wait --for=jsonpath='{.status.phase}'=Running pod/curl -n finance
pod/curl condition met
$ kubectl wait --for=condition=Nope pod/curl -n finance --timeout=1s
error: timed out waiting for the condition on pods/curl
[1]
$ kubectl wait --for=condition=Ready pod -l nothing=here
error: no matching resources found
[1]
$ kubectl wait --for=delete pod/nope
$ kubectl delete pod curl -n finance --wait=false
pod "curl" deleted from finance namespace
$ kubectl wait --for=delete pod/curl -n finance
