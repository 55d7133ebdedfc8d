/* The rows of the table in kinds.c, each at the end of its own file. */
#ifndef AMBIT_KINDS_ROWS_H
#define AMBIT_KINDS_ROWS_H

#include "kinds/kind.h"

extern const struct kind config_map_kind, endpoints_kind, event_kind, namespace_kind, node_kind, pod_kind, secret_kind,
    service_account_kind, service_kind;
extern const struct kind daemon_set_kind, deployment_kind, replica_set_kind, stateful_set_kind;
extern const struct kind custom_resource_definition_kind, endpoint_slice_kind;
extern const struct kind wasm_plugin_kind;
extern const struct kind gateway_class_kind, gateway_kind, grpc_route_kind, http_route_kind,
    reference_grant_kind;
extern const struct kind destination_rule_kind, envoy_filter_kind, istio_gateway_kind, proxy_config_kind,
    service_entry_kind, sidecar_kind, virtual_service_kind, workload_entry_kind, workload_group_kind;
extern const struct kind authorization_policy_kind, peer_authentication_kind, request_authentication_kind;
extern const struct kind telemetry_kind;

#endif
