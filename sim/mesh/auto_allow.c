/* istiod's PILOT_AUTO_ALLOW_WAYPOINT_POLICY (A24; default false): for each waypoint an ALLOW of its identity,
 * held by ztunnel for the workloads behind it, so that a policy of their own does not lock their waypoint out.
 * Source: pilot/pkg/serviceregistry/ambient/policies.go, implicitWaypointPolicies. */
#include "base/buffer.h"
#include "mesh/policies.h"

#define VARIABLE "PILOT_AUTO_ALLOW_WAYPOINT_POLICY"

bool policy_auto_allows(struct arena *arena, struct map objects)
{
    const struct value *istiod = lookup_object(arena, objects, "deployments.apps", "istio-system", "istiod");
    const struct value *containers = value_find(istiod, "spec.template.spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *variables = value_get(value_at(containers, i), "env");
        for (size_t j = 0; j < value_count(variables); j++) {
            const struct value *one = value_at(variables, j);
            if (value_says(value_get(one, "name"), VARIABLE))
                return value_says(value_get(one, "value"), "true");
        }
    }
    return false;
}

/* Is the workload behind the waypoint, by its own address or as an endpoint of a service? */
static bool is_behind(const struct configuration *configuration, const struct workload *workload,
                      const struct waypoint *waypoint)
{
    if (workload->waypoint == waypoint)
        return true;
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        for (size_t j = 0; service->waypoint == waypoint && j < service->endpoint_count; j++)
            if (service->endpoints[j] == workload)
                return true;
    }
    return false;
}

static const struct value *object_of(struct arena *arena, const struct waypoint *waypoint)
{
    struct value *object = value_object(arena), *metadata = value_open(arena, object, "metadata");
    struct value *rules = value_array(arena), *rule = value_object(arena), *from = value_array(arena);
    struct value *entry = value_object(arena), *principals = value_array(arena);
    value_put_text(arena, metadata, "namespace", waypoint->namespace);
    value_put_text(arena, metadata, "name",
                   arena_format(arena, "istio_allow_waypoint_%s_%s", waypoint->namespace, waypoint->name));
    value_append(arena, principals, value_text(arena, waypoint->principal));
    value_put(arena, value_open(arena, entry, "source"), "principals", principals);
    value_append(arena, from, entry);
    value_put(arena, rule, "from", from);
    value_append(arena, rules, rule);
    value_put(arena, value_open(arena, object, "spec"), "rules", rules);
    return object;
}

const struct policy *policy_of_waypoint(struct arena *arena, const struct configuration *configuration,
                                        const struct waypoint *waypoint)
{
    const struct workload **members =
        arena_allocate(arena, (configuration->workload_count + 1) * sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < configuration->workload_count; i++)
        if (is_behind(configuration, &configuration->workloads[i], waypoint))
            members[count++] = &configuration->workloads[i];
    struct policy *policy = arena_allocate(arena, sizeof *policy);
    *policy = *policy_for_ztunnel(arena, object_of(arena, waypoint));
    policy->scope = SCOPE_WORKLOAD;
    policy->members = members;
    return policy;
}
