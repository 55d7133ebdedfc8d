busybox's nslookup in a pod: names as they stand, the search path for one without a dot, addresses backwards.
$ in() { kubectl exec -i curl -n finance -- nslookup "$@"; }
$ in -type=a accounts.accounts.svc.cluster.local
Server:		10.96.0.10
Address:	10.96.0.10:53

Name:	accounts.accounts.svc.cluster.local
Address: 10.96.214.238

$ in -type=a kubernetes
Server:		10.96.0.10
Address:	10.96.0.10:53

** server can't find kubernetes.finance.svc.cluster.local: NXDOMAIN

** server can't find kubernetes.svc.cluster.local: NXDOMAIN

** server can't find kubernetes.cluster.local: NXDOMAIN

command terminated with exit code 1
[1]
$ in 10.96.0.1
Server:		10.96.0.10
Address:	10.96.0.10:53

1.0.96.10.in-addr.arpa	name = kubernetes.default.svc.cluster.local

$ in $(kubectl get pod -n accounts -o jsonpath='{.items[0].status.podIP}') | tail -n 2 | sed 's/^[0-9.]*/ADDRESS/; s/name = [0-9-]*/name = DASHED/'
ADDRESSin-addr.arpa	name = DASHED.accounts.accounts.svc.cluster.local
ADDRESS
$ in 1.2.3.4
Server:		10.96.0.10
Address:	10.96.0.10:53

** server can't find 4.3.2.1.in-addr.arpa: NXDOMAIN

command terminated with exit code 1
[1]
$ in -type=srv kubernetes
nslookup: not simulated: -type=srv
command terminated with exit code 1
[1]
$ in kubernetes 8.8.8.8
nslookup: not simulated: another server than the cluster's (8.8.8.8)
command terminated with exit code 1
[1]
%%
A new service has a name at once, a deleted one none.
$ kubectl create service clusterip extra -n accounts --tcp=80
service/extra created
$ in -type=a extra.accounts.svc.cluster.local | tail -n 3 | head -n 1
Name:	extra.accounts.svc.cluster.local
$ kubectl delete service extra -n accounts
service "extra" deleted from accounts namespace
$ in -type=a extra.accounts.svc.cluster.local
Server:		10.96.0.10
Address:	10.96.0.10:53

** server can't find extra.accounts.svc.cluster.local: NXDOMAIN

command terminated with exit code 1
[1]
