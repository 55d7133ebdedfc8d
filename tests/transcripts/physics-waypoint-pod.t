The waypoint's pod is deleted while somebody sends a GET every half second: a gap of errors until the Deployment's next
pod is ready, and then as before. Nobody was let past the waypoint in between.
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ watch -n 0.5 -t "kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080 2>&1" > seen & sleep 2; kubectl delete pod -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint; sleep 4; kill $!; tr '\033' '\n' < seen | grep -oE 'curl: .*|^.*[0-9]{3} istio-envoy|200 $' | sed 's/.*\(200\)/\1/' | uniq -c
[1] 3
pod "waypoint-ph8zlqvbhr-trhrd" deleted from accounts namespace
      4 200 istio-envoy
      2 curl: (56) Recv failure: Connection reset by peer
      7 200 istio-envoy
[1]+  Terminated              watch -n 0.5 -t "kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code} %header{server}\n' accounts.accounts:8080 2>&1" > seen
$ kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
NAME                        READY   STATUS    RESTARTS   AGE
waypoint-ph8zlqvbhr-blt4p   1/1     Running   0          6s
$ kubectl get events -n accounts --field-selector involvedObject.kind=Pod -o custom-columns=REASON:.reason,POD:.involvedObject.name | sort | uniq -c
      1 Created     accounts-6jxp7zxtn8-7p2xg
      1 Created     waypoint-ph8zlqvbhr-blt4p
      1 Created     waypoint-ph8zlqvbhr-trhrd
      1 Killing     waypoint-ph8zlqvbhr-trhrd
      1 Pulled      accounts-6jxp7zxtn8-7p2xg
      1 Pulled      waypoint-ph8zlqvbhr-blt4p
      1 Pulled      waypoint-ph8zlqvbhr-trhrd
      1 REASON      POD
      1 Scheduled   accounts-6jxp7zxtn8-7p2xg
      1 Scheduled   waypoint-ph8zlqvbhr-blt4p
      1 Scheduled   waypoint-ph8zlqvbhr-trhrd
      1 Started     accounts-6jxp7zxtn8-7p2xg
      1 Started     waypoint-ph8zlqvbhr-blt4p
      1 Started     waypoint-ph8zlqvbhr-trhrd
%%
The same by a loop, which is easier to read.
$ (for i in 1 2 3 4 5 6 7 8; do kubectl exec curl -n finance -- curl -s -o /dev/null -w '%{http_code} ' accounts.accounts:8080 2>/dev/null; sleep 0.5; done; echo) & sleep 1; kubectl delete pod -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint; wait
[1] 54
200 200 pod "waypoint-ph8zlqvbhr-blt4p" deleted from accounts namespace
000 000 000 200 200 200 
%%
With two pods there is no gap.
$ kubectl scale deployment waypoint -n accounts --replicas=2; kubectl rollout status deployment waypoint -n accounts
deployment.apps/waypoint scaled
deployment "waypoint" successfully rolled out
$ pod=$(kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint -o name | head -1)
$ (for i in 1 2 3 4 5 6; do kubectl exec curl -n finance -- curl -s -o /dev/null -w '%{http_code} ' accounts.accounts:8080 2>/dev/null; sleep 0.5; done; echo) & sleep 1; kubectl delete -n accounts $pod; wait
[1] 87
200 200 pod "waypoint-ph8zlqvbhr-pnd5g" deleted from accounts namespace
200 200 200 200 
