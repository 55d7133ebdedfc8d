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
    {.name = "Up-to-date", .path = "status.updatedReplicas", .count = true},
    {.name = "Available", .path = "status.availableReplicas", .count = true},
    COLUMN_AGE,
    {.name = "Containers", .cell = columns_containers, .wide = true},
    {.name = "Images", .cell = columns_images, .wide = true},
    {.name = "Selector", .cell = columns_spec_selector, .wide = true},
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_integer(arena, spec, "replicas", 1);
    default_integer(arena, spec, "revisionHistoryLimit", 10);
    default_integer(arena, spec, "progressDeadlineSeconds", 600);
    struct value *strategy = value_open(arena, spec, "strategy");
    default_text(arena, strategy, "type", "RollingUpdate");
    if (value_says(value_get(strategy, "type"), "RollingUpdate")) {
        struct value *update = value_open(arena, strategy, "rollingUpdate");
        default_text(arena, update, "maxSurge", "25%");
        default_text(arena, update, "maxUnavailable", "25%");
    }
    pod_template_set_defaults(arena, object);
    default_object(arena, object, "status");
}

const struct kind deployment_kind = {
    .group = "apps",
    .versions = "v1",
    .kind = "Deployment",
    .plural = "deployments",
    .resource = "deployments.apps",
    .singular = "deployment",
    .short_names = "deploy",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS | KIND_SCALE | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec:DeploymentSpec{replicas:integer=\"Number of desired pods; 1 by default.\" "
        "strategy:DeploymentStrategy{type:enum(Recreate,RollingUpdate)"
        "=\"Recreate: the old pods go before the new ones come.\" "
        "rollingUpdate:RollingUpdateDeployment{maxSurge:intstr=\"How many pods there may be above replicas.\" "
        "maxUnavailable:intstr=\"How many pods may be missing.\"}=\"Both bounds are 25% by default.\"}"
        "=\"How new pods take the place of old ones.\" "
        "minReadySeconds:integer=\"How long a new pod must be ready before it counts as available.\" "
        "revisionHistoryLimit:integer=\"How many old ReplicaSets are kept for a rollback; 10 by default.\" "
        "paused:boolean=\"While true, a changed template starts no rollout.\" "
        "progressDeadlineSeconds:integer=\"After so long without progress a rollout has failed; 600 by "
        "default.\" "
        "selector:LabelSelector{" SELECTOR_FIELDS "}=\"Which pods are its own; it cannot be changed.\" "
        "template:PodTemplateSpec{" POD_TEMPLATE_FIELDS "}=\"What its pods are made from.\"}"
        "=\"What the Deployment should be like.\"",
    .set_defaults = set_defaults,
    .validate = workload_validate,
    .description = "Deployment enables declarative updates for Pods and ReplicaSets.",
};
