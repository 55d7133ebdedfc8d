/* A pod's life on its node: created, running, ready, stopped. Each step is an event; delays.h says when. */
#include "control/delays.h"
#include "control/ephemeral.h"
#include "control/life.h"
#include "control/pods.h"
#include "control/rows.h"
#include "images/image.h"
#include "traffic/logs.h"

static struct value *open_status(struct arena *arena, struct value *pod)
{
    return value_open(arena, pod, "status");
}

/* --- container statuses --- */

static const char *image_reference(struct arena *arena, const char *image)
{
    size_t slash = slice_find_byte(slice_of(image), '/');
    struct slice first = slice_part(slice_of(image), 0, slash);
    bool registry = image[slash] && slice_find_byte(first, '.') < first.length;
    if (registry)
        return image;
    return arena_format(arena, image[slash] ? "docker.io/%s" : "docker.io/library/%s", image);
}

enum container_state { WAITING, PULL_FAILED, PULL_WAITS, RUNNING, READY };

static struct value *container_status(struct draft *draft, const struct value *pod,
                                      const struct value *container, enum container_state state,
                                      const struct value *old)
{
    struct arena *arena = draft->arena;
    struct value *status = value_object(arena);
    bool up = state >= RUNNING;
    const char *image = value_find_text(container, "image");
    value_put(arena, status, "name", value_get(container, "name"));
    value_put_text(arena, status, "image", up ? image_reference(arena, image) : image);
    value_put_text(arena, status, "imageID", "");
    value_put_integer(arena, status, "restartCount", 0);
    value_put(arena, status, "ready", value_boolean(state == READY));
    value_put(arena, status, "started", value_boolean(up));
    if (!up) {
        struct value *waiting = value_open(arena, status, "state.waiting");
        value_put_text(arena, waiting, "reason",
                       state == WAITING       ? "ContainerCreating"
                       : state == PULL_FAILED ? "ErrImagePull"
                                              : "ImagePullBackOff");
        if (state == PULL_FAILED)
            value_put_text(arena, waiting, "message", arena_format(arena, "not simulated: image %s", image));
        else if (state == PULL_WAITS)
            value_put_text(arena, waiting, "message",
                           arena_format(arena,
                                        "Back-off pulling image \"%s\": ErrImagePull: not simulated: image %s",
                                        image, image));
        return status;
    }
    const char *started = value_find_text(old, "state.running.startedAt");
    struct hash digest = hash_bytes(slice_of(image_reference(arena, image)));
    struct hash id = hash_pair(value_hash(value_find(pod, "metadata.uid")),
                               hash_bytes(slice_of(value_find_text(container, "name"))));
    value_put_text(arena, value_open(arena, status, "state.running"), "startedAt",
                   started[0] ? started : objects_now(draft));
    value_put_text(arena, status, "imageID",
                   arena_format(arena, "%.*s@sha256:%016llx%016llx%016llx%016llx",
                                (int)slice_find_byte(slice_of(image_reference(arena, image)), ':'),
                                image_reference(arena, image), (unsigned long long)digest.high,
                                (unsigned long long)digest.low, (unsigned long long)(digest.high ^ digest.low),
                                (unsigned long long)(digest.high + digest.low)));
    value_put_text(arena, status, "containerID",
                   arena_format(arena, "containerd://%016llx%016llx%016llx%016llx", (unsigned long long)id.high,
                                (unsigned long long)id.low, (unsigned long long)(id.high ^ id.low),
                                (unsigned long long)(id.high + id.low)));
    return status;
}

static bool image_known(const struct value *container)
{
    return image_find(value_find_text(container, "image")) != NULL;
}

static bool all_known(const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        if (!image_known(value_at(containers, i)))
            return false;
    }
    return true;
}

static void put_containers(struct draft *draft, struct value *pod, enum container_state state)
{
    const struct value *containers = value_find(pod, "spec.containers");
    const struct value *old = value_find(pod, "status.containerStatuses");
    struct value *list = value_array(draft->arena);
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        bool missing = !image_known(container) && state != WAITING;
        enum container_state own = missing && state != PULL_WAITS ? PULL_FAILED : state;
        bool keep = state == READY && !value_find(value_at(old, i), "state.running");
        value_append(draft->arena, list,
                     keep ? value_at(old, i) : container_status(draft, pod, container, own, value_at(old, i)));
    }
    value_put(draft->arena, open_status(draft->arena, pod), "containerStatuses", list);
}

static void put_conditions(struct draft *draft, struct value *pod, enum container_state state)
{
    const char *up = state >= RUNNING ? "True" : "False", *ready = state == READY ? "True" : "False";
    const char *reason = state == READY ? NULL : "ContainersNotReady";
    const char *message = NULL;
    if (state != READY) {
        const struct value *containers = value_find(pod, "spec.containers");
        const char *names = "";
        for (size_t i = 0; i < value_count(containers); i++)
            names = arena_format(draft->arena, "%s%s%s", names, i ? " " : "",
                                 value_find_text(value_at(containers, i), "name"));
        message = arena_format(draft->arena, "containers with unready status: [%s]", names);
    }
    const struct condition conditions[] = {
        {"PodReadyToStartContainers", up, NULL, NULL},
        {"Initialized", "True", NULL, NULL},
        {"Ready", ready, reason, message},
        {"ContainersReady", ready, reason, message},
        {"PodScheduled", "True", NULL, NULL},
    };
    objects_set_conditions(draft, pod, conditions, sizeof conditions / sizeof *conditions, false);
}

/* --- addresses --- */

/* Does a pod hold the address? */
static bool address_taken(const struct draft *draft, const char *address)
{
    struct map_walk walk = objects_walk(draft, "pods", NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (text_equal(value_find_text(entry.item, "status.podIP"), address))
            return true;
    }
    return false;
}

enum { ADDRESSES = 253 }; /* of a node; when all are held, two pods share one */

static void put_address(struct draft *draft, struct value *pod)
{
    struct arena *arena = draft->arena;
    const char *node_name = value_find_text(pod, "spec.nodeName");
    const struct value *node = objects_get(draft, "nodes", "", node_name);
    const char *host = value_find_text(node, "status.addresses.0.address");
    const char *address = host;
    struct value *status = open_status(arena, pod), *hosts = value_array(arena),
                 *addresses = value_array(arena);
    if (!value_truth(value_find(pod, "spec.hostNetwork"))) {
        struct slice block = slice_of(value_find_text(node, "spec.podCIDR"));
        size_t end = block.length;
        while (end && block.data[end - 1] != '.')
            end--;
        int64_t number;
        int tries = 0;
        do {
            number = draft_count(draft, arena_format(arena, "address/%s", node_name)) + 1;
            address = end ? arena_format(arena, "%.*s%lld", (int)end, block.data, (long long)(number % 253 + 1))
                          : arena_format(arena, "10.244.9.%lld", (long long)(number % 253 + 1));
        } while (++tries < ADDRESSES && address_taken(draft, address));
    }
    value_put_text(arena, status, "hostIP", host);
    struct value *one = value_object(arena);
    value_put_text(arena, one, "ip", host);
    value_append(arena, hosts, one);
    value_put(arena, status, "hostIPs", hosts);
    value_put_text(arena, status, "podIP", address);
    one = value_object(arena);
    value_put_text(arena, one, "ip", address);
    value_append(arena, addresses, one);
    value_put(arena, status, "podIPs", addresses);
}

/* --- start-up logs --- */

static void expand_line(struct draft *draft, struct buffer *out, const char *line, const struct value *pod,
                        int port)
{
    struct calendar date = instant_calendar(draft->now);
    for (; *line; line++) {
        if (*line != '%' || !line[1]) {
            buffer_add_byte(out, *line);
            continue;
        }
        line++;
        if (*line == 'T')
            buffer_add_text(out, instant_rfc3339(draft->arena, draft->now, 6));
        else if (*line == 'G')
            buffer_format(out, "%04d/%02d/%02d %02d:%02d:%02d", date.year, date.month, date.day, date.hour,
                          date.minute, date.second);
        else if (*line == 'N')
            buffer_add_text(out, lookup_namespace(pod));
        else if (*line == 'P')
            buffer_add_text(out, lookup_name(pod));
        else if (*line == 'S')
            buffer_add_text(out, value_find_text(pod, "spec.serviceAccountName"));
        else if (*line == 'L')
            buffer_format(out, "%d", port);
        else if (*line == 'A')
            buffer_add_text(out, value_find_text(pod, "status.podIP"));
        else
            buffer_add_byte(out, *line);
    }
}

static void write_start_log(struct draft *draft, const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        const struct image *image = image_find(value_find_text(container, "image"));
        if (!image || !image->start_log)
            continue;
        int port = image->listens ? image->listens(container, 0) : 0;
        struct buffer text = {0};
        for (const char *const *line = image->start_log; *line; line++) {
            if (line > image->start_log)
                buffer_add_byte(&text, '\n');
            expand_line(draft, &text, *line, pod, port);
        }
        log_append_text(draft, pod_subject(draft->arena, pod), value_find_text(container, "name"), draft->now,
                        buffer_slice(&text));
        buffer_release(&text);
    }
}

/* --- the steps --- */

static bool is_proxy(const struct value *pod)
{
    return text_equal(lookup_label(pod, "gateway.istio.io/managed"), "istio.io-mesh-controller");
}

void kubelet_put_conditions(struct draft *draft, struct value *pod)
{
    put_conditions(draft, pod, life_runs(pod) ? READY : RUNNING);
}

/* The images that ambit does not have: why the pod waits. */
static void say_pull_failed(struct draft *draft, const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const char *image = value_find_text(value_at(containers, i), "image");
        if (image_known(value_at(containers, i)))
            continue;
        objects_event(draft, "pods", pod, "Normal", "Pulling", "kubelet",
                      arena_format(draft->arena, "Pulling image \"%s\"", image));
        objects_event(
            draft, "pods", pod, "Warning", "Failed", "kubelet",
            arena_format(draft->arena, "Failed to pull image \"%s\": not simulated: image %s", image, image));
        objects_event(draft, "pods", pod, "Warning", "Failed", "kubelet", "Error: ErrImagePull");
    }
}

/* An image that could not be pulled is not tried again: it would not be there then either. */
void kubelet_back_off(struct draft *draft, const char *subject)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod) || all_known(pod))
        return;
    struct value *copy = value_edit(draft->arena, pod);
    put_containers(draft, copy, PULL_WAITS);
    objects_store(draft, "pods", copy);
    objects_event(draft, "pods", copy, "Normal", "BackOff", "kubelet",
                  arena_format(draft->arena, "Back-off pulling image \"%s\"",
                               value_find_text(pod, "spec.containers.0.image")));
    objects_event(draft, "pods", copy, "Warning", "Failed", "kubelet", "Error: ImagePullBackOff");
}

void kubelet_start(struct draft *draft, const char *subject)
{
    struct arena *arena = draft->arena;
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod))
        return;
    struct value *copy = value_edit(arena, pod);
    const char *image = value_find_text(pod, "spec.containers.0.image");
    if (!all_known(pod)) {
        put_containers(draft, copy, RUNNING);
        say_pull_failed(draft, copy);
        objects_store(draft, "pods", copy);
        control_schedule(draft, "back-off", subject, DELAY_PULL_BACK_OFF, true);
        return;
    }
    if (!value_find(pod, "status.podIP"))
        put_address(draft, copy);
    value_put_text(arena, open_status(arena, copy), "phase", "Running");
    put_containers(draft, copy, RUNNING);
    put_conditions(draft, copy, RUNNING);
    write_start_log(draft, copy);
    objects_event(draft, "pods", copy, "Normal", "Pulled", "kubelet",
                  arena_format(arena, "Container image \"%s\" already present on machine", image));
    objects_event(draft, "pods", copy, "Normal", "Created", "kubelet", "Container created");
    if (life_starts(draft, copy))
        objects_event(draft, "pods", copy, "Normal", "Started", "kubelet", "Container started");
    life_begin(draft, copy);
    if (ambient_wanted(draft, copy))
        value_put_text(arena, value_open(arena, value_open(arena, copy, "metadata"), "annotations"),
                       "ambient.istio.io/redirection", "enabled");
    objects_store(draft, "pods", copy);
    struct duration wait = is_proxy(pod) ? DELAY_PROXY_READY : DELAY_READY;
    control_schedule(draft, "ready", subject, wait, true);
}

void kubelet_ready(struct draft *draft, const char *subject)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || pods_leaving(pod))
        return;
    struct value *copy = value_edit(draft->arena, pod);
    put_containers(draft, copy, READY);
    put_conditions(draft, copy, life_runs(copy) ? READY : RUNNING);
    objects_store(draft, "pods", copy);
}

void kubelet_stop(struct draft *draft, const char *subject)
{
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod)
        return;
    log_erase(draft, subject);
    objects_erase(draft, "pods", lookup_namespace(pod), lookup_name(pod));
}

/* Does the container's command ignore SIGTERM, as `sleep` does when it is process 1? */
static bool deaf(const struct value *pod)
{
    const char *word = value_find_text(pod, "spec.containers.0.command.0");
    return text_equal(word, "sleep") || text_equal(word, "/bin/sleep");
}

/* What is seen of a pod last: its containers have ended. One that was killed ends with 128 + SIGKILL. */
void kubelet_end(struct draft *draft, const char *subject)
{
    enum { KILLED = 137 };
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod)
        return;
    struct value *copy = value_edit(draft->arena, pod);
    life_stop(draft, copy, deaf(pod) ? KILLED : 0);
    kubelet_put_conditions(draft, copy);
    objects_store(draft, "pods", copy);
}

static void begin_stop(struct draft *draft, const struct value *pod)
{
    const char *subject = pod_subject(draft->arena, pod);
    int64_t grace = value_number(value_find(pod, "metadata.deletionGracePeriodSeconds"), 30);
    struct duration patience = duration_of_seconds(grace);
    control_cancel(draft, "start", subject);
    control_cancel(draft, "ready", subject);
    control_cancel(draft, "exit", subject);
    control_cancel(draft, "restart", subject);
    control_cancel(draft, "back-off", subject);
    bool running = text_equal(value_find_text(pod, "status.phase"), "Running");
    if (running)
        objects_event(draft, "pods", pod, "Normal", "Killing", "kubelet",
                      arena_format(draft->arena, "Stopping container %s",
                                   value_find_text(pod, "spec.containers.0.name")));
    struct duration wait = deaf(pod) && running ? DELAY_STOP_DEAF : DELAY_STOP;
    if (patience.nanoseconds < wait.nanoseconds)
        wait = patience;
    if (running && wait.nanoseconds > DELAY_GONE.nanoseconds)
        control_schedule(draft, "end", subject, (struct duration){wait.nanoseconds - DELAY_GONE.nanoseconds},
                         true);
    control_schedule(draft, "stop", subject, wait, true);
}

/* A pod that has come to a node waits for its containers. */
static void accept(struct draft *draft, const struct value *pod)
{
    struct value *copy = value_edit(draft->arena, pod);
    value_put_text(draft->arena, open_status(draft->arena, copy), "phase", "Pending");
    value_put_text(draft->arena, open_status(draft->arena, copy), "startTime", objects_now(draft));
    put_containers(draft, copy, WAITING);
    put_conditions(draft, copy, WAITING);
    objects_store(draft, "pods", copy);
    control_schedule(draft, "start", pod_subject(draft->arena, pod), DELAY_START, true);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    const struct value *pod = change->after;
    if (!pod)
        return;
    if (pods_leaving(pod)) {
        if (!pods_leaving(change->before))
            begin_stop(draft, pod);
        return;
    }
    if (value_find(pod, "status.startTime"))
        ephemeral_start(draft, pod);
    const struct value *before = value_find(change->before, "spec.containers");
    bool changed = before && !value_equal(before, value_find(pod, "spec.containers"));
    if (value_find(pod, "spec.nodeName") && !value_find(pod, "status.startTime"))
        accept(draft, pod);
    else if (changed && value_find(pod, "status.startTime")) /* another image: the containers start again */
        control_schedule(draft, "start", pod_subject(draft->arena, pod), DELAY_START, true);
}

const struct controller kubelet_controller = {
    .name = "kubelet", .watches = {{"pods", CHANGED_ANYTHING}}, .reconcile = reconcile};
