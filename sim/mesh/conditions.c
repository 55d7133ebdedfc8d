/* What istiod writes into the status of an AuthorizationPolicy (A30 to A32). */
#include "mesh/policies.h"

static struct value *condition(struct arena *arena, const char *type, bool truth, const char *reason,
                               const char *message)
{
    struct value *value = value_object(arena);
    value_put_text(arena, value, "type", type);
    value_put_text(arena, value, "status", truth ? "True" : "False");
    value_put_text(arena, value, "reason", reason);
    value_put_text(arena, value, "message", message);
    return value;
}

static struct value *waypoint_condition(struct arena *arena, bool truth, const char *reason,
                                        const char *message)
{
    return condition(arena, "WaypointAccepted", truth, reason, message);
}

static struct value *service_target(struct arena *arena, struct map objects, const char *namespace,
                                    const char *name)
{
    const struct value *service = lookup_object(arena, objects, "services", namespace, name);
    if (!service)
        return waypoint_condition(arena, false, "TargetNotFound",
                                  arena_format(arena, "Service %s/%s was not found", namespace, name));
    struct binding binding = mesh_binding(arena, objects, service, true);
    if (binding.result != BINDING_BOUND)
        return waypoint_condition(
            arena, false, "AncestorNotBound",
            arena_format(arena, "Service %s/%s is not bound to a waypoint", namespace, name));
    return waypoint_condition(arena, true, "Accepted",
                              arena_format(arena, "bound to %s/%s", binding.namespace, binding.name));
}

static struct value *gateway_target(struct arena *arena, struct map objects, const char *namespace,
                                    const char *name)
{
    const struct value *gateway = lookup_object(arena, objects, RESOURCE_GATEWAYS, namespace, name);
    if (!value_count(value_find(gateway, "status.addresses")))
        return waypoint_condition(arena, false, "TargetNotFound", "not bound");
    return waypoint_condition(arena, true, "Accepted", arena_format(arena, "bound to %s/%s", namespace, name));
}

static struct value *class_target(struct arena *arena, struct map objects, const char *namespace,
                                  const char *name)
{
    if (!text_equal(namespace, "istio-system"))
        return waypoint_condition(
            arena, false, "Invalid",
            "AuthorizationPolicy must be in the root namespace `istio-system` when referencing "
            "a GatewayClass");
    const struct value *class = lookup_object(arena, objects, RESOURCE_GATEWAY_CLASSES, "", name);
    if (!class)
        return waypoint_condition(arena, false, "TargetNotFound", "not bound");
    if (!text_equal(value_find_text(class, "spec.controllerName"), "istio.io/mesh-controller"))
        return waypoint_condition(
            arena, false, "Invalid",
            "GatewayClass must use controller name `istio.io/mesh-controller` for waypoints");
    return waypoint_condition(arena, true, "Accepted", arena_format(arena, "bound to %s", name));
}

static struct value *target_condition(struct arena *arena, struct map objects, const char *namespace,
                                      const struct value *reference)
{
    const char *kind = value_find_text(reference, "kind"), *name = value_find_text(reference, "name");
    if (text_equal(kind, "Gateway"))
        return gateway_target(arena, objects, namespace, name);
    if (text_equal(kind, "GatewayClass"))
        return class_target(arena, objects, namespace, name);
    return service_target(arena, objects, namespace, name);
}

/* Several targets make one condition; the bad ones are named (A32). */
static const struct value *flatten(struct arena *arena, struct map objects, const char *namespace,
                                   const struct value *references)
{
    const char *bad = NULL;
    size_t good = 0;
    for (size_t i = 0; i < value_count(references); i++) {
        const struct value *reference = value_at(references, i);
        if (value_says(value_get(target_condition(arena, objects, namespace, reference), "status"), "True")) {
            good++;
            continue;
        }
        const char *group = value_find_text(reference, "group");
        const char *one =
            arena_format(arena, "%s.%s:%s/%s", value_find_text(reference, "kind"), group[0] ? group : "core",
                         namespace, value_find_text(reference, "name"));
        bad = bad ? arena_format(arena, "%s, %s", bad, one) : one;
    }
    if (!bad)
        return waypoint_condition(arena, true, "Accepted", "");
    return waypoint_condition(arena, good > 0, good ? "PartiallyInvalid" : "Invalid",
                              arena_format(arena, "Invalid targetRefs: %s", bad));
}

static const struct value *ztunnel_condition(struct arena *arena, const struct value *policy)
{
    const char *action = value_find_text(policy, "spec.action");
    if (text_equal(lookup_annotation(policy, "istio.io/dry-run"), "true"))
        return condition(
            arena, "ZtunnelAccepted", false, "UnsupportedValue",
            arena_format(arena,
                         "found policy \"%s/%s\" using dry-run annotation, but support for ambient "
                         "dry-run authorizationPolicies isn't enabled",
                         lookup_namespace(policy), lookup_name(policy)));
    if (text_equal(action, "AUDIT") || text_equal(action, "CUSTOM"))
        return condition(arena, "ZtunnelAccepted", false, "UnsupportedValue",
                         arena_format(arena, "ztunnel does not support the %s action", action));
    const char *fields = mesh_http_fields(arena, policy);
    if (!fields)
        return condition(arena, "ZtunnelAccepted", true, "Accepted", "attached to ztunnel");
    const char *effect = text_equal(action, "DENY")
                             ? "DENY policy with HTTP attributes is enforced without the HTTP rules."
                             : "Within an ALLOW policy, rules matching HTTP attributes are omitted.";
    return condition(
        arena, "ZtunnelAccepted", true, "UnsupportedValue",
        arena_format(arena,
                     "ztunnel does not support HTTP attributes (found: %s). In ambient mode you must use a "
                     "waypoint proxy to enforce HTTP rules. %s This will be more restrictive than "
                     "requested.",
                     fields, effect));
}

const struct value *mesh_policy_condition(struct arena *arena, struct map objects, const struct value *policy)
{
    const struct value *references = value_find(policy, "spec.targetRefs");
    const struct value *one = value_find(policy, "spec.targetRef");
    const char *namespace = lookup_namespace(policy);
    if (!policy_has_target(policy))
        return ztunnel_condition(arena, policy);
    if (one)
        return target_condition(arena, objects, namespace, one);
    if (value_count(references) == 1)
        return target_condition(arena, objects, namespace, value_at(references, 0));
    return flatten(arena, objects, namespace, references);
}
