@ world: empty
Fields and types as the schemas have them: those of built-in kinds have names, those of custom resources are objects.
$ kubectl explain deployment.spec.template.spec.containers.resources
GROUP:      apps
KIND:       Deployment
VERSION:    v1

FIELD: resources <ResourceRequirements>


DESCRIPTION:
    What it asks for (requests) and may not pass (limits).
    
FIELDS:
  claims	<[]ResourceClaim>
    Entries of the pod's resourceClaims that this container uses.

  limits	<map[string]Quantity>
    What it may not pass.

  requests	<map[string]Quantity>
    What it asks for; the scheduler looks for a node that has it.

%%
$ kubectl explain pods.spec --recursive | grep -e '<\[\]Container>' -e Quantity -e PodSecurity | uniq -c
      1   containers	<[]Container>
      1       limits	<map[string]Quantity>
      1       requests	<map[string]Quantity>
      1       limits	<map[string]Quantity>
      1       requests	<map[string]Quantity>
      1   initContainers	<[]Container>
      1       limits	<map[string]Quantity>
      1       requests	<map[string]Quantity>
      1   overhead	<map[string]Quantity>
      1   securityContext	<PodSecurityContext>
%%
$ kubectl explain gateway.spec.listeners.allowedRoutes; kubectl explain service.spec.type | head -8
GROUP:      gateway.networking.k8s.io
KIND:       Gateway
VERSION:    v1

FIELD: allowedRoutes <Object>


DESCRIPTION:
    Which routes may attach.
    
FIELDS:
  kinds	<[]Object>
    Kinds of routes; by the protocol when nothing is said.

  namespaces	<Object>
    From which namespaces routes may attach; Same by default.

KIND:       Service
VERSION:    v1

FIELD: type <string>
ENUM:
    ClusterIP
    ExternalName
    LoadBalancer
%%
$ kubectl explain ap.spec.rules.from.source --recursive | tail -n +5 | head -4
FIELD: source <Object>


DESCRIPTION:
%%
A status is the cluster's; kinds without one have none, and what the schemas leave open is not invented.
$ kubectl explain cm.status; kubectl explain pod.status.phase; kubectl explain pod.spec.affinity.nodeAffinity; kubectl explain pod.spec.nothing
KIND:       ConfigMap
VERSION:    v1

error: field "status" does not exist
not simulated: kubectl explain: the fields of <PodStatus>
not simulated: kubectl explain: the fields of <Affinity>
KIND:       Pod
VERSION:    v1

error: field "nothing" does not exist
[1]
%%
The same schema prunes and refuses.
$ kubectl apply -f - <<'END'
> apiVersion: telemetry.istio.io/v1
> kind: Telemetry
> metadata: {name: logs, namespace: default}
> spec:
>   accessLogging:
>   - providers: [{nme: envoy}]
>     match: {mode: BOTH}
> END
Error from server (BadRequest): error when creating "STDIN": Telemetry in version "v1" cannot be handled as a Telemetry: strict decoding error: unknown field "spec.accessLogging[0].providers[0].nme"
[1]
