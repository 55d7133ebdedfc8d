#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind reference_grant_kind = {
    .group = "gateway.networking.k8s.io",
    .versions = "v1beta1",
    .kind = "ReferenceGrant",
    .plural = "referencegrants",
    .resource = "referencegrants.gateway.networking.k8s.io",
    .singular = "referencegrant",
    .short_names = "refgrant",
    .categories = "gateway-api",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec{from![]{group! kind! namespace!} to![]{group! kind! name}}",
    .description = "ReferenceGrant permits references from other namespaces.",
};
