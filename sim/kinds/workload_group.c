#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind workload_group_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "WorkloadGroup",
    .plural = "workloadgroups",
    .resource = "workloadgroups.networking.istio.io",
    .singular = "workloadgroup",
    .short_names = "wg",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "WorkloadGroup describes a collection of workload instances.",
};
