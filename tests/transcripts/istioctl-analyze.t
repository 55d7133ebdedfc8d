istioctl analyze, with Istio's codes: on the cluster as it is, and on one that has mistakes.
$ istioctl analyze -n accounts
Info [IST0102] (Namespace default) The namespace is not enabled for Istio injection. Run 'kubectl label namespace default istio-injection=enabled' to enable it, or 'kubectl label namespace default istio-injection=disabled' to explicitly mark it as not needing injection.
$ istioctl analyze -A
Info [IST0102] (Namespace default) The namespace is not enabled for Istio injection. Run 'kubectl label namespace default istio-injection=enabled' to enable it, or 'kubectl label namespace default istio-injection=disabled' to explicitly mark it as not needing injection.
$ kubectl label ns default istio.io/dataplane-mode=ambient
namespace/default labeled
$ istioctl analyze

✔ No validation issues found when analyzing namespace: default.
$ istioctl analyze -n nope
namespace "nope" not found
$ kubectl label ns accounts istio.io/use-waypoint=typo
namespace/accounts labeled
$ kubectl apply -f - <<E
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: nobody, namespace: accounts}
> spec:
>   selector: {matchLabels: {app: acounts, tier: web}}
>   rules: [{from: [{source: {namespaces: [fiance, "fin*", rogue]}}]}]
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: for-the-service, namespace: accounts}
> spec:
>   targetRefs: [{kind: Service, group: "", name: accounts}]
>   rules: [{to: [{operation: {methods: [GET]}}]}]
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: silent, namespace: accounts}
> spec: {ports: [{name: web, port: 80, targetPort: http}, {name: tcp-x, port: 81}], selector: {app: accounts}}
> E
authorizationpolicy.security.istio.io/nobody created
authorizationpolicy.security.istio.io/for-the-service created
service/silent created
$ istioctl analyze -n accounts
[1;31mError[0m [IST0101] (AuthorizationPolicy accounts/nobody) Referenced namespace not found: "fiance"
[33mWarning[0m [IST0127] (AuthorizationPolicy accounts/nobody) No matching workloads for this resource with the following labels: app=acounts,tier=web
[33mWarning[0m [IST0171] (AuthorizationPolicy accounts/for-the-service) A condition with a negative status is present: type=WaypointAccepted, reason=AncestorNotBound, message=Service accounts/accounts is not bound to a waypoint.
[33mWarning[0m [IST0171] (Service accounts/accounts) A condition with a negative status is present: type=istio.io/WaypointBound, reason=WaypointIsNotReady, message=waypoint "accounts/typo" is not ready.
[33mWarning[0m [IST0171] (Service accounts/silent) A condition with a negative status is present: type=istio.io/WaypointBound, reason=WaypointIsNotReady, message=waypoint "accounts/typo" is not ready.
Info [IST0118] (Service accounts/silent) Port name web (port: 80, targetPort: http) doesn't follow the naming convention of Istio port.
Error: Analyzers found issues when analyzing namespace: accounts.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
[79]
$ istioctl analyze -n accounts --output-threshold Error
[1;31mError[0m [IST0101] (AuthorizationPolicy accounts/nobody) Referenced namespace not found: "fiance"
Error: Analyzers found issues when analyzing namespace: accounts.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
[79]
$ istioctl analyze -n accounts --failure-threshold Warning >/dev/null
Error: Analyzers found issues when analyzing namespace: accounts.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
[79]
$ istioctl analyze -n accounts -S 'IST0101=AuthorizationPolicy nobody.accounts' -S 'IST0171=*' | cut -c 1-70
Warning [IST0127] (AuthorizationPolicy accounts/nobody) No matching wo
Info [IST0118] (Service accounts/silent) Port name web (port: 80, targ
$ istioctl analyze -n accounts -o json | head -n 14
[
	{
		"code": "IST0101",
		"documentationUrl": "https://istio.io/v1.30/docs/reference/config/analysis/ist0101/?ref=istioctl-analyze",
		"level": "Error",
		"message": "Referenced namespace not found: \"fiance\"",
		"origin": "AuthorizationPolicy accounts/nobody"
	},
	{
		"code": "IST0127",
		"documentationUrl": "https://istio.io/v1.30/docs/reference/config/analysis/ist0127/?ref=istioctl-analyze",
		"level": "Warning",
		"message": "No matching workloads for this resource with the following labels: app=acounts,tier=web",
		"origin": "AuthorizationPolicy accounts/nobody"
$ istioctl analyze -n accounts -o yaml | tail -n 6
- code: IST0118
  documentationUrl: https://istio.io/v1.30/docs/reference/config/analysis/ist0118/?ref=istioctl-analyze
  level: Info
  message: 'Port name web (port: 80, targetPort: http) doesn''t follow the naming
    convention of Istio port.'
  origin: Service accounts/silent
%%
The mistakes mended, it has nothing to say.
$ kubectl delete ap nobody for-the-service -n accounts
authorizationpolicy.security.istio.io "nobody" deleted from accounts namespace
authorizationpolicy.security.istio.io "for-the-service" deleted from accounts namespace
$ kubectl delete svc silent -n accounts
service "silent" deleted from accounts namespace
$ istioctl waypoint apply -n accounts --enroll-namespace --overwrite --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
✅ namespace accounts labeled with "istio.io/use-waypoint: waypoint"
$ istioctl analyze -A

✔ No validation issues found when analyzing all namespaces.
%%
A selector that takes a waypoint's pods, and files that are not applied yet.
$ cat > /root/a.yaml <<E
> # a comment first
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata:
>   name: at-the-gateway
>   namespace: accounts
> spec:
>   selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: waypoint}}
> ---
> apiVersion: security.istio.io/v1
> kind: AuthorizationPolicy
> metadata: {name: bad, namespace: accounts}
> spec:
>   action: DENIED
>   rules: [{from: [{source: {namespace: [finance]}}]}]
> E
$ istioctl analyze a.yaml -n accounts
[1;31mError[0m [IST0106] (AuthorizationPolicy accounts/bad a.yaml:11) Schema validation error: spec.action: Unsupported value: "DENIED": supported values: "ALLOW", "DENY", "AUDIT", "CUSTOM"
[1;31mError[0m [IST0106] (AuthorizationPolicy accounts/bad a.yaml:11) Schema validation error: unknown field "spec.rules[0].from[0].source.namespace"
[33mWarning[0m [IST0166] (AuthorizationPolicy accounts/at-the-gateway a.yaml:3) Ineffective selector on Kubernetes Gateway waypoint. Use the TargetRef field instead.
Error: Analyzers found issues when analyzing namespace: accounts.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
[79]
$ kubectl get ap -n accounts
NAME             ACTION   AGE
allow-finance    ALLOW    15m
allow-waypoint   ALLOW    15m
deny-all                  15m
$ istioctl analyze --use-kube=false a.yaml -A
[1;31mError[0m [IST0106] (AuthorizationPolicy accounts/bad a.yaml:11) Schema validation error: spec.action: Unsupported value: "DENIED": supported values: "ALLOW", "DENY", "AUDIT", "CUSTOM"
[1;31mError[0m [IST0106] (AuthorizationPolicy accounts/bad a.yaml:11) Schema validation error: unknown field "spec.rules[0].from[0].source.namespace"
[33mWarning[0m [IST0127] (AuthorizationPolicy accounts/at-the-gateway a.yaml:3) No matching workloads for this resource with the following labels: gateway.networking.k8s.io/gateway-name=waypoint
[33mWarning[0m [IST0127] (AuthorizationPolicy accounts/bad a.yaml:11) No matching workloads for this resource with the following labels: 
Error: Analyzers found issues when analyzing all namespaces.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
[79]
$ istioctl analyze nope.yaml
Error: stat nope.yaml: no such file or directory
[1]
$ printf 'a: [1\n' > /root/broken.yaml
$ istioctl analyze broken.yaml -n finance
Error(s) adding files: 1 error occurred:
	* errors parsing content "broken.yaml": yaml: line 1: did not find expected ',' or ']'


No validation issues found (but 1 file could not be parsed).
Error: Some files couldn't be parsed.
[65]
$ mkdir d && cp a.yaml d/ && echo nothing > d/readme && istioctl analyze d/ -n accounts | grep -o "d/a.yaml:[0-9]*"
Error: Analyzers found issues when analyzing namespace: accounts.
See https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and resolutions.
d/a.yaml:11
d/a.yaml:11
d/a.yaml:3
$ istioctl analyze --use-kube=false
Error: no files specified and --use-kube=false
[1]
$ istioctl analyze --output-threshold loud
Error: invalid argument "loud" for "--output-threshold" flag: "loud" not a valid option, please choose from: [Info Warning Error]
[64]
$ istioctl analyze -o xml
Error: xml not a valid option for format. See istioctl analyze --help
[1]
%%
istioctl validate asks the same schemas, without a cluster.
$ istioctl validate -f a.yaml
Error: 2 errors occurred:
	* AuthorizationPolicy/accounts/bad: unknown field "spec.rules[0].from[0].source.namespace"
	* AuthorizationPolicy/accounts/bad: spec.action: Unsupported value: "DENIED": supported values: "ALLOW", "DENY", "AUDIT", "CUSTOM"


[1]
$ head -n 9 a.yaml | istioctl validate -f -
validation succeed
$ head -n 9 a.yaml > b.yaml
$ istioctl validate -f b.yaml
"b.yaml" is valid
$ istioctl v -f broken.yaml
Error: 1 error occurred:
	* failed to decode file broken.yaml: : yaml: line 1: did not find expected ',' or ']'


[1]
$ istioctl validate -f nope.yaml
Error: cannot read file "nope.yaml": open nope.yaml: no such file or directory
[1]
$ istioctl validate
Error: error: you must specify resources by --filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
[1]
