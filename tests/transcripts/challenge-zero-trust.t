@ world: zero-trust-at-l4
The fourth challenge. Refusing one by name is not refusing everybody.
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: no-rogue, namespace: accounts}
> spec: {action: DENY, rules: [{from: [{source: {namespaces: [rogue]}}]}]}
> END
authorizationpolicy.security.istio.io/no-rogue created
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab hint
Task 2, Let nobody in:
You refuse somebody by name, and let in everybody else who may come one day.
Turn it round: allow nobody, by a policy with an empty spec.
$ lab undo
undone: kubectl apply -f - <<END ...
  authorizationpolicy accounts/no-rogue is gone
%%
A rule that asks for nothing is satisfied by everybody.
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: deny-all, namespace: accounts}
> spec: {rules: [{}]}
> END
authorizationpolicy.security.istio.io/deny-all created
$ lab hint
Task 2, Let nobody in:
rules: [{}] is one rule that asks for nothing, so everybody satisfies it. No
rule at all is what you want: spec: {}
$ lab undo
undone: kubectl apply -f - <<END ...
  authorizationpolicy accounts/deny-all is gone
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: deny-all, namespace: accounts}
> spec: {}
> END
authorizationpolicy.security.istio.io/deny-all created
$ lab hint
Task 2, Let nobody in:
Everybody is shut out now. See it from finance's side.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: deny
     allow policies exist, but none allowed
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/deny-all: it has no rules, so nothing ever
     matches it
  missing: an ALLOW rule for the principal cluster.local/ns/finance/sa/default
%%
The second policy, first for the namespace's name misspelt.
$ sed s/x/x/ > allow.yaml <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: allow-finance, namespace: accounts}
> spec: {action: ALLOW, rules: [{from: [{source: {namespaces: [Finance]}}]}]}
> END
$ kubectl apply -f allow.yaml
authorizationpolicy.security.istio.io/allow-finance created
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab hint
Task 3, Let finance in, and only finance:
There is a rule, and finance does not satisfy it. lab why shows what came
closest and what it wanted.
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: deny
     allow policies exist, but none allowed
     spiffe://cluster.local/ns/finance/sa/default
     identity seen here: spiffe://cluster.local/ns/finance/sa/default
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     Finance; here it is finance
  missing: an ALLOW rule for the principal cluster.local/ns/finance/sa/default
$ sed -i s/Finance/finance/ allow.yaml
$ kubectl apply -f allow.yaml
authorizationpolicy.security.istio.io/allow-finance configured
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl logs -n istio-system -l app=ztunnel --tail=1 | grep -o 'error=.*'
error="connection closed due to policy rejection: allow policies exist, but none allowed"
$ lab check
[x] 1. See that a name is not yet a right: done
[x] 2. Let nobody in: done
[x] 3. Let finance in, and only finance: done
[ ] 4. Read in ztunnel's log why rogue was refused: not yet
      your terminal has not shown a line with: src.workload="rogue-curl" ... src.identity="spiffe://cluster.local/ns/rogue/sa/default" ... policy rejection
[ ] 5. Why is it not a 403? (optional): not yet
      not answered yet: lab answer 5 NUMBER
[ ] 6. No way around: call the pod itself (optional): not yet
      expected: a request from rogue/rogue-curl to 10.244.1.9, that got no HTTP answer
      observed: GET http://accounts.accounts:8080/ from rogue/rogue-curl, no waypoint on the way: connection reset
[ ] 7. One account, not the whole namespace (optional): not yet
      finance has no pod of another account than default
3 of 4 tasks are done.
[1]
%%
Out of the mesh there is no way in either: who shows no certificate is no namespace at all.
$ kubectl label namespace rogue istio.io/dataplane-mode-
namespace/rogue unlabeled
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ lab why
GET http://accounts.accounts:8080/ from rogue/rogue-curl: connection reset
  1. kube-proxy, for rogue/rogue-curl: pass
     accounts/accounts has no waypoint in use: straight to the pod
     accounts/accounts-6jxp7zxtn8-bdbtf
  2. ztunnel, for accounts/accounts-6jxp7zxtn8-bdbtf: deny
     allow policies exist, but none allowed a client without identity
     came closest: accounts/allow-finance, rule 0: from.namespaces wants
     finance; here there is none
  missing: the client has no identity; it is not captured by a ztunnel
%%
A question.
$ lab answer 5 3
Your answer to task 5: 3
Not yet: your answer: 3. accounts is down
that is not it
$ lab answer 5 2
Your answer to task 5: 2
That is right.
