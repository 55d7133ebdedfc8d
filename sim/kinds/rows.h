/* Every row of the table of kinds, and what several of them share. */
#ifndef AMBIT_KINDS_ROWS_H
#define AMBIT_KINDS_ROWS_H

#include "kinds/kind.h"

extern const struct kind config_map_kind, event_kind, namespace_kind, node_kind, pod_kind, secret_kind,
    service_account_kind, service_kind, daemon_set_kind, deployment_kind, replica_set_kind, stateful_set_kind,
    endpoint_slice_kind, custom_resource_definition_kind, gateway_class_kind, gateway_kind, grpc_route_kind,
    http_route_kind, reference_grant_kind, wasm_plugin_kind, destination_rule_kind, envoy_filter_kind,
    istio_gateway_kind, proxy_config_kind, service_entry_kind, sidecar_kind, virtual_service_kind, workload_entry_kind,
    workload_group_kind, authorization_policy_kind, peer_authentication_kind, request_authentication_kind,
    telemetry_kind;

#define COLUMN_NAME {.name = "Name", .path = "metadata.name"}
#define COLUMN_AGE {.name = "Age", .path = "metadata.creationTimestamp", .date = true}

/* "a=b,c=d" in order of key; "<none>" for none. */
const char *cell_labels(struct arena *arena, const struct value *map);

/* Sets object.key unless it is there. */
void default_text(struct arena *arena, struct value *object, const char *key, const char *text);
void default_integer(struct arena *arena, struct value *object, const char *key, int64_t number);
void default_value(struct arena *arena, struct value *object, const char *key, const struct value *value);

/* A pod's spec, its own or a template's, as the API server completes it. */
void default_pod_spec(struct arena *arena, struct value *spec);
/* The pod's and the template's fields, in the notation of schema.h. */
#define POD_SPEC_SCHEMA                                                                                                \
    "containers[]{" CONTAINER_SCHEMA "} initContainers[]{" CONTAINER_SCHEMA "} ephemeralContainers:any "                \
    "serviceAccountName:string serviceAccount:string nodeName:string nodeSelector{} hostNetwork:boolean "               \
    "restartPolicy:enum(Always,OnFailure,Never) terminationGracePeriodSeconds:integer dnsPolicy:string dnsConfig:any " \
    "volumes:any tolerations:any affinity:any securityContext:any schedulerName:string priority:integer "               \
    "priorityClassName:string preemptionPolicy:string enableServiceLinks:boolean imagePullSecrets:any "                 \
    "automountServiceAccountToken:boolean hostname:string subdomain:string hostAliases:any hostPID:boolean "            \
    "hostIPC:boolean shareProcessNamespace:boolean activeDeadlineSeconds:integer topologySpreadConstraints:any "        \
    "readinessGates:any runtimeClassName:string overhead:any os:any hostUsers:boolean schedulingGates:any "             \
    "resourceClaims:any setHostnameAsFQDN:boolean resources:any"
#define CONTAINER_SCHEMA                                                                                               \
    "name!:string image:string command[] args[] workingDir:string imagePullPolicy:enum(Always,IfNotPresent,Never) "    \
    "ports[]{containerPort!:integer name:string protocol:string hostPort:integer hostIP:string} env:any envFrom:any "  \
    "resources:any volumeMounts:any volumeDevices:any livenessProbe:any readinessProbe:any startupProbe:any "           \
    "lifecycle:any securityContext:any stdin:boolean stdinOnce:boolean tty:boolean terminationMessagePath:string "      \
    "terminationMessagePolicy:string resizePolicy:any restartPolicy:string restartPolicyRules:any"
#define LABEL_SELECTOR_SCHEMA "{matchLabels{} matchExpressions[]{key!:string operator!:string values[]}}"

/* "CONTAINERS", "IMAGES": joined by commas, of a workload's template. */
const char *cell_containers(struct arena *arena, const struct value *object, struct instant now);
const char *cell_images(struct arena *arena, const struct value *object, struct instant now);
const char *cell_selector(struct arena *arena, const struct value *object, struct instant now);

#endif
