#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"
#include "kinds/template.h"

/* --- cells (printPod of Kubernetes' printers.go) --- */

/* An init container that goes on running: a sidecar counts like a container. */
static bool is_sidecar(const struct value *pod, struct slice name)
{
    const struct value *containers = value_find(pod, "spec.initContainers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        if (slice_equal(value_slice(value_get(container, "name")), name))
            return value_says(value_get(container, "restartPolicy"), "Always");
    }
    return false;
}

static bool is_counted(const struct value *pod, const struct value *status, bool init)
{
    return !init || is_sidecar(pod, value_slice(value_get(status, "name")));
}

static const char *cell_ready(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)now;
    const struct value *init = value_find(pod, "spec.initContainers");
    size_t total = value_count(value_find(pod, "spec.containers")), ready = 0;
    for (size_t i = 0; i < value_count(init); i++)
        total += value_says(value_get(value_at(init, i), "restartPolicy"), "Always");
    for (int pass = 0; pass < 2; pass++) {
        const struct value *list =
            value_find(pod, pass ? "status.initContainerStatuses" : "status.containerStatuses");
        for (size_t i = 0; i < value_count(list); i++) {
            const struct value *status = value_at(list, i);
            bool good =
                pass ? value_truth(value_get(status, "started")) : value_truth(value_get(status, "ready"));
            ready += good && is_counted(pod, status, pass);
        }
    }
    return arena_format(arena, "%zu/%zu", ready, total);
}

static const char *exit_text(struct arena *arena, const struct value *terminated)
{
    const char *reason = value_find_text(terminated, "reason");
    int64_t signal = value_number(value_get(terminated, "signal"), 0);
    if (*reason)
        return reason;
    if (signal)
        return arena_format(arena, "Signal:%lld", (long long)signal);
    return arena_format(arena, "ExitCode:%lld", (long long)value_number(value_get(terminated, "exitCode"), 0));
}

/* "Init:..." while an init container holds the pod up; NULL when none does. */
static const char *init_text(struct arena *arena, const struct value *pod)
{
    const struct value *list = value_find(pod, "status.initContainerStatuses");
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *status = value_at(list, i), *terminated = value_find(status, "state.terminated");
        const char *waiting = value_find_text(status, "state.waiting.reason");
        if (terminated && value_number(value_get(terminated, "exitCode"), 0) == 0)
            continue;
        if (is_sidecar(pod, value_slice(value_get(status, "name"))) &&
            value_truth(value_get(status, "started")))
            continue;
        if (terminated)
            return arena_format(arena, "Init:%s", exit_text(arena, terminated));
        if (*waiting && !text_equal(waiting, "PodInitializing"))
            return arena_format(arena, "Init:%s", waiting);
        return arena_format(arena, "Init:%zu/%zu", i, value_count(value_find(pod, "spec.initContainers")));
    }
    return NULL;
}

static bool condition_is_true(const struct value *pod, const char *type)
{
    const struct value *conditions = value_find(pod, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "type"), type))
            return value_says(value_get(value_at(conditions, i), "status"), "True");
    }
    return false;
}

/* Containers from the last to the first, so that the first one wins. */
static const char *containers_text(struct arena *arena, const struct value *pod, const char *text)
{
    const struct value *list = value_find(pod, "status.containerStatuses");
    bool running = false;
    for (size_t i = value_count(list); i-- > 0;) {
        const struct value *status = value_at(list, i), *terminated = value_find(status, "state.terminated");
        const char *waiting = value_find_text(status, "state.waiting.reason");
        if (*waiting)
            text = waiting;
        else if (terminated)
            text = exit_text(arena, terminated);
        else if (value_truth(value_get(status, "ready")) && value_find(status, "state.running"))
            running = true;
    }
    if (text_equal(text, "Completed") && running)
        return condition_is_true(pod, "Ready") ? "Running" : "NotReady";
    return text;
}

static const char *cell_status(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)now;
    const char *phase = value_find_text(pod, "status.phase"), *reason = value_find_text(pod, "status.reason");
    const char *init = init_text(arena, pod), *text = *reason ? reason : phase;
    const struct value *conditions = value_find(pod, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "reason"), "SchedulingGated"))
            text = "SchedulingGated";
    }
    text = init ? init : containers_text(arena, pod, text);
    if (!value_find(pod, "metadata.deletionTimestamp"))
        return text;
    if (text_equal(reason, "NodeLost"))
        return "Unknown";
    return text_equal(phase, "Succeeded") || text_equal(phase, "Failed") ? text : "Terminating";
}

static const char *cell_restarts(struct arena *arena, const struct value *pod, struct instant now)
{
    int64_t restarts = 0;
    const struct value *last = NULL;
    for (int pass = 0; pass < 2; pass++) {
        const struct value *list =
            value_find(pod, pass ? "status.initContainerStatuses" : "status.containerStatuses");
        for (size_t i = 0; i < value_count(list); i++) {
            const struct value *status = value_at(list, i);
            const struct value *finished = value_find(status, "lastState.terminated.finishedAt");
            if (!is_counted(pod, status, pass))
                continue;
            restarts += value_number(value_get(status, "restartCount"), 0);
            if (finished && (!last || slice_compare(value_slice(finished), value_slice(last)) > 0))
                last = finished;
        }
    }
    if (restarts && last)
        return arena_format(arena, "%lld (%s ago)", (long long)restarts, columns_age(arena, last, now));
    return arena_format(arena, "%lld", (long long)restarts);
}

static const char *or_none(const char *text)
{
    return *text ? text : "<none>";
}

static const char *cell_ip(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena, (void)now;
    return or_none(value_find_text(pod, "status.podIP"));
}

static const char *cell_node(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena, (void)now;
    return or_none(value_find_text(pod, "spec.nodeName"));
}

static const char *cell_nominated(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)arena, (void)now;
    return or_none(value_find_text(pod, "status.nominatedNodeName"));
}

static const char *cell_gates(struct arena *arena, const struct value *pod, struct instant now)
{
    (void)now;
    const struct value *gates = value_find(pod, "spec.readinessGates");
    size_t passed = 0;
    for (size_t i = 0; i < value_count(gates); i++)
        passed += condition_is_true(pod, value_find_text(value_at(gates, i), "conditionType"));
    return value_count(gates) ? arena_format(arena, "%zu/%zu", passed, value_count(gates)) : "<none>";
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Ready", .cell = cell_ready},
    {.name = "Status", .cell = cell_status},
    {.name = "Restarts", .cell = cell_restarts},
    COLUMN_AGE,
    {.name = "IP", .cell = cell_ip, .wide = true},
    {.name = "Node", .cell = cell_node, .wide = true},
    {.name = "Nominated Node", .cell = cell_nominated, .wide = true},
    {.name = "Readiness Gates", .cell = cell_gates, .wide = true},
    COLUMN_END,
};

/* --- defaults --- */

static bool tolerates(const struct value *tolerations, const char *key)
{
    for (size_t i = 0; i < value_count(tolerations); i++) {
        const struct value *one = value_at(tolerations, i);
        const char *effect = value_find_text(one, "effect");
        if ((value_says(value_get(one, "key"), key) || !*value_find_text(one, "key")) &&
            (!*effect || text_equal(effect, "NoExecute")))
            return true;
    }
    return false;
}

static void add_toleration(struct arena *arena, struct value *tolerations, const char *key)
{
    if (tolerates(tolerations, key))
        return;
    struct value *toleration = value_object(arena);
    value_put_text(arena, toleration, "effect", "NoExecute");
    value_put_text(arena, toleration, "key", key);
    value_put_text(arena, toleration, "operator", "Exists");
    value_put_integer(arena, toleration, "tolerationSeconds", 300);
    value_append(arena, tolerations, toleration);
}

/* Guaranteed needs equal requests and limits everywhere; nothing at all is BestEffort (v1/helper/qos). */
static const char *quality(const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    bool any = false, all = true;
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *resources = value_get(value_at(containers, i), "resources");
        const struct value *limits = value_get(resources, "limits"),
                           *requests = value_get(resources, "requests");
        any |= value_count(limits) || value_count(requests);
        for (int which = 0; which < 2; which++) {
            const char *name = which ? "memory" : "cpu";
            const struct value *limit = value_get(limits, name), *request = value_get(requests, name);
            all &= limit && value_equal(limit, request ? request : limit);
        }
    }
    return !any ? "BestEffort" : all ? "Guaranteed" : "Burstable";
}

/* A request that is not said is the limit (SetDefaults_Pod). */
static void requests_set_defaults(struct arena *arena, struct value *container)
{
    const struct value *limits = value_find(container, "resources.limits");
    for (size_t i = 0; i < value_count(limits); i++) {
        const char *key = value_key_at(limits, i);
        if (!value_get(value_find(container, "resources.requests"), key))
            value_put(arena, value_open(arena, container, "resources.requests"), key, value_member_at(limits, i));
    }
}

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    if (!*value_find_text(spec, "serviceAccountName") && !*value_find_text(spec, "serviceAccount"))
        value_put_text(arena, spec, "serviceAccountName", "default");
    pod_spec_set_defaults(arena, spec);
    default_each(arena, spec, "containers", requests_set_defaults);
    default_value(arena, spec, "enableServiceLinks", value_boolean(true));
    default_text(arena, spec, "preemptionPolicy", "PreemptLowerPriority");
    default_integer(arena, spec, "priority", 0);
    default_value(arena, spec, "tolerations", value_array(arena));
    if (value_is(value_get(spec, "tolerations"), VALUE_ARRAY)) {
        struct value *tolerations = value_open(arena, spec, "tolerations");
        add_toleration(arena, tolerations, "node.kubernetes.io/not-ready");
        add_toleration(arena, tolerations, "node.kubernetes.io/unreachable");
    }
    struct value *status = value_open(arena, object, "status");
    default_text(arena, status, "phase", "Pending");
    default_text(arena, status, "qosClass", quality(object));
}

/* --- rules --- */

static const char *const mutable_fields[] = {
    "containers", "initContainers", "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds",
    "nodeName"};

/* The spec without what may change; of containers all but the image stays. */
static const struct value *frozen(struct arena *arena, const struct value *pod)
{
    struct value *spec = value_edit(arena, value_find(pod, "spec"));
    for (int pass = 0; pass < 2; pass++) {
        const char *key = mutable_fields[pass];
        const struct value *containers = value_get(spec, key);
        struct value *rest = value_array(arena);
        for (size_t i = 0; i < value_count(containers); i++) {
            struct value *container = value_edit(arena, value_at(containers, i));
            value_put(arena, container, "image", NULL);
            value_append(arena, rest, container);
        }
        value_put(arena, spec, key, rest);
    }
    for (size_t i = 2; i < sizeof mutable_fields / sizeof *mutable_fields; i++)
        value_put(arena, spec, mutable_fields[i], NULL);
    return spec;
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    pod_spec_validate(findings, value_find(object, "spec"), "spec");
    if (!old && value_count(value_find(object, "spec.ephemeralContainers")))
        findings_add(findings, "FieldValueForbidden", "spec.ephemeralContainers",
                     "Forbidden: cannot be set on create");
    if (old && !findings->causes && !value_equal(frozen(findings->arena, object), frozen(findings->arena, old)))
        findings_add(
            findings, "FieldValueForbidden", "spec",
            "Forbidden: pod updates may not change fields other than "
            "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            "`spec.tolerations` (only additions to existing tolerations),"
            "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
}

const struct kind pod_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Pod",
    .plural = "pods",
    .resource = "pods",
    .singular = "pod",
    .short_names = "po",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec:PodSpec{" POD_SPEC_FIELDS "}=\"What the pod should be.\"",
    .set_defaults = set_defaults,
    .validate = validate,
    .description = "Pod is a collection of containers that can run on a host.",
};
