istioctl waypoint, all flags, and what it says when it will not.
$ istioctl waypoint list -A
No waypoints found.
$ istioctl waypoint status -n accounts
No waypoints found.
$ istioctl waypoint generate
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: waypoint
spec:
  gatewayClassName: istio-waypoint
  listeners:
  - name: mesh
    port: 15008
    protocol: HBONE
$ istioctl waypoint generate -n accounts --for all --name second -r canary
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  labels:
    istio.io/rev: canary
    istio.io/waypoint-for: all
  name: second
  namespace: accounts
spec:
  gatewayClassName: istio-waypoint
  listeners:
  - name: mesh
    port: 15008
    protocol: HBONE
$ istioctl waypoint generate --for nothing
Error: failed to create gateway: invalid traffic type: nothing. Valid options are: [all none service workload]
[1]
$ istioctl waypoint apply --name none
Error: failed to create gateway: invalid name provided for waypoint, 'none' is a reserved value
[1]
$ istioctl waypoint apply -n nope
Error: namespace: nope not found
[1]
$ istioctl waypoint apply --enroll-namespace
⚠️ Warning: namespace is not enrolled in ambient. Consider running	`kubectl label namespace default istio.io/dataplane-mode=ambient`
✅ waypoint default/waypoint applied
✅ namespace default labeled with "istio.io/use-waypoint: waypoint"
$ kubectl get ns default --show-labels
NAME      STATUS   AGE   LABELS
default   Active   42m   istio.io/use-waypoint=waypoint,kubernetes.io/metadata.name=default
$ istioctl waypoint apply -n accounts --for service --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
$ istioctl waypoint list -n accounts
NAME         REVISION     TRAFFIC TYPE     PROGRAMMED
waypoint     default      service          True
$ istioctl waypoint apply -n accounts --name second --enroll-namespace
✅ waypoint accounts/second applied
✅ namespace accounts labeled with "istio.io/use-waypoint: second"
$ istioctl waypoint apply -n accounts --enroll-namespace
⚠️ Warning: namespace (accounts) already has an enrolled Waypoint. Consider adding the `--overwrite` flag to your apply command.
$ istioctl waypoint apply -n accounts --enroll-namespace --overwrite
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ kubectl get ns accounts -o jsonpath='{.metadata.labels}{"\n"}'
{"istio.io/dataplane-mode":"ambient","istio.io/use-waypoint":"waypoint","kubernetes.io/metadata.name":"accounts"}
$ istioctl waypoint list -A
NAMESPACE     NAME         REVISION     TRAFFIC TYPE     PROGRAMMED
accounts      second       default      none             True
accounts      waypoint     default      none             True
default       waypoint     default      none             True
$ istioctl waypoint status -A
NAMESPACE     NAME         STATUS     TYPE           REASON         MESSAGE
accounts      second       True       Programmed     Programmed     Resource programmed, assigned to service(s) second.accounts.svc.cluster.local:15008
accounts      waypoint     True       Programmed     Programmed     Resource programmed, assigned to service(s) waypoint.accounts.svc.cluster.local:15008
default       waypoint     True       Programmed     Programmed     Resource programmed, assigned to service(s) waypoint.default.svc.cluster.local:15008
$ istioctl waypoint status second
Error: unknown subcommand "second"
[1]
$ kubectl scale deploy waypoint -n accounts --replicas=0
deployment.apps/waypoint scaled
$ istioctl waypoint list -n accounts
NAME         REVISION     TRAFFIC TYPE     PROGRAMMED
second       default      none             True
waypoint     default      none             False
$ istioctl waypoint status -n accounts --wait=false
NAME         STATUS     TYPE           REASON                 MESSAGE
second       True       Programmed     Programmed             Resource programmed, assigned to service(s) second.accounts.svc.cluster.local:15008
waypoint     False      Programmed     AddressNotAssigned     Failed to assign to any requested addresses: no instances found for hostname "waypoint.accounts.svc.cluster.local"
$ istioctl waypoint status -n accounts --waypoint-timeout 3s
Error: failed to print waypoint status: timed out while retrieving status for waypoint	accounts/waypoint
[1]
$ istioctl waypoint apply -n accounts --wait --waypoint-timeout 2s
✅ waypoint accounts/waypoint applied
Error: timed out while waiting for waypoint	accounts/waypoint
[1]
$ istioctl waypoint delete
Error: must specify a waypoint name or delete all using --all or delete specific revision using --revision
[1]
$ istioctl waypoint delete -n accounts nope second
waypoint accounts/nope not found
waypoint accounts/second deleted
$ istioctl waypoint delete --all waypoint
Error: cannot specify waypoint names when deleting all waypoints
[1]
$ istioctl waypoint delete --all -n accounts
waypoint accounts/waypoint deleted
$ istioctl waypoint list -n accounts
No waypoints found.
