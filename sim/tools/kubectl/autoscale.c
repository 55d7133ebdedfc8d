/* kubectl autoscale: the manifest of a HorizontalPodAutoscaler. There are no metrics here to scale by, so none
 * is kept. */
#include "tools/kubectl/create.h"

static const struct flag autoscale_flags[] = {
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"cpu", 0, "AMOUNT", "the CPU that pods are to use: 70% of their request, or 500m"},
    {"cpu-percent", 0, FLAG_INTEGER, "deprecated: --cpu with a percentage"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "the object named in a file"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"max", 0, FLAG_INTEGER, "the most pods"},
    {"memory", 0, "AMOUNT", "the memory that pods are to use: 70% of their request, or 500Mi"},
    {"min", 0, FLAG_INTEGER, "the fewest pods"},
    {"name", 0, "NAME", "of the autoscaler; the object's by itself"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"save-config", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {0},
};

/* "70%" of what is requested, or an amount for each pod. */
static void add_metric(struct arena *arena, struct value *metrics, const char *name, const char *amount)
{
    struct value *metric = value_object(arena), *resource = value_open(arena, metric, "resource");
    struct value *target = value_open(arena, resource, "target");
    struct slice text = slice_of(amount);
    int64_t percent;
    if (!amount[0])
        return;
    value_put_text(arena, resource, "name", name);
    if (text_ends(amount, "%") && slice_to_integer(slice_part(text, 0, text.length - 1), &percent)) {
        value_put_integer(arena, target, "averageUtilization", percent);
        value_put_text(arena, target, "type", "Utilization");
    } else {
        value_put_text(arena, target, "averageValue", amount);
        value_put_text(arena, target, "type", "AverageValue");
    }
    value_put_text(arena, metric, "type", "Resource");
    value_append(arena, metrics, metric);
}

static void autoscale_one(struct kubectl *kubectl, const struct resource *resource)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *cpu = flags_text(flags, "cpu", "");
    if (!(resource->kind->flags & KIND_SCALE)) {
        kubectl_fail(
            kubectl,
            "cannot autoscale a %s: could not find scale subresource for %s%s, Resource=%s in discovery "
            "information",
            resource->kind->kind, resource->kind->group[0] ? "" : "/", kind_api_version(arena, resource->kind),
            resource->kind->plural);
        return;
    }
    if (flags_has(flags, "cpu-percent")) {
        process_complain(
            kubectl->process,
            "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity "
            "format (e.g., '70%%' for utilization or '500m' for milliCPU).\n");
        cpu = arena_format(arena, "%lld%%", (long long)flags_integer(flags, "cpu-percent", 0));
    }
    struct value *scaler = create_new(kubectl, "autoscaling/v2", "HorizontalPodAutoscaler",
                                      flags_text(flags, "name", resource->name), false);
    struct value *spec = value_open(arena, scaler, "spec"), *metrics = value_array(arena);
    value_put_text(arena, value_open(arena, scaler, "metadata"), "namespace", resource->namespace);
    add_metric(arena, metrics, "cpu", cpu);
    add_metric(arena, metrics, "memory", flags_text(flags, "memory", ""));
    value_put_integer(arena, spec, "maxReplicas", flags_integer(flags, "max", 0));
    value_put(arena, spec, "metrics", value_count(metrics) ? metrics : NULL);
    if (flags_integer(flags, "min", -1) > 0)
        value_put_integer(arena, spec, "minReplicas", flags_integer(flags, "min", -1));
    struct value *target = value_open(arena, spec, "scaleTargetRef");
    value_put_text(arena, target, "apiVersion", kind_api_version(arena, resource->kind));
    value_put_text(arena, target, "kind", resource->kind->kind);
    value_put_text(arena, target, "name", resource->name);
    struct value *status = value_open(arena, scaler, "status");
    value_put(arena, status, "currentMetrics", value_null());
    value_put_integer(arena, status, "desiredReplicas", 0);
    create_stranger(kubectl, "horizontalpodautoscaler.autoscaling", scaler);
}

static void autoscale_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    int64_t most = flags_integer(flags, "max", -1), least = flags_integer(flags, "min", -1);
    if (!create_requires(kubectl, "max"))
        return;
    if (most < 1) {
        kubectl_fail(kubectl, "--max=MAXPODS is required and must be at least 1, max: %lld", (long long)most);
        return;
    }
    if (most < least) {
        kubectl_fail(kubectl, "--max=MAXPODS must be larger or equal to --min=MINPODS, max: %lld, min: %lld",
                     (long long)most, (long long)least);
        return;
    }
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, RESOURCES_NEED_NAMES);
    if (resources.empty)
        resources_fail_empty(kubectl);
    for (size_t i = 0; i < resources.count; i++)
        autoscale_one(kubectl, &resources.items[i]);
}

const struct verb verb_autoscale = {
    .name = "autoscale",
    .usage = "autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] "
             "[--memory=MEMORY] [options]",
    .help = "Auto-scale a deployment, replica set, stateful set, or replication controller",
    .chapter = "Deploy Commands",
    .defaults = "max=-1 min=-1",
    .flags = autoscale_flags,
    .run = autoscale_run,
    .takes = TAKES_RESOURCES,
};
