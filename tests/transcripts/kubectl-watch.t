A pod that is deleted: leaving, then ended as its process did, then gone; what ignores SIGTERM is killed when its grace is over.
$ kubectl get pods -n accounts -w > seen & kubectl delete pod -n accounts --all; kubectl wait -n accounts --for=condition=Ready pod --all > /dev/null; kill %1; cat seen
[1] 2
pod "accounts-6jxp7zxtn8-7p2xg" deleted from accounts namespace
NAME                        READY   STATUS        RESTARTS   AGE
accounts-6jxp7zxtn8-7b8t6   0/1     Pending       0          0s
accounts-6jxp7zxtn8-7p2xg   1/1     Terminating   0          15m
accounts-6jxp7zxtn8-7b8t6   0/1     ContainerCreating   0          0s
accounts-6jxp7zxtn8-7p2xg   0/1     Completed           0          15m
accounts-6jxp7zxtn8-7p2xg   0/1     Completed           0          15m
accounts-6jxp7zxtn8-7b8t6   0/1     Running             0          0s
accounts-6jxp7zxtn8-7b8t6   1/1     Running             0          1s
[1]+  Terminated              kubectl get pods -n accounts -w > seen
$ kubectl get pods -n rogue -w > seen & kubectl delete pod rogue-curl -n rogue; kill %1; cat seen
[1] 6
pod "rogue-curl" deleted from rogue namespace
NAME         READY   STATUS        RESTARTS   AGE
rogue-curl   1/1     Terminating   0          15m
rogue-curl   0/1     Error         0          15m
rogue-curl   0/1     Error         0          15m
[1]+  Terminated              kubectl get pods -n rogue -w > seen
%%
Ctrl-C is a good end for a port-forward.
$ kubectl port-forward -n accounts deploy/accounts 8080 & sleep 1; kill -INT %1; wait %1; echo $?
[1] 9
Forwarding from 127.0.0.1:8080 -> 8080
Forwarding from [::1]:8080 -> 8080
0
[1]+  Done                    kubectl port-forward -n accounts deploy/accounts 8080
