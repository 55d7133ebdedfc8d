What becomes of a pod whose own process ends: it is started again, at once the first time, after a longer and longer wait then; or its phase says how it ended.
$ kubectl run short --image=curlimages/curl -- sleep 5; kubectl run none --image=curlimages/curl; kubectl run done --image=curlimages/curl --restart=Never -- true; kubectl run bad --image=curlimages/curl --restart=Never -- false
pod/short created
pod/none created
pod/done created
pod/bad created
$ sleep 2; kubectl get pods
NAME    READY   STATUS             RESTARTS     AGE
bad     0/1     Error              0            3s
done    0/1     Completed          0            4s
none    0/1     CrashLoopBackOff   1 (3s ago)   5s
short   0/1     Completed          0            6s
$ sleep 20; kubectl get pods
NAME    READY   STATUS             RESTARTS      AGE
bad     0/1     Error              0             23s
done    0/1     Completed          0             24s
none    0/1     CrashLoopBackOff   2 (12s ago)   25s
short   1/1     Running            2 (15s ago)   26s
$ kubectl get pod none -o jsonpath='{.status.containerStatuses[0].state.waiting.reason}{"\n"}{.status.containerStatuses[0].lastState.terminated.exitCode}{"\n"}{.status.phase}{"\n"}'
CrashLoopBackOff
2
Running
$ kubectl logs none; kubectl logs none -p
curl: try 'curl --help' or 'curl --manual' for more information
curl: try 'curl --help' or 'curl --manual' for more information
$ kubectl describe pod none | grep -A1 "Last State"
    Last State:     Terminated
      Reason:       Error
$ kubectl events --for pod/none | cut -c1-110
LAST SEEN           TYPE      REASON      OBJECT     MESSAGE
26s                 Normal    Scheduled   Pod/none   Successfully assigned default/none to server
25s                 Normal    Pulled      Pod/none   Container image "curlimages/curl" already present on mach
25s                 Normal    Created     Pod/none   Container created
13s (x3 over 25s)   Normal    Started     Pod/none   Container started
12s (x2 over 23s)   Warning   BackOff     Pod/none   Back-off restarting failed container none in pod none_def
$ kubectl get pods --field-selector status.phase=Failed -o name
pod/bad
$ kubectl exec done -- ls
error: cannot exec into a container in a completed pod; current phase is Succeeded
[1]
%%
A program that is not in the image never starts.
$ kubectl run typo --image=curlimages/curl -- slepp infinity; sleep 2; kubectl get pod typo
pod/typo created
NAME   READY   STATUS             RESTARTS     AGE
typo   0/1     CrashLoopBackOff   1 (2s ago)   4s
$ kubectl describe pod typo | grep "Message:"
      Message:      failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "slepp": executable file not found in $PATH
$ kubectl patch deploy accounts -n accounts --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/command","value":["/bin/nope"]}]'; sleep 3; kubectl get pods -n accounts
deployment.apps/accounts patched
NAME                        READY   STATUS             RESTARTS     AGE
accounts-6jxp7zxtn8-7p2xg   1/1     Running            0            15m
accounts-hm5zkt9tqr-vjt7v   0/1     CrashLoopBackOff   1 (2s ago)   4s
$ kubectl rollout status deploy/accounts -n accounts --timeout=3s
Waiting for deployment "accounts" rollout to finish: 1 old replicas are pending termination...
error: timed out waiting for the condition
[1]
$ kubectl rollout undo deploy/accounts -n accounts; sleep 3; kubectl get pods -n accounts
deployment.apps/accounts rolled back
NAME                        READY   STATUS    RESTARTS   AGE
accounts-6jxp7zxtn8-7p2xg   1/1     Running   0          15m
%%
An image that ambit does not have cannot be pulled; another one can.
$ kubectl create deploy web --image=nginx; sleep 2; kubectl get pods -l app=web
deployment.apps/web created
NAME                   READY   STATUS         RESTARTS   AGE
web-krvslmn7b6-qw57s   0/1     ErrImagePull   0          3s
$ sleep 20; kubectl get pods -l app=web
NAME                   READY   STATUS             RESTARTS   AGE
web-krvslmn7b6-qw57s   0/1     ImagePullBackOff   0          23s
$ kubectl get pods -l app=web -o jsonpath='{.items[0].status.containerStatuses[0].state.waiting.message}{"\n"}'
Back-off pulling image "nginx": ErrImagePull: not simulated: image nginx
$ kubectl run wrong --image=nope; sleep 2; kubectl set image pod/wrong wrong=hashicorp/http-echo; sleep 3; kubectl get pod wrong
pod/wrong created
pod/wrong image updated
NAME    READY   STATUS    RESTARTS   AGE
wrong   1/1     Running   0          7s
