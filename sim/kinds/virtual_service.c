#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Gateways", .path = "spec.gateways"},
    {.name = "Hosts", .path = "spec.hosts"},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind virtual_service_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "VirtualService",
    .plural = "virtualservices",
    .resource = "virtualservices.networking.istio.io",
    .singular = "virtualservice",
    .short_names = "vs",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec{hosts[]=\"The destination hosts to which traffic is being sent.\" "
              "gateways[]=\"The gateways and sidecars that apply these routes.\" "
              "http:any=\"An ordered list of rules for HTTP traffic.\" tls:any tcp:any exportTo[]}",
    .description = "VirtualService affects how requests to hosts are routed.",
};
