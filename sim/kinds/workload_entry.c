#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    COLUMN_AGE,
    {.name = "Address", .path = "spec.address"},
    COLUMN_END,
};

const struct kind workload_entry_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "WorkloadEntry",
    .plural = "workloadentries",
    .resource = "workloadentries.networking.istio.io",
    .singular = "workloadentry",
    .short_names = "we",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec:any",
    .description = "WorkloadEntry describes a single workload outside Kubernetes.",
};
