/* Ephemeral containers (kubectl debug): the kubelet starts what the API's subresource has let into a pod. */
#include "control/ephemeral.h"

#include "control/objects.h"
#include "control/pods.h"
#include "control/rows.h"
#include "images/image.h"

#define STATUSES "ephemeralContainerStatuses"

static const struct value *status_named(const struct value *pod, const char *name)
{
    const struct value *list = value_find(pod, "status." STATUSES);
    for (size_t i = 0; i < value_count(list); i++)
        if (value_says(value_get(value_at(list, i), "name"), name))
            return value_at(list, i);
    return NULL;
}

static void put_terminated(struct draft *draft, struct value *status, const char *started, int code)
{
    struct value *terminated;
    value_put(draft->arena, status, "state", NULL);
    terminated = value_open(draft->arena, status, "state.terminated");
    value_put_integer(draft->arena, terminated, "exitCode", code);
    value_put_text(draft->arena, terminated, "reason", code ? "Error" : "Completed");
    value_put_text(draft->arena, terminated, "startedAt", started);
    value_put_text(draft->arena, terminated, "finishedAt", objects_now(draft));
}

static const struct value *first_status(struct draft *draft, const struct value *container)
{
    struct arena *arena = draft->arena;
    struct value *status = value_object(arena);
    const char *image = value_find_text(container, "image");
    struct image_end end;
    value_put_text(arena, status, "name", value_find_text(container, "name"));
    value_put_text(arena, status, "image", image);
    value_put_text(arena, status, "imageID", "");
    value_put(arena, status, "ready", value_boolean(false));
    value_put_integer(arena, status, "restartCount", 0);
    if (!image_find(image)) {
        struct value *waiting = value_open(arena, status, "state.waiting");
        value_put_text(arena, waiting, "reason", "ErrImagePull");
        value_put_text(arena, waiting, "message", arena_format(arena, "not simulated: image %s", image));
    } else if (image_ends(arena, container, &end) && end.after == 0) {
        put_terminated(draft, status, objects_now(draft), end.problem ? 128 : end.code);
    } else {
        value_put_text(arena, value_open(arena, status, "state.running"), "startedAt", objects_now(draft));
    }
    return status;
}

void ephemeral_start(struct draft *draft, const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.ephemeralContainers");
    struct value *statuses = value_array(draft->arena);
    if (value_count(containers) == value_count(value_find(pod, "status." STATUSES)))
        return;
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        const struct value *status = status_named(pod, value_find_text(container, "name"));
        value_append(draft->arena, statuses, status ? status : first_status(draft, container));
    }
    objects_store(draft, "pods", value_with(draft->arena, pod, "status." STATUSES, statuses));
}

void ephemeral_end(struct draft *draft, const char *subject, const char *name, int code)
{
    const struct value *pod = pod_of_subject(draft, subject), *list = value_find(pod, "status." STATUSES);
    struct value *statuses = value_array(draft->arena);
    for (size_t i = 0; i < value_count(list); i++) {
        struct value *status = value_edit(draft->arena, value_at(list, i));
        const struct value *running = value_find(status, "state.running");
        if (running && value_says(value_get(status, "name"), name))
            put_terminated(draft, status, value_find_text(running, "startedAt"), code);
        value_append(draft->arena, statuses, status);
    }
    if (pod)
        objects_store(draft, "pods", value_with(draft->arena, pod, "status." STATUSES, statuses));
}
