The seed's challenge, command by command, as a reader works through it.

Task 1: a waypoint for the accounts namespace.
$ istioctl waypoint apply -n accounts --enroll-namespace
%%
Doing it again says what the real one says.
$ istioctl waypoint apply -n accounts --enroll-namespace
%%
Task 2: it runs.
$ kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
$ kubectl get gateway -n accounts
%%
Before the policy a stranger is let in: ztunnel admits the waypoint, and the waypoint has no rule yet.
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
%%
Task 3: only GET, only from finance.
$ cat <<END | kubectl apply -f -
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata:
>   name: allow-get-only
>   namespace: accounts
> spec:
>   targetRefs:
>   - kind: Service
>     group: ""
>     name: accounts
>   action: ALLOW
>   rules:
>   - from:
>     - source:
>         namespaces: ["finance"]
>     to:
>     - operation:
>         methods: ["GET"]
> END
%%
Task 4: GET passes, POST does not. curl ends with 0 on a 403, so the echo does not print; with -f it does.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080 || echo "POST denied as expected"
$ kubectl exec curl -n finance -- curl -sSf -X POST accounts.accounts:8080 || echo "POST denied as expected"
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' -X PUT accounts.accounts:8080
$ kubectl exec rogue-curl -n rogue -- curl -sS -o /dev/null -w '%{http_code}\n' accounts.accounts:8080
%%
Task 5: the waypoint saw these very requests.
$ kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=10
%%
All done?
$ lab check
