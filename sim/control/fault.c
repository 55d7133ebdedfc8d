#include "control/fault.h"

#include "control/life.h"
#include "control/objects.h"
#include "control/rows.h"

#define PLAN "fault/plan/"
#define APP "fault/app/"
#define PUSH "fault/push"
#define ANY "fault/any" /* there is one of an app */

void fault_plan(struct draft *draft, const struct value *fault, struct duration in)
{
    const char *number = arena_format(draft->arena, "%lld", (long long)draft_count(draft, "fault"));
    draft_set(draft, WORLD_NOTES, arena_format(draft->arena, PLAN "%s", number), fault);
    if (in.nanoseconds)
        control_schedule(draft, "fault", number, in, false);
    else
        fault_fire(draft, number);
}

bool fault_is_any(const struct world *world)
{
    return world_get(world, WORLD_NOTES, ANY) != NULL;
}

const struct value *fault_of_app(const struct world *world, const char *pod, const struct value *object)
{
    struct arena arena = {0};
    const struct value *fault = world_get(world, WORLD_NOTES, arena_format(&arena, APP "%s", pod));
    arena_release(&arena);
    return value_says(value_get(fault, "uid"), value_find_text(object, "metadata.uid")) ? fault : NULL;
}

struct duration fault_push_held(const struct draft *draft)
{
    int64_t until = value_number(draft_get(draft, WORLD_NOTES, PUSH), 0);
    int64_t left = until - draft->now.nanoseconds;
    return (struct duration){left > 0 ? left : 0};
}

/* The app of a pod fails from now on, as long as this pod lives. */
static void spoil_app(struct draft *draft, const char *pod, const struct value *fault)
{
    const struct value *object = pod_of_subject(draft, pod);
    struct value *note = value_object(draft->arena);
    value_put_text(draft->arena, note, "uid", value_find_text(object, "metadata.uid"));
    value_put(draft->arena, note, "status", value_get(fault, "status"));
    value_put(draft->arena, note, "late", value_get(fault, "late"));
    draft_set(draft, WORLD_NOTES, arena_format(draft->arena, APP "%s", pod), note);
    draft_set(draft, WORLD_NOTES, ANY, value_boolean(true));
}

/* What `kubectl scale --replicas=0` does. */
static void scale_down(struct draft *draft, const char *workload)
{
    struct slice name = slice_of(workload), namespace = {0};
    slice_next(&name, '/', &namespace);
    const char *space = arena_copy(draft->arena, namespace);
    const struct value *deployment = objects_get(draft, RESOURCE_DEPLOYMENTS, space, name.data);
    if (deployment)
        objects_store(draft, RESOURCE_DEPLOYMENTS,
                      value_with(draft->arena, deployment, "spec.replicas", value_integer(draft->arena, 0)));
}

void fault_fire(struct draft *draft, const char *subject)
{
    const char *note = arena_format(draft->arena, PLAN "%s", subject);
    const struct value *fault = draft_get(draft, WORLD_NOTES, note);
    const struct value *pods = value_get(fault, "pods");
    for (size_t i = 0; i < value_count(pods); i++) {
        const char *pod = value_string_of(value_at(pods, i));
        if (value_get(fault, "status") || value_get(fault, "late"))
            spoil_app(draft, pod, fault);
        if (value_get(fault, "crash"))
            life_end(draft, pod, (int)value_number(value_get(fault, "crash"), 1));
    }
    if (value_truth(value_get(fault, "down")))
        scale_down(draft, value_find_text(fault, "workload"));
    int64_t push = value_number(value_get(fault, "push"), 0);
    if (push)
        draft_set(draft, WORLD_NOTES, PUSH, value_integer(draft->arena, draft->now.nanoseconds + push));
    draft_remove(draft, WORLD_NOTES, note);
}
