Doors beside the waypoint. The policy at the waypoint refuses every POST to the service, and ztunnel lets finance in.
$ POST='kubectl exec curl -n finance -- curl -sS -X POST'
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl apply -f - <<END
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: read-only, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{from: [{source: {namespaces: [finance]}}], to: [{operation: {methods: [GET]}}]}]
> END
authorizationpolicy.security.istio.io/read-only created
$ $POST accounts.accounts:8080; echo
RBAC: access denied
%%
The pod's address is not the service.
$ ip=$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}')
$ $POST $ip:8080
accounts-v1 responding
$ lab hint
As things stand:
That request went to a pod's own address. A waypoint of services is not in
that path, so its policies were not asked; only ztunnel's were. Close it
there: let ztunnel admit the waypoint alone.
%%
A headless service is a list of pod addresses.
$ kubectl expose deployment accounts -n accounts --name direct --cluster-ip None --port 8080
service/direct exposed
$ kubectl exec curl -n finance -- nslookup direct.accounts.svc.cluster.local | tail -3
Address: 10.244.1.8


$ $POST direct.accounts:8080
accounts-v1 responding
$ lab hint
As things stand:
That name is a headless service: DNS answers with the pods' own addresses,
so no waypoint of services is in the path.
%%
A second service of the same pods has the waypoint (the namespace's label speaks for it too), but not the policy.
$ kubectl expose deployment accounts -n accounts --name other --port 80 --target-port 8080
service/other exposed
$ $POST other.accounts
accounts-v1 responding
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%header{server}\n' other.accounts
istio-envoy
%%
Both doors close at ztunnel: let it admit the waypoint alone.
$ kubectl delete ap allow-finance -n accounts
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
$ $POST $ip:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ $POST direct.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
