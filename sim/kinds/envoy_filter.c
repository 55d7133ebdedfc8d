#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind envoy_filter_kind = {
    .group = "networking.istio.io",
    .versions = "v1alpha3",
    .kind = "EnvoyFilter",
    .plural = "envoyfilters",
    .resource = "envoyfilters.networking.istio.io",
    .singular = "envoyfilter",
    .short_names = "",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "EnvoyFilter customizes the Envoy configuration that istiod generates.",
};
