@ world: the-policy-that-denies-nothing
The second ticket: a DENY with methods that stays with ztunnel.
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
accounts-v1 responding
$ lab why
POST http://accounts.accounts:8080/ from finance/curl: 200
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-7p2xg
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-7p2xg: allow
     accounts/allow-finance allows
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     decided by: accounts/allow-finance, rule 0
  3. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
$ lab hint
Task 2, Ask the policy what became of it:
Its status has a condition for each who might enforce it.
$ kubectl describe authorizationpolicy no-writes -n accounts | grep Message
    Message:               ztunnel does not support HTTP attributes (found: methods). In ambient mode you must use a waypoint proxy to enforce HTTP rules. DENY policy with HTTP attributes is enforced without the HTTP rules. This will be more restrictive than requested.
$ lab hint
Task 3, Make it true:
Methods are HTTP, so it takes a waypoint. First the guard, then the policy
addressed to it (targetRefs), and at ztunnel a rule that admits the
waypoint.
%%
Without the methods it denies everybody, readers too.
$ kubectl patch authorizationpolicy no-writes -n accounts --type=json -p '[{"op":"replace","path":"/spec/rules","value":[{}]}]'
authorizationpolicy.security.istio.io/no-writes patched
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab hint
Task 3, Make it true:
No write gets through, and no read either: whoever decides there cannot tell
them apart. It takes somebody who reads HTTP.
$ lab undo
undone: kubectl patch authorizationpolicy no-writes -n accounts --type=json -p '[{"op":"replace","path":"/spec/rules","value":[{}]}]'
  authorizationpolicy accounts/no-writes is as it was
%%
A waypoint alone: now it is a 503, as in the first ticket.
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' accounts.accounts:8080
503
$ lab hint
Task 3, Make it true:
A 503: the waypoint says yes and the ztunnel behind it says no.
allow-finance admits finance there; who comes in now is the waypoint,
cluster.local/ns/accounts/sa/waypoint.
$ cat > waypoint-in.yaml <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: allow-waypoint, namespace: accounts}
> spec: {rules: [{from: [{source: {principals: [cluster.local/ns/accounts/sa/waypoint]}}]}]}
> END
$ kubectl apply -f waypoint-in.yaml
authorizationpolicy.security.istio.io/allow-waypoint created
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
accounts-v1 responding
$ lab hint
Task 3, Make it true:
A waypoint is there and nobody has told it anything: the policy with the
methods still has a selector, so ztunnel keeps it. targetRefs hands it over:
kind Service, group "", name accounts.
%%
Handed over to the waypoint: writes are refused, and rogue reads.
$ sed -i -e 's/selector:/targetRefs:/' -e 's/    matchLabels:/  - kind: Service/' -e 's/      app: accounts/    group: ""\n    name: accounts/' no-writes.yaml
$ kubectl apply -f no-writes.yaml
Warning: configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due to the use of only HTTP attributes in a DENY rule; it is recommended to explicitly specify the port
authorizationpolicy.security.istio.io/no-writes configured
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
RBAC: access denied
\ no newline
$ lab hint
Task 3, Make it true:
Writes are refused, and now rogue reads: ztunnel sees the waypoint, no
longer who is behind it. That rogue stays out has to be said at the waypoint
too: an ALLOW with from finance and targetRefs.
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab check
[x] 1. See the gap: done
[x] 2. Ask the policy what became of it: done
[ ] 3. Make it true: not yet
      sent:     GET http://accounts.accounts:8080 from rogue/rogue-curl
      expected: status 403
      observed: status 200, body "accounts-v1 responding\n", through accounts/waypoint
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   waypoint accounts/waypoint-ph8zlqvbhr-rdrdt: allow (no DENY policy here matches, and there is no ALLOW policy, so everything else passes)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow by policy accounts/allow-waypoint, rule 0 (accounts/allow-waypoint allows spiffe://cluster.local/ns/accounts/sa/waypoint)
[ ] 4. By any address: not yet
      sent:     POST http://10.244.1.8:8080 from finance/curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow by policy accounts/allow-finance, rule 0, /root/allow-finance.yaml line 9 (accounts/allow-finance allows spiffe://cluster.local/ns/finance/sa/default)
2 of 4 tasks are done.
[1]
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: finance-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{from: [{source: {namespaces: [finance]}}]}]
> END
authorizationpolicy.security.istio.io/finance-only created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ lab check
[x] 1. See the gap: done
[x] 2. Ask the policy what became of it: done
[x] 3. Make it true: done
[ ] 4. By any address: not yet
      sent:     POST http://10.244.1.8:8080 from finance/curl
      expected: no HTTP answer, curl exit code 56, decided by ztunnel
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow by policy accounts/allow-finance, rule 0, /root/allow-finance.yaml line 9 (accounts/allow-finance allows spiffe://cluster.local/ns/finance/sa/default)
3 of 4 tasks are done.
[1]
%%
By any address: the last rule at ztunnel has to be the waypoint's, and it has to stay.
$ lab hint
Task 4, By any address:
What lets finance in at the pod's own address is allow-finance, at ztunnel.
Finance comes through the waypoint now, and does not need it any more.
$ kubectl delete authorizationpolicy allow-finance allow-waypoint -n accounts
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
authorizationpolicy.security.istio.io "allow-waypoint" deleted from accounts namespace
$ lab hint
Task 4, By any address:
At the pod's own address even rogue is answered: no ALLOW is left at
ztunnel, so it admits everybody. One has to stay, the one for the waypoint.
$ lab undo
undone: kubectl delete authorizationpolicy allow-finance allow-waypoint -n accounts
  authorizationpolicy accounts/allow-finance is back
  authorizationpolicy accounts/allow-waypoint is back
$ kubectl delete authorizationpolicy allow-finance -n accounts
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
$ lab check | tail -1
All 4 tasks are done.
