#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"
#include "kinds/template.h"

static const char *cell_node_selector(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return columns_labels(arena, value_find(object, "spec.template.spec.nodeSelector"));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Desired", .path = "status.desiredNumberScheduled", .count = true},
    {.name = "Current", .path = "status.currentNumberScheduled", .count = true},
    {.name = "Ready", .path = "status.numberReady", .count = true},
    {.name = "Up-to-date", .path = "status.updatedNumberScheduled", .count = true},
    {.name = "Available", .path = "status.numberAvailable", .count = true},
    {.name = "Node Selector", .cell = cell_node_selector},
    COLUMN_AGE,
    {.name = "Containers", .cell = columns_containers, .wide = true},
    {.name = "Images", .cell = columns_images, .wide = true},
    {.name = "Selector", .cell = columns_spec_selector, .wide = true},
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_integer(arena, spec, "revisionHistoryLimit", 10);
    struct value *strategy = value_open(arena, spec, "updateStrategy");
    default_text(arena, strategy, "type", "RollingUpdate");
    if (value_says(value_get(strategy, "type"), "RollingUpdate")) {
        struct value *update = value_open(arena, strategy, "rollingUpdate");
        default_integer(arena, update, "maxSurge", 0);
        default_integer(arena, update, "maxUnavailable", 1);
    }
    pod_template_set_defaults(arena, object);
    struct value *status = value_open(arena, object, "status");
    default_integer(arena, status, "currentNumberScheduled", 0);
    default_integer(arena, status, "desiredNumberScheduled", 0);
    default_integer(arena, status, "numberMisscheduled", 0);
    default_integer(arena, status, "numberReady", 0);
}

const struct kind daemon_set_kind = {
    .group = "apps",
    .versions = "v1",
    .kind = "DaemonSet",
    .plural = "daemonsets",
    .resource = "daemonsets.apps",
    .singular = "daemonset",
    .short_names = "ds",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec:DaemonSetSpec{updateStrategy{type:enum(OnDelete,RollingUpdate) "
              "rollingUpdate{maxSurge:intstr maxUnavailable:intstr}} minReadySeconds:integer "
              "revisionHistoryLimit:integer "
              "selector:LabelSelector{" SELECTOR_FIELDS "} template:PodTemplateSpec{" POD_TEMPLATE_FIELDS "}}",
    .set_defaults = set_defaults,
    .validate = workload_validate,
    .description = "DaemonSet represents the configuration of a daemon set.",
};
