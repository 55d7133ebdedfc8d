#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Hostnames", .path = "spec.hostnames"},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind grpc_route_kind = {
    .group = "gateway.networking.k8s.io",
    .versions = "v1",
    .kind = "GRPCRoute",
    .plural = "grpcroutes",
    .resource = "grpcroutes.gateway.networking.k8s.io",
    .singular = "grpcroute",
    .short_names = "",
    .categories = "gateway-api",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec{hostnames[] parentRefs[]{group kind namespace name! sectionName port:integer} rules:any}",
    .description = "GRPCRoute routes gRPC requests.",
};
