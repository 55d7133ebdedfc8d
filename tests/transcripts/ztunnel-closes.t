A policy of the namespace closes connections that stand, and the server's ztunnel says so (Z18).
$ kubectl exec curl -n finance -i -- sh -c '(printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n"; sleep 5; printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n") | nc accounts.accounts 8080' & sleep 1
> kubectl delete ap allow-finance -n accounts
> sleep 6
[1] 2
authorizationpolicy.security.istio.io "allow-finance" deleted from accounts namespace
HTTP/1.1 200 OK
X-App-Name: http-echo
X-App-Version: 1.0.0
Date: Mon, 23 Nov 2026 09:00:00 GMT
Content-Length: 23
Content-Type: text/plain; charset=utf-8

accounts-v1 responding
[1]+  Done                    kubectl exec curl -n finance -i -- sh -c '(printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n"; sleep 5; printf "GET / HTTP/1.1\r\nHost: a\r\n\r\n") | nc accounts.accounts 8080'
$ z=$(kubectl get pods -n istio-system -l app=ztunnel --field-selector spec.nodeName=agent-0 -o name)
$ kubectl logs -n istio-system $z --tail 5
2026-11-23T08:45:00.100000Z	info	xds:xds{id=1}	handling RBAC update deny-all
2026-11-23T09:00:01.221000Z	info	xds:xds{id=1}	handling RBAC delete accounts/allow-finance
2026-11-23T09:00:01.221000Z	info	proxy::connection_manager	connection 10.244.1.9:40687(spiffe://cluster.local/ns/finance/sa/default)->10.244.1.8:8080 (Kubernetes//Pod/accounts/accounts-6jxp7zxtn8-7p2xg) closed because it's no longer allowed after a policy update
2026-11-23T09:00:01.221000Z	error	access	connection complete	src.addr=10.244.1.9:40687 src.workload="curl" src.namespace="finance" src.identity="spiffe://cluster.local/ns/finance/sa/default" dst.addr=10.244.1.8:15008 dst.hbone_addr=10.244.1.8:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-7p2xg" dst.namespace="accounts" dst.identity="spiffe://cluster.local/ns/accounts/sa/default" direction="outbound" bytes_sent=27 bytes_recv=185 duration="1096ms" error="connection closed due to policy change"
2026-11-23T09:00:01.221000Z	error	access	connection complete	src.addr=10.244.1.9:40687 src.workload="curl" src.namespace="finance" src.identity="spiffe://cluster.local/ns/finance/sa/default" dst.addr=10.244.1.8:15008 dst.hbone_addr=10.244.1.8:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-7p2xg" dst.namespace="accounts" dst.identity="spiffe://cluster.local/ns/accounts/sa/default" direction="inbound" bytes_sent=185 bytes_recv=27 duration="1096ms" error="connection closed due to policy change"
%%
Whether an ingress Gateway goes through the waypoint is a label, and the condition says it (W10).
$ istioctl waypoint apply -n accounts --enroll-namespace --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl get svc accounts -n accounts -o jsonpath='{.status.conditions[0].message}{"\n"}'
Successfully attached to waypoint accounts/waypoint
$ kubectl label svc accounts -n accounts istio.io/ingress-use-waypoint=yes
service/accounts labeled
$ kubectl get svc accounts -n accounts -o jsonpath='{.status.conditions[0].message}{"\n"}'
Successfully attached to waypoint accounts/waypoint. Ingress traffic is not using the waypoint, set the istio.io/ingress-use-waypoint label to true if desired.
$ kubectl label svc accounts -n accounts istio.io/ingress-use-waypoint-
service/accounts unlabeled
$ kubectl label ns accounts istio.io/ingress-use-waypoint=true
namespace/accounts labeled
$ kubectl get svc accounts -n accounts -o jsonpath='{.status.conditions[0].message}{"\n"}'
Successfully attached to waypoint accounts/waypoint. Ingress traffic will traverse the waypoint
