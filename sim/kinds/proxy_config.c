#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind proxy_config_kind = {
    .group = "networking.istio.io",
    .versions = "v1beta1",
    .kind = "ProxyConfig",
    .plural = "proxyconfigs",
    .resource = "proxyconfigs.networking.istio.io",
    .singular = "proxyconfig",
    .short_names = "",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "ProxyConfig exposes proxy level configuration options.",
};
