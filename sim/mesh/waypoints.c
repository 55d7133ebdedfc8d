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

/* A namespace's labels. */
static const struct value *labels_of(struct arena *arena, struct map objects, struct binding_lookups *last,
                                     const char *namespace)
{
    if (!last->namespace || !text_equal(last->namespace, namespace)) {
        last->namespace = namespace;
        last->labels =
            value_find(lookup_object(arena, objects, "namespaces", "", namespace), "metadata.labels");
    }
    return last->labels;
}

static const struct value *gateway_of(struct arena *arena, struct map objects, struct binding_lookups *last,
                                      const struct binding *binding)
{
    if (!last->gateway_name || !text_equal(last->gateway_name, binding->name) ||
        !text_equal(last->gateway_namespace, binding->namespace)) {
        last->gateway_name = binding->name;
        last->gateway_namespace = binding->namespace;
        last->gateway = usable_gateway(arena, objects, binding->namespace, binding->name);
    }
    return last->gateway;
}

struct binding mesh_binding_next(struct arena *arena, struct map objects, struct binding_lookups *last,
                                 const struct value *object, bool service)
{
    struct binding binding = {BINDING_NONE, NULL, NULL};
    const struct value *metadata = value_get(object, "metadata"), *labels = value_get(metadata, "labels");
    const char *home = value_string_of(value_get(metadata, "namespace"));
    if (value_says(value_get(labels, "gateway.istio.io/managed"), "istio.io-mesh-controller"))
        return binding;
    const char *name = lookup_text(value_get(labels, "istio.io/use-waypoint"), NULL);
    bool own = name != NULL;
    if (!own) {
        labels = labels_of(arena, objects, last, home);
        name = lookup_text(value_get(labels, "istio.io/use-waypoint"), NULL);
    }
    if (!name || text_equal(name, "none"))
        return binding;
    const char *namespace = lookup_text(value_get(labels, "istio.io/use-waypoint-namespace"), NULL);
    binding.namespace = namespace ? namespace : home;
    binding.name = name;
    const struct value *gateway = gateway_of(arena, objects, last, &binding);
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

struct binding mesh_binding(struct arena *arena, struct map objects, const struct value *object, bool service)
{
    struct binding_lookups nothing = {0};
    return mesh_binding_next(arena, objects, &nothing, object, service);
}
