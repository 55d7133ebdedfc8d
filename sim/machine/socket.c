/* The network as a process sees it: connections into the mesh, and sockets that listen on its own machine. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "images/image.h"
#include "machine/record.h"

enum { MOST_UNREAD = 65536 }; /* a socket's buffer: beyond it the sender waits */

static struct machine *machine_of(const struct process *process)
{
    return worker_of(process)->machine;
}

const struct value *socket_resolve(struct process *process, const char *name)
{
    const char *namespace = NULL;
    if (process->pod)
    namespace = arena_copy(process->arena,
                           slice_part(slice_of(process->pod), 0, slice_find_byte(slice_of(process->pod), '/')));
    return configuration_resolve(machine_configuration(machine_of(process)), process->arena, namespace, name);
}

const struct value *socket_connections(struct process *process)
{
    return network_list(machine_of(process), process->arena);
}

/* Who waits for others only has no say in how time passes. */
static unsigned patience(struct instant deadline)
{
    return instant_compare(deadline, INSTANT_NEVER) == 0 ? WAIT_PASSIVE : 0;
}

/* --- sockets that listen --- */

static bool same_place(const char *a, const char *b)
{
    return a && b ? text_equal(a, b) : a == b;
}

static bool is_any(const char *address)
{
    return text_equal(address, "0.0.0.0") || text_equal(address, "::");
}

static bool is_loopback(const char *address)
{
    return text_starts(address, "127.") || text_equal(address, "::1");
}

static const char *own_address(struct machine *machine, const char *pod)
{
    const struct workload *workload = configuration_pod(machine_configuration(machine), pod);
    return workload ? workload->address : FLOW_MACHINE_ADDRESS;
}

/* The socket that takes a connection from [pod] to [address]; NULL: none does. */
static struct listener *listener_at(struct machine *machine, const char *pod, const char *address, int port)
{
    struct listener *listener = machine->listeners;
    while (listener && (listener->port != port || !same_place(listener->pod, pod) ||
                        !(is_any(listener->address) || text_equal(listener->address, address))))
        listener = listener->next;
    bool own = is_loopback(address) || text_equal(address, own_address(machine, pod));
    return own ? listener : NULL;
}

/* An app of the pod, or another socket, has the port. */
static bool is_taken(struct machine *machine, const char *pod, const char *address, int port)
{
    const struct configuration *configuration = machine_configuration(machine);
    const struct workload *workload = configuration_pod(configuration, pod);
    if (workload && workload_listening(configuration, workload, port))
        return true;
    for (const struct listener *other = machine->listeners; other; other = other->next) {
        if (other->port == port && same_place(other->pod, pod) &&
            (is_any(address) || is_any(other->address) || text_equal(address, other->address)))
            return true;
    }
    return false;
}

struct listener *socket_listen(struct process *process, const char *address, int port, const char **problem)
{
    struct machine *machine = machine_of(process);
    size_t count = 0;
    for (const struct listener *other = machine->listeners; other; other = other->next)
        count++;
    bool known =
        is_any(address) || is_loopback(address) || text_equal(address, own_address(machine, process->pod));
    if (!known || count >= LIMIT_CONNECTIONS) {
        *problem = "Cannot assign requested address";
        return NULL;
    }
    bool any = port == 0;
    while (any && (port == 0 || is_taken(machine, process->pod, address, port)))
        port = network_port(machine);
    if (is_taken(machine, process->pod, address, port)) {
        *problem = "Address already in use";
        return NULL;
    }
    struct listener *listener = memory_allocate(sizeof *listener);
    *listener = (struct listener){
        .host = &machine_host,
        .machine = machine,
        .worker = worker_of(process),
        .next = machine->listeners,
        .address = memory_text(slice_of(address)),
        .pod = process->pod ? memory_text(slice_of(process->pod)) : NULL,
        .port = port,
    };
    machine->listeners = listener;
    machine_trace(machine, "listen %s:%d", address, port);
    return listener;
}

int socket_port(const struct listener *listener)
{
    return listener->port;
}

/* The one that has waited longest: the list has the newest first. */
static struct connection *waiting_at(const struct listener *listener)
{
    struct connection *oldest = NULL;
    for (struct connection *one = listener->machine->connections; one; one = one->next) {
        if (one->backlog == listener)
            oldest = one;
    }
    return oldest;
}

static bool somebody_waits(const void *context)
{
    return waiting_at(context) != NULL;
}

struct connection *socket_accept(struct process *process, struct listener *listener, struct instant deadline)
{
    worker_tick(process);
    if (!somebody_waits(listener))
        worker_wait(process, somebody_waits, listener, deadline, patience(deadline));
    struct connection *connection = waiting_at(listener);
    if (connection) {
        connection->backlog = NULL;
        connection->worker = worker_of(process);
    }
    return connection;
}

static void close_listener(struct listener *listener)
{
    struct connection *waiting;
    while ((waiting = waiting_at(listener)))
        network_close(waiting);
    struct listener **link = &listener->machine->listeners;
    while (*link != listener)
        link = &(*link)->next;
    *link = listener->next;
    memory_free(listener->address);
    memory_free(listener->pod);
    memory_free(listener);
}

void socket_unlisten(struct process *process, struct listener *listener)
{
    (void)process;
    close_listener(listener);
}

/* --- connections --- */

/* Both ends of a connection that never leaves the machine; the caller's. */
static struct connection *open_local(struct worker *worker, struct listener *listener, const char *address)
{
    struct machine *machine = worker->machine;
    int port = network_port(machine);
    struct connection *near =
        network_new(machine, worker, slice_of(listener->pod), slice_of(address), listener->port, port);
    struct connection *far = network_new(machine, listener->worker, slice_of(listener->pod), slice_of(address),
                                         port, listener->port);
    near->local = far->local = true;
    near->partner = far;
    far->partner = near;
    far->backlog = listener;
    near->flow.client_address = near->flow.address;
    far->flow.client_address = far->flow.address;
    machine_trace(machine, "connect to the socket %s:%d", listener->address, listener->port);
    return near;
}

struct connection *socket_connect(struct process *process, const char *address, int port,
                                  struct instant deadline, const char **problem)
{
    struct machine *machine = machine_of(process);
    if (network_count(machine) >= LIMIT_CONNECTIONS) {
        *problem = "Cannot assign requested address";
        return NULL;
    }
    struct listener *listener = listener_at(machine, process->pod, address, port);
    if (listener)
        return open_local(worker_of(process), listener, address);
    struct connection *connection =
        network_open(machine, worker_of(process), slice_of(process->pod), slice_of(address), port, true);
    enum flow_path path = connection->flow.path;
    if (path != FLOW_REFUSED && path != FLOW_UNROUTED)
        return connection;
    network_close(connection);
    *problem = "Connection refused";
    if (path == FLOW_UNROUTED) {
        struct instant limit = instant_add(machine->clock, SECONDS(130));
        *problem = "Connection timed out";
        worker_wait(process, NULL, NULL, instant_compare(limit, deadline) < 0 ? limit : deadline, 0);
    }
    return NULL;
}

struct connection *socket_connect_inside(struct process *process, const char *pod, int port,
                                         const char **problem)
{
    struct machine *machine = machine_of(process);
    if (network_count(machine) >= LIMIT_CONNECTIONS) {
        *problem = "Cannot assign requested address";
        return NULL;
    }
    struct listener *listener = listener_at(machine, pod, "127.0.0.1", port);
    if (listener)
        return open_local(worker_of(process), listener, "127.0.0.1");
    struct connection *connection = network_open_inside(machine, worker_of(process), pod, port);
    if (connection->flow.path == FLOW_LOOPBACK)
        return connection;
    network_close(connection);
    *problem = "Connection refused";
    return NULL;
}

const char *socket_local(const struct connection *connection, int *port)
{
    *port = connection->flow.client_port;
    return connection->flow.client_address;
}

const char *socket_peer(const struct connection *connection, int *port)
{
    *port = connection->flow.port;
    return connection->flow.address;
}

static bool has_room(const void *context)
{
    const struct connection *connection = context;
    return !connection->partner || connection->partner->inbox.length < MOST_UNREAD;
}

void socket_send(struct process *process, struct connection *connection, struct slice bytes)
{
    worker_tick(process);
    if (!connection->local) {
        network_send(connection, bytes);
        return;
    }
    if (!has_room(connection))
        worker_wait(process, has_room, connection, INSTANT_NEVER, 0);
    if (connection->partner)
        buffer_add(&connection->partner->inbox, bytes);
    else
        connection->reset = true;
}

void socket_send_end(struct process *process, struct connection *connection)
{
    (void)process;
    if (connection->partner)
        connection->partner->ended = true;
    if (!connection->local)
        network_send_end(connection);
}

static bool has_news(const void *context)
{
    const struct connection *connection = context;
    return connection->inbox.length || connection->ended || connection->reset;
}

enum receive socket_receive(struct process *process, struct connection *connection, struct buffer *into,
                            struct instant deadline)
{
    worker_tick(process);
    if (!has_news(connection) && !worker_wait(process, has_news, connection, deadline, 0) &&
        !has_news(connection))
        return RECEIVE_TIMEOUT;
    if (connection->inbox.length) {
        buffer_add(into, buffer_slice(&connection->inbox));
        buffer_clear(&connection->inbox);
        return RECEIVE_DATA;
    }
    return connection->reset ? RECEIVE_RESET : RECEIVE_END;
}

void socket_disconnect(struct process *process, struct connection *connection)
{
    (void)process;
    network_close(connection);
}

void socket_close_all(struct worker *worker)
{
    struct machine *machine = worker->machine;
    struct listener *next_listener;
    for (struct listener *listener = machine->listeners; listener; listener = next_listener) {
        next_listener = listener->next;
        if (listener->worker == worker)
            close_listener(listener);
    }
    struct connection *next;
    for (struct connection *connection = machine->connections; connection; connection = next) {
        next = connection->next;
        if (connection->worker == worker)
            network_close(connection);
    }
}

/* --- waiting for one of several --- */

struct polled {
    const struct poll *polls;
    size_t count;
};

static int first_ready(const struct polled *polled)
{
    for (size_t i = 0; i < polled->count; i++) {
        const struct poll *poll = &polled->polls[i];
        if ((poll->connection && has_news(poll->connection)) ||
            (poll->listener && somebody_waits(poll->listener)) ||
            (poll->stream && stream_readable(poll->stream)) ||
            (poll->child && ((const struct worker *)poll->child)->state == WORKER_ENDED))
            return (int)i;
    }
    return -1;
}

static bool one_is_ready(const void *context)
{
    return first_ready(context) >= 0;
}

/* An answer is on its way, so time may pass for it. */
static bool expects_answer(const struct polled *polled)
{
    for (size_t i = 0; i < polled->count; i++) {
        const struct connection *connection = polled->polls[i].connection;
        if (connection && instant_compare(connection->timer, INSTANT_NEVER) < 0)
            return true;
    }
    return false;
}

int socket_poll(struct process *process, const struct poll *polls, size_t count, struct instant deadline)
{
    struct polled polled = {polls, count};
    worker_tick(process);
    if (first_ready(&polled) < 0)
        worker_wait(process, one_is_ready, &polled, deadline, expects_answer(&polled) ? 0 : patience(deadline));
    return first_ready(&polled);
}
