#include "traffic/flow.h"

#include "base/write.h"
#include "traffic/path.h"

/* The text moved to *at, with a NUL behind it. */
static struct slice keep_text(char **at, struct slice text)
{
    struct slice kept = {*at, text.length};
    *at = write_slice(*at, text);
    *(*at)++ = '\0';
    return kept;
}

void flow_init(struct flow *flow, struct slice client, struct slice address, int port, int client_port)
{
    char *at = arena_room(&flow->arena, client.length + address.length + 2);
    flow->port = port;
    flow->client_port = client_port;
    flow->known_client = keep_text(&at, client);
    flow->known_address = keep_text(&at, address);
    flow->client = client.data ? flow->known_client.data : NULL;
    flow->address = flow->known_address.data;
}

void flow_clear(struct flow *flow)
{
    struct buffer body = flow->parser.body;
    if (flow->exchange)
        exchange_end(flow);
    configuration_unref(flow->places.configuration);
    configuration_unref(flow->opened);
    configuration_unref(flow->joined);
    arena_clear(&flow->arena);
    arena_clear(&flow->request);
    buffer_clear(&flow->input);
    buffer_clear(&flow->response);
    buffer_clear(&body);
    memset(flow, 0, offsetof(struct flow, arena));
    flow->parser = (struct http_parser){.body = body};
    flow->hops.count = 0;
}

void flow_release(struct flow *flow)
{
    buffer_release(&flow->input);
    buffer_release(&flow->response);
    http_parser_release(&flow->parser);
    arena_release(&flow->arena);
    arena_release(&flow->request);
}

/* --- effects --- */

void emit_reset(struct step *step)
{
    step->effects->reset = true;
}

void emit_close(struct step *step)
{
    step->effects->closes = true;
}

void emit_timer(struct step *step, struct instant at)
{
    step->effects->timer = at;
}

void emit_send(struct step *step, struct slice bytes)
{
    step->flow->received += (int64_t)bytes.length;
    buffer_add(step->effects->bytes, bytes);
}

/* --- traces --- */

static const char *captured_principal(const struct workload *client)
{
    return client && client->captured ? client->principal : NULL;
}

struct trace trace_begin(const struct step *step)
{
    const struct flow *flow = step->flow;
    return (struct trace){
        .at = step->now,
        .client = flow->known_client,
        .address = flow->known_address,
        .identity = captured_principal(flow->places.client),
        .port = flow->port,
        .own = flow->own,
        .service = flow->service ? flow->service : "",
        .via = flow->relayed ? flow->relayed : "",
        .error = "",
    };
}

static void write_trace(struct step *step, const struct trace *trace, const struct hops *request)
{
    const struct flow_watch *watch = step->event->watch;
    ledger_trace(step->ledger, trace, &step->flow->hops, request);
    if (watch)
        watch->traced(watch->context, trace->at);
}

void flow_heard(const struct step *step, enum flow_voice voice, struct slice bytes)
{
    const struct flow_watch *watch = step->event->watch;
    if (watch)
        watch->heard(watch->context, voice, bytes);
}

void trace_exchange(struct step *step, int status, const char *flags, struct slice details)
{
    const struct exchange *exchange = step->flow->exchange;
    struct trace trace = trace_begin(step);
    trace.at = exchange->began;
    trace.identity = exchange->identity;
    trace.via = exchange->via;
    trace.request = exchange->request;
    trace.method = exchange->method;
    trace.target = exchange->target;
    trace.host = exchange->host;
    trace.answered = true;
    trace.status = status;
    trace.flags = flags;
    trace.details = details;
    write_trace(step, &trace, &exchange->hops);
}

static struct slice keep(char **at, struct slice text)
{
    struct slice kept = {*at, text.length};
    *at = write_slice(*at, text);
    return kept;
}

struct exchange *exchange_begin(struct step *step, const struct http_message *request)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = arena_room(&flow->request, sizeof *exchange);
    memset(exchange, 0, offsetof(struct exchange, hops.items));
    exchange->configuration = configuration_ref(step->configuration);
    exchange->began = step->now;
    exchange->received_before = flow->received;
    exchange->identity = captured_principal(flow->places.client);
    exchange->via = flow->relayed ? flow->relayed : "";
    flow->exchange = exchange;
    if (!request)
        return exchange;
    struct slice host = request->host, agent = request->agent;
    char *at = arena_room(&flow->request,
                          request->method.length + request->target.length + host.length + agent.length + 1);
    exchange->request = true;
    exchange->method = keep(&at, request->method);
    exchange->target = keep(&at, request->target);
    exchange->host = keep(&at, host);
    exchange->agent = keep(&at, agent);
    exchange->head = slice_is(request->method, "HEAD");
    exchange->keep_alive = request->keep_alive;
    exchange->request_body = (int64_t)request->body.length;
    return exchange;
}

void exchange_end(struct flow *flow)
{
    configuration_unref(flow->exchange->configuration);
    flow->exchange = NULL;
    arena_clear(&flow->request);
    buffer_clear(&flow->response);
}

void flow_break(struct step *step)
{
    struct flow *flow = step->flow;
    static const struct hops none = {.count = 0};
    struct http_message request;
    size_t used;
    struct trace trace = trace_begin(step);
    if (http_parse(&flow->parser, buffer_slice(&flow->input), &request, &used) == HTTP_COMPLETE) {
        trace.request = true;
        trace.method = request.method;
        trace.target = request.target;
        trace.host = request.host;
    }
    trace.answered = true;
    trace.error = "connection reset";
    write_trace(step, &trace, &none);
    emit_reset(step);
    flow->closed = true;
}

static struct hop *note(struct step *step, const char *at, const char *side, const char *where,
                        const char *verdict, const char *why)
{
    return hops_add(&step->flow->hops, at, side, where, verdict, why);
}

static struct peer client_peer(const struct step *step)
{
    const struct workload *client = step->flow->places.client;
    return (struct peer){
        .workload = client,
        .address = step->flow->client_address,
        .known_address = step->flow->known_client_address,
        .port = step->flow->client_port,
        .authenticated = client && client->captured,
    };
}

void flow_serve_by(struct flow *flow, const struct workload *server, int port)
{
    flow->server = server->key;
    flow->server_port = port;
    flow->places.server = server;
}

/* Looks up in a new configuration what the flow has to do with. A server that is gone keeps its name. */
static void find_places(struct step *step)
{
    struct flow *flow = step->flow;
    const struct configuration *configuration = step->configuration, *before = flow->places.configuration;
    const struct workload *server = configuration_pod(configuration, flow->server);
    const struct workload *pod = configuration_pod(configuration, flow->waypoint);
    struct slice address = flow->known_address;
    if (flow->server)
        flow->server = server ? server->key : arena_text(&flow->arena, flow->server);
    flow->places = (struct places){
        .configuration = configuration_ref(configuration),
        .client = configuration_pod_called(configuration, flow->known_client),
        .server = server,
        .pod = pod,
        .target = configuration_workload_at(configuration, address),
        .addressed = configuration_service_at(configuration, address),
        .waypoint = pod ? workload_waypoint(configuration, pod) : NULL,
    };
    configuration_unref(before);
}

/* --- opening --- */

/* The client's ztunnel gave up before any tunnel stood. */
static struct hop *drop(struct step *step, const struct workload *client, const char *error, const char *why)
{
    step->flow->path = FLOW_DROPPED;
    step->flow->denied = true;
    ztunnel_log_failed(step, client, error);
    return note(step, "ztunnel", "outbound", client->key, "refuse", why);
}

/* The last leg of a direct flow: the server's ztunnel and app, or the app alone. */
static void go_direct(struct step *step, const struct workload *server, int port)
{
    struct flow *flow = step->flow;
    struct peer peer = client_peer(step);
    flow->path = FLOW_DIRECT;
    flow_serve_by(flow, server, port);
    peer.authenticated = peer.authenticated && server->captured;
    struct dial dial = ztunnel_dial(step, server, port, &peer, &flow->hops);
    if (dial.admission == ADMITTED)
        return;
    if (!server->captured && !(peer.workload && peer.workload->captured)) {
        flow->path = FLOW_REFUSED;
        note(step, "app", "", flow->server, "refuse", "nothing listens on that port");
        return;
    }
    flow->denied = true;
    bool policy = dial.admission == DENIED_BY_POLICY;
    if (peer.workload && peer.workload->captured)
        ztunnel_log_outbound(step, peer.workload, server, server->address, port,
                             !server->captured ? dial.error
                             : policy          ? "http status: 401 Unauthorized"
                                               : "http status: 503 Service Unavailable");
    if (server->captured)
        ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
}

static const struct workload *pick(struct step *step, const struct workload *const *list, size_t count)
{
    return count == 1 ? list[0] : list[random_next(&step->ledger->random) % count];
}

static void go_waypoint(struct step *step, const struct workload *client, const struct waypoint *waypoint)
{
    struct flow *flow = step->flow;
    if (waypoint->pod_count == 0) {
        drop(step, client,
             arena_format(
                 step->arena,
                 "unknown waypoint: waypoint GatewayAddress { destination: Hostname(NamespacedHostname { "
                 "namespace: \"%s\", hostname: \"%s.%s.svc.cluster.local\" }), hbone_mtls_port: 15008 } not "
                 "found",
                 waypoint->namespace, waypoint->name, waypoint->namespace),
             "the waypoint %s has no ready pod: it fails closed")
            ->why.words[0] = waypoint->key;
        return;
    }
    const struct workload *pod = pick(step, waypoint->pods, waypoint->pod_count);
    flow->path = FLOW_WAYPOINT;
    flow->waypoint = pod->key;
    flow->places.pod = pod;
    flow->places.waypoint = workload_waypoint(step->configuration, pod);
    struct hop *hop = note(step, "ztunnel", "outbound", client->key, "pass",
                           "%s goes through the waypoint %s, in a tunnel with the client's identity");
    hop->why.words[0] = flow->service ? flow->service : "this address";
    hop->why.words[1] = waypoint->key;
}

static const char *guard_of(const struct workload *server)
{
    return server->captured ? "" : ", which is outside the mesh: no ztunnel guards it";
}

/* Why a call to a service meets no waypoint. */
static struct sentence direct_reason(const struct step *step, bool captured, const struct service *service,
                                     const struct workload *server)
{
    if (!captured && service->waypoint)
        return (struct sentence){
            .format = "the client is not in the mesh, so it bypasses the waypoint %s: straight to the pod "
                      "%s%s",
            .words = {service->waypoint->key, server->key, guard_of(server)}};
    if (captured && service->unbound)
        return (struct sentence){
            .format = "%s, so %s fails open: straight to the pod %s%s",
            .words = {service->unbound, step->flow->service, server->key, guard_of(server)}};
    return (struct sentence){.format = "%s has no waypoint in use: straight to the pod %s%s",
                             .words = {step->flow->service, server->key, guard_of(server)}};
}

static const char *client_key(const struct flow *flow)
{
    return flow->places.client ? flow->places.client->key : flow->client ? flow->client : "";
}

static void to_service(struct step *step, const struct workload *client, const struct service *service)
{
    struct flow *flow = step->flow;
    bool captured = client && client->captured;
    const struct service_port *port = service_port_find(service, flow->port);
    flow->service = service->key;
    if (captured && service->waypoint && port) {
        go_waypoint(step, client, service->waypoint);
        return;
    }
    if (port && service->ready_count) {
        const struct workload *server = pick(step, service->endpoints, service->ready_count);
        note(step, captured ? "ztunnel" : "kube-proxy", captured ? "outbound" : "", client_key(flow), "pass",
             "")
            ->why = direct_reason(step, captured, service, server);
        go_direct(step, server, workload_port(server, port->target));
        return;
    }
    if (captured) {
        drop(step, client, arena_format(step->arena, "no healthy upstream: %s:%d", flow->address, flow->port),
             port ? "the service has no ready endpoint" : "the service has no such port");
        return;
    }
    flow->path = port ? FLOW_REFUSED : FLOW_UNROUTED;
    note(step, "kube-proxy", "", "", "refuse",
         port ? "the service has no ready endpoint" : "the service has no such port");
}

static void come_from(struct flow *flow, struct slice address)
{
    flow->known_client_address = address;
    flow->client_address = address.data;
}

/* To the pod's own address, or opened inside it: the packets never leave its loopback. */
static void go_loopback(struct step *step, const struct workload *pod)
{
    struct flow *flow = step->flow;
    flow_serve_by(flow, pod, flow->port);
    if (slice_starts(flow->known_address, "127."))
        come_from(flow, SLICE("127.0.0.1"));
    flow->path = workload_listening(step->configuration, pod, flow->port) ? FLOW_LOOPBACK : FLOW_REFUSED;
    note(step, "loopback", "", flow->server, "pass",
         flow->inside
             ? "a port-forward enters the pod by its node: no ztunnel, no waypoint and no policy is in the path"
             : "the pod's own address: no ztunnel, no waypoint and no policy is in the path");
    if (flow->path == FLOW_REFUSED)
        note(step, "app", "", flow->server, "refuse", "nothing listens on that port");
}

static void open_flow(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *client = flow->places.client, *server = flow->places.target;
    const struct workload *pod = flow->inside ? configuration_pod(step->configuration, flow->inside) : client;
    struct slice address = flow->known_address;
    const struct service *service = flow->places.addressed;
    flow->opened = configuration_ref(step->configuration);
    flow->opened_at = step->now;
    if (server || service) /* its text goes into log lines */
        flow->known_address = server ? server->known_address : service->known_address;
    flow->address = flow->known_address.data;
    come_from(flow, client ? client->known_address : SLICE(FLOW_MACHINE_ADDRESS));
    if (pod && (slice_starts(address, "127.") || slice_equal(address, pod->known_address))) {
        go_loopback(step, pod);
    } else if (server && client && client->captured && server->waypoint) {
        go_waypoint(step, client, server->waypoint);
    } else if (server) {
        note(step, client && client->captured ? "ztunnel" : "kube-proxy", "outbound", client_key(flow), "pass",
             "a pod's own address%s: a service's waypoint is not in this path")
            ->why.words[0] = guard_of(server);
        go_direct(step, server, flow->port);
    } else if (service) {
        to_service(step, client, service);
    } else {
        flow->path = slice_starts(address, "127.") || slice_is(address, "::1") ? FLOW_REFUSED : FLOW_UNROUTED;
        note(step, "kube-proxy", "", client_key(flow), "refuse", "no such address in the cluster");
    }
    if (flow->path == FLOW_REFUSED || flow->path == FLOW_UNROUTED) {
        static const struct hops none = {.count = 0};
        struct trace trace = trace_begin(step);
        trace.error = "connection refused";
        write_trace(step, &trace, &none);
    }
}

static void end_flow(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *client = flow->places.client, *server = flow->places.server;
    bool captured = client && client->captured;
    if (flow->closed || flow->denied)
        return;
    flow->closed = true;
    if (flow->path == FLOW_WAYPOINT) {
        if (flow->places.pod && captured)
            ztunnel_log_outbound(step, client, flow->places.pod, flow->address, flow->port, NULL);
        if (flow->relayed) {
            flow->upstream_sent = flow->sent;
            flow->upstream_received = flow->received;
            waypoint_tcp_log(step, "-");
        }
        waypoint_closed(step);
        return;
    }
    if (!server || flow->path != FLOW_DIRECT)
        return;
    struct peer peer = client_peer(step);
    peer.authenticated = peer.authenticated && server->captured;
    if (captured)
        ztunnel_log_outbound(step, client, server, server->address, flow->server_port, NULL);
    if (server->captured)
        ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->received, flow->sent, NULL);
}

/* A push has come: is this connection still allowed? (Z18) */
static void check_flow(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *server = flow->places.server;
    struct hops unsaid = {.count = 0};
    if (flow->path != FLOW_DIRECT || flow->denied || flow->closed || !server || !server->captured)
        return;
    struct peer peer = client_peer(step);
    struct peer existing = peer;
    existing.connected = true;
    if (ztunnel_dial(step, server, flow->server_port, &peer, &unsaid).admission != DENIED_BY_POLICY ||
        ztunnel_dial(step, server, flow->server_port, &existing, &unsaid).admission != DENIED_BY_POLICY)
        return;
    ztunnel_log_closed(step, &peer, server, flow->server_port);
    if (peer.workload && peer.workload->captured)
        ztunnel_log_outbound(step, peer.workload, server, server->address, flow->server_port,
                             "connection closed due to policy change");
    ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->received, flow->sent,
                        "connection closed due to policy change");
    flow->closed = true;
    emit_reset(step);
}

static void take_bytes(struct step *step)
{
    struct flow *flow = step->flow;
    if (flow->closed)
        return;
    if (flow->denied)
        flow_break(step);
    else if (flow->exchange)
        return; /* pipelined: read when the answer has left */
    else if (flow->path == FLOW_WAYPOINT && !flow->relayed)
        waypoint_bytes(step);
    else
        app_bytes(step);
}

static inline void hold(struct step *step, const struct configuration *earlier)
{
    if (earlier && earlier != step->configuration)
        ledger_hold(step->ledger, earlier);
}

/* What the flow points to from before must outlive what is written down now. */
static void hold_earlier(struct step *step)
{
    const struct flow *flow = step->flow;
    hold(step, flow->opened);
    hold(step, flow->joined);
    if (flow->exchange)
        hold(step, flow->exchange->configuration);
}

void flow_step(const struct configuration *configuration, struct flow *flow, const struct flow_event *event,
               struct arena *arena, struct ledger *ledger, struct effects *effects)
{
    struct step step = {configuration, flow, event, effects, ledger, arena, event->now};
    hold_earlier(&step);
    if (flow->places.configuration != configuration)
        find_places(&step);
    switch (event->kind) {
    case FLOW_OPEN:
        open_flow(&step);
        break;
    case FLOW_BYTES:
        flow->sent += (int64_t)event->bytes.length;
        buffer_add(&flow->input, event->bytes);
        take_bytes(&step);
        break;
    case FLOW_TIMER:
        if (flow->closed)
            break;
        if (flow->exchange && flow->exchange->waypoint)
            waypoint_answered(&step);
        else if (flow->exchange)
            app_answered(&step);
        if (!flow->exchange && flow->input.length)
            take_bytes(&step);
        break;
    case FLOW_CLIENT_END:
        end_flow(&step);
        break;
    case FLOW_CHECK:
        check_flow(&step);
        break;
    }
}
