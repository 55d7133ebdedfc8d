A pod for one command: its program has the streams of this machine, and the namespace decides who it is in the mesh.
$ kubectl run tmp --rm -i -q --image=curlimages/curl --restart=Never -n finance -- curl -s accounts.accounts:8080
accounts-v1 responding
pod "tmp" deleted from finance namespace
$ kubectl run tmp --rm -i --image=curlimages/curl --restart=Never -- curl -sS accounts.accounts:8080
All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
If you don't see a command prompt, try pressing enter.
curl: (56) Recv failure: Connection reset by peer
pod default/tmp terminated (Error)
pod "tmp" deleted from default namespace
[56]
$ kubectl get pods -A | grep -c tmp
0
[1]
$ lab why
GET http://accounts.accounts:8080/ from default/tmp: connection reset
  1. kube-proxy, for default/tmp: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: deny
     allow policies exist, but none allowed a client without identity
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here there is none
  missing: the client has no identity; it is not captured by a ztunnel
%%
Without --rm the pod stays, and says how its program ended.
$ echo 'echo hi from $HOSTNAME; exit 3' | kubectl run sh -i -q --image=curlimages/curl --restart=Never -- sh
hi from sh
pod default/sh terminated (Error)
[3]
$ kubectl get pod sh
NAME   READY   STATUS   RESTARTS   AGE
sh     0/1     Error    0          1s
$ kubectl run fine -i -q --image=curlimages/curl --restart=Never -- echo fine
fine
$ kubectl get pod fine
NAME   READY   STATUS      RESTARTS   AGE
fine   0/1     Completed   0          1s
%%
Programs and images that are not there, and flags that do not go together.
$ kubectl run typo -i -q --rm --image=curlimages/curl --restart=Never -- nope
pod default/typo terminated (StartError)
failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nope": executable file not found in $PATH
pod "typo" deleted from default namespace
[128]
$ kubectl run n -i -q --rm --image=nginx --restart=Never --pod-running-timeout=5s -- sh
pod "n" deleted from default namespace
error: timed out waiting for the condition
[1]
$ kubectl run e -i --rm --image=hashicorp/http-echo
not simulated: kubectl attach to a container of the image hashicorp/http-echo
[1]
$ kubectl run x --rm --image=curlimages/curl
error: --rm should only be used for attached containers
See 'kubectl run -h' for help and examples
[1]
$ kubectl run y --attach --image=curlimages/curl
not simulated: kubectl run --attach without --stdin
[1]
$ kubectl get pods
NAME   READY   STATUS      RESTARTS   AGE
fine   0/1     Completed   0          9s
sh     0/1     Error       0          10s
%%
An app reads its flags from the container's command as from its args: create deployment puts them into the command.
$ kubectl create deployment shop -n finance --image=hashicorp/http-echo:1.0.0 -- /http-echo -text=open -listen=:9000
deployment.apps/shop created
$ kubectl expose deployment shop -n finance --port 80 --target-port 9000
service/shop exposed
$ kubectl exec curl -n finance -- curl -sS shop
open
