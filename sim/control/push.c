/* istiod's push: some time after a change, what is applied becomes what is programmed (G13). */
#include "control/delays.h"
#include "control/fault.h"
#include "control/objects.h"
#include "control/rows.h"
#include "mesh/policies.h"
#include "traffic/logs.h"

/* ztunnel logs every policy it is told of (Z17): a good clue when one is missing. */
static void log_policies(struct draft *draft, const char *message, const char *name)
{
    struct map_walk walk = objects_walk(draft, "pods", "istio-system");
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (!text_equal(lookup_label(entry.item, "app"), "ztunnel"))
            continue;
        const char *line = arena_format(draft->arena, "%s\tinfo\txds:xds{id=1}\t%s %s",
                                        instant_rfc3339(draft->arena, draft->now, 6), message, name);
        log_append_text(draft, pod_subject(draft->arena, entry.item), "istio-proxy", draft->now, slice_of(line));
    }
}

/* A PeerAuthentication with ports of its own comes to ztunnel as a policy too (PA5). */
static void log_peer(struct draft *draft, const struct value *before, const struct value *after)
{
    struct map objects = draft->maps[WORLD_PROGRAMMED];
    const struct policy *policy = policy_for_peer(draft->arena, objects, after ? after : before);
    if (!policy)
        return;
    if (after)
        log_policies(draft, "handling RBAC update", policy->name);
    else
        log_policies(draft, "handling RBAC delete",
                     arena_format(draft->arena, "%s/%s", policy->namespace, policy->name));
}

static void log_change(void *context, struct slice key, const void *before, const void *after)
{
    struct draft *draft = context;
    if (slice_starts(key, RESOURCE_PEERS "/"))
        log_peer(draft, before, after);
    if (!slice_starts(key, RESOURCE_POLICIES "/"))
        return;
    const struct value *object = after ? after : before;
    if (!policy_for_ztunnel(draft->arena, object))
        return;
    if (after && before && value_equal(value_get(before, "spec"), value_get(after, "spec")))
        return;
    if (after)
        log_policies(draft, "handling RBAC update", lookup_name(object));
    else
        log_policies(draft, "handling RBAC delete",
                     arena_format(draft->arena, "%s/%s", lookup_namespace(object), lookup_name(object)));
}

void push_fire(struct draft *draft, const char *subject)
{
    (void)subject;
    struct duration held = fault_push_held(draft);
    if (held.nanoseconds) { /* nobody waits for that: the cluster is quiet as it is */
        control_schedule(draft, "push-held", "", held, true);
        return;
    }
    struct map before = draft->maps[WORLD_PROGRAMMED];
    draft->maps[WORLD_PROGRAMMED] = draft->maps[WORLD_APPLIED];
    map_ref(draft->maps[WORLD_PROGRAMMED]);
    map_difference(before, draft->maps[WORLD_PROGRAMMED], log_change, draft);
    map_unref(before);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    (void)change;
    control_schedule(draft, "push", "", DELAY_PUSH, true);
}

const struct controller push_controller = {
    .name = "push",
    .watches = {{"pods", CHANGED_ANYTHING},
                {"services", CHANGED_ANYTHING},
                {"namespaces", CHANGED_ANYTHING},
                {"serviceaccounts", CHANGED_ANYTHING},
                {"configmaps", CHANGED_ANYTHING},
                {"nodes", CHANGED_ANYTHING},
                {RESOURCE_GATEWAYS, CHANGED_ANYTHING},
                {RESOURCE_GATEWAY_CLASSES, CHANGED_ANYTHING},
                {RESOURCE_ROUTES, CHANGED_ANYTHING},
                {RESOURCE_POLICIES, CHANGED_ANYTHING},
                {RESOURCE_PEERS, CHANGED_ANYTHING},
                {RESOURCE_TELEMETRIES, CHANGED_ANYTHING}},
    .reconcile = reconcile,
};
