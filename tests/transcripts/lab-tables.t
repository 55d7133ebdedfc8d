What pictures show, as tables.
$ lab trace
No request has been sent yet.
[1]
$ lab mesh
NAMESPACE   MESH      WAYPOINT
accounts    ambient   -
default     -         -
finance     ambient   -
rogue       ambient   -

WORKLOAD            KIND       READY   ZTUNNEL
accounts/accounts   workload   1/1     yes
finance/curl        workload   1/1     yes
rogue/rogue-curl    workload   1/1     yes

No request has been sent yet.
$ kubectl exec curl -n finance -- curl -s -X POST accounts.accounts:8080
accounts-v1 responding
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ lab skip 3
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
$ kubectl exec curl -n finance -- curl -s accounts.accounts:8080
accounts-v1 responding
$ kubectl exec curl -n finance -- curl -s -X POST accounts.accounts:8080
RBAC: access denied
\ no newline
$ kubectl exec rogue-curl -n rogue -- curl -s accounts.accounts:8080
RBAC: access denied
\ no newline
$ echo hello > note
$ lab mesh
NAMESPACE   MESH      WAYPOINT
accounts    ambient   waypoint
default     -         -
finance     ambient   -
rogue       ambient   -

WORKLOAD            KIND       READY   ZTUNNEL
accounts/accounts   workload   1/1     yes
accounts/waypoint   waypoint   1/1     no
finance/curl        workload   1/1     yes
rogue/rogue-curl    workload   1/1     yes

FROM               TO                  METHOD   VIA                 MTLS   TIMES   LAST   STOPPED
finance/curl       accounts/accounts   POST     -                   yes    1       200    -
finance/curl       accounts/accounts   GET      accounts/waypoint   yes    1       200    -
finance/curl       accounts/accounts   POST     accounts/waypoint   yes    1       403    waypoint
rogue/rogue-curl   accounts/accounts   GET      accounts/waypoint   yes    1       403    waypoint
$ lab trace
WHY   FROM               REQUEST                               VIA                 CAME TO   DECIDED BY
4     finance/curl       POST http://accounts.accounts:8080/   -                   200       app 
3     finance/curl       GET http://accounts.accounts:8080/    accounts/waypoint   200       app 
2     finance/curl       POST http://accounts.accounts:8080/   accounts/waypoint   403       waypoint 
1     rogue/rogue-curl   GET http://accounts.accounts:8080/    accounts/waypoint   403       waypoint 
lab why N explains one of them, hop by hop.
$ lab timeline
    0. the start
    1. istioctl waypoint apply -n accounts --enroll-namespace
       deployment accounts/waypoint created
       gateway accounts/waypoint created
       namespace accounts changed
       serviceaccount accounts/waypoint created
       service accounts/waypoint created
       GET http://accounts.accounts:8080/ from rogue/rogue-curl: 200, was Recv failure: Connection reset by peer
    2. lab skip 3
       authorizationpolicy accounts/allow-get-only created
       GET http://accounts.accounts:8080/ from rogue/rogue-curl: 403, was 200
       POST http://accounts.accounts:8080/ from finance/curl: 403, was 200
>   3. echo hello > note
       file /root/note created
lab undo N and lab redo N go back and forward in it.
$ lab undo
undone: echo hello > note
  file /root/note is gone
$ lab timeline
    0. the start
    1. istioctl waypoint apply -n accounts --enroll-namespace
       deployment accounts/waypoint created
       gateway accounts/waypoint created
       namespace accounts changed
       serviceaccount accounts/waypoint created
       service accounts/waypoint created
       GET http://accounts.accounts:8080/ from rogue/rogue-curl: 200, was Recv failure: Connection reset by peer
>   2. lab skip 3
       authorizationpolicy accounts/allow-get-only created
       GET http://accounts.accounts:8080/ from rogue/rogue-curl: 403, was 200
       POST http://accounts.accounts:8080/ from finance/curl: 403, was 200
    3. echo hello > note
       file /root/note created
lab undo N and lab redo N go back and forward in it.
