#include "control/pods.h"
#include "control/rows.h"

/* The pod of [set] on [node]; NULL when there is none. */
static const struct value *pod_on(struct draft *draft, const struct value *set, const char *node)
{
    struct map_walk walk = objects_walk(draft, "pods", lookup_namespace(set));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (objects_owned_by(entry.item, set) && text_equal(value_find_text(entry.item, "spec.nodeName"), node))
            return entry.item;
    }
    return NULL;
}

/* The set's pods as their controller makes them: no cordon keeps them away. */
static const struct value *with_daemon_tolerations(struct arena *arena, const struct value *set)
{
    const struct value *spec = value_find(set, "spec.template.spec"), *own = value_get(spec, "tolerations");
    struct value *all = value_array(arena), *one = value_object(arena);
    for (size_t i = 0; i < value_count(own); i++)
        value_append(arena, all, value_at(own, i));
    value_put_text(arena, one, "key", "node.kubernetes.io/unschedulable");
    value_put_text(arena, one, "operator", "Exists");
    value_put_text(arena, one, "effect", "NoSchedule");
    value_append(arena, all, one);
    return value_with(arena, spec, "tolerations", all);
}

static void reconcile_set(struct draft *draft, const char *namespace, const char *name)
{
    struct arena *arena = draft->arena;
    const struct value *set = objects_get(draft, RESOURCE_DAEMON_SETS, namespace, name);
    if (!set)
        return;
    int64_t wanted = 0, current = 0, ready = 0;
    struct map_walk walk = objects_walk(draft, "nodes", NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *node = arena_text(arena, lookup_name(entry.item));
        if (!pod_on(draft, set, node) && node_repels(entry.item, with_daemon_tolerations(arena, set), false))
            continue;
        wanted++;
        if (!pod_on(draft, set, node))
            pods_create(draft, RESOURCE_DAEMON_SETS, set,
                        arena_format(arena, "%s-%s", name, objects_suffix(draft, draft_random(draft), 5)),
                        node);
        const struct value *pod = pod_on(draft, set, node);
        current += pod != NULL;
        ready += pod && pods_ready(pod);
    }
    struct value *copy = value_edit(arena, objects_get(draft, RESOURCE_DAEMON_SETS, namespace, name));
    struct value *status = value_open(arena, copy, "status");
    value_put_integer(arena, status, "desiredNumberScheduled", wanted);
    value_put_integer(arena, status, "currentNumberScheduled", current);
    value_put_integer(arena, status, "updatedNumberScheduled", current);
    value_put_integer(arena, status, "numberReady", ready);
    value_put_integer(arena, status, "numberMisscheduled", 0);
    value_put(arena, status, "numberAvailable", ready ? value_integer(arena, ready) : NULL);
    value_put(arena, status, "numberUnavailable", ready < wanted ? value_integer(arena, wanted - ready) : NULL);
    value_put(arena, status, "observedGeneration", value_find(copy, "metadata.generation"));
    objects_store(draft, RESOURCE_DAEMON_SETS, copy);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->resource, RESOURCE_DAEMON_SETS)) {
        reconcile_set(draft, change->namespace, change->name);
        return;
    }
    const struct value *owner =
        value_find(change->after ? change->after : change->before, "metadata.ownerReferences.0");
    if (value_says(value_get(owner, "kind"), "DaemonSet"))
        reconcile_set(draft, change->namespace, arena_text(draft->arena, value_find_text(owner, "name")));
}

const struct controller daemon_set_controller = {
    .name = "daemonset",
    .watches = {{RESOURCE_DAEMON_SETS, CHANGED_ANYTHING}, {"pods", CHANGED_ANYTHING}},
    .reconcile = reconcile,
};
