@ world: deploy-the-application
The second challenge begins where the first one ends: its pod is still there, what was typed is not.
$ kubectl get pods
NAME    READY   STATUS    RESTARTS   AGE
probe   1/1     Running   0          30m
$ lab check
[ ] 1. Deploy accounts, finance and rogue: not yet
      there is no pod finance/curl yet
[ ] 2. Finance calls accounts: not yet
      expected: GET from finance/curl, answered 200
      observed: you have sent no request yet
[ ] 3. See that rogue reads and writes as well: not yet
      expected: GET from rogue/rogue-curl, answered 200
      observed: you have sent no request yet
[ ] 4. See that it is plain text: not yet
      there is no pod finance/curl yet
[ ] 5. Two pods, one name (optional): not yet
      accounts has one pod
0 of 4 tasks are done.
[1]
$ lab hint
Task 1, Deploy accounts, finance and rogue:
Nothing is deployed yet. A directory of manifests is applied in one go.
%%
Half of it is applied, then all.
$ kubectl apply -f /root/app/accounts.yaml
namespace/accounts created
service/accounts created
deployment.apps/accounts created
$ lab hint
Task 1, Deploy accounts, finance and rogue:
The service is there; a client is not. Both have a file in /root/app.
$ kubectl apply -f /root/app
namespace/accounts unchanged
service/accounts unchanged
deployment.apps/accounts unchanged
namespace/finance created
pod/curl created
namespace/rogue created
pod/rogue-curl created
$ kubectl exec curl -n finance -- curl -sS accounts:8080
curl: (6) Could not resolve host: accounts
command terminated with exit code 6
[6]
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
%%
Ahead of the lesson: accounts is enrolled, so nothing is plain any more.
$ kubectl label namespace accounts istio.io/dataplane-mode=ambient
namespace/accounts labeled
$ lab hint 4
Task 4, See that it is plain text:
You are ahead: accounts is enrolled already. That is the next challenge; see
the plain text first.
$ lab undo
undone: kubectl label namespace accounts istio.io/dataplane-mode=ambient
  namespace accounts is as it was
$ istioctl ztunnel-config workloads | grep -E 'NAMESPACE|accounts|finance|rogue'
NAMESPACE    POD NAME                       ADDRESS     NODE    WAYPOINT PROTOCOL
accounts     accounts-6jxp7zxtn8-bdbtf      10.244.1.9  agent-0 None     TCP
finance      curl                           10.244.0.5  server  None     TCP
rogue        rogue-curl                     10.244.1.10 agent-0 None     TCP
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab hint 3
Task 3, See that rogue reads and writes as well:
It has read. Now let it write: the same with -X POST.
$ kubectl exec rogue-curl -n rogue -- curl -sS -d money accounts.accounts:8080
accounts-v1 responding
$ lab why
POST http://accounts.accounts:8080/ from rogue/rogue-curl: 200
  1. kube-proxy, for rogue/rogue-curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf, which is outside the mesh: no
     ztunnel guards it
  2. app accounts/accounts-6jxp7zxtn8-bdbtf: answer
     the app answered 200
$ lab check
[x] 1. Deploy accounts, finance and rogue: done
[x] 2. Finance calls accounts: done
[x] 3. See that rogue reads and writes as well: done
[x] 4. See that it is plain text: done
[ ] 5. Two pods, one name (optional): not yet
      accounts has one pod
All 4 tasks are done.
