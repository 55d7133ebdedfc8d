#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind istio_gateway_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "Gateway",
    .plural = "gateways",
    .resource = "gateways.networking.istio.io",
    .singular = "gateway",
    .short_names = "gw",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "Gateway describes a load balancer at the edge of the mesh (Istio API).",
};
