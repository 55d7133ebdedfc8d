/* istiod writes what it makes of HTTPRoutes into their status, one entry for each parent (V25, V26). Source:
 * pilot gateway/conversion.go, conditions.go. */
#include "control/objects.h"
#include "control/rows.h"

/* The first backend that does not exist, as "NAME.NAMESPACE"; NULL when all do. */
static const char *missing_backend(struct draft *draft, const struct value *route)
{
    const struct value *rules = value_find(route, "spec.rules");
    for (size_t i = 0; i < value_count(rules); i++) {
        const struct value *backends = value_get(value_at(rules, i), "backendRefs");
        for (size_t j = 0; j < value_count(backends); j++) {
            const struct value *backend = value_at(backends, j);
            const char *namespace = value_find_text(backend, "namespace"),
                       *name = value_find_text(backend, "name");
            if (!namespace[0])
            namespace = lookup_namespace(route);
            if (text_equal(value_find_text(backend, "kind"), "Service") &&
                !objects_get(draft, "services", namespace, name))
                return arena_format(draft->arena, "%s.%s", name, namespace);
        }
    }
    return NULL;
}

static const char *waypoint_message(struct draft *draft, const struct value *service)
{
    if (!service)
        return "parent not found";
    const struct value *namespace = objects_get(draft, "namespaces", "", lookup_namespace(service));
    if (lookup_label(service, "istio.io/use-waypoint") || lookup_label(namespace, "istio.io/use-waypoint"))
        return "All waypoints resolved";
    return "istio.io/use-waypoint label missing from parent and parent namespace; in ambient mode, route will "
           "not be "
           "respected";
}

static const struct value *parent_status(struct draft *draft, const struct value *route,
                                         const struct value *parent, const struct value *old)
{
    struct arena *arena = draft->arena;
    const char *namespace = value_find_text(parent, "namespace"), *name = value_find_text(parent, "name");
    const struct value *service =
        objects_get(draft, "services", namespace[0] ? namespace : lookup_namespace(route), name);
    const char *missing = missing_backend(draft, route);
    const struct condition conditions[] = {
        {"Accepted", service ? "True" : "False", service ? "Accepted" : "NoMatchingParent",
         service ? "Route was valid" : arena_format(arena, "parent service: \"%s\" not found", name)},
        {"ResolvedRefs", missing ? "False" : "True", missing ? "BackendNotFound" : "ResolvedRefs",
         missing ? arena_format(arena, "backend(%s.svc.cluster.local) not found", missing) : "All references resolved"},
        {"ResolvedWaypoints", "True", "ResolvedWaypoints", waypoint_message(draft, service)},
    };
    struct value *status = value_object(arena);
    value_put(arena, status, "conditions",
              objects_conditions(draft, value_get(old, "conditions"), conditions, 3,
                                 value_find(route, "metadata.generation")));
    value_put_text(arena, status, "controllerName", "istio.io/gateway-controller");
    value_put(arena, status, "parentRef", parent);
    return status;
}

static void write_route(struct draft *draft, const struct value *route)
{
    struct arena *arena = draft->arena;
    const struct value *parents = value_find(route, "spec.parentRefs"),
                       *old = value_find(route, "status.parents");
    struct value *list = value_array(arena), *copy = value_edit(arena, route);
    for (size_t i = 0; i < value_count(parents); i++) {
        if (value_says(value_get(value_at(parents, i), "kind"), "Service"))
            value_append(arena, list,
                         parent_status(draft, route, value_at(parents, i), value_at(old, value_count(list))));
    }
    value_put(arena, value_open(arena, copy, "status"), "parents", list);
    objects_store(draft, RESOURCE_ROUTES, copy);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    struct map_walk walk = objects_walk(draft, RESOURCE_ROUTES, NULL);
    struct map_entry entry;
    if (text_equal(change->resource, RESOURCE_ROUTES)) {
        const struct value *route = objects_get(draft, RESOURCE_ROUTES, change->namespace, change->name);
        if (route)
            write_route(draft, route);
        return;
    }
    while (map_walk_next(&walk, &entry))
        write_route(draft, entry.item);
}

const struct controller route_controller = {
    .name = "route",
    .watches = {{RESOURCE_ROUTES, CHANGED_ANYTHING},
                {"services", CHANGED_EXISTENCE | CHANGED_LABELS},
                {"namespaces", CHANGED_EXISTENCE | CHANGED_LABELS}},
    .knows_own = true,
    .reconcile = reconcile,
};
