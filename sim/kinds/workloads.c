/* Deployment, ReplicaSet, DaemonSet, StatefulSet. */
#include "base/buffer.h"
#include "data/selector.h"
#include "kinds/rows.h"

static const char *joined(struct arena *arena, const struct value *object, const char *key)
{
    const struct value *containers = value_find(object, "spec.template.spec.containers");
    const char *text = "";
    for (size_t i = 0; i < value_count(containers); i++)
        text = arena_format(arena, "%s%s%s", text, i ? "," : "", value_find_text(value_at(containers, i), key));
    return text;
}

const char *cell_containers(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return joined(arena, object, "name");
}

const char *cell_images(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return joined(arena, object, "image");
}

const char *cell_selector(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return cell_labels(arena, value_find(object, "spec.selector.matchLabels"));
}

static const char *number(struct arena *arena, const struct value *object, const char *path)
{
    return arena_format(arena, "%lld", (long long)value_number(value_find(object, path), 0));
}

#define NUMBER_CELL(name, path)                                                                                        \
    static const char *name(struct arena *arena, const struct value *object, struct instant now)                       \
    {                                                                                                                  \
        (void)now;                                                                                                     \
        return number(arena, object, path);                                                                            \
    }

NUMBER_CELL(desired, "spec.replicas")
NUMBER_CELL(current, "status.replicas")
NUMBER_CELL(ready_count, "status.readyReplicas")
NUMBER_CELL(updated, "status.updatedReplicas")
NUMBER_CELL(available, "status.availableReplicas")
NUMBER_CELL(daemon_desired, "status.desiredNumberScheduled")
NUMBER_CELL(daemon_current, "status.currentNumberScheduled")
NUMBER_CELL(daemon_ready, "status.numberReady")
NUMBER_CELL(daemon_updated, "status.updatedNumberScheduled")
NUMBER_CELL(daemon_available, "status.numberAvailable")

static const char *ready_of(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%s/%s", number(arena, object, "status.readyReplicas"),
                        number(arena, object, "spec.replicas"));
}

static const char *node_selector(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return cell_labels(arena, value_find(object, "spec.template.spec.nodeSelector"));
}

#define TEMPLATE_COLUMNS                                                                                               \
    {.name = "Containers", .cell = cell_containers, .wide = true}, {.name = "Images", .cell = cell_images, .wide = true}, \
    {.name = "Selector", .cell = cell_selector, .wide = true}, {0}

static const struct column deployment_columns[] = {
    COLUMN_NAME, {.name = "Ready", .cell = ready_of}, {.name = "Up-to-date", .cell = updated},
    {.name = "Available", .cell = available}, COLUMN_AGE, TEMPLATE_COLUMNS};

static const struct column set_columns[] = {
    COLUMN_NAME, {.name = "Desired", .cell = desired}, {.name = "Current", .cell = current},
    {.name = "Ready", .cell = ready_count}, COLUMN_AGE, TEMPLATE_COLUMNS};

static const struct column daemon_columns[] = {
    COLUMN_NAME,
    {.name = "Desired", .cell = daemon_desired},
    {.name = "Current", .cell = daemon_current},
    {.name = "Ready", .cell = daemon_ready},
    {.name = "Up-to-date", .cell = daemon_updated},
    {.name = "Available", .cell = daemon_available},
    {.name = "Node Selector", .cell = node_selector},
    COLUMN_AGE,
    TEMPLATE_COLUMNS};

static const struct column stateful_columns[] = {
    COLUMN_NAME, {.name = "Ready", .cell = ready_of}, COLUMN_AGE,
    {.name = "Containers", .cell = cell_containers, .wide = true}, {.name = "Images", .cell = cell_images, .wide = true},
    {0}};

static bool default_template(struct arena *arena, struct value *object)
{
    if (!value_is(value_find(object, "spec.template.spec"), VALUE_OBJECT))
        return false;
    default_pod_spec(arena, value_open(arena, object, "spec.template.spec"));
    return true;
}

static void deployment_defaults(struct arena *arena, struct value *object)
{
    if (!default_template(arena, object))
        return;
    struct value *spec = value_open(arena, object, "spec");
    default_integer(arena, spec, "replicas", 1);
    default_integer(arena, spec, "revisionHistoryLimit", 10);
    default_integer(arena, spec, "progressDeadlineSeconds", 600);
    struct value *strategy = value_open(arena, spec, "strategy");
    default_text(arena, strategy, "type", "RollingUpdate");
    if (text_equal(value_find_text(strategy, "type"), "RollingUpdate")) {
        struct value *rolling = value_open(arena, strategy, "rollingUpdate");
        default_text(arena, rolling, "maxSurge", "25%");
        default_text(arena, rolling, "maxUnavailable", "25%");
    }
}

static void set_defaults(struct arena *arena, struct value *object)
{
    if (default_template(arena, object))
        default_integer(arena, value_open(arena, object, "spec"), "replicas", 1);
}

static void daemon_defaults(struct arena *arena, struct value *object)
{
    if (!default_template(arena, object))
        return;
    struct value *strategy = value_open(arena, object, "spec.updateStrategy");
    default_integer(arena, value_open(arena, object, "spec"), "revisionHistoryLimit", 10);
    default_text(arena, strategy, "type", "RollingUpdate");
}

/* The server prints a selector as Go does: &v1.LabelSelector{...}; here its labels say which. */
static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    const struct value *selector = value_find(object, "spec.selector");
    const struct value *labels = value_find(object, "spec.template.metadata.labels");
    if (!selector)
        findings_add(findings, "FieldValueRequired", "spec.selector", "Required value");
    else if (!selector_object_matches(selector, labels))
        findings_add(findings, "FieldValueInvalid", "spec.template.metadata.labels",
                     "Invalid value: {\"%s\"}: `selector` does not match template `labels`",
                     cell_labels(findings->arena, labels));
    if (old && !value_equal(selector, value_find(old, "spec.selector")))
        findings_add(findings, "FieldValueInvalid", "spec.selector", "Invalid value: {\"matchLabels\":{%s}}: field is immutable",
                     cell_labels(findings->arena, value_get(selector, "matchLabels")));
    if (value_count(value_find(object, "spec.template.spec.containers")) == 0)
        findings_add(findings, "FieldValueRequired", "spec.template.spec.containers", "Required value");
    if (value_number(value_find(object, "spec.replicas"), 0) < 0)
        findings_add(findings, "FieldValueInvalid", "spec.replicas",
                     "Invalid value: %lld: must be greater than or equal to 0",
                     (long long)value_number(value_find(object, "spec.replicas"), 0));
}

#define TEMPLATE_SCHEMA                                                                                                \
    "selector" LABEL_SELECTOR_SCHEMA " template{metadata:any spec{" POD_SPEC_SCHEMA "}} minReadySeconds:integer "        \
    "revisionHistoryLimit:integer"

enum { WORKLOAD_FLAGS = KIND_NAMESPACED | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION };

const struct kind deployment_kind = {
    .group = "apps", .versions = "v1", .kind = "Deployment", .plural = "deployments", .singular = "deployment",
    .short_names = "deploy", .categories = "all", .flags = WORKLOAD_FLAGS | KIND_SCALE, .columns = deployment_columns,
    .schema = "spec{replicas:integer strategy:any paused:boolean progressDeadlineSeconds:integer " TEMPLATE_SCHEMA "}",
    .set_defaults = deployment_defaults, .validate = validate,
    .description = "Deployment enables declarative updates for Pods and ReplicaSets.",
};

const struct kind replica_set_kind = {
    .group = "apps", .versions = "v1", .kind = "ReplicaSet", .plural = "replicasets", .singular = "replicaset",
    .short_names = "rs", .categories = "all", .flags = WORKLOAD_FLAGS | KIND_SCALE, .columns = set_columns,
    .schema = "spec{replicas:integer " TEMPLATE_SCHEMA "}", .set_defaults = set_defaults, .validate = validate,
    .description = "ReplicaSet ensures that a specified number of pod replicas are running at any given time.",
};

const struct kind daemon_set_kind = {
    .group = "apps", .versions = "v1", .kind = "DaemonSet", .plural = "daemonsets", .singular = "daemonset",
    .short_names = "ds", .categories = "all", .flags = WORKLOAD_FLAGS, .columns = daemon_columns,
    .schema = "spec{updateStrategy:any " TEMPLATE_SCHEMA "}", .set_defaults = daemon_defaults, .validate = validate,
    .description = "DaemonSet represents the configuration of a daemon set.",
};

const struct kind stateful_set_kind = {
    .group = "apps", .versions = "v1", .kind = "StatefulSet", .plural = "statefulsets", .singular = "statefulset",
    .short_names = "sts", .categories = "all", .flags = WORKLOAD_FLAGS | KIND_SCALE, .columns = stateful_columns,
    .schema = "spec:any", .set_defaults = set_defaults,
    .description = "StatefulSet represents a set of pods with consistent identities.",
};
