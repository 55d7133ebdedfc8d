#include "mesh/telemetry.h"

#include "mesh/lookup.h"

#define ROOT_NAMESPACE "istio-system"

/* The metrics a waypoint has, by the names that match.metric gives them. */
static const struct {
    const char *match, *name;
} metrics[] = {
    {"REQUEST_COUNT", "requests_total"},
    {"REQUEST_DURATION", "request_duration_milliseconds"},
    {"REQUEST_SIZE", "request_bytes"},
    {"RESPONSE_SIZE", "response_bytes"},
};

/* Telemetries are merged in the order: of the mesh, of the namespace, attached. A list of providers holds until
 * another one is said, and the last one decides who reports at all. */
struct merge {
    struct arena *arena;
    struct telemetry *result;
    struct value *metrics;
    bool reporting; /* the providers that hold name prometheus */
    bool logging;   /* and those of logs envoy */
};

static const char *as_said(const char *text, const char *otherwise)
{
    return text[0] ? text : otherwise;
}

/* CLIENT is the side of the one who calls; a waypoint stands at the server's. */
static bool is_for_server(const struct value *match)
{
    return !text_equal(value_find_text(match, "mode"), "CLIENT");
}

static bool names(const struct value *providers, const char *name, bool otherwise)
{
    if (!value_count(providers))
        return otherwise;
    for (size_t i = 0; i < value_count(providers); i++)
        if (text_equal(value_find_text(value_at(providers, i), "name"), name))
            return true;
    return false;
}

static bool has_text(const struct value *list, const char *text)
{
    for (size_t i = 0; i < value_count(list); i++)
        if (value_says(value_at(list, i), text))
            return true;
    return false;
}

static void override_metric(struct merge *merge, const char *name, const struct value *override)
{
    struct value *metric = value_open(merge->arena, merge->metrics, name);
    struct value *tags = value_open(merge->arena, metric, "tags");
    const struct value *said = value_get(override, "tagOverrides"), *disabled = value_get(override, "disabled");
    if (disabled)
        value_put(merge->arena, metric, "disabled", disabled);
    for (size_t i = 0; i < value_count(said); i++) {
        const struct value *tag = value_member_at(said, i);
        bool removes = text_equal(value_find_text(tag, "operation"), "REMOVE");
        value_put(merge->arena, tags, value_key_at(said, i), removes ? value_null() : value_get(tag, "value"));
    }
}

static void merge_metrics(struct merge *merge, const struct value *list)
{
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *one = value_at(list, i), *overrides = value_get(one, "overrides");
        merge->reporting = names(value_get(one, "providers"), "prometheus", merge->reporting);
        for (size_t j = 0; merge->reporting && j < value_count(overrides); j++) {
            const struct value *match = value_get(value_at(overrides, j), "match");
            const char *metric = value_find_text(match, "metric"),
                       *custom = value_find_text(match, "customMetric");
            bool all = !custom[0] && text_equal(as_said(metric, "ALL_METRICS"), "ALL_METRICS");
            for (size_t k = 0; is_for_server(match) && k < sizeof metrics / sizeof *metrics; k++)
                if (all || text_equal(metric, metrics[k].match) || text_equal(custom, metrics[k].name))
                    override_metric(merge, metrics[k].name, value_at(overrides, j));
        }
    }
}

static void merge_logs(struct merge *merge, const struct value *list)
{
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *one = value_at(list, i);
        merge->logging = names(value_get(one, "providers"), "envoy", merge->logging);
        if (!is_for_server(value_get(one, "match")))
            continue;
        const char *filter = value_find_text(one, "filter.expression");
        merge->result->log =
            value_truth(value_get(one, "disabled")) || !merge->logging ? LOG_NOTHING : LOG_REQUESTS;
        merge->result->log_filter = filter[0] ? filter : NULL;
    }
}

static void merge_object(struct merge *merge, const struct value *object)
{
    merge_metrics(merge, value_find(object, "spec.metrics"));
    merge_logs(merge, value_find(object, "spec.accessLogging"));
}

static bool is_attached(const struct value *object)
{
    return value_find(object, "spec.targetRefs") || value_find(object, "spec.targetRef") ||
           value_count(value_find(object, "spec.selector.matchLabels"));
}

/* Of several for a whole namespace the oldest counts. */
static const struct value *of_namespace(struct arena *arena, struct map programmed, const char *namespace)
{
    struct map_walk walk = lookup_all(arena, programmed, RESOURCE_TELEMETRIES, namespace);
    struct map_entry entry;
    const struct value *oldest = NULL;
    while (map_walk_next(&walk, &entry)) {
        struct slice made = value_slice(value_find(entry.item, "metadata.creationTimestamp"));
        if (!is_attached(entry.item) &&
            (!oldest || slice_compare(made, value_slice(value_find(oldest, "metadata.creationTimestamp"))) < 0))
            oldest = entry.item;
    }
    return oldest;
}

static bool targets(const struct value *object, const char *kind, const char *name)
{
    const struct value *list = value_find(object, "spec.targetRefs"),
                       *one = value_find(object, "spec.targetRef");
    for (size_t i = 0; i < value_count(list) + (one != NULL); i++) {
        const struct value *target = i < value_count(list) ? value_at(list, i) : one;
        if (text_equal(value_find_text(target, "kind"), kind) &&
            text_equal(value_find_text(target, "name"), name))
            return true;
    }
    return false;
}

static void merge_attached(struct merge *merge, struct map programmed, const char *namespace, const char *kind,
                           const char *name)
{
    struct map_walk walk = lookup_all(merge->arena, programmed, RESOURCE_TELEMETRIES, namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        if (targets(entry.item, kind, name))
            merge_object(merge, entry.item);
}

const struct telemetry *telemetry_compile(struct arena *arena, struct map programmed,
                                          const struct value *defaults, const char *namespace,
                                          const char *gateway, const struct service *service)
{
    struct map_walk walk = lookup_all(arena, programmed, RESOURCE_TELEMETRIES, NULL);
    struct map_entry entry;
    if (!map_walk_next(&walk, &entry))
        return NULL;
    struct telemetry result = {.log = LOG_AS_THE_MESH_SAYS};
    struct merge merge = {.arena = arena,
                          .result = &result,
                          .metrics = value_object(arena),
                          .reporting = has_text(value_get(defaults, "metrics"), "prometheus"),
                          .logging = has_text(value_get(defaults, "accessLogging"), "envoy")};
    merge_object(&merge, of_namespace(arena, programmed, ROOT_NAMESPACE));
    if (!text_equal(namespace, ROOT_NAMESPACE))
        merge_object(&merge, of_namespace(arena, programmed, namespace));
    merge_attached(&merge, programmed, ROOT_NAMESPACE, "GatewayClass", "istio-waypoint");
    merge_attached(&merge, programmed, namespace, "Gateway", gateway);
    if (service)
        merge_attached(&merge, programmed, service->namespace, "Service", service->name);
    result.metrics = value_count(merge.metrics) ? merge.metrics : NULL;
    result.silent = !merge.reporting;
    if (!result.metrics && !result.silent && result.log == LOG_AS_THE_MESH_SAYS)
        return NULL;
    struct telemetry *kept = arena_allocate(arena, sizeof *kept);
    *kept = result;
    return kept;
}
