Between the commands of one line, too, the cluster becomes quiet, as for a reader who looks at each output.
$ istioctl waypoint apply -n accounts --enroll-namespace; kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
NAME                        READY   STATUS    RESTARTS   AGE
waypoint-ph8zlqvbhr-trhrd   1/1     Running   0          1s
$ lab why; for i in 1 2; do echo $i; done; (kubectl get gateway -n accounts; true)
No request has been sent yet.
1
2
NAME       CLASS            ADDRESS         PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.124.155   True         2s
