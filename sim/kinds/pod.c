/* Pod. STATUS, READY and RESTARTS by the rules of pkg/printers/internalversion/printers.go. */
#include <string.h>

#include "kinds/rows.h"

static const struct value *statuses(const struct value *pod)
{
    return value_find(pod, "status.containerStatuses");
}

static const char *ready(struct arena *arena, const struct value *pod, struct instant now)
{
    size_t up = 0, total = value_count(value_find(pod, "spec.containers"));
    (void)now;
    for (size_t i = 0; i < value_count(statuses(pod)); i++)
        up += value_truth(value_get(value_at(statuses(pod), i), "ready"));
    return arena_format(arena, "%zu/%zu", up, total);
}

static bool condition_true(const struct value *pod, const char *type)
{
    const struct value *conditions = value_find(pod, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        if (value_says(value_get(condition, "type"), type))
            return value_says(value_get(condition, "status"), "True");
    }
    return false;
}

static const char *status(struct arena *arena, const struct value *pod, struct instant now)
{
    const char *reason = value_find_text(pod, "status.phase");
    bool running = false;
    (void)now;
    if (value_find_text(pod, "status.reason")[0])
        reason = value_find_text(pod, "status.reason");
    for (size_t i = value_count(statuses(pod)); i-- > 0;) {
        const struct value *container = value_at(statuses(pod), i);
        const char *waiting = value_find_text(container, "state.waiting.reason");
        const char *ended = value_find_text(container, "state.terminated.reason");
        if (waiting[0])
            reason = waiting;
        else if (ended[0])
            reason = ended;
        else if (value_find(container, "state.terminated"))
            reason = arena_format(arena, "ExitCode:%lld",
                                  (long long)value_number(value_find(container, "state.terminated.exitCode"), 0));
        else
            running |= value_find(container, "state.running") && value_truth(value_get(container, "ready"));
    }
    if (text_equal(reason, "Completed") && running)
        reason = condition_true(pod, "Ready") ? "Running" : "NotReady";
    if (value_find(pod, "metadata.deletionTimestamp"))
        return "Terminating";
    return reason;
}

static const char *restarts(struct arena *arena, const struct value *pod, struct instant now)
{
    int64_t count = 0;
    struct instant last = {0}, at;
    for (size_t i = 0; i < value_count(statuses(pod)); i++) {
        const struct value *container = value_at(statuses(pod), i);
        count += value_number(value_get(container, "restartCount"), 0);
        if (instant_parse_rfc3339(slice_of(value_find_text(container, "lastState.terminated.finishedAt")), &at) &&
            instant_compare(at, last) > 0)
            last = at;
    }
    if (count && last.nanoseconds)
        return arena_format(arena, "%lld (%s ago)", (long long)count, duration_human(arena, instant_since(now, last)));
    return arena_format(arena, "%lld", (long long)count);
}

static const char *or_none(const struct value *pod, const char *path)
{
    const char *text = value_find_text(pod, path);
    return text[0] ? text : "<none>";
}

static const char *address(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena;
    (void)now;
    return or_none(pod, "status.podIP");
}

static const char *node(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena;
    (void)now;
    return or_none(pod, "spec.nodeName");
}

static const char *nominated(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena;
    (void)now;
    return or_none(pod, "status.nominatedNodeName");
}

static const char *gates(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena;
    (void)pod;
    (void)now;
    return "<none>";
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Ready", .cell = ready},
    {.name = "Status", .cell = status},
    {.name = "Restarts", .cell = restarts},
    COLUMN_AGE,
    {.name = "IP", .cell = address, .wide = true},
    {.name = "Node", .cell = node, .wide = true},
    {.name = "Nominated Node", .cell = nominated, .wide = true},
    {.name = "Readiness Gates", .cell = gates, .wide = true},
    {0},
};

/* --- defaults --- */

static bool floating_tag(const char *image)
{
    const char *slash = strrchr(image, '/');
    const char *colon = strchr(slash ? slash : image, ':');
    return !strchr(image, '@') && (!colon || text_equal(colon, ":latest"));
}

static void default_container(struct arena *arena, struct value *container)
{
    default_text(arena, container, "imagePullPolicy",
                 floating_tag(value_find_text(container, "image")) ? "Always" : "IfNotPresent");
    default_value(arena, container, "resources", value_object(arena));
    default_text(arena, container, "terminationMessagePath", "/dev/termination-log");
    default_text(arena, container, "terminationMessagePolicy", "File");
    const struct value *ports = value_get(container, "ports");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(ports); i++) {
        struct value *port = value_edit(arena, value_at(ports, i));
        default_text(arena, port, "protocol", "TCP");
        value_append(arena, list, port);
    }
    if (ports)
        value_put(arena, container, "ports", list);
}

void default_pod_spec(struct arena *arena, struct value *spec)
{
    const struct value *containers = value_get(spec, "containers");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(containers); i++) {
        if (!value_is(value_at(containers, i), VALUE_OBJECT))
            return;
        struct value *container = value_edit(arena, value_at(containers, i));
        default_container(arena, container);
        value_append(arena, list, container);
    }
    if (containers)
        value_put(arena, spec, "containers", list);
    default_text(arena, spec, "restartPolicy", "Always");
    default_text(arena, spec, "dnsPolicy", "ClusterFirst");
    default_integer(arena, spec, "terminationGracePeriodSeconds", 30);
    default_text(arena, spec, "schedulerName", "default-scheduler");
    default_value(arena, spec, "securityContext", value_object(arena));
    const struct value *account = value_get(spec, "serviceAccountName");
    if (account)
        value_put(arena, spec, "serviceAccount", account);
}

static void add_toleration(struct arena *arena, struct value *list, const char *key)
{
    struct value *one = value_object(arena);
    value_put_text(arena, one, "effect", "NoExecute");
    value_put_text(arena, one, "key", key);
    value_put_text(arena, one, "operator", "Exists");
    value_put_integer(arena, one, "tolerationSeconds", 300);
    value_append(arena, list, one);
}

static const char *quality(const struct value *spec)
{
    const struct value *containers = value_get(spec, "containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        if (value_count(value_get(value_at(containers, i), "resources")))
            return "Burstable";
    }
    return "BestEffort";
}

static void set_defaults(struct arena *arena, struct value *pod)
{
    if (!value_is(value_get(pod, "spec"), VALUE_OBJECT))
        return;
    struct value *spec = value_open(arena, pod, "spec"), *tolerations = value_array(arena);
    default_pod_spec(arena, spec);
    default_text(arena, spec, "serviceAccountName", "default");
    value_put(arena, spec, "serviceAccount", value_get(spec, "serviceAccountName"));
    default_value(arena, spec, "enableServiceLinks", value_boolean(true));
    default_text(arena, spec, "preemptionPolicy", "PreemptLowerPriority");
    default_integer(arena, spec, "priority", 0);
    add_toleration(arena, tolerations, "node.kubernetes.io/not-ready");
    add_toleration(arena, tolerations, "node.kubernetes.io/unreachable");
    default_value(arena, spec, "tolerations", tolerations);
    struct value *state = value_open(arena, pod, "status");
    default_text(arena, state, "phase", "Pending");
    default_text(arena, state, "qosClass", quality(spec));
}

static void validate(struct findings *findings, const struct value *pod, const struct value *old)
{
    const struct value *containers = value_find(pod, "spec.containers");
    if (value_count(containers) == 0)
        findings_add(findings, "FieldValueRequired", "spec.containers", "Required value");
    for (size_t i = 0; i < value_count(containers); i++) {
        if (!value_find_text(value_at(containers, i), "image")[0])
            findings_add(findings, "FieldValueRequired",
                         arena_format(findings->arena, "spec.containers[%zu].image", i), "Required value");
        if (old && !value_find(old, "metadata.deletionTimestamp") &&
            !text_equal(value_find_text(value_at(containers, i), "name"),
                        value_find_text(value_at(value_find(old, "spec.containers"), i), "name")))
            findings_add(findings, "FieldValueForbidden", "spec",
                         "Forbidden: pod updates may not add or remove containers");
    }
}

const struct kind pod_kind = {
    .group = "", .versions = "v1", .kind = "Pod", .plural = "pods", .singular = "pod", .short_names = "po",
    .categories = "all", .flags = KIND_NAMESPACED | KIND_STATUS, .columns = columns,
    .schema = "spec{" POD_SPEC_SCHEMA "}", .set_defaults = set_defaults, .validate = validate,
    .description = "Pod is a collection of containers that can run on a host.",
};
