The seed's challenge, command by command, as a reader works through it.

Task 1: a waypoint for the accounts namespace.
$ istioctl waypoint apply -n accounts --enroll-namespace
✅ waypoint accounts/waypoint applied
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
%%
Doing it again says what the real one says.
$ istioctl waypoint apply -n accounts --enroll-namespace
⚠️ Warning: namespace (accounts) already has an enrolled Waypoint. Consider adding the `--overwrite` flag to your apply command.
%%
Task 2: it runs.
$ kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint
NAME                        READY   STATUS    RESTARTS   AGE
waypoint-ph8zlqvbhr-trhrd   1/1     Running   0          2s
$ kubectl get gateway -n accounts
NAME       CLASS            ADDRESS         PROGRAMMED   AGE
waypoint   istio-waypoint   10.96.124.155   True         2s
%%
Before the policy a stranger is let in: ztunnel admits the waypoint, and the waypoint has no rule yet.
$ kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080
accounts-v1 responding
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
authorizationpolicy.security.istio.io/allow-get-only created
%%
Task 4: GET passes, POST does not. curl ends with 0 on a 403, so the echo does not print; with -f it does.
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080 || echo "POST denied as expected"
RBAC: access denied
\ no newline
$ kubectl exec curl -n finance -- curl -sSf -X POST accounts.accounts:8080 || echo "POST denied as expected"
curl: (22) The requested URL returned error: 403
command terminated with exit code 22
POST denied as expected
$ kubectl exec curl -n finance -- curl -sS -o /dev/null -w '%{http_code}\n' -X PUT accounts.accounts:8080
403
$ kubectl exec rogue-curl -n rogue -- curl -sS -o /dev/null -w '%{http_code}\n' accounts.accounts:8080
403
%%
Task 5: the waypoint saw these very requests.
$ kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=10
2026-11-23T09:00:00.871000Z	info	Envoy command: [-c etc/istio/proxy/envoy-rev.json --drain-time-s 45 --drain-strategy immediate --local-address-ip-version v4 --file-flush-interval-msec 1000 --disable-hot-restart --allow-unknown-static-fields -l warning --component-log-level misc:error]
2026-11-23T09:00:00.871000Z	info	xdsproxy	connected to delta upstream XDS server: istiod.istio-system.svc:15012
2026-11-23T09:00:00.871000Z	info	Readiness succeeded in 812.31ms
2026-11-23T09:00:00.871000Z	info	Envoy proxy is ready
[2026-11-23T09:00:02.390Z] "GET / HTTP/1.1" 200 - via_upstream - "-" 0 23 1 1 "-" "curl/8.11.1" "1b9df6e6-737c-4115-847b-3b47ee9e6f7f" "accounts.accounts:8080" "envoy://connect_originate/10.244.1.8:8080" inbound-vip|8080|http|accounts.accounts.svc.cluster.local envoy://internal_client_address/ 10.96.214.238:8080 10.244.0.5:40687 - default
[2026-11-23T09:00:02.738Z] "GET / HTTP/1.1" 200 - via_upstream - "-" 0 23 1 1 "-" "curl/8.11.1" "a792540e-5bad-4a72-b2bc-2664aef77a68" "accounts.accounts:8080" "envoy://connect_originate/10.244.1.8:8080" inbound-vip|8080|http|accounts.accounts.svc.cluster.local envoy://internal_client_address/ 10.96.214.238:8080 10.244.1.9:48606 - default
[2026-11-23T09:00:02.865Z] "POST / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.11.1" "ca938414-90ef-49a7-9ae0-2bd970301f91" "accounts.accounts:8080" "-" inbound-vip|8080|http|accounts.accounts.svc.cluster.local - 10.96.214.238:8080 10.244.1.9:56525 - default
[2026-11-23T09:00:02.991Z] "POST / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.11.1" "c7fd0b60-15a8-4c5f-a14b-046433652de8" "accounts.accounts:8080" "-" inbound-vip|8080|http|accounts.accounts.svc.cluster.local - 10.96.214.238:8080 10.244.1.9:36212 - default
[2026-11-23T09:00:03.117Z] "PUT / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.11.1" "37322b9e-73c9-4b96-990d-c0c69092e9e9" "accounts.accounts:8080" "-" inbound-vip|8080|http|accounts.accounts.svc.cluster.local - 10.96.214.238:8080 10.244.1.9:44131 - default
[2026-11-23T09:00:03.243Z] "GET / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.11.1" "37478a44-5681-4462-98b7-cad748d40e73" "accounts.accounts:8080" "-" inbound-vip|8080|http|accounts.accounts.svc.cluster.local - 10.96.214.238:8080 10.244.0.5:52050 - default
%%
All done?
$ lab check
[x] 1. Deploy a waypoint for the namespace accounts: done
[x] 2. See that the waypoint runs: done
[x] 3. Finance may read, nobody may write: done
[x] 4. Compare GET and POST: done
[x] 5. Read what the waypoint saw: done
[x] 6. The first door: rogue reads before there is a rule (optional): done
[ ] 7. The second door: close the way past the waypoint (optional): not yet
      expected: POST from finance/curl to 10.244.1.8, answered 200
      observed: POST http://accounts.accounts:8080/ from finance/curl, through accounts/waypoint: 403
[ ] 8. Feel it: the POST that was answered is refused (optional): not yet
      expected: POST from finance/curl to accounts.accounts, answered 200
      observed: POST http://accounts.accounts:8080/ from finance/curl, through accounts/waypoint: 403
All 5 tasks are done.
