@ pace: exact
At the exact pace nothing waits: before the waypoint is programmed, traffic goes straight to the pod (R0.3).
$ istioctl waypoint apply -n accounts --enroll-namespace; kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
NAME                        READY   STATUS              RESTARTS   AGE
waypoint-ph8zlqvbhr-trhrd   0/1     ContainerCreating   0          0s
$ kubectl get gateway -n accounts
NAME       CLASS            ADDRESS   PROGRAMMED   AGE
waypoint   istio-waypoint             False        0s
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080
200 
%%
kubectl wait jumps to when it is ready.
$ kubectl wait --for=condition=programmed gateway/waypoint -n accounts
gateway.gateway.networking.k8s.io/waypoint condition met
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080
200 istio-envoy
