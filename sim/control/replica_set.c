/* ReplicaSet -> Pod, DaemonSet -> a pod on every node, and the pods themselves. */
#include "control/pods.h"
#include "control/rows.h"

void pods_create(struct draft *draft, const char *owner_resource, const struct value *owner, const char *name,
                 const char *node)
{
    struct arena *arena = draft->arena;
    const struct value *template = value_find(owner, "spec.template");
    struct value *pod = objects_new(draft, "pods", lookup_namespace(owner), name);
    struct value *metadata = value_open(arena, pod, "metadata");
    value_put(arena, metadata, "labels", value_find(template, "metadata.labels"));
    value_put(arena, metadata, "annotations", value_find(template, "metadata.annotations"));
    objects_set_owner(draft, pod, owner);
    struct value *spec = value_edit(arena, value_get(template, "spec"));
    if (node)
        value_put_text(arena, spec, "nodeName", node);
    value_put(arena, pod, "spec", spec);
    struct api_options options = {.field_manager = "kube-controller-manager", .internal = true};
    struct api_reply reply =
        api_create(draft, kind_of_key(SLICE("pods/")), lookup_namespace(owner), pod, &options);
    if (!api_failed(&reply))
        objects_event(draft, owner_resource, owner, "Normal", "SuccessfulCreate", "replicaset-controller",
                      arena_format(arena, "Created pod: %s", name));
}

void pods_delete(struct draft *draft, const char *owner_resource, const struct value *owner,
                 const struct value *pod)
{
    const char *name = arena_text(draft->arena, lookup_name(pod));
    struct api_options options = {.grace_period_seconds = -1};
    api_delete(draft, kind_of_key(SLICE("pods/")), lookup_namespace(owner), name, &options);
    objects_event(draft, owner_resource, owner, "Normal", "SuccessfulDelete", "replicaset-controller",
                  arena_format(draft->arena, "Deleted pod: %s", name));
}

bool pods_ready(const struct value *pod)
{
    return value_says(value_get(lookup_condition(pod, "Ready"), "status"), "True");
}

bool pods_leaving(const struct value *pod)
{
    return value_get(value_get(pod, "metadata"), "deletionTimestamp") != NULL;
}

/* The pod to give up first: one that is not ready, else the youngest (the last in order of name). */
static const struct value *victim(struct draft *draft, const struct value *set)
{
    struct map_walk walk = objects_walk(draft, "pods", lookup_namespace(set));
    struct map_entry entry;
    const struct value *chosen = NULL;
    while (map_walk_next(&walk, &entry)) {
        if (!objects_owned_by(entry.item, set) || pods_leaving(entry.item))
            continue;
        if (!chosen || pods_ready(chosen) || !pods_ready(entry.item))
            chosen = entry.item;
    }
    return chosen;
}

static void count_pods(struct draft *draft, const struct value *set, int64_t *total, int64_t *ready)
{
    struct map_walk walk = objects_walk(draft, "pods", lookup_namespace(set));
    struct map_entry entry;
    *total = *ready = 0;
    while (map_walk_next(&walk, &entry)) {
        if (!objects_owned_by(entry.item, set) || pods_leaving(entry.item))
            continue;
        ++*total;
        *ready += pods_ready(entry.item);
    }
}

static void reconcile_set(struct draft *draft, const char *namespace, const char *name)
{
    struct arena *arena = draft->arena;
    const struct value *set = objects_get(draft, RESOURCE_REPLICA_SETS, namespace, name);
    if (!set)
        return;
    int64_t wanted = value_number(value_find(set, "spec.replicas"), 1), total, ready;
    count_pods(draft, set, &total, &ready);
    bool right = total == wanted;
    for (; total < wanted && total < 100; total++)
        pods_create(draft, RESOURCE_REPLICA_SETS, set,
                    arena_format(arena, "%s-%s", name, objects_suffix(draft, draft_random(draft), 5)), NULL);
    for (; total > wanted; total--)
        pods_delete(draft, RESOURCE_REPLICA_SETS, set, victim(draft, set));
    if (!right)
        count_pods(draft, set, &total, &ready);
    struct value *copy = value_edit(arena, objects_get(draft, RESOURCE_REPLICA_SETS, namespace, name));
    struct value *status = value_open(arena, copy, "status");
    value_put_integer(arena, status, "replicas", total);
    value_put(arena, status, "readyReplicas", ready ? value_integer(arena, ready) : NULL);
    value_put(arena, status, "availableReplicas", ready ? value_integer(arena, ready) : NULL);
    value_put(arena, status, "fullyLabeledReplicas", total ? value_integer(arena, total) : NULL);
    value_put(arena, status, "observedGeneration", value_find(copy, "metadata.generation"));
    objects_store(draft, RESOURCE_REPLICA_SETS, copy);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->resource, RESOURCE_REPLICA_SETS)) {
        reconcile_set(draft, change->namespace, change->name);
        return;
    }
    const struct value *owner =
        value_find(change->after ? change->after : change->before, "metadata.ownerReferences.0");
    if (value_says(value_get(owner, "kind"), "ReplicaSet"))
        reconcile_set(draft, change->namespace, arena_text(draft->arena, value_find_text(owner, "name")));
}

const struct controller replica_set_controller = {
    .name = "replicaset",
    .watches = {{RESOURCE_REPLICA_SETS, CHANGED_ANYTHING},
                {"pods", CHANGED_EXISTENCE | CHANGED_OWNERS | CHANGED_SERVICE}},
    .reconcile = reconcile,
};
