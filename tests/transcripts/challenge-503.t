@ world: the-503-nobody-ordered
The first ticket. Each of these makes the 503 go away, and each opens a door that the hint names.
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' accounts.accounts:8080
503
$ lab hint
Task 2, Find out who refused whom:
lab why tells who was the last to see the request, and whom that one saw.
Find the same in the logs that every cluster has: the waypoint's first, then
ztunnel's.
$ kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=1
[2026-11-23T09:00:00.126Z] "GET / HTTP/1.1" 503 UC upstream_reset_before_response_started{connection_termination} - "-" 0 95 0 - "-" "curl/8.11.1" "60c1dfd2-0ddd-4cd6-a46c-1d0187426e08" "accounts.accounts:8080" "envoy://connect_originate/10.244.1.8:8080" inbound-vip|8080|http|accounts.accounts.svc.cluster.local envoy://internal_client_address/ 10.96.214.238:8080 10.244.1.10:40687 - default
$ lab hint
Task 2, Find out who refused whom:
The waypoint's log says that its own connection onwards was cut (UC). By
whom? The next one in line is the ztunnel of the accounts pod.
$ kubectl logs -n istio-system -l app=ztunnel --tail=3 | grep 'policy rejection' | grep -o 'src.identity="[^"]*"'
src.identity="spiffe://cluster.local/ns/accounts/sa/waypoint"
$ lab hint
Task 3, Restore service, and keep the door shut:
Still 503. The ztunnel before accounts sees one caller only, the waypoint,
and none of its ALLOW policies names that identity:
cluster.local/ns/accounts/sa/waypoint.
%%
Without the label there is no waypoint in the way, and nobody reads methods.
$ kubectl label namespace accounts istio.io/use-waypoint-
namespace/accounts unlabeled
$ lab hint
Task 3, Restore service, and keep the door shut:
The 503 is gone, and so is the guard who reads methods: a POST is answered.
The waypoint was not what was wrong. Take that back, and let the second
guard know the first.
$ lab undo
undone: kubectl label namespace accounts istio.io/use-waypoint-
  namespace accounts is as it was
%%
Without the L4 policies everybody is in, at the pod's own address.
$ kubectl delete authorizationpolicy deny-all allow-finance -n accounts
authorizationpolicy.security.istio.io "deny-all" deleted from accounts namespace
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 3, Restore service, and keep the door shut:
Service is restored for everybody: rogue walks in at the pod's own address,
past the waypoint. A deleted policy also stops guarding. Put it back and say
who else may come: the waypoint.
$ lab check
[x] 1. See the 503: done
[x] 2. Find out who refused whom: done
[ ] 3. Restore service, and keep the door shut: not yet
      sent:     GET http://10.244.1.8:8080 from rogue/rogue-curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow (no policy applies to this pod, so everything passes)
[ ] 4. Close the way past the waypoint (optional): not yet
      sent:     POST http://10.244.1.8:8080 from finance/curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow (no policy applies to this pod, so everything passes)
2 of 3 tasks are done.
[1]
$ lab undo
undone: kubectl delete authorizationpolicy deny-all allow-finance -n accounts
  authorizationpolicy accounts/allow-finance is back
  authorizationpolicy accounts/deny-all is back
%%
The whole namespace of the waypoint is more than the waypoint.
$ cat > mend.yaml <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: allow-waypoint, namespace: accounts}
> spec: {rules: [{from: [{source: {namespaces: [accounts]}}]}]}
> END
$ kubectl apply -f mend.yaml
authorizationpolicy.security.istio.io/allow-waypoint created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 3, Restore service, and keep the door shut:
You admitted the whole namespace accounts, and janitor lives there too. The
waypoint has an account of its own: name it in principals.
$ sed -i 's/namespaces.*/principals: ["spiffe:\/\/cluster.local\/ns\/accounts\/sa\/waypoint"]}}]}]}/' mend.yaml
$ kubectl apply -f mend.yaml
authorizationpolicy.security.istio.io/allow-waypoint configured
$ lab hint
Task 3, Restore service, and keep the door shut:
Nearly: the principal has to be letter by letter the identity that ztunnel
sees, without spiffe://.
$ sed -i 's/spiffe:..//' mend.yaml
$ kubectl apply -f mend.yaml
authorizationpolicy.security.istio.io/allow-waypoint configured
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab check
[x] 1. See the 503: done
[x] 2. Find out who refused whom: done
[x] 3. Restore service, and keep the door shut: done
[ ] 4. Close the way past the waypoint (optional): not yet
      sent:     POST http://10.244.1.8:8080 from finance/curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow by policy accounts/allow-finance, rule 0 (accounts/allow-finance allows spiffe://cluster.local/ns/finance/sa/default)
All 3 tasks are done.
$ kubectl delete authorizationpolicy allow-finance -n accounts
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
$ lab check | tail -2
[x] 4. Close the way past the waypoint (optional): done
All 3 tasks are done.
