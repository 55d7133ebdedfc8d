/* Connections: the machine's side of flows. Events go in; what becomes of the connection is done at once, what
 * is only known to have happened waits in the ledger until somebody looks (machine_present). */
#include "base/check.h"
#include "base/limits.h"
#include "control/fault.h"
#include "machine/record.h"

enum { FIRST_PORT = 32768, PORTS = 28232, SPARES = 4 };

/* In the middle of a step, which goes on writing into the ledger. */
static struct map counters(void *context)
{
    struct machine *machine = context;
    struct map present = world_map(machine_present(machine), WORLD_COUNTERS);
    ledger_begin(&machine->ledger, machine_cluster(machine));
    return present;
}

static const struct value *fault(void *context, const char *pod, const struct value *object)
{
    struct machine *machine = context;
    const struct world *cluster = machine_cluster(machine);
    if (!machine->faults_known)
        machine->faults = fault_is_any(cluster);
    machine->faults_known = true;
    return machine->faults ? fault_of_app(cluster, pod, object) : NULL;
}

/* The same second is asked for again and again. */
static struct calendar date(void *context)
{
    struct machine *machine = context;
    struct duration since = instant_since(machine->clock, machine->dated);
    if (since.nanoseconds < 0 || since.nanoseconds >= SECONDS(1).nanoseconds || !machine->date.year) {
        machine->date = instant_calendar(machine->clock);
        since.nanoseconds = machine->date.nanosecond;
        machine->dated = (struct instant){machine->clock.nanoseconds - since.nanoseconds};
    }
    struct calendar date = machine->date;
    date.nanosecond = (int)since.nanoseconds;
    return date;
}

static void step(struct connection *connection, enum flow_event_kind kind, struct slice bytes)
{
    struct machine *machine = connection->machine;
    const struct configuration *configuration = machine_configuration(machine);
    struct flow_event event = {
        .kind = kind,
        .bytes = bytes,
        .now = machine->clock,
        .counters = counters,
        .date = date,
        .fault = fault,
        .context = machine,
    };
    struct effects effects = {.bytes = &connection->inbox, .timer = INSTANT_NEVER};
    struct flow_watch watch;
    size_t before = connection->inbox.length;
    if (tap_begin(connection, &watch))
        event.watch = &watch;
    tap_add(connection, TAP_SENT, bytes);
    ledger_begin(&machine->ledger, machine_cluster(machine));
    flow_step(configuration, &connection->flow, &event, &machine->step_arena, &machine->ledger, &effects);
    arena_clear(&machine->step_arena);
    tap_add(connection, TAP_RETURNED, slice_part(buffer_slice(&connection->inbox), before, connection->inbox.length));
    tap_end(connection);
    connection->reset |= effects.reset;
    connection->ended |= effects.closes;
    if (instant_compare(effects.timer, INSTANT_NEVER) != 0)
        connection->timer = effects.timer;
    if (ledger_is_full(&machine->ledger) || machine->hostile)
        machine_present(machine);
    /* A server that is asked nothing more, and has answered, closes. */
    if (connection->half_closed && !connection->flow.exchange)
        connection->ended = true;
}

/* The next free client port, counted so that a replay gives the same. */
int network_port(struct machine *machine)
{
    ledger_begin(&machine->ledger, machine_cluster(machine));
    return FIRST_PORT + (int)((ledger_port(&machine->ledger) * 7919) % PORTS);
}

/* Connections come and go with every request: a few stay, with their memory. */
static struct connection *take_spare(struct machine *machine)
{
    struct connection *connection = machine->spare;
    if (!connection)
        return memory_allocate(sizeof *connection);
    machine->spare = connection->next;
    machine->spare_count--;
    return connection;
}

static void give_back(struct machine *machine, struct connection *connection)
{
    enum { MOST_KEPT = 16384 }; /* bytes of a buffer */
    tap_release(connection->tap);
    connection->tap = NULL;
    flow_clear(&connection->flow);
    if (machine->spare_count == SPARES || connection->inbox.capacity > MOST_KEPT ||
        connection->flow.input.capacity > MOST_KEPT || connection->flow.response.capacity > MOST_KEPT ||
        connection->flow.parser.body.capacity > MOST_KEPT) {
        flow_release(&connection->flow);
        buffer_release(&connection->inbox);
        memory_free(connection);
        return;
    }
    buffer_clear(&connection->inbox);
    connection->next = machine->spare;
    machine->spare = connection;
    machine->spare_count++;
}

void network_rest(struct machine *machine)
{
    while (machine->spare) {
        struct connection *connection = machine->spare;
        machine->spare = connection->next;
        flow_release(&connection->flow);
        buffer_release(&connection->inbox);
        memory_free(connection);
    }
    machine->spare_count = 0;
    arena_release(&machine->step_arena);
}

void network_release(struct machine *machine)
{
    while (machine->connections)
        network_close(machine->connections);
    network_rest(machine);
}

struct connection *network_new(struct machine *machine, struct worker *worker, struct slice client,
                               struct slice address, int port, int client_port)
{
    struct connection *connection = take_spare(machine);
    connection->host = &machine_host;
    connection->machine = machine;
    connection->worker = worker;
    connection->timer = INSTANT_NEVER;
    connection->tap = NULL;
    connection->local = connection->ended = connection->reset = connection->half_closed = false;
    connection->partner = NULL;
    connection->backlog = NULL;
    connection->next = machine->connections;
    machine->connections = connection;
    flow_init(&connection->flow, client, address, port, client_port);
    return connection;
}

struct connection *network_open(struct machine *machine, struct worker *worker, struct slice client,
                                struct slice address, int port, bool own)
{
    struct connection *connection = network_new(machine, worker, client, address, port, network_port(machine));
    connection->flow.own = own;
    step(connection, FLOW_OPEN, SLICE(""));
    if (machine->sitting.trace)
        machine_trace(machine, "connect %s -> %s:%d",
                      connection->flow.client ? connection->flow.client : "host", connection->flow.address,
                      port);
    return connection;
}

struct connection *network_open_inside(struct machine *machine, struct worker *worker, const char *pod,
                                       int port)
{
    struct connection *connection =
        network_new(machine, worker, (struct slice){0}, SLICE("127.0.0.1"), port, network_port(machine));
    connection->flow.own = true;
    connection->flow.inside = arena_text(&connection->flow.arena, pod);
    step(connection, FLOW_OPEN, SLICE(""));
    machine_trace(machine, "connect inside %s to %d", pod, port);
    return connection;
}

size_t network_count(const struct machine *machine)
{
    size_t count = 0;
    for (const struct connection *connection = machine->connections; connection; connection = connection->next)
        count++;
    return count;
}

static const char *key_or_empty(const char *text)
{
    return text ? text : "";
}

const struct value *network_list(const struct machine *machine, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (const struct connection *connection = machine->connections; connection;
         connection = connection->next) {
        const struct flow *flow = &connection->flow;
        bool stands = flow->path == FLOW_DIRECT || flow->path == FLOW_WAYPOINT;
        if (!stands || flow->denied || flow->closed || connection->reset || connection->ended)
            continue;
        struct value *entry = value_object(arena);
        value_put_text(arena, entry, "client", key_or_empty(flow->client));
        value_put_text(arena, entry, "clientAddress", key_or_empty(flow->client_address));
        value_put_integer(arena, entry, "clientPort", flow->client_port);
        value_put_text(arena, entry, "address", flow->address);
        value_put_integer(arena, entry, "port", flow->port);
        value_put_text(arena, entry, "server", key_or_empty(flow->server));
        value_put_integer(arena, entry, "serverPort", flow->server_port);
        value_put_text(arena, entry, "waypoint", key_or_empty(flow->waypoint));
        value_append(arena, list, entry);
    }
    return list;
}

void network_close(struct connection *connection)
{
    struct connection **link = &connection->machine->connections;
    while (*link != connection)
        link = &(*link)->next;
    *link = connection->next;
    if (connection->partner) { /* unread bytes make the kernel say RST and not FIN */
        connection->partner->partner = NULL;
        connection->partner->ended = true;
        connection->partner->reset |= connection->inbox.length > 0 || connection->backlog;
    }
    if (!connection->local)
        step(connection, FLOW_CLIENT_END, SLICE(""));
    give_back(connection->machine, connection);
}

void network_send(struct connection *connection, struct slice bytes)
{
    if (connection->flow.input.length > LIMIT_FILE_BYTES)
        connection->reset = true; /* nobody reads what is sent */
    if (!connection->reset && !connection->ended)
        step(connection, FLOW_BYTES, bytes);
}

void network_send_end(struct connection *connection)
{
    connection->half_closed = true;
    connection->ended |= !connection->flow.exchange;
}

void network_fire(struct machine *machine)
{
    for (struct connection *connection = machine->connections; connection; connection = connection->next) {
        if (instant_compare(connection->timer, machine->clock) > 0)
            continue;
        connection->timer = INSTANT_NEVER;
        step(connection, FLOW_TIMER, SLICE(""));
    }
}

struct instant network_next(const struct machine *machine)
{
    struct instant next = INSTANT_NEVER;
    for (const struct connection *connection = machine->connections; connection;
         connection = connection->next) {
        if (instant_compare(connection->timer, next) < 0)
            next = connection->timer;
    }
    return next;
}

void network_check(struct machine *machine)
{
    for (struct connection *connection = machine->connections; connection; connection = connection->next) {
        if (!connection->local)
            step(connection, FLOW_CHECK, SLICE(""));
    }
}
