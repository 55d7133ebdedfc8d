#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Host", .path = "spec.host"},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind destination_rule_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "DestinationRule",
    .plural = "destinationrules",
    .resource = "destinationrules.networking.istio.io",
    .singular = "destinationrule",
    .short_names = "dr",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec!{host!=\"The name of a service from the service registry.\" "
              "trafficPolicy:any subsets[]{name! labels{} trafficPolicy:any} exportTo[] "
              "workloadSelector{matchLabels{}}}",
    .description = "DestinationRule defines policies that apply to traffic after routing.",
};
