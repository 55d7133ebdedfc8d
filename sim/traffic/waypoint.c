/* A waypoint: Envoy's HTTP pipeline. Parse, authorize, route, pick an endpoint, ask it with the waypoint's own
 * identity (R0.2), and answer in Envoy's way. Source: V1 to V8 of the reference; istio listener_waypoint.go;
 * envoy rbac_filter.cc, conn_manager_impl.cc. */
#include <string.h>

#include "base/check.h"
#include "images/image.h"
#include "images/metrics.h"
#include "traffic/path.h"

/* From the waypoint to the pod and back. */
static const struct duration upstream_way = MICROSECONDS(600);

static const char reset_body[] =
    "upstream connect error or disconnect/reset before headers. reset reason: connection termination";

static const char protocol_body[] =
    "upstream connect error or disconnect/reset before headers. reset reason: protocol error";

/* What ends a request at the waypoint. */
struct reply {
    int status;
    const char *body, *flags, *details;
    const char *location; /* of a redirect; NULL */
};

/* A UUID of version 4 from the world's random stream. */
static const char *request_id(struct step *step, struct arena *arena)
{
    unsigned long long a = random_next(step->flow->random), b = random_next(step->flow->random);
    return arena_format(arena, "%08llx-%04llx-4%03llx-%04llx-%012llx", a >> 32, a >> 16 & 0xffff, a & 0xfff,
                        (b >> 48 & 0x3fff) | 0x8000, b & 0xffffffffffff);
}

/* --- the access log --- */

static void put_or_dash(struct step *step, struct value *record, const char *key, const char *text)
{
    value_put_text(step->arena, record, key, text && text[0] ? text : "-");
}

static void access_log(struct step *step, const struct exchange *exchange, const struct reply *reply,
                       int64_t sent, const char *upstream_time)
{
    struct arena *arena = step->arena;
    const struct flow *flow = step->flow;
    if (!step->configuration->access_log[0])
        return;
    struct value *record = value_object(arena);
    value_put_text(arena, record, "form", "envoy");
    value_put_integer(arena, record, "at", step->now.nanoseconds);
    value_put_text(arena, record, "start", instant_rfc3339(arena, exchange->began, 3));
    put_or_dash(step, record, "method", exchange->method);
    put_or_dash(step, record, "path", exchange->target);
    value_put_text(arena, record, "protocol", "HTTP/1.1");
    value_put_integer(arena, record, "status", reply->status);
    value_put_text(arena, record, "flags", reply->flags);
    value_put_text(arena, record, "details", reply->details);
    value_put_integer(arena, record, "received", exchange->request_body);
    value_put_integer(arena, record, "sent", sent);
    value_put_integer(arena, record, "duration",
                      instant_since(step->now, exchange->began).nanoseconds / 1000000);
    put_or_dash(step, record, "upstream_time", upstream_time);
    put_or_dash(step, record, "agent", exchange->agent);
    put_or_dash(step, record, "request_id", exchange->request_id);
    put_or_dash(step, record, "authority", exchange->host);
    put_or_dash(step, record, "upstream",
                exchange->upstream ? arena_format(arena, "envoy://connect_originate/%s", exchange->upstream)
                                   : NULL);
    put_or_dash(step, record, "cluster", exchange->cluster);
    put_or_dash(step, record, "upstream_local", exchange->upstream ? "envoy://internal_client_address/" : NULL);
    put_or_dash(step, record, "local", arena_format(arena, "%s:%d", flow->address, flow->port));
    put_or_dash(step, record, "remote", arena_format(arena, "%s:%d", flow->client_address, flow->client_port));
    put_or_dash(step, record, "route", exchange->route);
    emit_log(step, flow->waypoint, "istio-proxy", record);
}

/* --- answers --- */

static void put_header(struct buffer *out, const char *name, struct slice value)
{
    buffer_format(out, "%s: ", name);
    buffer_add(out, value);
    buffer_add_text(out, "\r\n");
}

static void put_histogram(struct step *step, struct value *numbers, const char *name, int64_t value,
                          int64_t thousandths)
{
    value_put_integer(step->arena, numbers, name, value);
    value_put_integer(step->arena, numbers,
                      arena_format(step->arena, "%s%02d", name, metrics_bucket(thousandths)), 1);
}

/* One request for the waypoint's metrics (M5, M8). */
static void count_request(struct step *step, const struct reply *reply)
{
    const struct flow *flow = step->flow;
    const struct exchange *exchange = flow->exchange;
    const struct configuration *configuration = step->configuration;
    struct arena *arena = step->arena;
    const struct service *service = waypoint_addressed(step);
    struct value *numbers = value_object(arena);
    int64_t took = instant_since(step->now, exchange->began).nanoseconds,
            sent = flow->received - exchange->received_before;
    value_put_integer(arena, numbers, "count", 1);
    put_histogram(step, numbers, "duration", took / 1000000, took / 1000);
    put_histogram(step, numbers, "request", exchange->request_size, exchange->request_size * 1000);
    put_histogram(step, numbers, "response", sent, sent * 1000);
    emit_count(
        step,
        arena_format(arena, "%s\thttp\twaypoint|%s|%s|%s|%d|%s|mutual_tls", flow->waypoint,
                     counted_workload(arena, configuration, configuration_pod(configuration, flow->client)),
                     exchange->counted ? exchange->counted : "", service ? service->hostname : "",
                     reply->status, reply->flags),
        numbers);
}

/* Connection-level things after an answer: the next request may begin, or the connection ends. */
static void finish_exchange(struct step *step, const struct reply *reply)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    struct arena *arena = &flow->arena;
    value_put_integer(arena, exchange->record, "status", reply->status);
    value_put_text(arena, exchange->record, "error", "");
    value_put_text(arena, exchange->record, "flags", reply->flags);
    value_put_text(arena, exchange->record, "details", reply->details);
    emit_trace(step, value_copy(step->arena, exchange->record));
    count_request(step, reply);
    bool keep_alive = exchange->keep_alive;
    buffer_release(&exchange->response);
    flow->exchange = NULL;
    if (!keep_alive) {
        emit(step, EFFECT_CLOSE);
        flow->closed = true;
    }
}

/* An answer of the waypoint itself: content-length, content-type, date, server, in this order (V2). */
static void local_reply(struct step *step, const struct reply *reply)
{
    struct exchange *exchange = step->flow->exchange;
    struct buffer out = {0};
    size_t length = strlen(reply->body);
    buffer_format(&out, "HTTP/1.1 %d %s\r\n", reply->status, http_reason(reply->status));
    if (length) {
        buffer_format(&out, "content-length: %zu\r\n", length);
        put_header(&out, "content-type", SLICE("text/plain"));
    }
    put_header(&out, "date", slice_of(instant_http_date(step->arena, step->now)));
    put_header(&out, "server", SLICE("istio-envoy"));
    if (exchange->operation)
        put_header(&out, "x-envoy-decorator-operation", slice_of(exchange->operation));
    if (reply->location)
        put_header(&out, "location", slice_of(reply->location));
    if (!exchange->keep_alive)
        put_header(&out, "connection", SLICE("close"));
    if (!length)
        put_header(&out, "content-length", SLICE("0"));
    buffer_add_text(&out, "\r\n");
    if (!exchange->head)
        buffer_add_text(&out, reply->body);
    emit_send(step, buffer_slice(&out));
    buffer_release(&out);
    access_log(step, exchange, reply, exchange->head ? 0 : (int64_t)length, NULL);
    finish_exchange(step, reply);
}

static struct value *waypoint_hop(struct step *step, const char *verdict, const char *why)
{
    struct exchange *exchange = step->flow->exchange;
    struct arena *arena = &step->flow->arena;
    struct value *hop = hop_new(arena, "waypoint", "", step->flow->waypoint, verdict, why);
    value_append(arena, exchange->hops, hop);
    return hop;
}

static bool connection_header(struct slice name)
{
    static const char *const names[] = {"connection", "keep-alive", "proxy-connection", "transfer-encoding",
                                        "upgrade"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is_nocase(name, names[i]))
            return true;
    }
    return false;
}

const char *lower_name(struct arena *arena, struct slice text)
{
    char *copy = arena_copy(arena, text);
    for (size_t i = 0; i < text.length; i++)
        copy[i] = ascii_lower(copy[i]);
    return copy;
}

/* The app's answer as Envoy passes it on: names in lower case, in the app's order; server is replaced in its
 * place or set behind x-envoy-upstream-service-time (V3, conn_manager_impl encodeHeaders). */
static void proxied_reply(struct step *step, const struct http_message *response, long long upstream_time)
{
    const struct exchange *exchange = step->flow->exchange;
    struct buffer out = {0};
    bool server = false, date = false, length = false;
    buffer_format(&out, "HTTP/1.1 %d %s\r\n", response->status, http_reason(response->status));
    for (size_t i = 0; i < response->header_count; i++) {
        const struct http_header *header = &response->headers[i];
        if (connection_header(header->name))
            continue;
        bool is_server = slice_is_nocase(header->name, "server");
        server |= is_server;
        date |= slice_is_nocase(header->name, "date");
        length |= slice_is_nocase(header->name, "content-length");
        put_header(&out, lower_name(step->arena, header->name),
                   is_server ? SLICE("istio-envoy") : header->value);
    }
    buffer_format(&out, "x-envoy-upstream-service-time: %lld\r\n", upstream_time);
    if (!date)
        put_header(&out, "date", slice_of(instant_http_date(step->arena, step->now)));
    if (!server)
        put_header(&out, "server", SLICE("istio-envoy"));
    if (exchange->operation)
        put_header(&out, "x-envoy-decorator-operation", slice_of(exchange->operation));
    if (!exchange->keep_alive)
        put_header(&out, "connection", SLICE("close"));
    bool chunked = !length && response->body.length;
    if (chunked)
        buffer_format(&out, "transfer-encoding: chunked\r\n\r\n%zx\r\n", response->body.length);
    else
        buffer_add_text(&out, "\r\n");
    if (!exchange->head)
        buffer_add(&out, response->body);
    if (chunked)
        buffer_add_text(&out, "\r\n0\r\n\r\n");
    emit_send(step, buffer_slice(&out));
    buffer_release(&out);
}

void waypoint_answered(struct step *step)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    struct arena *arena = &flow->arena;
    if (exchange->late) {
        struct reply late = {
            .status = 504, .body = "upstream request timeout", .flags = "UT", .details = "response_timeout"};
        waypoint_hop(step, "refuse", "the app did not answer within the route's timeout");
        local_reply(step, &late);
        return;
    }
    struct http_parser parser = {.response = true, .head = exchange->head, .ended = true};
    struct http_message response = {.status = 0};
    size_t used;
    enum http_state state = http_parse(&parser, buffer_slice(&exchange->response), &response, &used);
    if (state != HTTP_COMPLETE) {
        struct reply failed = {.status = 503,
                               .body = protocol_body,
                               .flags = "UPE",
                               .details = "upstream_reset_before_response_started{protocol_error}"};
        http_parser_release(&parser);
        local_reply(step, &failed);
        return;
    }
    struct reply reply = {.status = response.status, .body = "", .flags = "-", .details = "via_upstream"};
    long long took = (long long)(instant_since(step->now, exchange->began).nanoseconds / 1000000);
    struct value *hop = hop_new(arena, "app", "", flow->server, "answer",
                                arena_format(step->arena, "the app answered %d", response.status));
    value_put_integer(arena, hop, "status", response.status);
    value_append(arena, exchange->hops, hop);
    flow->upstream_received += (int64_t)exchange->response.length;
    route_change_response(step, exchange->filters, &response);
    proxied_reply(step, &response, took);
    access_log(step, exchange, &reply, (int64_t)response.body.length, arena_format(step->arena, "%lld", took));
    http_parser_release(&parser);
    finish_exchange(step, &reply);
}

void waypoint_closed(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *pod = configuration_pod(step->configuration, flow->waypoint);
    const struct workload *server = configuration_pod(step->configuration, flow->server);
    if (!pod || !server || !server->captured)
        return;
    struct peer peer = {.workload = pod,
                        .address = pod->address,
                        .port = flow->client_port,
                        .authenticated = true,
                        .principal = pod->principal};
    ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->upstream_received, flow->upstream_sent,
                        NULL);
}

/* --- the way of a request --- */

enum { FORWARD_HEADERS = 3 }; /* that forward() may add */

/* What the app gets: the client's headers in lower case, and Envoy's own. */
static void forward(struct step *step, const struct http_message *request, struct http_message *to)
{
    *to = (struct http_message){.method = request->method,
                                .target = request->target,
                                .minor = 1,
                                .body = request->body,
                                .keep_alive = true};
    for (size_t i = 0; i < request->header_count; i++) {
        const struct http_header *header = &request->headers[i];
        if (!connection_header(header->name))
            http_add_header(to, lower_name(step->arena, header->name), header->value);
    }
    http_set_header(to, "x-forwarded-proto", SLICE("http"));
    http_set_header(to, "x-request-id", slice_of(step->flow->exchange->request_id));
    route_change_request(step, step->flow->exchange->filters, slice_of(step->flow->exchange->prefix), to);
    if (request->body.length)
        http_set_header(to, "content-length", slice_of(arena_format(step->arena, "%zu", request->body.length)));
}

static void ask_app(struct step *step, const struct http_message *request, const struct workload *server,
                    int port)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    const struct workload *pod = configuration_pod(step->configuration, flow->waypoint);
    struct peer peer = {.workload = pod,
                        .address = pod->address,
                        .port = flow->client_port,
                        .authenticated = server->captured,
                        .principal = server->captured ? pod->principal : ""};
    exchange->upstream = arena_format(&flow->arena, "%s:%d", server->address, port);
    exchange->counted = counted_workload(&flow->arena, step->configuration, server);
    struct dial dial = ztunnel_dial(step, server, port, &peer);
    if (dial.hop)
        value_append(&flow->arena, exchange->hops, dial.hop);
    if (dial.admission != ADMITTED || !dial.image->serve) {
        if (dial.error && server->captured)
            ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
        struct reply reply = {.status = 503,
                              .body = reset_body,
                              .flags = "UC",
                              .details = "upstream_reset_before_response_started{connection_termination}"};
        local_reply(step, &reply);
        return;
    }
    struct http_message to, parsed;
    struct buffer bytes = {0};
    struct http_parser parser = {0};
    size_t used;
    forward(step, request, &to);
    http_write(&bytes, &to, false);
    flow->upstream_sent += (int64_t)bytes.length;
    flow->server_port = port;
    flow->server = arena_format(&flow->arena, "%s/%s", server->namespace, server->name);
    enum http_state state = http_parse(&parser, buffer_slice(&bytes), &parsed, &used);
    if (state != HTTP_COMPLETE) {
        struct reply reply = {
            .status = parser.status, .body = "", .flags = "DPE", .details = "http1.codec_error"};
        http_parser_release(&parser);
        buffer_release(&bytes);
        local_reply(step, &reply);
        return;
    }
    app_serve(step, exchange, &dial, server, &parsed,
              arena_format(step->arena, "%s:%d", pod->address, flow->client_port));
    http_parser_release(&parser);
    buffer_release(&bytes);
    exchange->due = instant_add(exchange->due, upstream_way);
    struct instant end = instant_add(exchange->began, exchange->timeout);
    exchange->late = exchange->timeout.nanoseconds && instant_compare(end, exchange->due) < 0;
    if (exchange->late)
        exchange->due = end;
    emit_timer(step, exchange->due);
}

static void choose_endpoint(struct step *step, const struct http_message *request,
                            const struct service *service, int port)
{
    const struct service_port *found = service_port_find(service, port);
    if (!found || service->ready_count == 0) {
        struct reply reply = {
            .status = 503, .body = "no healthy upstream", .flags = "UH", .details = "no_healthy_upstream"};
        waypoint_hop(step, "refuse", "the service has no ready endpoint");
        local_reply(step, &reply);
        return;
    }
    uint64_t which = service->ready_count > 1 ? random_next(step->flow->random) % service->ready_count : 0;
    const struct workload *server = service->endpoints[which];
    ask_app(step, request, server, workload_port(server, found->target));
}

/* What the rule and the backend change, for as long as the exchange lasts. */
static void keep_filters(struct step *step, const struct route *route, const struct backend *backend)
{
    struct exchange *exchange = step->flow->exchange;
    struct arena *arena = &step->flow->arena;
    const struct value *lists[] = {value_get(route->rule, "filters"), backend->filters};
    struct value *all = NULL;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        for (size_t i = 0; i < value_count(lists[l]); i++) {
            all = all ? all : value_array(arena);
            value_append(arena, all, value_copy(arena, value_at(lists[l], i)));
        }
    }
    exchange->filters = all;
    exchange->prefix = arena_copy(arena, route_prefix(route));
    exchange->timeout = route_timeout(route);
}

/* One copy of the request for a RequestMirror, whose answer nobody waits for. */
static void mirror_to(struct step *step, const struct http_message *request, const struct service *service,
                      int port)
{
    const struct service_port *found = service ? service_port_find(service, port) : NULL;
    const struct workload *pod = configuration_pod(step->configuration, step->flow->waypoint);
    if (!found || !pod || service->ready_count == 0)
        return;
    uint64_t which = service->ready_count > 1 ? random_next(step->flow->random) % service->ready_count : 0;
    const struct workload *server = service->endpoints[which];
    struct peer peer = {.workload = pod,
                        .address = pod->address,
                        .port = step->flow->client_port,
                        .authenticated = server->captured,
                        .principal = server->captured ? pod->principal : ""};
    int target = workload_port(server, found->target);
    struct dial dial = ztunnel_dial(step, server, target, &peer);
    if (dial.admission != ADMITTED || !dial.image->serve) {
        if (dial.error && server->captured)
            ztunnel_log_inbound(step, &peer, server, target, 0, 0, dial.error);
        return;
    }
    struct http_message copy;
    struct exchange shadow = {.began = step->now};
    struct slice host = http_value(request, "host");
    size_t colon = slice_find_byte(host, ':');
    forward(step, request, &copy);
    http_set_header(&copy, "host",
                    slice_of(arena_format(step->arena, "%.*s-shadow%.*s", (int)colon, host.data,
                                          (int)(host.length - colon), host.data + colon)));
    app_serve(step, &shadow, &dial, server, &copy,
              arena_format(step->arena, "%s:%d", pod->address, step->flow->client_port));
    buffer_release(&shadow.response);
}

/* Every RequestMirror of the rule; one with a percentage takes its share. */
static void mirror(struct step *step, const struct http_message *request, const struct route *route)
{
    for (size_t i = 0; i < route->mirror_count; i++) {
        const struct mirror *mirror = &route->mirrors[i];
        if (mirror->denominator <= mirror->numerator ||
            random_next(step->flow->random) % (uint64_t)mirror->denominator < (uint64_t)mirror->numerator)
            mirror_to(step, request, mirror->service, mirror->port);
    }
}

static void route_request(struct step *step, const struct http_message *request, const struct service *service)
{
    struct exchange *exchange = step->flow->exchange;
    const struct route *route;
    const struct backend *backend;
    if (!service) {
        const struct workload *server =
            configuration_workload_at(step->configuration, slice_of(step->flow->address));
        if (server) {
            ask_app(step, request, server, step->flow->port);
            return;
        }
        /* what was addressed went away while the connection stayed (P5) */
        struct reply gone = {
            .status = 503, .body = "no healthy upstream", .flags = "UH", .details = "no_healthy_upstream"};
        waypoint_hop(step, "refuse", "what this connection was opened to is gone");
        local_reply(step, &gone);
        return;
    }
    if (service->route_count == 0) {
        choose_endpoint(step, request, service, step->flow->port);
        return;
    }
    if (!route_find(step, service, request, &route, &backend)) {
        struct reply reply = {.status = 404, .body = "", .flags = "NR", .details = "route_not_found"};
        exchange->route = NULL;
        exchange->cluster = NULL;
        waypoint_hop(step, "refuse", "no rule of the service's HTTPRoutes matches this request");
        local_reply(step, &reply);
        return;
    }
    exchange->route = arena_text(&step->flow->arena, route->name);
    int status;
    const char *location = route_redirect(step, route, request, &status);
    if (location) {
        struct reply reply = {
            .status = status, .body = "", .flags = "-", .details = "direct_response", .location = location};
        waypoint_hop(step, "answer",
                     arena_format(step->arena, "the route %s redirects to %s", route->name, location));
        local_reply(step, &reply);
        return;
    }
    if (!backend || !backend->service) {
        struct reply reply = {.status = backend || route->backend_count ? 500 : 404,
                              .body = "",
                              .flags = backend ? "NC" : "-",
                              .details = backend ? "cluster_not_found" : "direct_response"};
        waypoint_hop(step, "refuse",
                     backend ? "the route's backend does not exist" : "the route has no backend");
        local_reply(step, &reply);
        return;
    }
    keep_filters(step, route, backend);
    mirror(step, request, route);
    exchange->cluster = arena_format(&step->flow->arena, "%s|%d|%s|%s",
                                     backend->service == service ? "inbound-vip" : "outbound", backend->port,
                                     backend->service == service ? "http" : "", backend->service->hostname);
    choose_endpoint(step, request, backend->service, backend->port);
}

static void authorize(struct step *step, const struct http_message *request)
{
    struct decision decision;
    value_append(&step->flow->arena, step->flow->exchange->hops, waypoint_judge(step, request, &decision));
    if (decision.allowed) {
        route_request(step, request, waypoint_addressed(step));
        return;
    }
    struct reply reply = {.status = 403,
                          .body = "RBAC: access denied",
                          .flags = "-",
                          .details = waypoint_matched(step, &decision)};
    local_reply(step, &reply);
}

static void begin_exchange(struct step *step, const struct http_message *request)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = arena_allocate(&flow->arena, sizeof *exchange);
    const struct service *service = waypoint_addressed(step);
    *exchange = (struct exchange){.began = step->now, .waypoint = true, .received_before = flow->received};
    flow->exchange = exchange;
    exchange->record = trace_begin(step, request, &exchange->hops);
    const struct waypoint *waypoint = waypoint_of(step);
    if (waypoint)
        value_put(&flow->arena, exchange->record, "via",
                  value_format(&flow->arena, "%s/%s", waypoint->namespace, waypoint->name));
    exchange->route = "default";
    if (!service)
        exchange->cluster = "inbound-pod";
    if (service) {
        exchange->cluster = arena_format(&flow->arena, "inbound-vip|%d|http|%s", flow->port, service->hostname);
        exchange->operation = arena_format(&flow->arena, "%s:%d/*", service->hostname, flow->port);
    }
    if (!request)
        return;
    exchange->head = slice_is(request->method, "HEAD");
    exchange->keep_alive = request->keep_alive;
    exchange->method = arena_copy(&flow->arena, request->method);
    exchange->target = arena_copy(&flow->arena, request->target);
    exchange->host = arena_copy(&flow->arena, http_value(request, "host"));
    exchange->agent = arena_copy(&flow->arena, http_value(request, "user-agent"));
    exchange->request_id = request_id(step, &flow->arena);
    exchange->request_body = (int64_t)request->body.length;
}

/* The methods of Envoy's HTTP/1 codec, which takes no others and compares letter by letter. Source: envoy
 * source/common/http/http1/balsa_parser.cc, kValidMethods; allow_custom_methods is off. */
static bool is_known_method(struct slice method)
{
    static const char *const methods[] = {
        "ACL",       "BIND",    "CHECKOUT", "CONNECT", "COPY",       "DELETE",     "GET",
        "HEAD",      "LINK",    "LOCK",     "MERGE",   "MKACTIVITY", "MKCALENDAR", "MKCOL",
        "MOVE",      "MSEARCH", "NOTIFY",   "OPTIONS", "PATCH",      "POST",       "PROPFIND",
        "PROPPATCH", "PURGE",   "PUT",      "REBIND",  "REPORT",     "SEARCH",     "SOURCE",
        "SUBSCRIBE", "TRACE",   "UNBIND",   "UNLINK",  "UNLOCK",     "UNSUBSCRIBE"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (slice_is(method, methods[i]))
            return true;
    }
    return false;
}

/* The codec gave up before there was a request: the log has neither method nor path. */
static void refuse_bytes(struct step *step, int status, const char *problem)
{
    struct flow *flow = step->flow;
    struct reply reply = {.status = status,
                          .body = status == 400 ? "Bad Request" : "",
                          .flags = "DPE",
                          .details = "http1.codec_error"};
    begin_exchange(step, NULL);
    flow->exchange->operation = NULL;
    flow->exchange->route = flow->exchange->cluster = NULL;
    waypoint_hop(step, "refuse", problem);
    local_reply(step, &reply);
}

void waypoint_bytes(struct step *step)
{
    struct flow *flow = step->flow;
    struct http_message request;
    size_t used = 0;
    if (!configuration_pod(step->configuration, flow->waypoint)) {
        emit(step, EFFECT_RESET);
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
            refuse_bytes(step, flow->parser.status,
                         arena_format(step->arena, "not a valid HTTP/1.1 request: %s", flow->parser.problem));
            return;
        }
        if (!is_known_method(request.method)) {
            refuse_bytes(step, 400,
                         arena_format(step->arena, "the waypoint's codec knows no method %.*s",
                                      (int)request.method.length, request.method.data));
            return;
        }
        begin_exchange(step, &request);
        flow->exchange->request_size = (int64_t)used;
        if (request.minor == 0) {
            struct reply reply = {.status = 426, .body = "", .flags = "DPE", .details = "low_version"};
            waypoint_hop(step, "refuse", "the waypoint speaks HTTP/1.1, and this was HTTP/1.0");
            local_reply(step, &reply);
        } else if (request.header_count + FORWARD_HEADERS > LIMIT_HTTP_HEADERS) {
            struct reply reply = {
                .status = 431, .body = "", .flags = "DPE", .details = "http1.too_many_headers"};
            waypoint_hop(step, "refuse", "too many headers");
            local_reply(step, &reply);
        } else {
            authorize(step, &request);
        }
        buffer_drop_front(&flow->input, used);
    }
}
