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

static int64_t pods_on(const struct draft *draft, const char *node)
{
    struct map_walk walk = objects_walk(draft, "pods", NULL);
    struct map_entry entry;
    int64_t count = 0;
    while (map_walk_next(&walk, &entry))
        count += text_equal(value_find_text(entry.item, "spec.nodeName"), node);
    return count;
}

static const char *best_node(const struct draft *draft)
{
    struct map_walk walk = objects_walk(draft, "nodes", NULL);
    struct map_entry entry;
    const char *best = NULL;
    int64_t least = INT64_MAX;
    while (map_walk_next(&walk, &entry)) {
        if (value_truth(value_find(entry.item, "spec.unschedulable")))
            continue;
        int64_t count = pods_on(draft, lookup_name(entry.item));
        if (count < least) {
            least = count;
            best = lookup_name(entry.item);
        }
    }
    return best;
}

void scheduler_assign(struct draft *draft, const char *subject)
{
    struct arena *arena = draft->arena;
    const struct value *pod = pod_of_subject(draft, subject);
    const char *node = best_node(draft);
    if (!pod || !node || value_find(pod, "spec.nodeName"))
        return;
    struct value *copy = value_with(arena, pod, "spec.nodeName", value_text(arena, node));
    objects_set_condition(draft, copy, "PodScheduled", "True", NULL, NULL, false);
    objects_store(draft, "pods", copy);
    objects_event(draft, "pods", copy, "Normal", "Scheduled", "default-scheduler",
                  arena_format(arena, "Successfully assigned %s to %s", subject, node));
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (change->after && !value_find(change->after, "spec.nodeName") && !pods_leaving(change->after))
        control_schedule(draft, "schedule", pod_subject(draft->arena, change->after), DELAY_SCHEDULE, true);
}

const struct controller scheduler_controller = {.name = "scheduler", .watches = "pods", .reconcile = reconcile};
