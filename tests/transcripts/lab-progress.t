The way through a challenge: what is done stays done, and there are ways around a task.
$ lab status
Waypoints — L7 Where It Matters
  tasks      0 of 5 done
  points     0 of 10 (a skipped task earns none)
  commands   1
  hints      0
  solutions  0 shown, 0 tasks skipped
  history    0 undone, 0 redone, 0 starts over
  saved      no (ambit open keeps what you do)
%%
Time is the lab's own.
$ lab time
It is 2026-11-23T09:00:00Z in the lab; you began 0s ago.
$ lab time 5m
It is 2026-11-23T09:05:00Z in the lab; you began 5m ago.
$ lab time soon
lab: time takes how long to let pass, such as 30s or 5m
[2]
%%
A skipped task is solved for you, with its commands and what they print, and can be taken back.
$ lab skip
Deploy a waypoint for the namespace accounts:
    istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ lab check 1
[x] 1. Deploy a waypoint for the namespace accounts: done
$ lab undo
undone: lab skip
  deployment accounts/waypoint is gone
  gateway accounts/waypoint is gone
  namespace accounts is as it was
  pod accounts/waypoint-ph8zlqvbhr-trhrd is gone
  serviceaccount accounts/waypoint is gone
  service accounts/waypoint is gone
$ lab check 1
[x] 1. Deploy a waypoint for the namespace accounts: done; as things stand now: not yet
      sent:     GET http://accounts.accounts:8080 from finance/curl
      expected: through accounts/waypoint
      observed: status 200, body "accounts-v1 responding\n", no waypoint on the way
      decided:  app accounts/accounts-6jxp7zxtn8-7p2xg: answer (the app answered 200)
      let in:   ztunnel accounts/accounts-6jxp7zxtn8-7p2xg: allow by policy accounts/allow-finance, rule 0, /root/allow-finance.yaml line 9 (accounts/allow-finance allows spiffe://cluster.local/ns/finance/sa/default)
%%
It was done, and stays so; as things stand it is not.
$ lab tasks
Waypoints — L7 Where It Matters
  [x] 1. Deploy a waypoint for the namespace accounts
  2. See that the waypoint runs
  3. Finance may read, nobody may write
  4. Compare GET and POST
  5. Read what the waypoint saw
  6. The first door: rogue reads before there is a rule (optional)
  7. The second door: close the way past the waypoint (optional)
  8. Feel it: the POST that was answered is refused (optional)
lab read: the lesson    lab check: what is done    lab hint: the next step    lab why: explain a request
lab undo, lab redo, lab reset: go back, forward, to the start    lab help: all of it
$ lab goto 9
lab: which task? lab goto 1 to 8
[2]
$ lab goto 4; kubectl get pods
lab: undo, redo, reset, skip and goto stand on a line of their own
No resources found in default namespace.
$ lab goto 4
Deploy a waypoint for the namespace accounts:
    istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
See that the waypoint runs:
    kubectl rollout status deployment/waypoint -n accounts
    kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
    kubectl get gateway -n accounts
deployment "waypoint" successfully rolled out
NAME                        READY   STATUS    RESTARTS   AGE
waypoint-ph8zlqvbhr-trhrd   1/1     Running   0          2s
NAME       CLASS            ADDRESS         PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.124.155   True         2s
Finance may read, nobody may write:
    cat <<EOF | kubectl apply -f -
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata:
      name: allow-get-only
      namespace: accounts
    spec:
      targetRefs:
      - kind: Service
        group: ""
        name: accounts
      action: ALLOW
      rules:
      - from:
        - source:
            namespaces: ["finance"]
        to:
        - operation:
            methods: ["GET"]
    EOF
authorizationpolicy.security.istio.io/allow-get-only created
You stand before task 4: Compare GET and POST (lab undo takes you back to where you were)
$ kubectl get authorizationpolicy -n accounts
NAME             ACTION   AGE
allow-finance    ALLOW    20m
allow-get-only   ALLOW    0s
allow-waypoint   ALLOW    20m
deny-all                  20m
$ lab status
Waypoints — L7 Where It Matters
  tasks      3 of 5 done
  points     0 of 10 (a skipped task earns none)
  commands   14
  hints      0
  solutions  0 shown, 3 tasks skipped
  history    1 undone, 0 redone, 0 starts over
  saved      no (ambit open keeps what you do)
$ lab next
On to the next challenge of the track, where there is one; ambit list shows them all.
