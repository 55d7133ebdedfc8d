A port of this machine that leads into a pod. The bytes enter the pod over its own loopback, as its node opens it: neither
the waypoint nor ztunnel's policies are asked, so the machine gets an answer that a stranger in the cluster does not.
$ kubectl exec -n rogue rogue-curl -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl port-forward -n accounts deploy/accounts 8080 & sleep 1; curl -s localhost:8080; curl -s -X DELETE -w '%{http_code}\n' -o /dev/null '[::1]:8080'; kill %1; wait
[1] 4
Forwarding from 127.0.0.1:8080 -> 8080
Forwarding from [::1]:8080 -> 8080
Handling connection for 8080
accounts-v1 responding
Handling connection for 8080
200
$ lab why
DELETE http://[::1]:8080/ from this machine: 200
  1. loopback accounts/accounts-6jxp7zxtn8-7p2xg: pass
     a port-forward enters the pod by its node: no ztunnel, no waypoint and
     no policy is in the path
  2. app accounts/accounts-6jxp7zxtn8-7p2xg: answer
     the app answered 200
$ kubectl logs -n istio-system ds/ztunnel --tail=2 | grep -c 127.0.0.1
Found 2 pods, using pod/ztunnel-9sjhl
0
[1]
%%
The service's port and the pod's are two numbers; a name is looked up; a missing local port is any.
$ kubectl patch service accounts -n accounts --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":80},{"op":"add","path":"/spec/ports/0/targetPort","value":8080},{"op":"add","path":"/spec/ports/0/name","value":"http"}]'
service/accounts patched
$ kubectl port-forward -n accounts svc/accounts :http --address 127.0.0.1 & sleep 1; kill %1; wait
[1] 14
Forwarding from 127.0.0.1:52050 -> 8080
$ kubectl port-forward -n accounts svc/accounts 8000:80 & sleep 1; curl -s localhost:8000; kill %1; wait
[1] 16
Forwarding from 127.0.0.1:8000 -> 8080
Forwarding from [::1]:8000 -> 8080
Handling connection for 8000
accounts-v1 responding
%%
A port that nothing listens on, and a pod that is gone: the first connection finds out and ends the port-forward.
$ kubectl port-forward -n accounts deploy/accounts 9000:81 >out 2>&1 & sleep 1; curl localhost:9000; sleep 1; curl localhost:9000
[1] 20
curl: (52) Empty reply from server
curl: (7) Failed to connect to localhost port 9000 after 0 ms: Could not connect to server
[1]+  Exit 1                  kubectl port-forward -n accounts deploy/accounts 9000:81 > out 2>&1
[7]
$ sed 's/^E.*portf/portf/' out
Forwarding from 127.0.0.1:9000 -> 81
Forwarding from [::1]:9000 -> 81
Handling connection for 9000
portforward in network namespace \"/var/run/netns/cni-db0c7b24-9fb8-f4b3-ea7f-2c99e20fca5d\": failed to connect to localhost:81 inside namespace \"44d934d2ec52db0c7b249fb8f4b3ea7f2c99e20fca5dc7fcaf218e8383e410c7\", IPv4: dial tcp4 127.0.0.1:81: connect: connection refused IPv6 dial tcp6 [::1]:81: connect: connection refused "
error: lost connection to pod
$ kubectl port-forward -n finance pod/curl 9000:80 >out 2>&1 & sleep 1; kubectl delete pod -n finance curl --force 2>/dev/null; curl -s localhost:9000; echo $?; sleep 1
[1] 27
pod "curl" force deleted from finance namespace
52
[1]+  Exit 1                  kubectl port-forward -n finance pod/curl 9000:80 > out 2>&1
$ sed 's/^E.*portf/portf/' out
Forwarding from 127.0.0.1:9000 -> 80
Forwarding from [::1]:9000 -> 80
Handling connection for 9000
portforward.go:424] "Unhandled Error" err="an error occurred forwarding 9000 -> 80: error forwarding port 80 to pod 877d9cfbd4cd640f05405ea3060cd0bae2a6a9954ea6793b254f77a913a1386a, uid : network namespace for sandbox \"877d9cfbd4cd640f05405ea3060cd0bae2a6a9954ea6793b254f77a913a1386a\" is closed"
error: lost connection to pod
%%
A port that is taken, and what cannot be asked for.
$ kubectl port-forward -n accounts deploy/accounts 8080 & sleep 1; kubectl port-forward -n accounts deploy/accounts 8080
[1] 34
Forwarding from 127.0.0.1:8080 -> 8080
Forwarding from [::1]:8080 -> 8080
Unable to listen on port 8080: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:8080: bind: address already in use unable to create listener: Error listen tcp6 [::1]:8080: bind: address already in use]
error: unable to listen on any of the requested ports: [{8080 8080}]
[1]
$ kubectl port-forward -n accounts deploy/accounts
error: TYPE/NAME and list of ports are required for port-forward
See 'kubectl port-forward -h' for help and examples
[1]
$ kubectl port-forward -n accounts svc/accounts 81
error: Service accounts does not have a service port 81
[1]
$ kubectl port-forward -n accounts svc/accounts web
error: Service 'accounts' does not have a named port 'web'
[1]
$ kubectl port-forward -n accounts deploy/accounts web
error: Pod 'accounts-6jxp7zxtn8-7p2xg' does not have a named port 'web'
[1]
$ kubectl port-forward -n accounts deploy/accounts a:80 
error: error parsing local port 'a': strconv.ParseUint: parsing "a": invalid syntax
[1]
$ kubectl port-forward -n accounts deploy/accounts 1:2:3
error: invalid port format '1:2:3'
[1]
$ kubectl port-forward -n accounts deploy/accounts 70000
error: error parsing local port '70000': strconv.ParseUint: parsing "70000": value out of range
[1]
$ kubectl port-forward -n accounts deploy/accounts 80 --address 192.0.2.1
Unable to listen on port 80: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 192.0.2.1:80: bind: cannot assign requested address]
error: unable to listen on any of the requested ports: [{80 80}]
[1]
$ kubectl port-forward -n accounts deploy/accounts 80 --address here
error: here is not a valid IP
[1]
$ kubectl port-forward -n accounts nope 80
Error from server (NotFound): pods "nope" not found
[1]
$ kubectl run waits -n accounts --image=nope/nope
pod/waits created
$ kubectl port-forward -n accounts waits 80
error: unable to forward port because pod is not running. Current status=Pending
[1]
