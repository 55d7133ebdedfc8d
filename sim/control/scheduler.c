/* Finds a node for every pod that has none: the one with the fewest pods, workers first. */
#include "control/delays.h"
#include "control/pods.h"
#include "control/rows.h"

const struct value *pod_of_subject(const struct draft *draft, const char *subject)
{
    return draft_get(draft, WORLD_APPLIED, arena_format(draft->arena, "pods/%s", subject));
}

const char *pod_subject(struct arena *arena, const struct value *pod)
{
    return arena_format(arena, "%s/%s", lookup_namespace(pod), lookup_name(pod));
}

/* How many pods each node has, by its name. */
static const struct value *pods_on_nodes(const struct draft *draft)
{
    struct value *counts = value_object(draft->arena);
    struct map_walk walk = objects_walk(draft, "pods", NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *node = value_string_of(value_get(value_get(entry.item, "spec"), "nodeName"));
        value_put_integer(draft->arena, counts, node, value_number(value_get(counts, node), 0) + 1);
    }
    return counts;
}

/* Why a node is no place for the pod, in the scheduler's words; NULL: it is one. */
static const char *objection(struct arena *arena, const struct value *node, const struct value *spec)
{
    const struct value *wanted = value_get(spec, "nodeSelector");
    for (size_t i = 0; i < value_count(wanted); i++) {
        const char *has = lookup_label(node, value_key_at(wanted, i));
        if (!has || !value_says(value_member_at(wanted, i), has))
            return "node(s) didn't match Pod's node affinity/selector";
    }
    const struct value *taint = node_repels(node, spec, false);
    if (value_truth(value_find(node, "spec.unschedulable")) && taint)
        return "node(s) were unschedulable";
    return taint ? arena_format(arena, "node(s) had untolerated taint {%s: %s}", value_find_text(taint, "key"),
                                value_find_text(taint, "value"))
                 : NULL;
}

/* The best node for the pod; NULL when there is none. */
static const char *best_node(const struct draft *draft, const struct value *pod)
{
    const struct value *counts = pods_on_nodes(draft);
    struct map_walk walk = objects_walk(draft, "nodes", NULL);
    struct map_entry entry;
    const char *best = NULL;
    int64_t least = INT64_MAX;
    while (map_walk_next(&walk, &entry)) {
        if (objection(draft->arena, entry.item, value_get(pod, "spec")))
            continue;
        int64_t count = value_number(value_get(counts, lookup_name(entry.item)), 0);
        if (count < least) {
            least = count;
            best = lookup_name(entry.item);
        }
    }
    return best;
}

/* "0/2 nodes are available: 1 node(s) were unschedulable, ...": the reasons sorted, each with its number. */
static const char *why_nowhere(const struct draft *draft, const struct value *pod)
{
    struct arena *arena = draft->arena;
    struct map_walk walk = objects_walk(draft, "nodes", NULL);
    struct map_entry entry;
    struct value *reasons = value_object(arena);
    int64_t nodes = 0;
    for (; map_walk_next(&walk, &entry); nodes++) {
        const char *reason = objection(arena, entry.item, value_get(pod, "spec"));
        value_put_integer(arena, reasons, reason, value_number(value_get(reasons, reason), 0) + 1);
    }
    if (!nodes)
        return "no nodes available to schedule pods";
    const char *text = "";
    for (size_t i = 0; i < value_count(reasons); i++)
        text = arena_format(arena, "%s%s%lld %s", text, i ? ", " : "",
                            (long long)value_number(value_member_at(reasons, i), 0), value_key_at(reasons, i));
    return arena_format(arena,
                        "0/%lld nodes are available: %s. no new claims to deallocate, preemption: 0/%lld nodes "
                        "are available: %lld Preemption is not helpful for scheduling.",
                        (long long)nodes, text, (long long)nodes, (long long)nodes);
}

static void say_nowhere(struct draft *draft, const struct value *pod)
{
    struct value *copy = value_edit(draft->arena, pod);
    const char *why = why_nowhere(draft, pod);
    objects_set_conditions(draft, copy, &(struct condition){"PodScheduled", "False", "Unschedulable", why}, 1, false);
    objects_store(draft, "pods", copy);
    objects_event(draft, "pods", pod, "Warning", "FailedScheduling", "default-scheduler", why);
}

void scheduler_assign(struct draft *draft, const char *subject)
{
    struct arena *arena = draft->arena;
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || value_find(pod, "spec.nodeName") || pods_leaving(pod))
        return;
    const char *node = best_node(draft, pod);
    if (!node) {
        say_nowhere(draft, pod);
        return;
    }
    struct value *copy = value_with(arena, pod, "spec.nodeName", value_text(arena, node));
    objects_set_conditions(draft, copy, &(struct condition){"PodScheduled", "True", NULL, NULL}, 1, false);
    objects_store(draft, "pods", copy);
    objects_event(draft, "pods", copy, "Normal", "Scheduled", "default-scheduler",
                  arena_format(arena, "Successfully assigned %s to %s", subject, node));
}

static void reconcile(struct draft *draft, const struct change *change)
{
    /* A pod that found no node waits for a node to change (control/node.c). */
    bool fresh = change->after && !lookup_condition(change->after, "PodScheduled");
    if (fresh && !value_find(change->after, "spec.nodeName") && !pods_leaving(change->after))
        control_schedule(draft, "schedule", pod_subject(draft->arena, change->after), DELAY_SCHEDULE, true);
}

const struct controller scheduler_controller = {
    .name = "scheduler", .watches = {{"pods", CHANGED_ANYTHING}}, .reconcile = reconcile};
