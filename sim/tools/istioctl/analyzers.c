/* The analyzers, one row each: which resource, and what is wrong with one. Source: istio pkg/config/analysis.
 * Those that need what ambit does not model (sidecars' proxies, DestinationRules, Gateways of ingress) are left
 * out. */
#include <string.h>

#include "base/buffer.h"
#include "data/selector.h"
#include "tools/istioctl/analysis.h"

#define GATEWAY_NAME "gateway.networking.k8s.io/gateway-name"
#define DATAPLANE_MODE "istio.io/dataplane-mode"

const char *const level_names[] = {[LEVEL_ERROR] = "Error", [LEVEL_WARNING] = "Warning", [LEVEL_INFO] = "Info"};

static const char *source_of(struct analysis *analysis, const struct value *object)
{
    for (size_t i = 0; i < analysis->documents->count; i++) {
        const struct document *document = &analysis->documents->items[i];
        const char *namespace = value_find_text(document->object, "metadata.namespace");
        if (value_equal(value_get(document->object, "kind"), value_get(object, "kind")) &&
            text_equal(lookup_name(document->object), lookup_name(object)) &&
            (!namespace[0] || text_equal(namespace, lookup_namespace(object))))
            return arena_format(analysis->arena, "%s:%d", document->source, document->line);
    }
    return NULL;
}

void analysis_add(struct analysis *analysis, enum level level, const char *code, const struct value *object,
                  const char *format, ...)
{
    struct arena *arena = analysis->arena;
    if (analysis->count == analysis->capacity) {
        size_t capacity = analysis->capacity ? analysis->capacity * 2 : 16;
        struct analysis_message *items = arena_allocate(arena, capacity * sizeof *items);
        if (analysis->count)
            memcpy(items, analysis->items, analysis->count * sizeof *items);
        analysis->items = items;
        analysis->capacity = capacity;
    }
    /* in the arena: the object may be of a draft that ends */
    const char *namespace = arena_text(arena, lookup_namespace(object)),
               *name = arena_text(arena, lookup_name(object));
    va_list list;
    va_start(list, format);
    analysis->items[analysis->count++] = (struct analysis_message){
        .level = level,
        .code = code,
        .resource = arena_format(arena, "%s %s%s%s", value_find_text(object, "kind"), namespace,
                                 namespace[0] ? "/" : "", name),
        .namespace = namespace,
        .name = name,
        .source = source_of(analysis, object),
        .text = arena_format_list(arena, format, list),
    };
    va_end(list);
}

static bool is_system_namespace(const char *name)
{
    static const char *const names[] = {"kube-system", "kube-public", "kube-node-lease", "local-path-storage",
                                        "istio-system"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(name, names[i]))
            return true;
    }
    return false;
}

/* --- namespaces and pods --- */

static void analyze_namespace(struct analysis *analysis, const struct value *object)
{
    const char *name = lookup_name(object);
    if (is_system_namespace(name) || lookup_label(object, "istio-injection") ||
        lookup_label(object, "istio.io/rev") || text_equal(lookup_label(object, DATAPLANE_MODE), "ambient"))
        return;
    analysis_add(
        analysis, LEVEL_INFO, "IST0102", object,
        "The namespace is not enabled for Istio injection. Run 'kubectl label namespace %s "
        "istio-injection=enabled' to enable it, or 'kubectl label namespace %s istio-injection=disabled' "
        "to explicitly mark it as not needing injection.",
        name, name);
}

static void analyze_pod(struct analysis *analysis, const struct value *object)
{
    const struct value *namespace =
        lookup_object(analysis->arena, analysis->objects, "namespaces", "", lookup_namespace(object));
    if (!text_equal(lookup_label(namespace, "istio-injection"), "enabled") ||
        text_equal(lookup_label(object, "sidecar.istio.io/inject"), "false") ||
        lookup_annotation(object, "sidecar.istio.io/status"))
        return;
    analysis_add(
        analysis, LEVEL_WARNING, "IST0103", object,
        "The pod %s is missing the Istio proxy. This can often be resolved by restarting or redeploying the "
        "workload.",
        lookup_name(object));
}

/* --- services --- */

static bool protocol_known(const struct value *port)
{
    static const char *const names[] = {"grpc",  "grpc-web", "http",  "http2", "http_proxy", "https",
                                        "mongo", "mysql",    "redis", "tcp",   "tls",        "udp"};
    struct slice word = value_slice(value_get(port, "appProtocol"));
    int64_t number = value_number(value_get(port, "port"), 0);
    if (value_says(value_get(port, "protocol"), "UDP") || number == 25 || number == 53 || number == 3306 ||
        number == 27017 || slice_starts(word, "kubernetes.io/"))
        return true;
    if (!word.length)
        word = value_slice(value_get(port, "name"));
    if (slice_starts(word, "grpc-web"))
        return true;
    word = slice_part(word, 0, slice_find_byte(word, '-'));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is_nocase(word, names[i]))
            return true;
    }
    return false;
}

static void analyze_service(struct analysis *analysis, const struct value *object)
{
    const struct value *ports = value_find(object, "spec.ports");
    if (is_system_namespace(lookup_namespace(object)) || lookup_label(object, "gateway.istio.io/managed"))
        return;
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i), *target = value_get(port, "targetPort");
        if (protocol_known(port))
            continue;
        long long number = (long long)value_number(value_get(port, "port"), 0);
        const char *to = value_is(target, VALUE_STRING)
                             ? value_string_of(target)
                             : arena_format(analysis->arena, "%lld", (long long)value_number(target, number));
        analysis_add(
            analysis, LEVEL_INFO, "IST0118", object,
            "Port name %s (port: %lld, targetPort: %s) doesn't follow the naming convention of Istio port.",
            value_find_text(port, "name"), number, to);
    }
}

/* --- conditions that istiod wrote --- */

static void analyze_conditions(struct analysis *analysis, const struct value *object,
                               const struct value *conditions, const char *const *types)
{
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        const char *type = value_find_text(condition, "type"), *reason = value_find_text(condition, "reason");
        size_t known = 0;
        while (types[known] && !text_equal(types[known], type))
            known++;
        if (!types[known] ||
            (!value_says(value_get(condition, "status"), "False") && !text_equal(reason, "PartiallyInvalid")))
            continue;
        analysis_add(analysis, LEVEL_WARNING, "IST0171", object,
                     "A condition with a negative status is present: type=%s, reason=%s, message=%s.", type,
                     reason, value_find_text(condition, "message"));
    }
}

static void analyze_status(struct analysis *analysis, const struct value *object)
{
    static const char *const types[] = {"istio.io/WaypointBound",
                                        "ZtunnelAccepted",
                                        "WaypointAccepted",
                                        "Accepted",
                                        "Programmed",
                                        "ResolvedRefs",
                                        NULL};
    const struct value *parents = value_find(object, "status.parents");
    analyze_conditions(analysis, object, value_find(object, "status.conditions"), types);
    for (size_t i = 0; i < value_count(parents); i++)
        analyze_conditions(analysis, object, value_get(value_at(parents, i), "conditions"), types);
}

/* --- policies --- */

static bool in_mesh(struct analysis *analysis, const struct value *pod)
{
    const struct value *namespace =
        lookup_object(analysis->arena, analysis->objects, "namespaces", "", lookup_namespace(pod));
    const char *own = lookup_label(pod, DATAPLANE_MODE);
    const char *mode = own ? own : lookup_label(namespace, DATAPLANE_MODE);
    return text_equal(mode, "ambient") || lookup_annotation(pod, "sidecar.istio.io/status") ||
           lookup_label(pod, GATEWAY_NAME);
}

static bool any_pod(struct analysis *analysis, const char *namespace, const struct value *selector)
{
    struct map_walk walk = lookup_all(analysis->arena, analysis->objects, "pods", namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (in_mesh(analysis, entry.item) &&
            (!selector || selector_object_matches(selector, value_find(entry.item, "metadata.labels"))))
            return true;
    }
    return false;
}

/* "app=web,version=v1": labels.Selector's String, sorted. */
static const char *labels_text(struct arena *arena, const struct value *labels)
{
    const char *text = "";
    for (size_t i = 0; i < value_count(labels); i++)
        text = arena_format(arena, "%s%s%s=%s", text, i ? "," : "", value_key_at(labels, i),
                            value_string_of(value_member_at(labels, i)));
    return text;
}

static void analyze_matching_pods(struct analysis *analysis, const struct value *object)
{
    const struct value *selector = value_find(object, "spec.selector");
    const struct value *labels = value_get(selector, "matchLabels");
    bool root = text_equal(lookup_namespace(object), "istio-system");
    if (root && !value_count(labels))
        return;
    if (!any_pod(analysis, root ? NULL : lookup_namespace(object), value_count(labels) ? selector : NULL))
        analysis_add(analysis, LEVEL_WARNING, "IST0127", object,
                     "No matching workloads for this resource with the following labels: %s",
                     labels_text(analysis->arena, labels));
}

static bool namespace_exists(struct analysis *analysis, struct slice wanted)
{
    struct map_walk walk = lookup_all(analysis->arena, analysis->objects, "namespaces", NULL);
    struct map_entry entry;
    bool prefix = slice_ends(wanted, "*"), suffix = slice_starts(wanted, "*");
    while (map_walk_next(&walk, &entry)) {
        struct slice name = slice_of(lookup_name(entry.item));
        if (prefix && slice_starts(name, arena_copy(analysis->arena, slice_part(wanted, 0, wanted.length - 1))))
            return true;
        if (suffix && slice_ends(name, arena_copy(analysis->arena, slice_part(wanted, 1, wanted.length))))
            return true;
        if (slice_equal(name, wanted))
            return true;
    }
    return false;
}

static void analyze_namespaces(struct analysis *analysis, const struct value *object)
{
    const struct value *rules = value_find(object, "spec.rules");
    for (size_t i = 0; i < value_count(rules); i++) {
        const struct value *from = value_get(value_at(rules, i), "from");
        for (size_t j = 0; j < value_count(from); j++) {
            const struct value *names = value_find(value_at(from, j), "source.namespaces");
            for (size_t k = 0; k < value_count(names); k++) {
                struct slice name = value_slice(value_at(names, k));
                if (!namespace_exists(analysis, name))
                    analysis_add(analysis, LEVEL_ERROR, "IST0101", object,
                                 "Referenced namespace not found: \"%.*s\"", (int)name.length, name.data);
            }
        }
    }
}

/* A selector that takes a gateway's pods does nothing there. */
static void analyze_gateway_selector(struct analysis *analysis, const struct value *object)
{
    const struct value *selector = value_find(object, "spec.selector");
    struct map_walk walk = lookup_all(analysis->arena, analysis->objects, "pods", lookup_namespace(object));
    struct map_entry entry;
    if (!value_count(value_get(selector, "matchLabels")))
        return;
    while (map_walk_next(&walk, &entry)) {
        const char *gateway = lookup_label(entry.item, GATEWAY_NAME);
        if (!gateway || !selector_object_matches(selector, value_find(entry.item, "metadata.labels")))
            continue;
        analysis_add(analysis, LEVEL_WARNING, "IST0166", object,
                     "Ineffective selector on Kubernetes Gateway %s. Use the TargetRef field instead.",
                     gateway);
        return;
    }
}

static void analyze_policy(struct analysis *analysis, const struct value *object)
{
    analyze_matching_pods(analysis, object);
    analyze_namespaces(analysis, object);
    analyze_gateway_selector(analysis, object);
    analyze_status(analysis, object);
}

/* --- virtual services --- */

static bool host_exists(struct analysis *analysis, const struct value *object, const char *host)
{
    struct arena *arena = analysis->arena;
    struct slice rest = slice_of(host), name, namespace;
    struct map_walk walk = lookup_all(arena, analysis->objects, "serviceentries.networking.istio.io", NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *hosts = value_find(entry.item, "spec.hosts");
        for (size_t i = 0; i < value_count(hosts); i++) {
            if (value_says(value_at(hosts, i), host))
                return true;
        }
    }
    slice_next(&rest, '.', &name);
    bool full = slice_next(&rest, '.', &namespace);
    if (full && rest.data && !slice_is(rest, "svc.cluster.local") && !slice_is(rest, "svc"))
        return false;
    return lookup_object(arena, analysis->objects, "services",
                         full ? arena_copy(arena, namespace) : lookup_namespace(object),
                         arena_copy(arena, name)) != NULL;
}

static void analyze_virtual_service(struct analysis *analysis, const struct value *object)
{
    static const char *const sections[] = {"spec.http", "spec.tcp", "spec.tls"};
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        const struct value *rules = value_find(object, sections[s]);
        for (size_t i = 0; i < value_count(rules); i++) {
            const struct value *routes = value_get(value_at(rules, i), "route");
            for (size_t j = 0; j < value_count(routes); j++) {
                const char *host = value_find_text(value_at(routes, j), "destination.host");
                if (host[0] && !host_exists(analysis, object, host))
                    analysis_add(analysis, LEVEL_ERROR, "IST0101", object, "Referenced host not found: \"%s\"",
                                 host);
            }
        }
    }
}

/* --- the table --- */

static const struct {
    const char *resource;
    void (*analyze)(struct analysis *analysis, const struct value *object);
} analyzers[] = {
    {"namespaces", analyze_namespace},
    {"pods", analyze_pod},
    {"services", analyze_service},
    {"services", analyze_status},
    {RESOURCE_POLICIES, analyze_policy},
    {"requestauthentications.security.istio.io", analyze_gateway_selector},
    {"telemetries.telemetry.istio.io", analyze_gateway_selector},
    {RESOURCE_GATEWAYS, analyze_status},
    {RESOURCE_ROUTES, analyze_status},
    {"virtualservices.networking.istio.io", analyze_virtual_service},
};

void analysis_run(struct analysis *analysis)
{
    for (size_t i = 0; i < sizeof analyzers / sizeof *analyzers; i++) {
        struct map_walk walk = lookup_all(analysis->arena, analysis->objects, analyzers[i].resource, NULL);
        struct map_entry entry;
        while (map_walk_next(&walk, &entry))
            analyzers[i].analyze(analysis, entry.item);
    }
}
