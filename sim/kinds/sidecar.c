#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind sidecar_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "Sidecar",
    .plural = "sidecars",
    .resource = "sidecars.networking.istio.io",
    .singular = "sidecar",
    .short_names = "",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "Sidecar describes the configuration of the sidecar proxy of a workload.",
};
