/* What a waypoint sends back, in Envoy's way, and what it writes down of it. Source: V2, V3, V6 of the
 * reference; envoy conn_manager_impl.cc. */
#include "base/write.h"
#include "traffic/path.h"

static void access_log(struct step *step, const struct reply *reply, int64_t sent, int64_t upstream_time)
{
    const struct flow *flow = step->flow;
    const struct exchange *exchange = flow->exchange;
    if (!waypoint_logs(step, reply, sent))
        return;
    struct access_event event = {
        .log.at = step->now,
        .began = exchange->began,
        .method = exchange->method,
        .target = exchange->target,
        .host = exchange->host,
        .agent = exchange->agent,
        .request_id = exchange->request_id,
        .details = reply->details,
        .status = reply->status,
        .flags = reply->flags,
        .route = exchange->route,
        .received = exchange->request_body,
        .sent = sent,
        .upstream_time = upstream_time,
        .upstream = exchange->upstream ? exchange->upstream->address : NULL,
        .upstream_port = exchange->upstream_port,
        .cluster = exchange->cluster,
        .local = flow->address,
        .local_port = flow->port,
        .remote = flow->client_address,
        .remote_port = flow->client_port,
    };
    ledger_access(step->ledger, (struct log_place){flow->waypoint, waypoint_container}, &event);
}

/* Connection-level things after an answer: the next request may begin, or the connection ends. */
static void finish_exchange(struct step *step, const struct reply *reply)
{
    struct flow *flow = step->flow;
    const struct exchange *exchange = flow->exchange;
    struct http_count count = {
        .pod = flow->waypoint,
        .source = flow->places.client,
        .destination = exchange->upstream,
        .service = flow->places.addressed,
        .status = reply->status,
        .flags = reply->flags,
        .took = instant_since(step->now, exchange->began),
        .request = exchange->request_size,
        .response = flow->received - exchange->received_before,
    };
    bool keep_alive = exchange->keep_alive;
    trace_exchange(step, reply->status, reply->flags, reply->details);
    waypoint_count(step, &count, reply); /* M5, M8 */
    exchange_end(flow);
    if (!keep_alive) {
        emit_close(step);
        flow->closed = true;
    }
}

/* --- bytes --- */

static char *put_field(char *at, const char *name, struct slice value)
{
    at = write_text(at, name);
    at = write_text(at, ": ");
    at = write_slice(at, value);
    return write_text(at, "\r\n");
}

static char *put_start(char *at, int status)
{
    struct slice reason = http_reason(status);
    at = write_text(at, "HTTP/1.1 ");
    at = write_number(at, (uint64_t)status);
    at = write_text(at, " ");
    at = write_slice(at, reason.data ? reason : SLICE("Unknown"));
    return write_text(at, "\r\n");
}

static char *put_date(char *at, const struct step *step)
{
    struct calendar date = step->event->date(step->event->context);
    at = write_text(at, "date: ");
    at = instant_write_http_date(at, &date);
    return write_text(at, "\r\n");
}

/* "HOST:PORT/" and a star: Envoy's name of the operation. */
static char *put_operation(char *at, const struct step *step)
{
    const struct service *service = step->flow->exchange->operation;
    if (!service)
        return at;
    at = write_text(at, "x-envoy-decorator-operation: ");
    at = write_slice(at, service->known_hostname);
    at = write_text(at, ":");
    at = write_number(at, (uint64_t)step->flow->port);
    return write_text(at, "/*\r\n");
}

/* Bytes of what is added at most, without a host name; and of an end of line and a colon, with what write_lower
 * needs. */
enum { OWN_FIELDS = 512, OWN_FIELD = 16 };

static size_t room_for_fields(const struct step *step)
{
    const struct service *service = step->flow->exchange->operation;
    return OWN_FIELDS + (service ? service->known_hostname.length : 0);
}

/* An answer of the waypoint itself: content-length, content-type, date, server, in this order (V2). */
void waypoint_reply(struct step *step, const struct reply *reply)
{
    const struct exchange *exchange = step->flow->exchange;
    struct slice body = slice_of(reply->body), location = slice_of(reply->location);
    struct buffer *out = step->effects->bytes;
    char *begin = buffer_room(out, room_for_fields(step) + body.length + location.length);
    char *at = put_start(begin, reply->status);
    if (body.length) {
        at = write_text(at, "content-length: ");
        at = write_number(at, body.length);
        at = write_text(at, "\r\ncontent-type: text/plain\r\n");
    }
    at = put_date(at, step);
    at = write_text(at, "server: istio-envoy\r\n");
    at = put_operation(at, step);
    if (reply->location)
        at = put_field(at, "location", location);
    if (!exchange->keep_alive)
        at = write_text(at, "connection: close\r\n");
    if (!body.length)
        at = write_text(at, "content-length: 0\r\n");
    at = write_text(at, "\r\n");
    if (!exchange->head)
        at = write_slice(at, body);
    step->flow->received += at - begin;
    buffer_wrote(out, at);
    access_log(step, reply, exchange->head ? 0 : (int64_t)body.length, -1);
    finish_exchange(step, reply);
}

/* What there is among the headers of an answer. */
struct seen {
    bool date, length, server;
};

static struct seen look_through(const struct http_message *response)
{
    const struct http_header *header = response->headers, *end = header + response->header_count;
    struct seen seen = {false};
    for (; header < end; header++) {
        seen.date |= http_is(header, "date");
        seen.length |= http_is(header, "content-length");
        seen.server |= http_is(header, "server");
    }
    return seen;
}

/* One by one: server is replaced in its place. */
static char *put_each(char *at, const struct http_message *response)
{
    for (size_t i = 0; i < response->header_count; i++) {
        const struct http_header *header = &response->headers[i];
        if (http_is_hop_by_hop(header))
            continue;
        at = write_text(write_lower(at, header->name), ": ");
        at = write_text(write_slice(at, http_is(header, "server") ? SLICE("istio-envoy") : header->value),
                        "\r\n");
    }
    return at;
}

/* The headers of an answer, as Envoy passes them on: names in lower case, in the app's order, where server may
 * be set behind x-envoy-upstream-service-time (V3, conn_manager_impl encodeHeaders). */
static char *put_passed_on(char *at, const struct step *step, const struct http_message *response,
                           const struct seen *seen, int64_t took)
{
    if (response->fields.length && !response->hop_by_hop && !seen->server)
        at = http_put_fields_lower(at, response);
    else
        at = put_each(at, response);
    at = write_text(at, "x-envoy-upstream-service-time: ");
    at = write_text(write_number(at, (uint64_t)took), "\r\n");
    if (!seen->date)
        at = put_date(at, step);
    if (!seen->server)
        at = write_text(at, "server: istio-envoy\r\n");
    return at;
}

static size_t room_for(const struct step *step, const struct http_message *response)
{
    size_t room = room_for_fields(step) + response->body.length + response->fields.length;
    for (size_t i = 0; i < response->header_count && !response->fields.length; i++)
        room += response->headers[i].name.length + response->headers[i].value.length + OWN_FIELD;
    return room;
}

void waypoint_pass_on(struct step *step, struct http_message *response)
{
    const struct exchange *exchange = step->flow->exchange;
    struct buffer *out = step->effects->bytes;
    struct reply reply = {
        .status = response->status, .body = "", .flags = "-", .details = SLICE("via_upstream")};
    int64_t took = instant_since(step->now, exchange->began).nanoseconds / 1000000;
    struct seen seen = look_through(response);
    bool chunked = !seen.length && response->body.length;
    char *begin = buffer_room(out, room_for(step, response)), *at = put_start(begin, response->status);
    at = put_passed_on(at, step, response, &seen, took);
    at = put_operation(at, step);
    if (!exchange->keep_alive)
        at = write_text(at, "connection: close\r\n");
    if (chunked) {
        at = write_text(at, "transfer-encoding: chunked\r\n\r\n");
        at = write_hexadecimal(at, response->body.length);
    }
    at = write_text(at, "\r\n");
    if (!exchange->head)
        at = write_slice(at, response->body);
    if (chunked)
        at = write_text(at, "\r\n0\r\n\r\n");
    step->flow->received += at - begin;
    buffer_wrote(out, at);
    access_log(step, &reply, (int64_t)response->body.length, took);
    finish_exchange(step, &reply);
}
