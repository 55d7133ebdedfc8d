#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"
#include "kinds/template.h"

static const char *cell_ready(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%s/%s", columns_count(arena, object, "status.readyReplicas"),
                        columns_count(arena, object, "spec.replicas"));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Ready", .cell = cell_ready},
    COLUMN_AGE,
    {.name = "Containers", .cell = columns_containers, .wide = true},
    {.name = "Images", .cell = columns_images, .wide = true},
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_integer(arena, spec, "replicas", 1);
    default_integer(arena, spec, "revisionHistoryLimit", 10);
    default_text(arena, spec, "podManagementPolicy", "OrderedReady");
    pod_template_set_defaults(arena, object);
    default_integer(arena, value_open(arena, object, "status"), "replicas", 0);
}

const struct kind stateful_set_kind = {
    .group = "apps",
    .versions = "v1",
    .kind = "StatefulSet",
    .plural = "statefulsets",
    .resource = "statefulsets.apps",
    .singular = "statefulset",
    .short_names = "sts",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS | KIND_SCALE | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec:StatefulSetSpec{replicas:integer serviceName "
              "podManagementPolicy:enum(OrderedReady,Parallel) updateStrategy:any "
              "volumeClaimTemplates:any revisionHistoryLimit:integer minReadySeconds:integer "
              "persistentVolumeClaimRetentionPolicy:any ordinals:any "
              "selector:LabelSelector{" SELECTOR_FIELDS "} template:PodTemplateSpec{" POD_TEMPLATE_FIELDS "}}",
    .set_defaults = set_defaults,
    .validate = workload_validate,
    .description = "StatefulSet represents a set of pods with consistent identities.",
};
