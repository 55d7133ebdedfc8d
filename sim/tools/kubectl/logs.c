#include <string.h>

#include "tools/kubectl/verbs.h"
#include "traffic/logs.h"

static const struct flag logs_flags[] = {
    {"all-containers", 0, NULL, "all containers of the pod"},
    {"all-pods", 0, NULL, "all pods of the workload"},
    {"container", 'c', "NAME", "the container"},
    {"follow", 'f', NULL, "go on and show new lines"},
    {"ignore-errors", 0, NULL, "accepted, without effect"},
    {"insecure-skip-tls-verify-backend", 0, NULL, "accepted, without effect"},
    {"limit-bytes", 0, FLAG_INTEGER, "at most so many bytes"},
    {"max-log-requests", 0, FLAG_INTEGER, "how many logs may be followed at once"},
    {"pod-running-timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"prefix", 0, NULL, "name pod and container before each line"},
    {"previous", 'p', NULL, "of the container before the present one"},
    {"selector", 'l', "SELECTOR", "the pods with these labels"},
    {"since", 0, FLAG_DURATION, "only lines newer than this"},
    {"since-time", 0, "TIME", "only lines after this instant (RFC 3339)"},
    {"tail", 0, FLAG_INTEGER, "only the last lines; -1: all"},
    {"timestamps", 0, NULL, "each line with its instant"},
    {0},
};

struct log_source {
    const char *pod_key, *container;
    const char *prefix;
    int64_t after;              /* sequence number of the last line seen */
    struct instant from, until; /* of the container's life that is asked for */
};

struct log_reading {
    struct kubectl *kubectl;
    size_t count, capacity;
    struct log_source *sources;
    struct instant since;
    int64_t tail; /* -1: all */
    bool timestamps;
};

/* A container that was started again has a log of its own each time: the present one's, or with -p that before.
 */
static void set_life(struct kubectl *kubectl, struct log_source *source, const struct value *pod,
                     const char *container)
{
    const struct value *status = pods_container_status(pod, container);
    bool previous = flags_on(&kubectl->flags, "previous");
    bool waits = value_find(status, "state.waiting");
    const char *path = previous || waits ? "lastState.terminated" : "state";
    const struct value *state = value_find(status, path);
    if (!previous && !waits)
        state = value_member_at(state, 0);
    if (value_number(value_get(status, "restartCount"), 0) == 0)
        return;
    instant_parse_rfc3339(slice_of(value_find_text(state, "startedAt")), &source->from);
    if (instant_parse_rfc3339(slice_of(value_find_text(state, "finishedAt")), &source->until))
        source->until = instant_add(source->until, SECONDS(1));
}

static void add_source(struct log_reading *reading, const struct value *pod, const char *container)
{
    struct arena *arena = reading->kubectl->arena;
    if (reading->count == reading->capacity) {
        reading->capacity = reading->capacity ? reading->capacity * 2 : 4;
        struct log_source *sources = arena_allocate(arena, reading->capacity * sizeof *sources);
        if (reading->count)
            memcpy(sources, reading->sources, reading->count * sizeof *sources);
        reading->sources = sources;
    }
    bool prefix = flags_on(&reading->kubectl->flags, "prefix");
    reading->sources[reading->count++] = (struct log_source){
        .pod_key = arena_format(arena, "%s/%s", object_namespace(pod), object_name(pod)),
        .container = arena_text(arena, container),
        .prefix = prefix ? arena_format(arena, "[pod/%s/%s] ", object_name(pod), container) : "",
        .until = INSTANT_NEVER,
    };
    set_life(reading->kubectl, &reading->sources[reading->count - 1], pod, container);
}

/* Complains and returns false when the container has no log yet. */
static bool has_log(struct kubectl *kubectl, const struct value *pod, const char *container)
{
    const char *name = object_name(pod);
    if (!pods_has_container(pod, container)) {
        kubectl_fail(kubectl, "container %s is not valid for pod %s", container, name);
        return false;
    }
    const struct value *status = pods_container_status(pod, container);
    if (flags_on(&kubectl->flags, "previous") && !value_find(status, "lastState.terminated")) {
        kubectl_fail_plain(
            kubectl,
            "Error from server (BadRequest): previous terminated container \"%s\" in pod \"%s\" not "
            "found",
            container, name);
        return false;
    }
    const char *waiting = value_find_text(status, "state.waiting.reason");
    if (!waiting[0] || value_find(status, "lastState.terminated"))
        return true;
    if (text_equal(waiting, "ErrImagePull") || text_equal(waiting, "ImagePullBackOff"))
        waiting = "trying and failing to pull image";
    kubectl_fail_plain(kubectl,
                       "Error from server (BadRequest): container \"%s\" in pod \"%s\" is waiting to start: %s",
                       container, name, waiting);
    return false;
}

static void add_pod(struct log_reading *reading, const struct value *pod)
{
    struct kubectl *kubectl = reading->kubectl;
    if (flags_on(&kubectl->flags, "all-containers")) {
        static const char *const lists[] = {"spec.initContainers", "spec.containers"};
        for (size_t i = 0; i < 2; i++) {
            const struct value *list = value_find(pod, lists[i]);
            for (size_t j = 0; j < value_count(list); j++) {
                const char *container = value_find_text(value_at(list, j), "name");
                if (has_log(kubectl, pod, container))
                    add_source(reading, pod, container);
            }
        }
        return;
    }
    const char *container = pods_default_container(kubectl, pod, false);
    if (has_log(kubectl, pod, container))
        add_source(reading, pod, container);
}

/* One line with what the flags put before it. */
static void add_line(const struct log_reading *reading, struct buffer *out, const struct log_source *source,
                     struct instant at, struct slice line)
{
    buffer_add_text(out, source->prefix);
    if (reading->timestamps)
        buffer_format(out, "%s ", instant_rfc3339(reading->kubectl->arena, at, 9));
    buffer_add(out, line);
    buffer_add_byte(out, '\n');
}

static bool is_of_life(const struct log_source *source, struct instant at)
{
    return instant_compare(at, source->from) >= 0 && instant_compare(at, source->until) < 0;
}

/* Adds the lines of a source behind its place; only the last [tail] of them unless it is -1. */
static void read_source(const struct log_reading *reading, struct log_source *source, int64_t tail,
                        struct buffer *out)
{
    struct arena *arena = reading->kubectl->arena;
    const struct world *world = process_world(reading->kubectl->process);
    struct instant at;
    struct slice line;
    int64_t total = 0;
    struct log_walk walk = log_walk(world, arena, source->pod_key, source->container, source->after), ahead = walk;
    while (tail >= 0 && log_walk_next(&ahead, &at, &line))
        total += instant_compare(at, reading->since) >= 0 && is_of_life(source, at);
    while (log_walk_next(&walk, &at, &line)) {
        if (instant_compare(at, reading->since) < 0 || !is_of_life(source, at))
            continue;
        if (tail < 0 || total <= tail)
            add_line(reading, out, source, at, line);
        total--;
    }
    source->after = walk.after;
}

static void print_lines(struct log_reading *reading, int64_t tail)
{
    struct kubectl *kubectl = reading->kubectl;
    struct buffer out = {0};
    for (size_t i = 0; i < reading->count; i++)
        read_source(reading, &reading->sources[i], tail, &out);
    int64_t limit = flags_integer(&kubectl->flags, "limit-bytes", 0);
    if (limit > 0 && (size_t)limit < out.length)
        out.length = (size_t)limit;
    kubectl_print_buffer(kubectl, &out);
}

static bool is_there(struct kubectl *kubectl, const struct log_source *source)
{
    const char *key = arena_format(kubectl->arena, "pods/%s", source->pod_key);
    return world_get(process_cluster(kubectl->process), WORLD_APPLIED, key) != NULL;
}

/* New lines as they come, until the pods are gone or Ctrl-C. */
static void follow(struct log_reading *reading)
{
    struct kubectl *kubectl = reading->kubectl;
    bool alive = true;
    while (alive) {
        process_wait_change(kubectl->process, INSTANT_NEVER, WAIT_FOLLOW | WAIT_LOGS);
        struct arena_mark mark = arena_mark(kubectl->arena);
        print_lines(reading, -1);
        alive = false;
        for (size_t i = 0; i < reading->count; i++)
            alive = alive || is_there(kubectl, &reading->sources[i]);
        arena_rewind(kubectl->arena, mark);
    }
}

static bool set_since(struct log_reading *reading)
{
    struct kubectl *kubectl = reading->kubectl;
    const struct flags *flags = &kubectl->flags;
    const char *time = flags_text(flags, "since-time", NULL);
    struct duration since = flags_duration(flags, "since", SECONDS(0));
    if (time && flags_has(flags, "since")) {
        kubectl_fail(kubectl, "at most one of `sinceTime` or `sinceSeconds` may be specified");
        return false;
    }
    if (time && !instant_parse_rfc3339(slice_of(time), &reading->since)) {
        kubectl_fail(kubectl,
                     "parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%s\" as \"2006\"",
                     time, time);
        return false;
    }
    if (since.nanoseconds > 0)
        reading->since = instant_add(process_now(kubectl->process), (struct duration){-since.nanoseconds});
    return true;
}

static void add_selected(struct log_reading *reading, const char *selector)
{
    struct kubectl *kubectl = reading->kubectl;
    struct api_reply reply = client_list(kubectl, kind_find("pods"), kubectl->namespace, selector, NULL);
    if (api_failed(&reply)) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return;
    }
    const struct value *items = value_get(reply.object, "items");
    if (!value_count(items))
        resources_say_none(kubectl, false);
    for (size_t i = 0; i < value_count(items); i++)
        add_pod(reading, value_at(items, i));
}

static void add_named(struct log_reading *reading, const char *word)
{
    struct kubectl *kubectl = reading->kubectl;
    const struct kind *kind;
    const char *name;
    if (!resources_split(kubectl, word, "pods", &kind, &name))
        return;
    struct api_reply reply = client_get(kubectl, kind, kubectl->namespace, name);
    if (reply.code == 404)
        kubectl_fail(kubectl, "error from server (%s): %s in namespace \"%s\"", api_reason(&reply),
                     api_message(&reply), kubectl->namespace);
    else if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else if (text_equal(kind->plural, "pods"))
        add_pod(reading, reply.object);
    if (api_failed(&reply) || text_equal(kind->plural, "pods"))
        return;
    const struct value *pods = pods_of(kubectl, kind, name);
    bool all = flags_on(&kubectl->flags, "all-pods");
    if (value_count(pods) == 0 && !kubectl_failed(kubectl)) {
        kubectl_fail(kubectl, "timed out waiting for the condition");
        return;
    }
    const struct value *best = value_count(pods) > 1 && !all ? pods_find(kubectl, word) : value_at(pods, 0);
    if (value_count(pods) > 1 && !all)
        process_complain(kubectl->process, "Found %zu pods, using pod/%s\n", value_count(pods),
                         object_name(best));
    for (size_t i = 0; i < value_count(pods); i++) {
        if (all || text_equal(object_name(value_at(pods, i)), object_name(best)))
            add_pod(reading, value_at(pods, i));
    }
}

static void logs_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const char *selector = flags_text(flags, "selector", NULL);
    struct log_reading reading = {
        .kubectl = kubectl,
        .since = {0},
        .tail = flags_integer(flags, "tail", selector ? 10 : -1),
        .timestamps = flags_on(flags, "timestamps"),
    };
    if ((flags->count == 0 && !selector) || flags->count > 2) {
        kubectl_fail_usage(kubectl, "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
                                    "POD or TYPE/NAME is a required argument for the logs command");
        return;
    }
    if (flags->count && selector) {
        kubectl_fail_usage(kubectl, "only a selector (-l) or a POD name is allowed");
        return;
    }
    if (reading.tail < -1) {
        kubectl_fail(kubectl, "--tail must be greater than or equal to -1");
        return;
    }
    if (!set_since(&reading))
        return;
    if (selector)
        add_selected(&reading, selector);
    else
        add_named(&reading, flags->arguments[0]);
    int64_t most = flags_integer(flags, "max-log-requests", 5);
    bool follows = flags_on(flags, "follow");
    if (follows && (int64_t)reading.count > most) {
        kubectl_fail(
            kubectl,
            "you are attempting to follow %zu log streams, but maximum allowed concurrency is %lld, use "
            "--max-log-requests to increase the limit",
            reading.count, (long long)most);
        return;
    }
    print_lines(&reading, reading.tail);
    if (follows && reading.count)
        follow(&reading);
}

const struct verb verb_logs = {
    .name = "logs",
    .usage = "logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]",
    .defaults = "pod-running-timeout=20s",
    .help = "Print the logs for a container in a pod",
    .examples = "# The log of a pod\n"
                "kubectl logs curl -n finance\n\n"
                "# Of a deployment's pod, as it grows\n"
                "kubectl logs -f deployment/accounts -n accounts\n\n"
                "# The last lines of ztunnel on every node\n"
                "kubectl logs -n istio-system -l app=ztunnel --tail=20 --prefix",
    .chapter = "Troubleshooting and Debugging Commands",
    .flags = logs_flags,
    .run = logs_run,
    .takes = TAKES_PODS,
};
