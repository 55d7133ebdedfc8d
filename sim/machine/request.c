/* What checks ask a fork for: one request, or one command line. */
#include "base/limits.h"
#include "base/write.h"
#include "machine/record.h"

/* A URL's host, port and path; the host keeps its port for the Host header. */
struct target {
    struct slice host, authority, path;
    int port;
};

static struct target take_apart(const char *url)
{
    struct slice rest = slice_of(url);
    struct target target = {.port = 80, .path = SLICE("/")};
    if (slice_starts(rest, "http://"))
        rest = slice_part(rest, 7, rest.length);
    size_t slash = slice_find_byte(rest, '/');
    target.authority = slice_part(rest, 0, slash);
    size_t colon = slice_find_byte(target.authority, ':');
    int64_t port;
    if (slice_to_integer(slice_part(target.authority, colon + 1, target.authority.length), &port))
        target.port = (int)port;
    target.host = slice_part(target.authority, 0, colon);
    if (slash < rest.length)
        target.path = slice_part(rest, slash, rest.length);
    return target;
}

/* Our own headers, in this order; they begin with different letters. */
enum { HOST, AGENT, ACCEPT, OWN_HEADERS };

static size_t place_of(struct slice name)
{
    switch (name.data[0] | 0x20) {
    case 'h':
        return HOST;
    case 'u':
        return AGENT;
    case 'a':
        return ACCEPT;
    }
    return OWN_HEADERS;
}

/* A header of the caller's: it takes the place of one of our own that is called so. */
static void take_header(struct http_message *request, struct slice name, struct slice value)
{
    size_t place = place_of(name);
    if (place < OWN_HEADERS && http_named(&request->headers[place], name))
        request->headers[place].value = value;
    else if (request->header_count < LIMIT_HTTP_HEADERS)
        request->headers[request->header_count++] = (struct http_header){name, value};
}

static struct slice write_request(struct arena *arena, const struct machine_request *asked,
                                  const struct target *target)
{
    struct http_message request;
    char digits[WRITE_NUMBER];
    http_clear(&request);
    request.method = slice_of(asked->method);
    request.target = target->path;
    request.minor = 1;
    request.body = slice_of(asked->body);
    request.headers[HOST] = (struct http_header){SLICE("Host"), target->authority};
    request.headers[AGENT] = (struct http_header){SLICE("User-Agent"), SLICE("ambit-check/1")};
    request.headers[ACCEPT] = (struct http_header){SLICE("Accept"), SLICE("*/*")};
    request.header_count = OWN_HEADERS;
    for (size_t i = 0, count = value_count(asked->headers); i < count; i++)
        take_header(&request, slice_of(value_key_at(asked->headers, i)),
                    value_slice(value_member_at(asked->headers, i)));
    if (request.body.length)
        http_set_header(&request, "Content-Length",
                        (struct slice){digits, (size_t)(write_number(digits, request.body.length) - digits)});
    size_t length = http_length(&request, false);
    char *bytes = arena_room(arena, length);
    http_put(bytes, &request, false);
    return (struct slice){bytes, length};
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

static struct machine_reply failed(int exit, const char *error)
{
    return (struct machine_reply){.exit = exit, .error = error};
}

/* The answer as far as it is always asked for; its head can be read again. */
static struct machine_reply answered(struct arena *arena, const struct connection *connection,
                                     const struct http_message *response)
{
    struct slice inbox = buffer_slice(&connection->inbox), body = response->body;
    const char *bytes = http_copy(arena, inbox);
    bool inside = body.data >= inbox.data && body.data <= inbox.data + inbox.length; /* not put together */
    return (struct machine_reply){
        .error = "",
        .status = response->status,
        .bytes = {bytes, inbox.length},
        .body = {inside ? bytes + (body.data - inbox.data) : arena_copy(arena, body), body.length},
    };
}

static void exchange(struct machine *machine, struct arena *arena, struct slice pod,
                     const struct target *target, struct slice address, struct slice bytes, bool head,
                     struct machine_reply *reply)
{
    struct connection *connection = network_open(machine, NULL, pod, address, target->port, false);
    struct http_parser parser = {.response = true, .head = head};
    struct http_message response;
    enum flow_path path = connection->flow.path;
    if (path == FLOW_REFUSED || path == FLOW_UNROUTED) {
        *reply = path == FLOW_REFUSED ? failed(7, "Connection refused") : failed(28, "Connection timed out");
    } else {
        network_send(connection, bytes);
        if (read_response(machine, connection, &parser, &response))
            *reply = answered(arena, connection, &response);
        else
            *reply = failed(56, connection->reset ? "Recv failure: Connection reset by peer" : "no answer");
    }
    http_parser_release(&parser);
    network_close(connection);
    reply->sent = true;
}

struct machine_reply machine_send(struct machine *machine, struct arena *arena,
                                  const struct machine_request *request)
{
    struct target target = take_apart(request->url);
    const struct configuration *configuration = machine_configuration(machine);
    struct slice pod = slice_of(request->pod);
    const struct workload *client = configuration_pod_called(configuration, pod);
    if (pod.data && !client)
        return failed(1, arena_format(arena, "there is no pod %s", request->pod));
    struct slice address = configuration_address(configuration, client ? client->namespace : NULL, target.host);
    if (!address.data)
        return failed(
            6, arena_format(arena, "Could not resolve host: %.*s", (int)target.host.length, target.host.data));
    struct machine_reply reply;
    exchange(machine, arena, pod, &target, address, write_request(arena, request, &target),
             text_equal(request->method, "HEAD"), &reply);
    return reply;
}

/* --- the reply as a value --- */

/* Of the newest trace, which is this request's: most often the ledger has it yet, and need not be folded for it. */
static const struct value *last_hops(struct machine *machine, struct arena *arena)
{
    const struct value *waiting = ledger_last_hops(&machine->ledger, arena);
    if (waiting)
        return waiting;
    const struct world *world = machine_present(machine);
    int64_t id = value_number(world_get(world, WORLD_NOTES, "trace"), 0);
    return value_copy(arena, value_get(world_get(world, WORLD_TRACES, trace_key(arena, id)), "hops"));
}

const struct value *machine_headers(struct arena *arena, struct slice answer)
{
    if (!answer.length)
        return NULL;
    struct http_parser parser = {.response = true, .head = true, .ended = true};
    struct http_message response;
    size_t used;
    struct value *headers = value_object(arena);
    http_parse(&parser, answer, &response, &used);
    for (size_t i = 0; i < response.header_count; i++) {
        char *name = arena_room(arena, response.headers[i].name.length + WRITE_LOWER + 1);
        *write_lower(name, response.headers[i].name) = '\0';
        value_put(arena, headers, name, value_string(arena, response.headers[i].value));
    }
    http_parser_release(&parser);
    return headers;
}

const struct value *machine_ask(struct machine *machine, struct arena *arena,
                                const struct machine_request *request)
{
    struct machine_reply reply = machine_send(machine, arena, request);
    const struct value_member members[] = {
        {SLICE("answer"), reply.status ? value_string(arena, reply.bytes) : NULL},
        {SLICE("body"), value_string(arena, reply.body)},
        {SLICE("error"), value_text(arena, reply.error)},
        {SLICE("exit"), value_integer(arena, reply.exit)},
        {SLICE("hops"), reply.sent ? last_hops(machine, arena) : NULL},
        {SLICE("status"), value_integer(arena, reply.status)},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
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
