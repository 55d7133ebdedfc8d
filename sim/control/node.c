/* What a node does to pods: its taints keep some away and, with NoExecute, send some off. A node that is
 * cordoned gets the taint that says so; a change of a node is another chance for pods that found none. */
#include "control/delays.h"
#include "control/pods.h"
#include "control/rows.h"

#define TAINT_UNSCHEDULABLE "node.kubernetes.io/unschedulable"

static bool tolerates(const struct value *toleration, const struct value *taint)
{
    const struct value *effect = value_get(toleration, "effect"), *key = value_get(toleration, "key");
    bool exists = value_says(value_get(toleration, "operator"), "Exists");
    if (effect && !value_equal(effect, value_get(taint, "effect")))
        return false;
    if (!key)
        return exists;
    if (!value_equal(key, value_get(taint, "key")))
        return false;
    return exists || text_equal(value_find_text(toleration, "value"), value_find_text(taint, "value"));
}

const struct value *node_repels(const struct value *node, const struct value *spec, bool running)
{
    const struct value *taints = value_find(node, "spec.taints"), *tolerations = value_get(spec, "tolerations");
    for (size_t i = 0; i < value_count(taints); i++) {
        const struct value *taint = value_at(taints, i);
        const char *effect = value_find_text(taint, "effect");
        bool counts = text_equal(effect, "NoExecute") || (!running && text_equal(effect, "NoSchedule"));
        for (size_t j = 0; counts && j < value_count(tolerations); j++)
            counts = !tolerates(value_at(tolerations, j), taint);
        if (counts)
            return taint;
    }
    return NULL;
}

/* The taint of spec.unschedulable comes and goes with it. */
static void sync_taint(struct draft *draft, const struct value *node)
{
    struct arena *arena = draft->arena;
    const struct value *taints = value_find(node, "spec.taints");
    bool wanted = value_truth(value_find(node, "spec.unschedulable")), there = false;
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(taints); i++) {
        bool own = value_says(value_get(value_at(taints, i), "key"), TAINT_UNSCHEDULABLE);
        there = there || own;
        if (!own || wanted)
            value_append(arena, list, value_at(taints, i));
    }
    if (wanted == there)
        return;
    if (wanted) {
        struct value *taint = value_object(arena);
        value_put_text(arena, taint, "effect", "NoSchedule");
        value_put_text(arena, taint, "key", TAINT_UNSCHEDULABLE);
        value_put_text(arena, taint, "timeAdded", objects_now(draft));
        value_append(arena, list, taint);
    }
    objects_store(draft, "nodes", value_with(arena, node, "spec.taints", value_count(list) ? list : NULL));
    objects_event(draft, "nodes", node, "Normal", wanted ? "NodeNotSchedulable" : "NodeSchedulable", "kubelet",
                  arena_format(arena, "Node %s status is now: %s", lookup_name(node),
                               wanted ? "NodeNotSchedulable" : "NodeSchedulable"));
}

static void send_off(struct draft *draft, const struct value *node)
{
    struct arena *arena = draft->arena;
    struct map_walk walk = objects_walk(draft, "pods", NULL);
    struct map_entry entry;
    struct value *leaving = value_array(arena);
    while (map_walk_next(&walk, &entry)) {
        const struct value *pod = entry.item;
        if (text_equal(value_find_text(pod, "spec.nodeName"), lookup_name(node)) && !pods_leaving(pod) &&
            node_repels(node, value_get(pod, "spec"), true))
            value_append(arena, leaving, pod);
    }
    for (size_t i = 0; i < value_count(leaving); i++) {
        const struct value *pod = value_at(leaving, i);
        struct api_options options = {.grace_period_seconds = -1};
        objects_event(draft, "pods", pod, "Normal", "TaintManagerEviction", "taint-eviction-controller",
                      arena_format(arena, "Marking for deletion Pod %s", pod_subject(arena, pod)));
        api_delete(draft, kind_of_key(SLICE("pods/")), lookup_namespace(pod), lookup_name(pod), &options);
    }
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (!change->after)
        return;
    sync_taint(draft, change->after);
    const struct value *node = objects_get(draft, "nodes", "", change->name);
    send_off(draft, node);
    struct map_walk walk = objects_walk(draft, "pods", NULL);
    struct map_entry entry;
    while (change->before && map_walk_next(&walk, &entry)) {
        if (!value_find(entry.item, "spec.nodeName") && !pods_leaving(entry.item))
            control_schedule(draft, "schedule", pod_subject(draft->arena, entry.item), DELAY_SCHEDULE, true);
    }
}

const struct controller node_controller = {
    .name = "node", .watches = {{"nodes", CHANGED_ANYTHING}}, .reconcile = reconcile};
