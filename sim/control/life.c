/* Containers whose own process ends: what it left, whether it is started again, and how long that waits. */
#include "control/delays.h"
#include "control/life.h"
#include "control/pods.h"
#include "control/rows.h"
#include "images/image.h"
#include "traffic/logs.h"

enum { FIRST_BACK_OFF = 10, LONGEST_BACK_OFF = 300 }; /* seconds (kubelet: 10 s, doubled, at most 5 min) */

#define RUNC                                                                                                   \
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create "    \
    "failed: unable to start container process: error during container init: "

static bool restarts(const struct value *pod, int64_t code)
{
    const char *policy = value_find_text(pod, "spec.restartPolicy");
    return text_equal(policy, "OnFailure") ? code != 0 : !text_equal(policy, "Never");
}

/* The container's status without its present state. */
static struct value *without_state(struct arena *arena, const struct value *status)
{
    struct value *copy = value_edit(arena, status);
    value_put(arena, copy, "ready", value_boolean(false));
    value_put(arena, copy, "started", value_boolean(false));
    value_put(arena, copy, "state", NULL);
    return copy;
}

static const struct value *ended(struct draft *draft, const struct value *pod, const struct value *container,
                                 const struct value *status, const struct image_end *end)
{
    struct arena *arena = draft->arena;
    struct value *copy = without_state(arena, status);
    const char *name = value_find_text(container, "name");
    const char *started = value_find_text(status, "state.running.startedAt");
    if (end->unsimulated) {
        struct value *waiting = value_open(arena, copy, "state.waiting");
        value_put_text(arena, waiting, "reason", "CreateContainerError");
        value_put_text(arena, waiting, "message", end->unsimulated);
        objects_event(draft, "pods", pod, "Warning", "Failed", "kubelet",
                      arena_format(arena, "Error: %s", end->unsimulated));
        return copy;
    }
    struct value *terminated = value_open(arena, copy, "state.terminated");
    value_put(arena, terminated, "containerID", value_get(status, "containerID"));
    value_put_integer(arena, terminated, "exitCode", end->problem ? 128 : end->code);
    value_put_text(arena, terminated, "reason",
                   end->problem ? "StartError"
                   : end->code  ? "Error"
                                : "Completed");
    value_put_text(arena, terminated, "startedAt",
                   end->problem ? "1970-01-01T00:00:00Z"
                   : started[0] ? started
                                : objects_now(draft));
    value_put_text(arena, terminated, "finishedAt", objects_now(draft));
    if (end->problem) {
        const char *text = arena_format(arena, RUNC "%s", end->problem);
        value_put_text(arena, terminated, "message", text);
        objects_event(draft, "pods", pod, "Warning", "Failed", "kubelet",
                      arena_format(arena, "Error: %s", text));
    } else if (end->line) {
        log_append_text(draft, pod_subject(arena, pod), name, draft->now, slice_of(end->line));
    }
    return copy;
}

/* Succeeded or Failed once every container has ended for good. */
static void put_phase(struct arena *arena, struct value *pod)
{
    const struct value *list = value_find(pod, "status.containerStatuses");
    bool failed = false;
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *code = value_find(value_at(list, i), "state.terminated.exitCode");
        if (!code || restarts(pod, value_number(code, 0)))
            return;
        failed = failed || value_number(code, 0) != 0;
    }
    if (value_count(list))
        value_put_text(arena, value_open(arena, pod, "status"), "phase", failed ? "Failed" : "Succeeded");
}

static void put_status(struct arena *arena, struct value *pod, size_t index, const struct value *status)
{
    const struct value *old = value_find(pod, "status.containerStatuses");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(old); i++)
        value_append(arena, list, i == index ? status : value_at(old, i));
    value_put(arena, value_open(arena, pod, "status"), "containerStatuses", list);
}

static void end_container(struct draft *draft, struct value *pod, size_t index, const struct image_end *end)
{
    const struct value *container = value_at(value_find(pod, "spec.containers"), index);
    const struct value *status = value_at(value_find(pod, "status.containerStatuses"), index);
    put_status(draft->arena, pod, index, ended(draft, pod, container, status, end));
    if (!end->unsimulated && restarts(pod, end->problem ? 128 : end->code))
        control_schedule(draft, "restart", pod_subject(draft->arena, pod), SECONDS(1), true);
}

bool life_starts(struct draft *draft, const struct value *pod)
{
    struct image_end end;
    image_ends(draft->arena, value_find(pod, "spec.containers.0"), &end);
    return !end.problem && !end.unsimulated;
}

void life_begin(struct draft *draft, struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        struct image_end end;
        if (!image_ends(draft->arena, value_at(containers, i), &end))
            continue;
        if (end.after == 0)
            end_container(draft, pod, i, &end);
        else
            control_schedule(draft, "exit", pod_subject(draft->arena, pod), SECONDS(end.after), false);
    }
    put_phase(draft->arena, pod);
}

void life_end(struct draft *draft, const char *subject, int code)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod) || !life_runs(pod))
        return;
    struct value *copy = value_edit(draft->arena, pod);
    struct image_end end = {.code = code};
    end_container(draft, copy, 0, &end);
    put_phase(draft->arena, copy);
    kubelet_put_conditions(draft, copy);
    objects_store(draft, "pods", copy);
}

void life_stop(struct draft *draft, struct value *pod, int code)
{
    const struct value *containers = value_find(pod, "spec.containers");
    struct image_end end = {.code = code};
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *status = value_at(value_find(pod, "status.containerStatuses"), i);
        if (value_find(status, "state.running")) {
            struct value *now =
                value_edit(draft->arena, ended(draft, pod, value_at(containers, i), status, &end));
            value_put(draft->arena, now, "ready", value_boolean(false));
            value_put(draft->arena, now, "started", value_boolean(false));
            put_status(draft->arena, pod, i, now);
        }
    }
    value_put_text(draft->arena, value_open(draft->arena, pod, "status"), "phase",
                   code ? "Failed" : "Succeeded");
}

bool life_runs(const struct value *pod)
{
    const struct value *list = value_find(pod, "status.containerStatuses");
    for (size_t i = 0; i < value_count(list); i++) {
        if (!value_find(value_at(list, i), "state.running"))
            return false;
    }
    return true;
}

void kubelet_exit(struct draft *draft, const char *subject)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod))
        return;
    struct value *copy = value_edit(draft->arena, pod);
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        struct image_end end;
        bool running = value_find(value_at(value_find(copy, "status.containerStatuses"), i), "state.running");
        if (running && image_ends(draft->arena, value_at(containers, i), &end) && end.after > 0)
            end_container(draft, copy, i, &end);
    }
    put_phase(draft->arena, copy);
    kubelet_put_conditions(draft, copy);
    objects_store(draft, "pods", copy);
}

/* One container that has ended: started again at once the first time, after a wait from then on. */
static void bring_back(struct draft *draft, struct value *pod, size_t index)
{
    struct arena *arena = draft->arena;
    const struct value *container = value_at(value_find(pod, "spec.containers"), index);
    const struct value *status = value_at(value_find(pod, "status.containerStatuses"), index);
    const struct value *terminated = value_find(status, "state.terminated");
    int64_t count = value_number(value_get(status, "restartCount"), 0), wait = FIRST_BACK_OFF;
    const char *name = value_find_text(container, "name");
    const char *whose = arena_format(arena, "%s_%s(%s)", lookup_name(pod), lookup_namespace(pod),
                                     value_find_text(pod, "metadata.uid"));
    struct value *copy = without_state(arena, status);
    if (terminated)
        value_put(arena, value_open(arena, copy, "lastState"), "terminated", terminated);
    for (int64_t i = 1; i < count && wait < LONGEST_BACK_OFF; i++)
        wait *= 2;
    wait = wait > LONGEST_BACK_OFF ? LONGEST_BACK_OFF : wait;
    if (terminated && count > 0) {
        struct value *waiting = value_open(arena, copy, "state.waiting");
        const char *length =
            wait < 60 ? arena_format(arena, "%llds", (long long)wait)
                      : arena_format(arena, "%lldm%llds", (long long)wait / 60, (long long)wait % 60);
        value_put_text(arena, waiting, "reason", "CrashLoopBackOff");
        value_put_text(
            arena, waiting, "message",
            arena_format(arena, "back-off %s restarting failed container=%s pod=%s", length, name, whose));
        put_status(arena, pod, index, copy);
        objects_event(draft, "pods", pod, "Warning", "BackOff", "kubelet",
                      arena_format(arena, "Back-off restarting failed container %s in pod %s", name, whose));
        control_schedule(draft, "restart", pod_subject(arena, pod), SECONDS(wait), false);
        return;
    }
    struct image_end end = {0};
    bool ends = image_ends(arena, container, &end);
    value_put_integer(arena, copy, "restartCount", count + 1);
    value_put_text(arena, value_open(arena, copy, "state.running"), "startedAt", objects_now(draft));
    value_put(arena, copy, "started", value_boolean(true));
    value_put(arena, copy, "ready", value_boolean(!ends || end.after > 0));
    put_status(arena, pod, index, copy);
    if (!end.problem)
        objects_event(draft, "pods", pod, "Normal", "Started", "kubelet", "Container started");
    if (ends && end.after == 0)
        end_container(draft, pod, index, &end);
    else if (ends)
        control_schedule(draft, "exit", pod_subject(arena, pod), SECONDS(end.after), false);
}

void kubelet_restart(struct draft *draft, const char *subject)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod))
        return;
    struct value *copy = value_edit(draft->arena, pod);
    for (size_t i = 0; i < value_count(value_find(pod, "status.containerStatuses")); i++) {
        const struct value *status = value_at(value_find(copy, "status.containerStatuses"), i);
        const struct value *code = value_find(status, "state.terminated.exitCode");
        bool waits = text_equal(value_find_text(status, "state.waiting.reason"), "CrashLoopBackOff");
        if (waits || (code && restarts(pod, value_number(code, 0))))
            bring_back(draft, copy, i);
    }
    kubelet_put_conditions(draft, copy);
    objects_store(draft, "pods", copy);
}
