#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind telemetry_kind = {
    .group = "telemetry.istio.io",
    .versions = "v1,v1alpha1",
    .kind = "Telemetry",
    .plural = "telemetries",
    .singular = "telemetry",
    .short_names = "telemetry",
    .categories = "istio-io,telemetry-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "Telemetry defines how the telemetry is generated for workloads within a mesh.",
};
