#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"
#include "kinds/template.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Desired", .path = "spec.replicas", .count = true},
    {.name = "Current", .path = "status.replicas", .count = true},
    {.name = "Ready", .path = "status.readyReplicas", .count = true},
    COLUMN_AGE,
    {.name = "Containers", .cell = columns_containers, .wide = true},
    {.name = "Images", .cell = columns_images, .wide = true},
    {.name = "Selector", .cell = columns_spec_selector, .wide = true},
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    default_integer(arena, value_open(arena, object, "spec"), "replicas", 1);
    pod_template_set_defaults(arena, object);
    default_integer(arena, value_open(arena, object, "status"), "replicas", 0);
}

const struct kind replica_set_kind = {
    .group = "apps",
    .versions = "v1",
    .kind = "ReplicaSet",
    .plural = "replicasets",
    .resource = "replicasets.apps",
    .singular = "replicaset",
    .short_names = "rs",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS | KIND_SCALE | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec:ReplicaSetSpec{replicas:integer minReadySeconds:integer "
              "selector:LabelSelector{" SELECTOR_FIELDS "} template:PodTemplateSpec{" POD_TEMPLATE_FIELDS "}}",
    .set_defaults = set_defaults,
    .validate = workload_validate,
    .description = "ReplicaSet ensures that a specified number of pod replicas are running at any given time.",
};
