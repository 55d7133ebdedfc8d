A waypoint that was programmed and has no pod now fails closed: its Gateway keeps the address, so the service stays bound.
$ GET='kubectl exec curl -n finance -- curl -sS accounts.accounts:8080'
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ $GET
accounts-v1 responding
$ kubectl scale deployment waypoint -n accounts --replicas=0
deployment.apps/waypoint scaled
$ $GET
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl get gateway -n accounts; kubectl get gateway waypoint -n accounts -o jsonpath='{.status.addresses[*].value}{"\n"}'
NAME       CLASS            ADDRESS         PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.124.155   False        2s
10.96.124.155 waypoint.accounts.svc.cluster.local
$ kubectl get gateway waypoint -n accounts -o jsonpath='{.status.conditions[?(@.type=="Programmed")].message}{"\n"}'
Failed to assign to any requested addresses: no instances found for hostname "waypoint.accounts.svc.cluster.local"
$ lab why
GET http://accounts.accounts:8080/ from finance/curl: connection reset
  1. ztunnel, for finance/curl: refuse
     the waypoint accounts/waypoint has no ready pod: it fails closed
$ kubectl logs -n istio-system -l app=ztunnel --tail=30 | grep 'unknown waypoint' | cut -f2-4
warn	access	connection failed
$ lab hint
As things stand:
The waypoint was programmed and has no pod now: it fails closed, so every
call to the service breaks (curl 56). A proxy that is missing is no reason
to let traffic past it.
$ lab hint
As things stand:
The waypoint was programmed and has no pod now: it fails closed, so every
call to the service breaks (curl 56). A proxy that is missing is no reason
to let traffic past it.
kubectl scale deployment waypoint -n accounts --replicas=1
%%
With -s and without -S curl says nothing; kubectl does.
$ kubectl exec curl -n finance -- curl -s accounts.accounts:8080
command terminated with exit code 56
[56]
%%
A POST breaks as well, and so does everybody's: rogue is not let in because the guard is away.
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
%%
The pod's own address does not pass the waypoint, so it answers.
$ kubectl exec curl -n finance -- curl -sS $(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080
accounts-v1 responding
$ kubectl scale deployment waypoint -n accounts --replicas=2
deployment.apps/waypoint scaled
$ kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --no-headers | wc -l
2
$ $GET
accounts-v1 responding
