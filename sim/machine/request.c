/* What checks ask a fork for: one request, or one command line. */
#include "base/limits.h"
#include "machine/record.h"

/* A URL's host, port and path; the host keeps its port for the Host header. */
struct target {
    const char *host, *authority, *path;
    int port;
};

static struct target take_apart(struct arena *arena, const char *url)
{
    struct slice rest = slice_of(url);
    struct target target = {.port = 80};
    if (slice_starts(rest, "http://"))
        rest = slice_part(rest, 7, rest.length);
    size_t slash = slice_find_byte(rest, '/');
    struct slice authority = slice_part(rest, 0, slash);
    size_t colon = slice_find_byte(authority, ':');
    int64_t port;
    if (slice_to_integer(slice_part(authority, colon + 1, authority.length), &port))
        target.port = (int)port;
    target.authority = arena_copy(arena, authority);
    target.host = arena_copy(arena, slice_part(authority, 0, colon));
    target.path = slash < rest.length ? arena_copy(arena, slice_part(rest, slash, rest.length)) : "/";
    return target;
}

static void write_request(struct arena *arena, struct buffer *out, const char *method,
                          const struct target *target, const struct value *headers, const char *body)
{
    struct http_message request = {
        .method = slice_of(method), .target = slice_of(target->path), .minor = 1, .body = slice_of(body)};
    http_add_header(&request, "Host", slice_of(target->authority));
    http_add_header(&request, "User-Agent", SLICE("ambit-check/1"));
    http_add_header(&request, "Accept", SLICE("*/*"));
    for (size_t i = 0; i < value_count(headers); i++)
        http_set_header(&request, value_key_at(headers, i), value_slice(value_member_at(headers, i)));
    if (request.body.length)
        http_set_header(&request, "Content-Length", slice_of(arena_format(arena, "%zu", request.body.length)));
    http_write(out, &request, false);
}

/* Runs the machine until the connection has a whole answer, broke, or nothing more will come. */
static bool read_response(struct machine *machine, struct connection *connection, struct http_parser *parser,
                          struct http_message *response)
{
    struct instant limit = instant_add(machine->clock, SECONDS(60));
    for (;;) {
        size_t used;
        parser->ended = connection->ended;
        if (connection->inbox.length || connection->ended) {
            enum http_state state = http_parse(parser, buffer_slice(&connection->inbox), response, &used);
            if (state != HTTP_PARTIAL || connection->ended)
                return state == HTTP_COMPLETE;
        }
        bool follow;
        struct instant next = machine_next(machine, &follow);
        if (connection->reset || instant_compare(next, limit) > 0)
            return false;
        machine_advance(machine, next);
    }
}

static const struct value *header_object(struct arena *arena, const struct http_message *response)
{
    struct value *headers = value_object(arena);
    for (size_t i = 0; i < response->header_count; i++) {
        char *name = arena_copy(arena, response->headers[i].name);
        for (char *c = name; *c; c++)
            *c = ascii_lower(*c);
        value_put(arena, headers, name, value_string(arena, response->headers[i].value));
    }
    return headers;
}

/* The newest trace, which is this request's. */
static const struct value *last_trace(struct machine *machine, struct arena *arena)
{
    const struct world *world = machine_present(machine);
    int64_t id = value_number(world_get(world, WORLD_NOTES, "trace"), 0);
    return value_copy(arena, world_get(world, WORLD_TRACES, trace_key(arena, id)));
}

static void fail(struct arena *arena, struct value *reply, int exit, const char *error)
{
    value_put_integer(arena, reply, "exit", exit);
    value_put_text(arena, reply, "error", error);
}

static void exchange(struct machine *machine, struct arena *arena, const char *pod, const struct target *target,
                     const char *address, struct slice bytes, bool head, struct value *reply)
{
    struct connection *connection = network_open(machine, NULL, pod, address, target->port, false);
    struct http_parser parser = {.response = true, .head = head};
    struct http_message response;
    enum flow_path path = connection->flow.path;
    if (path == FLOW_REFUSED || path == FLOW_UNROUTED) {
        fail(arena, reply, path == FLOW_REFUSED ? 7 : 28,
             path == FLOW_REFUSED ? "Connection refused" : "Connection timed out");
    } else {
        network_send(connection, bytes);
        if (read_response(machine, connection, &parser, &response)) {
            value_put_integer(arena, reply, "status", response.status);
            value_put(arena, reply, "body", value_string(arena, response.body));
            value_put(arena, reply, "headers", header_object(arena, &response));
        } else {
            fail(arena, reply, 56, connection->reset ? "Recv failure: Connection reset by peer" : "no answer");
        }
    }
    http_parser_release(&parser);
    network_close(connection);
}

const struct value *machine_request(struct machine *machine, struct arena *arena, const char *pod,
                                    const char *method, const char *url, const struct value *headers,
                                    const char *body)
{
    struct value *reply = value_object(arena);
    struct target target = take_apart(arena, url);
    value_put_integer(arena, reply, "status", 0);
    value_put_text(arena, reply, "body", "");
    value_put_text(arena, reply, "error", "");
    value_put_integer(arena, reply, "exit", 0);
    const struct configuration *configuration = machine_configuration(machine);
    const struct workload *client = configuration_pod(configuration, pod);
    if (pod && !client) {
        fail(arena, reply, 1, arena_format(arena, "there is no pod %s", pod));
        return reply;
    }
    const struct value *addresses =
        configuration_resolve(configuration, arena, client ? client->namespace : NULL, target.host);
    if (value_count(addresses) == 0) {
        fail(arena, reply, 6, arena_format(arena, "Could not resolve host: %s", target.host));
        return reply;
    }
    struct buffer bytes = {0};
    write_request(arena, &bytes, method, &target, headers, body);
    exchange(machine, arena, pod, &target, value_string_of(value_at(addresses, 0)), buffer_slice(&bytes),
             text_equal(method, "HEAD"), reply);
    buffer_release(&bytes);
    const struct value *record = last_trace(machine, arena);
    value_put(arena, reply, "record", record);
    value_put(arena, reply, "hops", value_get(record, "hops"));
    return reply;
}

struct collected {
    struct buffer bytes;
};

static void collect(void *context, const char *terminal, struct slice bytes)
{
    struct collected *collected = context;
    (void)terminal;
    if (collected->bytes.length + bytes.length <= LIMIT_OUTPUT_BYTES)
        buffer_add(&collected->bytes, bytes);
}

const struct value *machine_command(struct machine *machine, struct arena *arena, struct slice line)
{
    struct machine_sitting before = machine->sitting;
    struct collected collected = {0};
    machine->sitting = (struct machine_sitting){.context = &collected, .shown = collect};
    machine_run(machine, "check", line, "-bash");
    machine_settle(machine, "check");
    machine_finish(machine, "check", true);
    machine->sitting = before;
    struct value *result = value_object(arena);
    value_put_integer(arena, result, "status", machine_status(machine, "check"));
    value_put(arena, result, "output", value_string(arena, buffer_slice(&collected.bytes)));
    buffer_release(&collected.bytes);
    return result;
}
