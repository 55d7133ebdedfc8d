PeerAuthentication by port: the exception becomes a DENY of its own, which ztunnel names when it acts (PA5).
$ kubectl run plain --image=curlimages/curl -n default -- sleep 600
pod/plain created
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: open, namespace: accounts}
> spec: {rules: [{}]}
> ---
> apiVersion: security.istio.io/v1
> kind: PeerAuthentication
> metadata: {name: by-port, namespace: accounts}
> spec:
>   selector: {matchLabels: {app: accounts}}
>   mtls: {mode: STRICT}
>   portLevelMtls: {9090: {mode: STRICT}, 8080: {mode: PERMISSIVE}}
> E
authorizationpolicy.security.istio.io/open created
peerauthentication.security.istio.io/by-port created
$ istioctl zc policy --policy-namespace accounts
NAMESPACE POLICY NAME                           ACTION SCOPE
accounts  allow-finance                         Allow  Namespace
accounts  allow-waypoint                        Allow  Namespace
accounts  converted_peer_authentication_by-port Deny   WorkloadSelector
accounts  deny-all                              Allow  Namespace
accounts  open                                  Allow  Namespace
$ istioctl zc policy --policy-namespace accounts -o json | grep -A 26 '"name": "converted'
        "name": "converted_peer_authentication_by-port",
        "namespace": "accounts",
        "scope": "WorkloadSelector",
        "action": "Deny",
        "rules": [
            [
                [
                    {
                        "notPrincipals": [
                            {
                                "Presence": {}
                            }
                        ]
                    }
                ],
                [
                    {
                        "notDestinationPorts": [
                            8080
                        ]
                    }
                ]
            ]
        ]
    },
    {
        "name": "deny-all",
$ kubectl exec plain -n default -- curl -sS accounts.accounts:8080
accounts-v1 responding
%%
The other way round: all is open but one port.
$ kubectl patch pa by-port -n accounts --type merge -p '{"spec":{"mtls":{"mode":"PERMISSIVE"},"portLevelMtls":{"8080":{"mode":"STRICT"}}}}'
peerauthentication.security.istio.io/by-port patched
$ kubectl exec plain -n default -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl exec curl -n finance -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ z=$(kubectl get pods -n istio-system -l app=ztunnel --field-selector spec.nodeName=agent-0 -o name)
$ kubectl logs -n istio-system $z --tail 5 | grep -o 'error=.*'
error="connection closed due to policy rejection: explicitly denied by: accounts/converted_peer_authentication_by-port"
$ kubectl logs -n istio-system $z | grep converted
2026-11-23T09:00:01.462002Z	info	xds:xds{id=1}	handling RBAC update converted_peer_authentication_by-port
2026-11-23T09:00:02.111000Z	info	xds:xds{id=1}	handling RBAC update converted_peer_authentication_by-port
2026-11-23T09:00:02.237000Z	error	access	connection complete	src.addr=10.244.1.10:48606 src.workload="plain" src.namespace="default" dst.addr=10.244.1.8:8080 dst.service="accounts.accounts.svc.cluster.local" dst.workload="accounts-6jxp7zxtn8-7p2xg" dst.namespace="accounts" direction="inbound" bytes_sent=0 bytes_recv=0 duration="0ms" error="connection closed due to policy rejection: explicitly denied by: accounts/converted_peer_authentication_by-port"
%%
A port that says the same as the rest is no exception, and UNSET inherits from the namespace.
$ kubectl patch pa by-port -n accounts --type merge -p '{"spec":{"mtls":{"mode":"UNSET"},"portLevelMtls":{"8080":{"mode":"STRICT"}}}}'
peerauthentication.security.istio.io/by-port patched
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: PeerAuthentication
> metadata: {name: default, namespace: accounts}
> spec: {mtls: {mode: STRICT}}
> E
peerauthentication.security.istio.io/default created
$ istioctl zc policy
NAMESPACE    POLICY NAME                   ACTION SCOPE
accounts     allow-finance                 Allow  Namespace
accounts     allow-waypoint                Allow  Namespace
accounts     deny-all                      Allow  Namespace
accounts     open                          Allow  Namespace
istio-system istio_converted_static_strict Deny   WorkloadSelector
$ kubectl exec plain -n default -- curl -sS accounts.accounts:8080
curl: (56) Recv failure: Connection reset by peer
command terminated with exit code 56
[56]
$ kubectl patch pa by-port -n accounts --type merge -p '{"spec":{"portLevelMtls":{"8080":{"mode":"DISABLE"}}}}'
peerauthentication.security.istio.io/by-port patched
$ istioctl zc policy --policy-namespace accounts
NAMESPACE POLICY NAME                           ACTION SCOPE
accounts  allow-finance                         Allow  Namespace
accounts  allow-waypoint                        Allow  Namespace
accounts  converted_peer_authentication_by-port Deny   WorkloadSelector
accounts  deny-all                              Allow  Namespace
accounts  open                                  Allow  Namespace
$ kubectl exec plain -n default -- curl -sS accounts.accounts:8080
accounts-v1 responding
$ kubectl patch pa by-port -n accounts --type merge -p '{"spec":{"selector":null}}'
Error from server (BadRequest): admission webhook "validation.istio.io" denied the request: configuration is invalid: mesh/namespace peer authentication cannot have port level mTLS
[1]
