The lesson's blocks, by number: what a person without a screen has instead of a key on a marked block.
@ world waypoints-l7-where-it-matters

`lab read` numbers what can be run.

$ lab read 1
### 1. Deploy a waypoint for the namespace accounts

[2] istioctl waypoint apply -n accounts --enroll-namespace

This creates a Gateway of class `istio-waypoint` and labels the namespace,
so that calls to its services take the new way.

  📝 Note
  | **A door stands open now.** The waypoint has no rule yet, and ztunnel
  | lets the waypoint in. Until task 3 is done, *everybody* in the mesh gets
  | through, `rogue` as well. Try `kubectl exec rogue-curl -n rogue -- curl
  | -sS accounts.accounts:8080`, then `lab why`. In production apply the
  | policy first and enrol second.

$ lab run 2
istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ lab read 2
### 2. See that the waypoint runs

[3] kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint

One pod, an Envoy for the namespace accounts alone. Wait until it is
Running.

[4] kubectl get gateway -n accounts

PROGRAMMED turns True when the waypoint is ready to take traffic.

$ kubectl delete gateway waypoint -n accounts
gateway.gateway.networking.k8s.io "waypoint" deleted from accounts namespace
$ lab run 3
kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
No resources found in accounts namespace.
$ lab block 3
kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
$ lab edit 1
kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080
$ lab run 99
lab: which block? a number, 1 to 12; lab read has them
[2]
$ lab run
lab: which block? a number, 1 to 12; lab read has them
[2]
$ lab run 2 && echo never
lab: run is a command of its own
[2]
$ lab block x
lab: which block? a number, 1 to 12; lab read has them
[2]
