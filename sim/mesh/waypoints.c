/* Which waypoint an object uses, and why not (W1 to W9). Source: pilot .../ambient/waypoints.go. */
#include "data/selector.h"
#include "mesh/lookup.h"

/* A waypoint exists for istiod once its Gateway has an address; it never loses it (W9). */
static const struct value *usable_gateway(struct arena *arena, struct map objects, const char *namespace,
                                          const char *name)
{
    const struct value *gateway = lookup_object(arena, objects, RESOURCE_GATEWAYS, namespace, name);
    if (!value_count(value_find(gateway, "status.addresses")))
        return NULL;
    return text_equal(value_find_text(gateway, "spec.gatewayClassName"), "istio-waypoint") ? gateway : NULL;
}

/* May objects of [namespace] use a waypoint of another namespace? (W8) */
static bool admits(struct arena *arena, struct map objects, const struct value *gateway, const char *namespace)
{
    if (text_equal(lookup_namespace(gateway), namespace))
        return true;
    const struct value *allowed = value_find(gateway, "spec.listeners.0.allowedRoutes.namespaces");
    const char *from = value_find_text(allowed, "from");
    if (text_equal(from, "All"))
        return true;
    if (!text_equal(from, "Selector"))
        return false;
    const struct value *consumer = lookup_object(arena, objects, "namespaces", "", namespace);
    return selector_object_matches(value_get(allowed, "selector"), value_find(consumer, "metadata.labels"));
}

unsigned waypoint_types(const struct value *gateway)
{
    const char *label = lookup_label(gateway, "istio.io/waypoint-for");
    if (!label || text_equal(label, "service"))
        return WAYPOINT_SERVICE;
    if (text_equal(label, "workload"))
        return WAYPOINT_WORKLOAD;
    return text_equal(label, "all") ? WAYPOINT_SERVICE | WAYPOINT_WORKLOAD : 0;
}

struct binding mesh_binding(struct arena *arena, struct map objects, const struct value *object, bool service)
{
    const struct value *namespace = lookup_object(arena, objects, "namespaces", "", lookup_namespace(object));
    return mesh_binding_in(arena, objects, namespace, object, service);
}

struct binding mesh_binding_in(struct arena *arena, struct map objects, const struct value *home_namespace,
                               const struct value *object, bool service)
{
    struct binding binding = {BINDING_NONE, NULL, NULL};
    const char *home = lookup_namespace(object);
    const struct value *labelled = object;
    if (text_equal(lookup_label(object, "gateway.istio.io/managed"), "istio.io-mesh-controller"))
        return binding;
    const char *name = lookup_label(object, "istio.io/use-waypoint");
    bool own = name != NULL;
    if (!own) {
        labelled = home_namespace;
        name = lookup_label(labelled, "istio.io/use-waypoint");
    }
    if (!name || text_equal(name, "none"))
        return binding;
    const char *namespace = lookup_label(labelled, "istio.io/use-waypoint-namespace");
    binding.namespace = namespace ? namespace : home;
    binding.name = name;
    const struct value *gateway = usable_gateway(arena, objects, binding.namespace, name);
    if (!gateway)
        binding.result = BINDING_NOT_READY;
    else if (!admits(arena, objects, gateway, home))
        binding.result = BINDING_DENIED;
    else if (waypoint_types(gateway) & (service ? WAYPOINT_SERVICE : WAYPOINT_WORKLOAD))
        binding.result = BINDING_BOUND;
    else /* a namespace's label does not speak for pods that its waypoint does not serve (W6) */
        binding.result = own || service ? BINDING_TYPE : BINDING_NONE;
    return binding;
}
