/* Ports of this machine that lead into a pod: one process listens, one more carries each connection. The bytes
 * enter the pod over its own loopback, as the node's kubelet opens it: ztunnel's policies are not asked. */
#include <string.h>

#include "base/hash.h"
#include "shell/signals.h"
#include "tools/kubectl/verbs.h"

static const struct flag port_forward_flags[] = {
    {"address", 0, "ADDRESSES", "addresses to listen on: localhost or IP addresses, with commas between"},
    {"pod-running-timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {0},
};

enum { MOST_LISTENERS = 64, LOST = 1 };

struct forwarded {
    int64_t local, remote;
};

struct door {
    struct listener *listener;
    struct forwarded *port;
};

struct forward {
    struct kubectl *kubectl;
    const struct value *pod;
    const char *key;     /* "NAMESPACE/NAME" of it */
    const char *sandbox; /* what its node calls it */
    size_t port_count, door_count, child_count;
    struct forwarded *ports;
    struct door doors[MOST_LISTENERS];
    struct process **children;
};

/* What a child is born with. */
struct carried {
    struct kubectl *kubectl;
    const char *key, *sandbox;
    struct listener *listener;
    int64_t local, remote;
};

/* --- ports --- */

static const struct value *container_port(const struct value *pod, const char *name)
{
    const struct value *containers = value_find(pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *ports = value_get(value_at(containers, i), "ports");
        for (size_t j = 0; j < value_count(ports); j++) {
            if (value_says(value_get(value_at(ports, j), "name"), name))
                return value_get(value_at(ports, j), "containerPort");
        }
    }
    return NULL;
}

static const struct value *service_port(const struct value *service, const char *name, int64_t number)
{
    const struct value *ports = value_find(service, "spec.ports");
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        if (name ? value_says(value_get(port, "name"), name)
                 : value_number(value_get(port, "port"), 0) == number)
            return port;
    }
    return NULL;
}

/* The port of the pod behind a port of the service; 0 after a complaint. */
static int64_t behind_service(struct kubectl *kubectl, const struct value *service, const struct value *pod,
                              int64_t number)
{
    const struct value *port = service_port(service, NULL, number);
    const struct value *target = value_get(port, "targetPort");
    if (!port) {
        kubectl_fail(kubectl, "Service %s does not have a service port %lld", object_name(service),
                     (long long)number);
        return 0;
    }
    if (value_is(target, VALUE_STRING)) {
        const struct value *named = container_port(pod, value_string_of(target));
        if (!named)
            kubectl_fail(kubectl, "Pod '%s' does not have a named port '%s'", object_name(pod),
                         value_string_of(target));
        return value_number(named, 0);
    }
    return value_number(target, number);
}

static bool read_number(struct kubectl *kubectl, const char *side, const char *text, int64_t *number)
{
    struct slice digits = slice_of(text);
    bool valid = digits.length > 0;
    for (size_t i = 0; i < digits.length; i++)
        valid = valid && ascii_is_digit(digits.data[i]);
    if (valid && slice_to_integer(digits, number) && *number <= 65535)
        return true;
    kubectl_fail(kubectl, "error parsing %s port '%s': strconv.ParseUint: parsing \"%s\": %s", side, text, text,
                 valid ? "value out of range" : "invalid syntax");
    return false;
}

/* "8080", "8080:80", ":80", "web": by name where it is no number. */
static bool read_port(struct forward *forward, const struct value *service, const char *word)
{
    struct kubectl *kubectl = forward->kubectl;
    struct forwarded *port = &forward->ports[forward->port_count++];
    const char *colon = strchr(word, ':');
    const char *local =
        colon ? arena_copy(kubectl->arena, slice_part(slice_of(word), 0, (size_t)(colon - word))) : word;
    const char *remote = colon ? colon + 1 : word;
    const struct value *named = NULL;
    int64_t number;
    if (colon && strchr(remote, ':')) {
        kubectl_fail(kubectl, "invalid port format '%s'", word);
        return false;
    }
    if (!slice_to_integer(slice_of(remote), &number) && remote[0]) {
        named = service ? value_get(service_port(service, remote, 0), "port")
                        : container_port(forward->pod, remote);
        if (!named) {
            kubectl_fail(kubectl, "%s '%s' does not have a named port '%s'", service ? "Service" : "Pod",
                         object_name(service ? service : forward->pod), remote);
            return false;
        }
        number = value_number(named, 0);
        if (!colon)
            local = arena_format(kubectl->arena, "%lld", (long long)number);
        remote = arena_format(kubectl->arena, "%lld", (long long)number);
    }
    if (service && !(number = behind_service(kubectl, service, forward->pod, number)))
        return false;
    if (service)
        remote = arena_format(kubectl->arena, "%lld", (long long)number);
    if (!local[0])
        local = "0";
    if (!read_number(kubectl, "local", local, &port->local) ||
        !read_number(kubectl, "remote", remote, &port->remote))
        return false;
    if (!port->remote)
        kubectl_fail(kubectl, "remote port must be > 0");
    return port->remote > 0;
}

/* --- listening --- */

static bool is_ipv6(const char *address)
{
    return strchr(address, ':') != NULL;
}

static const char *with_port(struct arena *arena, const char *address, int64_t port)
{
    return arena_format(arena, is_ipv6(address) ? "[%s]:%lld" : "%s:%lld", address, (long long)port);
}

/* Opens one door; NULL or what is wrong. */
static const char *open_door(struct forward *forward, const char *address, struct forwarded *port)
{
    struct kubectl *kubectl = forward->kubectl;
    const char *problem = "Too many open files";
    struct listener *listener = NULL;
    if (forward->door_count < MOST_LISTENERS)
        listener = process_listen(kubectl->process, address, (int)port->local, &problem);
    if (!listener) {
        char *why = arena_text(kubectl->arena, problem);
        why[0] = ascii_lower(why[0]);
        return arena_format(kubectl->arena, "unable to create listener: Error listen %s %s: bind: %s",
                            is_ipv6(address) ? "tcp6" : "tcp4", with_port(kubectl->arena, address, port->local),
                            why);
    }
    port->local = listener_port(listener);
    forward->doors[forward->door_count++] = (struct door){listener, port};
    process_print(kubectl->process, "Forwarding from %s -> %lld\n",
                  with_port(kubectl->arena, address, port->local), (long long)port->remote);
    return NULL;
}

/* On the addresses of --address; "localhost" is satisfied with one of its two. */
static void listen_on(struct forward *forward, struct forwarded *port)
{
    struct kubectl *kubectl = forward->kubectl;
    const char *problems = "", *problem;
    struct slice rest = slice_of(flags_text(&kubectl->flags, "address", "localhost")), piece;
    bool local_failed = false, other_failed = false;
    while (slice_next(&rest, ',', &piece)) {
        bool local = slice_is(piece, "localhost");
        const char *addresses[] = {local ? "127.0.0.1" : arena_copy(kubectl->arena, piece),
                                   local ? "::1" : NULL};
        size_t failed = 0, count = local ? 2 : 1;
        for (size_t i = 0; i < count; i++) {
            if ((problem = open_door(forward, addresses[i], port))) {
                problems = arena_format(kubectl->arena, "%s%s%s", problems, problems[0] ? " " : "", problem);
                failed++;
            }
        }
        local_failed |= local && failed == count;
        other_failed |= !local && failed;
    }
    if (local_failed || other_failed)
        process_complain(kubectl->process,
                         "Unable to listen on port %lld: Listeners failed to create with the following errors: "
                         "[%s]\n",
                         (long long)port->local, problems);
}

static bool check_addresses(struct kubectl *kubectl)
{
    struct slice rest = slice_of(flags_text(&kubectl->flags, "address", "localhost")), piece;
    while (slice_next(&rest, ',', &piece)) {
        bool ok = piece.length > 0;
        for (size_t i = 0; i < piece.length; i++)
            ok = ok && (ascii_is_digit(piece.data[i]) || memchr("abcdefABCDEF.:", piece.data[i], 15));
        if (!ok && !slice_is(piece, "localhost")) {
            kubectl_fail(kubectl, "%s is not a valid IP", arena_copy(kubectl->arena, piece));
            return false;
        }
    }
    return true;
}

/* --- carrying --- */

/* 64 hexadecimal digits. */
static const char *sandbox_of(struct arena *arena, const struct value *pod)
{
    struct hash hash = value_hash(value_find(pod, "metadata.uid"));
    return arena_format(arena, "%016llx%016llx%016llx%016llx", (unsigned long long)hash.low,
                        (unsigned long long)hash.high, (unsigned long long)(hash.low * 0x9e3779b97f4a7c15u),
                        (unsigned long long)(hash.high * 0xbf58476d1ce4e5b9u));
}

static void say_failed(struct process *process, const struct carried *carried, const char *why)
{
    kubectl_log(
        process, 'E', "portforward.go:424",
        "\"Unhandled Error\" err=\"an error occurred forwarding %lld -> %lld: error forwarding port %lld to "
        "pod %s\"",
        (long long)carried->local, (long long)carried->remote, (long long)carried->remote, why);
}

static struct connection *connect_pod(struct process *process, const struct carried *carried)
{
    struct arena *arena = process->arena;
    const struct value *pod =
        world_get(process_cluster(process), WORLD_APPLIED, arena_format(arena, "pods/%s", carried->key));
    const char *sandbox = carried->sandbox, *problem;
    bool same = pod && text_equal(sandbox_of(arena, pod), sandbox);
    if (!same || value_find_text(pod, "metadata.deletionTimestamp")[0]) {
        const char *closed = "%s, uid : network namespace for sandbox \\\"%s\\\" is closed";
        say_failed(process, carried, arena_format(arena, closed, sandbox, sandbox));
        return NULL;
    }
    struct connection *connection =
        process_connect_inside(process, carried->key, (int)carried->remote, &problem);
    if (!connection)
        say_failed(
            process, carried,
            arena_format(arena,
                         "%s, uid : failed to execute portforward in network namespace "
                         "\\\"/var/run/netns/cni-%.8s-%.4s-%.4s-%.4s-%.12s\\\": failed to connect to "
                         "localhost:%lld inside namespace \\\"%s\\\", IPv4: dial tcp4 127.0.0.1:%lld: "
                         "connect: connection refused IPv6 dial tcp6 [::1]:%lld: connect: connection refused ",
                         sandbox, sandbox + 12, sandbox + 20, sandbox + 24, sandbox + 28, sandbox + 32,
                         (long long)carried->remote, sandbox, (long long)carried->remote,
                         (long long)carried->remote));
    return connection;
}

/* Bytes of one side to the other; false when that was the last. */
static bool pass(struct process *process, struct connection *from, struct connection *to, struct buffer *bytes)
{
    buffer_clear(bytes);
    if (process_receive(process, from, bytes, process_now(process)) == RECEIVE_DATA) {
        process_send(process, to, buffer_slice(bytes));
        return true;
    }
    process_send_end(process, to);
    return false;
}

static int carry(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    struct carried carried = *(const struct carried *)process_context(process);
    struct connection *near = process_accept(process, carried.listener, process_now(process));
    if (!near)
        return 0;
    struct connection *pod = connect_pod(process, &carried);
    struct buffer *bytes = arena_allocate(process->arena, sizeof *bytes);
    process_own(process, (void (*)(void *))buffer_release, bytes);
    if (!pod) { /* what was sent so far is read, and leads nowhere */
        process_receive(process, near, bytes, instant_add(process_now(process), MILLISECONDS(1)));
        return LOST;
    }
    struct poll polls[] = {{.connection = near}, {.connection = pod}};
    for (;;) {
        int ready = process_poll(process, polls, 2, INSTANT_NEVER);
        if (ready == 0 && !pass(process, near, pod, bytes))
            polls[0].connection = NULL;
        else if (ready == 1 && !pass(process, pod, near, bytes))
            return 0;
    }
}

/* Lets the children go that have ended; false when one says that the pod is lost. */
static bool reap(struct forward *forward)
{
    bool lost = false;
    size_t kept = 0;
    for (size_t i = 0; i < forward->child_count; i++) {
        struct process *child = forward->children[i];
        if (process_child(forward->kubectl->process, child->id).state == CHILD_ENDED)
            lost |= process_await(forward->kubectl->process, child) == LOST;
        else
            forward->children[kept++] = child;
    }
    forward->child_count = kept;
    return !lost;
}

static void answer_door(struct forward *forward, const struct door *door)
{
    struct process *process = forward->kubectl->process;
    struct carried carried = {.kubectl = forward->kubectl,
                              .key = forward->key,
                              .sandbox = forward->sandbox,
                              .listener = door->listener,
                              .local = door->port->local,
                              .remote = door->port->remote};
    static char *const words[] = {"kubectl", NULL};
    struct spawn spawn = {.run = carry, .count = 1, .words = words, .context = &carried};
    spawn.streams[STREAM_OUT] = process->streams[STREAM_OUT];
    spawn.streams[STREAM_ERROR] = process->streams[STREAM_ERROR];
    process_print(process, "Handling connection for %lld\n", (long long)carried.local);
    struct process *child = forward->child_count < MOST_LISTENERS ? process_spawn(process, &spawn) : NULL;
    if (!child) { /* nobody can carry it */
        struct connection *connection = process_accept(process, door->listener, process_now(process));
        if (connection)
            process_disconnect(process, connection);
        return;
    }
    forward->children[forward->child_count++] = child;
    struct poll poll = {.child = child};
    process_poll(process, &poll, 1, instant_add(process_now(process), MICROSECONDS(1))); /* it accepts */
}

/* Until the pod is lost, or Ctrl-C, which is a good end. */
static void serve(struct forward *forward)
{
    process_handle(forward->kubectl->process, (struct handling){.caught = signal_bit(SIGNAL_INT)});
    struct poll polls[2 * MOST_LISTENERS];
    for (;;) {
        for (size_t i = 0; i < forward->door_count; i++)
            polls[i] = (struct poll){.listener = forward->doors[i].listener};
        for (size_t i = 0; i < forward->child_count; i++)
            polls[forward->door_count + i] = (struct poll){.child = forward->children[i]};
        int ready = process_poll(forward->kubectl->process, polls, forward->door_count + forward->child_count,
                                 INSTANT_NEVER);
        if (process_interrupted(forward->kubectl->process))
            return;
        if (ready >= 0 && (size_t)ready < forward->door_count)
            answer_door(forward, &forward->doors[ready]);
        if (!reap(forward)) {
            kubectl_fail(forward->kubectl, "lost connection to pod");
            return;
        }
    }
}

static void port_forward_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const struct kind *kind;
    const char *name;
    if (flags->count < 2) {
        kubectl_fail_usage(kubectl, "TYPE/NAME and list of ports are required for port-forward");
        return;
    }
    struct forward *forward = arena_allocate(kubectl->arena, sizeof *forward);
    forward->kubectl = kubectl;
    forward->pod = pods_find(kubectl, flags->arguments[0]);
    if (!forward->pod || !resources_split(kubectl, flags->arguments[0], "pods", &kind, &name))
        return;
    const struct value *service = NULL;
    if (text_equal(kind->plural, "services"))
        service = client_get(kubectl, kind, kubectl->namespace, name).object;
    forward->key =
        arena_format(kubectl->arena, "%s/%s", object_namespace(forward->pod), object_name(forward->pod));
    forward->sandbox = sandbox_of(kubectl->arena, forward->pod);
    forward->ports = arena_allocate(kubectl->arena, (size_t)flags->count * sizeof *forward->ports);
    forward->children = arena_allocate(kubectl->arena, MOST_LISTENERS * sizeof(struct process *));
    for (int i = 1; i < flags->count; i++) {
        if (!read_port(forward, service, flags->arguments[i]))
            return;
    }
    const char *phase = value_find_text(forward->pod, "status.phase");
    if (!text_equal(phase, "Running")) {
        kubectl_fail(kubectl, "unable to forward port because pod is not running. Current status=%s", phase);
        return;
    }
    if (!check_addresses(kubectl))
        return;
    const char *listed = "";
    for (size_t i = 0; i < forward->port_count; i++) {
        struct forwarded *port = &forward->ports[i];
        listed = arena_format(kubectl->arena, "%s%s{%lld %lld}", listed, i ? " " : "", (long long)port->local,
                              (long long)port->remote);
        listen_on(forward, port);
    }
    if (forward->door_count)
        serve(forward);
    else
        kubectl_fail(kubectl, "unable to listen on any of the requested ports: [%s]", listed);
}

const struct verb verb_port_forward = {
    .name = "port-forward",
    .usage = "port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
    .help = "Forward one or more local ports to a pod",
    .examples = "# Port 8080 of this machine is port 8080 of a pod of the deployment\n"
                "kubectl port-forward -n accounts deployment/accounts 8080\n\n"
                "# Any free port of this machine\n"
                "kubectl port-forward -n accounts service/accounts :8080",
    .chapter = "Troubleshooting and Debugging Commands",
    .flags = port_forward_flags,
    .run = port_forward_run,
    .takes = TAKES_PODS,
};
