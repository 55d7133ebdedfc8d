/* Service and its pods -> EndpointSlice, named by the Service (real names end with five letters; so do ours).
 */
#include "control/pods.h"
#include "control/rows.h"
#include "data/selector.h"

static struct value *endpoint_of(struct draft *draft, const struct value *pod)
{
    struct arena *arena = draft->arena;
    struct value *endpoint = value_object(arena), *addresses = value_array(arena);
    bool ready = pods_ready(pod) && !pods_leaving(pod);
    value_append(arena, addresses, value_find(pod, "status.podIP"));
    value_put(arena, endpoint, "addresses", addresses);
    struct value *conditions = value_open(arena, endpoint, "conditions");
    value_put(arena, conditions, "ready", value_boolean(ready));
    value_put(arena, conditions, "serving", value_boolean(pods_ready(pod)));
    value_put(arena, conditions, "terminating", value_boolean(pods_leaving(pod)));
    value_put(arena, endpoint, "nodeName", value_find(pod, "spec.nodeName"));
    struct value *target = value_open(arena, endpoint, "targetRef");
    value_put_text(arena, target, "kind", "Pod");
    value_put_text(arena, target, "name", lookup_name(pod));
    value_put_text(arena, target, "namespace", lookup_namespace(pod));
    value_put(arena, target, "uid", value_find(pod, "metadata.uid"));
    return endpoint;
}

static const struct value *ports_of(struct arena *arena, const struct value *service, const struct value *pod)
{
    const struct value *ports = value_find(service, "spec.ports");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        struct workload workload = {.pod = pod};
        struct value *one = value_object(arena);
        value_put_text(arena, one, "name", value_find_text(port, "name"));
        value_put_text(arena, one, "protocol", "TCP");
        value_put(arena, one, "appProtocol", value_get(port, "appProtocol"));
        value_put_integer(arena, one, "port", workload_port(&workload, value_get(port, "targetPort")));
        value_append(arena, list, one);
    }
    return list;
}

/* A pod without one is no endpoint yet. */
static bool has_address(const struct value *pod)
{
    return value_get(value_get(pod, "status"), "podIP") != NULL;
}

static void reconcile_service(struct draft *draft, const struct value *service)
{
    struct arena *arena = draft->arena;
    const struct value *selector = value_find(service, "spec.selector"), *any = NULL;
    if (value_count(selector) == 0)
        return;
    struct value *endpoints = value_array(arena);
    struct map_walk walk = objects_walk(draft, "pods", lookup_namespace(service));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (!has_address(entry.item) ||
            !selector_map_matches(selector, value_get(value_get(entry.item, "metadata"), "labels")))
            continue;
        value_append(arena, endpoints, endpoint_of(draft, entry.item));
        any = entry.item;
    }
    struct hash hash = value_hash(value_find(service, "metadata.uid"));
    const char *name = arena_format(arena, "%s-%s", lookup_name(service), objects_suffix(draft, hash.low, 5));
    const struct value *old = objects_get(draft, RESOURCE_SLICES, lookup_namespace(service), name);
    struct value *slice = old ? value_edit(arena, old)
                              : objects_new(draft, RESOURCE_SLICES, lookup_namespace(service), name);
    objects_set_owner(draft, slice, service);
    struct value *labels = value_open(arena, value_open(arena, slice, "metadata"), "labels");
    value_put_text(arena, labels, "kubernetes.io/service-name", lookup_name(service));
    value_put_text(arena, labels, "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    value_put_text(arena, slice, "addressType", "IPv4");
    value_put(arena, slice, "endpoints", endpoints);
    value_put(arena, slice, "ports", any ? ports_of(arena, service, any) : value_array(arena));
    objects_store(draft, RESOURCE_SLICES, slice);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    const struct value *object = change->after ? change->after : change->before;
    bool slice = text_equal(change->resource, RESOURCE_SLICES);
    if (slice || text_equal(change->resource, "services")) {
        const struct value *owned = change->before ? change->before : change->after;
        const char *name = slice ? lookup_label(owned, "kubernetes.io/service-name") : change->name;
        const struct value *service = name ? objects_get(draft, "services", change->namespace, name) : NULL;
        if (service)
            reconcile_service(draft, service);
        return;
    }
    if (!has_address(change->before) && !has_address(change->after))
        return;
    const struct value *labels = value_get(value_get(object, "metadata"), "labels");
    struct map_walk walk = objects_walk(draft, "services", change->namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (selector_map_matches(value_find(entry.item, "spec.selector"), labels))
            reconcile_service(draft, entry.item);
    }
}

const struct controller endpoint_controller = {
    .name = "endpointslice",
    .watches = {{"pods", CHANGED_EXISTENCE | CHANGED_LABELS | CHANGED_SERVICE | CHANGED_SPEC},
                {"services", CHANGED_EXISTENCE | CHANGED_SPEC},
                {RESOURCE_SLICES, CHANGED_ANYTHING}},
    .knows_own = true,
    .reconcile = reconcile,
};
