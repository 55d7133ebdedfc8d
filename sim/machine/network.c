/* Connections: the machine's side of flows. Events go in, effects are folded into one draft and the process's
 * inbox. */
#include "base/check.h"
#include "base/limits.h"
#include "machine/record.h"
#include "traffic/hop.h"
#include "traffic/logs.h"

enum { FIRST_PORT = 32768, PORTS = 28232 };

const char *trace_key(struct arena *arena, int64_t id)
{
    return arena_format(arena, "%012lld", (long long)id);
}

static void record_trace(struct draft *draft, const struct value *record)
{
    struct arena *arena = draft->arena;
    int64_t id = draft_count(draft, "trace");
    struct value *whole = value_edit(arena, record);
    value_put_integer(arena, whole, "id", id);
    draft_set(draft, WORLD_TRACES, trace_key(arena, id), whole);
    if (id > LIMIT_TRACES)
        draft_remove(draft, WORLD_TRACES, trace_key(arena, id - LIMIT_TRACES));
}

/* Adds each number to the counter's member of that name. */
static void add_count(struct draft *draft, const char *key, const struct value *numbers)
{
    const struct value *before = draft_get(draft, WORLD_COUNTERS, key);
    struct value *sum = value_edit(draft->arena, before);
    for (size_t i = 0; i < value_count(numbers); i++) {
        const char *name = value_key_at(numbers, i);
        value_put_integer(draft->arena, sum, name,
                          value_number(value_get(before, name), 0) +
                              value_number(value_member_at(numbers, i), 0));
    }
    draft_set(draft, WORLD_COUNTERS, key, sum);
}

static void apply_effect(struct connection *connection, struct draft *draft, const struct effect *effect)
{
    switch (effect->kind) {
    case EFFECT_SEND:
        buffer_add(&connection->inbox, effect->bytes);
        break;
    case EFFECT_RESET:
        connection->reset = true;
        break;
    case EFFECT_CLOSE:
        connection->ended = true;
        break;
    case EFFECT_TIMER:
        connection->timer = effect->at;
        break;
    case EFFECT_LOG:
        log_append(draft, effect->key, effect->name, effect->value);
        break;
    case EFFECT_COUNT:
        add_count(draft, effect->key, effect->value);
        break;
    case EFFECT_TRACE:
        record_trace(draft, effect->value);
        break;
    }
}

static void step(struct connection *connection, enum flow_event_kind kind, struct slice bytes)
{
    struct machine *machine = connection->machine;
    const struct configuration *configuration = machine_configuration(machine);
    struct arena arena = {0};
    struct draft draft;
    draft_begin(&draft, &arena, machine->world);
    draft.now = machine->clock;
    struct effects effects = {.arena = &arena};
    struct flow_event event = {.kind = kind,
                               .bytes = bytes,
                               .now = machine->clock,
                               .random = &draft.random,
                               .counters = draft.maps[WORLD_COUNTERS]};
    flow_step(configuration, &connection->flow, &event, &effects);
    for (const struct effect *effect = effects.first; effect; effect = effect->next)
        apply_effect(connection, &draft, effect);
    machine_replace_world(machine, draft_commit(&draft));
    arena_release(&arena);
    /* A server that is asked nothing more, and has answered, closes. */
    if (connection->half_closed && !connection->flow.exchange)
        connection->ended = true;
}

/* The next free client port, counted in the world so that a replay gives the same. */
int network_port(struct machine *machine)
{
    struct arena arena = {0};
    struct draft draft;
    draft_begin(&draft, &arena, machine->world);
    int port = FIRST_PORT + (int)((draft_count(&draft, "port") * 7919) % PORTS);
    machine_replace_world(machine, draft_commit(&draft));
    arena_release(&arena);
    return port;
}

struct connection *network_new(struct machine *machine, struct worker *worker, const char *client,
                               const char *address, int port, int client_port)
{
    struct connection *connection = memory_allocate(sizeof *connection);
    connection->host = &machine_host;
    connection->machine = machine;
    connection->worker = worker;
    connection->timer = INSTANT_NEVER;
    connection->next = machine->connections;
    machine->connections = connection;
    flow_init(&connection->flow, client, address, port, client_port);
    return connection;
}

struct connection *network_open(struct machine *machine, struct worker *worker, const char *client,
                                const char *address, int port, bool own)
{
    struct connection *connection = network_new(machine, worker, client, address, port, network_port(machine));
    connection->flow.own = own;
    step(connection, FLOW_OPEN, SLICE(""));
    machine_trace(machine, "connect %s -> %s:%d", client ? client : "host", address, port);
    return connection;
}

struct connection *network_open_inside(struct machine *machine, struct worker *worker, const char *pod,
                                       int port)
{
    struct connection *connection =
        network_new(machine, worker, NULL, "127.0.0.1", port, network_port(machine));
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
    flow_release(&connection->flow);
    buffer_release(&connection->inbox);
    memory_free(connection);
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
