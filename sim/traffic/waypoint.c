/* A waypoint: Envoy's HTTP pipeline. Parse, authorize, route, pick an endpoint, ask it with the waypoint's own
 * identity (R0.2), and answer in Envoy's way. Source: V1 to V8 of the reference; istio listener_waypoint.go;
 * envoy rbac_filter.cc, conn_manager_impl.cc. */
#include "base/write.h"
#include "traffic/path.h"

const char waypoint_container[] = "istio-proxy";

/* From the waypoint to the pod and back. */
static const struct duration upstream_way = MICROSECONDS(600);

static const char reset_body[] =
    "upstream connect error or disconnect/reset before headers. reset reason: connection termination";

static const char protocol_body[] =
    "upstream connect error or disconnect/reset before headers. reset reason: protocol error";

/* A UUID of version 4 from the world's random stream. */
static struct slice request_id(struct step *step)
{
    enum { LENGTH = 36 };
    uint64_t a = random_next(&step->ledger->random), b = random_next(&step->ledger->random);
    char digits[32], *text = arena_room(&step->flow->request, LENGTH);
    write_hexadecimals(digits, (a & ~(uint64_t)0xf000) | 0x4000, (b & 0x3fffffffffffffff) | (uint64_t)1 << 63);
    text[8] = text[13] = text[18] = text[23] = '-';
    memcpy(text, digits, 8);
    memcpy(text + 9, digits + 8, 4);
    memcpy(text + 14, digits + 12, 4);
    memcpy(text + 19, digits + 16, 4);
    memcpy(text + 24, digits + 20, 12);
    return (struct slice){text, LENGTH};
}

static struct hop *add_hop(struct step *step, const char *verdict, const char *why)
{
    return hops_add(&step->flow->exchange->hops, "waypoint", "", step->flow->waypoint, verdict, why);
}

struct peer waypoint_peer(const struct step *step, const struct workload *server)
{
    const struct workload *pod = step->flow->places.pod;
    return (struct peer){.workload = pod,
                         .address = pod->address,
                         .known_address = pod->known_address,
                         .port = step->flow->client_port,
                         .authenticated = server->captured};
}

/* --- the answer of the app --- */

void waypoint_answered(struct step *step)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    if (exchange->late) {
        struct reply late = {.status = 504,
                             .body = "upstream request timeout",
                             .flags = "UT",
                             .details = SLICE("response_timeout")};
        add_hop(step, "refuse", "the app did not answer within the route's timeout");
        waypoint_reply(step, &late);
        return;
    }
    struct http_parser parser = {.response = true, .head = exchange->head, .ended = true};
    struct http_message response;
    size_t used;
    enum http_state state = http_parse(&parser, buffer_slice(&flow->response), &response, &used);
    if (state != HTTP_COMPLETE) {
        struct reply failed = {.status = 503,
                               .body = protocol_body,
                               .flags = "UPE",
                               .details = SLICE("upstream_reset_before_response_started{protocol_error}")};
        http_parser_release(&parser);
        waypoint_reply(step, &failed);
        return;
    }
    struct hop *hop =
        hops_add(&exchange->hops, "app", "", exchange->upstream->key, "answer", "the app answered %d");
    hop->why.number = hop->status = response.status;
    hop->answered = true;
    flow->upstream_received += (int64_t)flow->response.length;
    flow_heard(step, FLOW_ANSWER, buffer_slice(&flow->response));
    route_change_response(step, &response);
    waypoint_pass_on(step, &response);
    http_parser_release(&parser);
}

void waypoint_closed(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *server = flow->places.server;
    if (!flow->places.pod || !server || !server->captured)
        return;
    struct peer peer = waypoint_peer(step, server);
    ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->upstream_received, flow->upstream_sent,
                        NULL);
}

/* --- the way of a request --- */

enum { FORWARD_HEADERS = 3 }; /* that forward() may add */
enum { BEHIND = WRITE_LOWER > 1 + BUFFER_BEHIND ? WRITE_LOWER : 1 + BUFFER_BEHIND }; /* bytes */
#define PROTO "x-forwarded-proto"
#define ID "x-request-id"

/* May it be one of these two? */
static inline bool is_length_of_own(size_t length)
{
    return length == sizeof PROTO - 1 || length == sizeof ID - 1;
}

/* What the app gets: the client's headers, and Envoy's own; their names are put in lower case when they are
 * written.
 */
static void forward(struct step *step, const struct http_message *request, struct http_message *to)
{
    bool known = false; /* the client may have sent one of these two */
    http_clear(to);
    to->method = request->method;
    to->target = request->target;
    to->minor = 1;
    to->body = request->body;
    to->keep_alive = true;
    struct http_header *header = to->headers;
    for (size_t i = 0; i < request->header_count; i++) {
        if (http_is_hop_by_hop(&request->headers[i]))
            continue;
        known |= is_length_of_own(request->headers[i].name.length);
        *header++ = request->headers[i];
    }
    to->header_count = (size_t)(header - to->headers);
    if (known) {
        http_set_header(to, PROTO, SLICE("http"));
        http_set_header(to, ID, step->flow->exchange->request_id);
    } else {
        *header++ = (struct http_header){SLICE(PROTO), SLICE("http")};
        *header = (struct http_header){SLICE(ID), step->flow->exchange->request_id};
        to->header_count += 2;
    }
    route_change_request(step, to);
    if (request->body.length)
        http_set_header(to, "content-length", slice_of(arena_format(step->arena, "%zu", request->body.length)));
}

/* Is all that forward() would do to add its own headers behind the client's? */
static bool goes_as_it_came(const struct step *step, const struct http_message *request)
{
    const struct http_header *header = request->headers, *end = header + request->header_count;
    if (!request->fields.length || request->hop_by_hop || request->body.length ||
        route_changes(step->flow->exchange))
        return false;
    while (header < end && !is_length_of_own(header->name.length))
        header++;
    return header == end;
}

/* Writes it so: the lines of the headers are moved as a whole. */
static struct slice pass_through(struct step *step, const struct http_message *request)
{
    enum { OWN = sizeof PROTO ": http\r\n" ID ": \r\n\r\n" - 1 };
    struct slice id = step->flow->exchange->request_id;
    char *begin = arena_room(step->arena, HTTP_REQUEST_LINE + request->method.length + request->target.length +
                                              request->fields.length + OWN + id.length + BEHIND);
    char *at = http_put_fields_lower(http_put_request_line(begin, request), request);
    at = write_slice(write_text(at, PROTO ": http\r\n" ID ": "), id);
    at = write_text(at, "\r\n\r\n");
    *at = '\0';
    return (struct slice){begin, (size_t)(at - begin)};
}

/* The same of any message. */
static struct slice write_message(struct step *step, const struct http_message *message)
{
    char *begin = arena_room(step->arena, http_length(message, false) + BEHIND),
         *at = http_put_lower(begin, message);
    *at = '\0';
    return (struct slice){begin, (size_t)(at - begin)};
}

/* The request goes to the pod, whose app reads it. */
static void ask(struct step *step, const struct http_message *request, const struct workload *server, int port,
                const struct listening *app, const struct peer *peer)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    struct http_message message;
    struct http_parser parser = {.response = false};
    struct slice bytes;
    size_t used;
    if (goes_as_it_came(step, request)) {
        bytes = pass_through(step, request);
    } else {
        forward(step, request, &message);
        bytes = write_message(step, &message);
    }
    flow_heard(step, FLOW_UPSTREAM, bytes);
    enum http_state state = http_parse(&parser, bytes, &message, &used);
    flow->upstream_sent += (int64_t)bytes.length;
    flow_serve_by(flow, server, port);
    if (state != HTTP_COMPLETE) {
        struct reply reply = {
            .status = parser.status, .body = "", .flags = "DPE", .details = SLICE("http1.codec_error")};
        http_parser_release(&parser);
        waypoint_reply(step, &reply);
        return;
    }
    app_serve(step, exchange, app, server, &message, peer->address, peer->port, &flow->response);
    http_parser_release(&parser);
    exchange->due = instant_add(exchange->due, upstream_way);
    struct duration timeout = exchange->rule ? exchange->rule->timeout : (struct duration){0};
    struct instant end = instant_add(exchange->began, timeout);
    exchange->late = timeout.nanoseconds && instant_compare(end, exchange->due) < 0;
    if (exchange->late)
        exchange->due = end;
    emit_timer(step, exchange->due);
}

static void ask_app(struct step *step, const struct http_message *request, const struct workload *server,
                    int port)
{
    struct exchange *exchange = step->flow->exchange;
    struct peer peer = waypoint_peer(step, server);
    exchange->upstream = server;
    exchange->upstream_port = port;
    struct dial dial = ztunnel_dial(step, server, port, &peer, &exchange->hops);
    if (dial.admission == ADMITTED && dial.app->image->serve) {
        ask(step, request, server, port, dial.app, &peer);
        return;
    }
    if (dial.error && server->captured)
        ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
    struct reply reply = {.status = 503,
                          .body = reset_body,
                          .flags = "UC",
                          .details = SLICE("upstream_reset_before_response_started{connection_termination}")};
    waypoint_reply(step, &reply);
}

static const struct workload *pick_endpoint(struct step *step, const struct service *service)
{
    size_t count = service->ready_count;
    return service->endpoints[count > 1 ? random_next(&step->ledger->random) % count : 0];
}

static void choose_endpoint(struct step *step, const struct http_message *request,
                            const struct service *service, int port)
{
    const struct service_port *found = service_port_find(service, port);
    if (!found || service->ready_count == 0) {
        struct reply reply = {.status = 503,
                              .body = "no healthy upstream",
                              .flags = "UH",
                              .details = SLICE("no_healthy_upstream")};
        add_hop(step, "refuse", "the service has no ready endpoint");
        waypoint_reply(step, &reply);
        return;
    }
    const struct workload *server = pick_endpoint(step, service);
    ask_app(step, request, server, workload_port(server, found->target));
}

/* One copy of the request for a RequestMirror, whose answer nobody waits for. */
static void mirror_to(struct step *step, const struct http_message *request, const struct service *service,
                      int port)
{
    const struct service_port *found = service ? service_port_find(service, port) : NULL;
    if (!found || !step->flow->places.pod || service->ready_count == 0)
        return;
    const struct workload *server = pick_endpoint(step, service);
    struct peer peer = waypoint_peer(step, server);
    struct hops unsaid = {.count = 0};
    int target = workload_port(server, found->target);
    struct dial dial = ztunnel_dial(step, server, target, &peer, &unsaid);
    if (dial.admission != ADMITTED || !dial.app->image->serve) {
        if (dial.error && server->captured)
            ztunnel_log_inbound(step, &peer, server, target, 0, 0, dial.error);
        return;
    }
    struct http_message copy;
    struct exchange shadow = {.began = step->now};
    struct buffer response = {0};
    struct slice host = http_value(request, "host");
    size_t colon = slice_find_byte(host, ':');
    forward(step, request, &copy);
    http_set_header(&copy, "host",
                    slice_of(arena_format(step->arena, "%.*s-shadow%.*s", (int)colon, host.data,
                                          (int)(host.length - colon), host.data + colon)));
    struct http_parser parser = {.response = false};
    size_t used;
    if (http_parse(&parser, write_message(step, &copy), &copy, &used) == HTTP_COMPLETE)
        app_serve(step, &shadow, dial.app, server, &copy, peer.address, peer.port, &response);
    http_parser_release(&parser);
    buffer_release(&response);
}

/* Every RequestMirror of the rule; one with a percentage takes its share. */
static void mirror(struct step *step, const struct http_message *request, const struct route *route)
{
    for (size_t i = 0; i < route->mirror_count; i++) {
        const struct mirror *mirror = &route->mirrors[i];
        if (mirror->denominator <= mirror->numerator ||
            random_next(&step->ledger->random) % (uint64_t)mirror->denominator < (uint64_t)mirror->numerator)
            mirror_to(step, request, mirror->service, mirror->port);
    }
}

static void route_request(struct step *step, const struct http_message *request, const struct service *service)
{
    struct exchange *exchange = step->flow->exchange;
    const struct route *route;
    const struct backend *backend;
    if (!service) {
        if (step->flow->places.target) {
            ask_app(step, request, step->flow->places.target, step->flow->port);
            return;
        }
        /* what was addressed went away while the connection stayed (P5) */
        struct reply gone = {.status = 503,
                             .body = "no healthy upstream",
                             .flags = "UH",
                             .details = SLICE("no_healthy_upstream")};
        add_hop(step, "refuse", "what this connection was opened to is gone");
        waypoint_reply(step, &gone);
        return;
    }
    if (service->route_count == 0) {
        choose_endpoint(step, request, service, step->flow->port);
        return;
    }
    if (!route_find(step, service, request, &route, &backend)) {
        struct reply reply = {.status = 404, .body = "", .flags = "NR", .details = SLICE("route_not_found")};
        exchange->route = NULL;
        exchange->cluster = (struct cluster){.direction = NULL};
        add_hop(step, "refuse", "no rule of the service's HTTPRoutes matches this request");
        waypoint_reply(step, &reply);
        return;
    }
    exchange->route = route->name;
    int status;
    const char *location = route_redirect(step, route, request, &status);
    if (location) {
        struct reply reply = {.status = status,
                              .body = "",
                              .flags = "-",
                              .details = SLICE("direct_response"),
                              .location = location};
        struct hop *hop = add_hop(step, "answer", "the route %s redirects to %t");
        hop->why.words[0] = route->name;
        hop->why.text = slice_of(arena_text(&step->flow->request, location));
        waypoint_reply(step, &reply);
        return;
    }
    if (!backend || !backend->service) {
        struct reply reply = {.status = backend || route->backend_count ? 500 : 404,
                              .body = "",
                              .flags = backend ? "NC" : "-",
                              .details = backend ? SLICE("cluster_not_found") : SLICE("direct_response")};
        add_hop(step, "refuse", backend ? "the route's backend does not exist" : "the route has no backend");
        waypoint_reply(step, &reply);
        return;
    }
    exchange->rule = route;
    exchange->backend = backend;
    mirror(step, request, route);
    exchange->cluster =
        (struct cluster){backend->service == service ? "inbound-vip" : "outbound", backend->port,
                         backend->service == service ? "http" : "", backend->service->hostname};
    choose_endpoint(step, request, backend->service, backend->port);
}

static void authorize(struct step *step, const struct http_message *request)
{
    struct decision decision = waypoint_judge(step, request, &step->flow->exchange->hops);
    if (decision.allowed) {
        route_request(step, request, step->flow->places.addressed);
        return;
    }
    struct reply reply = {.status = 403,
                          .body = "RBAC: access denied",
                          .flags = "-",
                          .details = slice_of(waypoint_matched(step, &decision))};
    waypoint_reply(step, &reply);
}

static struct exchange *begin(struct step *step, const struct http_message *request)
{
    const struct flow *flow = step->flow;
    const struct service *service = flow->places.addressed;
    struct exchange *exchange = exchange_begin(step, request);
    exchange->waypoint = true;
    if (flow->places.waypoint)
        exchange->via = flow->places.waypoint->key;
    exchange->route = "default";
    exchange->cluster = service ? (struct cluster){"inbound-vip", flow->port, "http", service->hostname}
                                : (struct cluster){.direction = "inbound-pod"};
    exchange->operation = service;
    if (!request)
        return exchange;
    waypoint_keep_headers(step, request);
    exchange->path = slice_part(exchange->target, 0, slice_find_byte(exchange->target, '?'));
    exchange->request_id = request_id(step);
    return exchange;
}

/* The methods of Envoy's HTTP/1 codec, which takes no others and compares letter by letter. Source: envoy
 * source/common/http/http1/balsa_parser.cc, kValidMethods; allow_custom_methods is off. */
static bool is_known_method(struct slice method)
{
    static const char *const methods[] = {
        "GET",       "ACL",     "BIND",   "CHECKOUT", "CONNECT",    "COPY",       "DELETE",
        "HEAD",      "LINK",    "LOCK",   "MERGE",    "MKACTIVITY", "MKCALENDAR", "MKCOL",
        "MOVE",      "MSEARCH", "NOTIFY", "OPTIONS",  "PATCH",      "POST",       "PROPFIND",
        "PROPPATCH", "PURGE",   "PUT",    "REBIND",   "REPORT",     "SEARCH",     "SOURCE",
        "SUBSCRIBE", "TRACE",   "UNBIND", "UNLINK",   "UNLOCK",     "UNSUBSCRIBE"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (slice_is(method, methods[i]))
            return true;
    }
    return false;
}

/* The codec gave up before there was a request: the log has neither method nor path. */
static struct hop *refuse_bytes(struct step *step, const char *why)
{
    struct exchange *exchange = begin(step, NULL);
    exchange->operation = NULL;
    exchange->route = NULL;
    exchange->cluster = (struct cluster){.direction = NULL};
    return add_hop(step, "refuse", why);
}

static void reply_error(struct step *step, int status)
{
    struct reply reply = {.status = status,
                          .body = status == 400 ? "Bad Request" : "",
                          .flags = "DPE",
                          .details = SLICE("http1.codec_error")};
    waypoint_reply(step, &reply);
}

/* A whole request, whose head the codec took. */
static void take_request(struct step *step, const struct http_message *request, size_t size)
{
    begin(step, request)->request_size = (int64_t)size;
    if (request->minor == 0) {
        struct reply reply = {.status = 426, .body = "", .flags = "DPE", .details = SLICE("low_version")};
        add_hop(step, "refuse", "the waypoint speaks HTTP/1.1, and this was HTTP/1.0");
        waypoint_reply(step, &reply);
    } else if (request->header_count + FORWARD_HEADERS > LIMIT_HTTP_HEADERS) {
        struct reply reply = {
            .status = 431, .body = "", .flags = "DPE", .details = SLICE("http1.too_many_headers")};
        add_hop(step, "refuse", "too many headers");
        waypoint_reply(step, &reply);
    } else {
        authorize(step, request);
    }
}

void waypoint_bytes(struct step *step)
{
    struct flow *flow = step->flow;
    struct http_message request;
    size_t used = 0;
    if (!flow->places.pod) {
        emit_reset(step);
        flow->closed = true;
        return;
    }
    if (waypoint_takes_tcp(step)) {
        waypoint_tcp_open(step);
        return;
    }
    while (!flow->closed && !flow->exchange && flow->input.length) {
        enum http_state state = http_parse(&flow->parser, buffer_slice(&flow->input), &request, &used);
        if (state == HTTP_PARTIAL)
            return;
        if (state == HTTP_INVALID) {
            refuse_bytes(step, "not a valid HTTP/1.1 request: %s")->why.words[0] = flow->parser.problem;
            reply_error(step, flow->parser.status);
            return;
        }
        if (!is_known_method(request.method)) {
            refuse_bytes(step, "the waypoint's codec knows no method %t")->why.text = request.method;
            reply_error(step, 400);
            return;
        }
        take_request(step, &request, used);
        buffer_drop_front(&flow->input, used);
    }
}
