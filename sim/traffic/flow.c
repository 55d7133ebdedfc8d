#include "traffic/flow.h"

#include "base/check.h"
#include "images/image.h"
#include "traffic/path.h"

void flow_init(struct flow *flow, const char *client, const char *address, int port, int client_port)
{
    *flow = (struct flow){.port = port, .client_port = client_port};
    flow->client = client ? arena_text(&flow->arena, client) : NULL;
    flow->address = arena_text(&flow->arena, address);
}

void flow_release(struct flow *flow)
{
    if (flow->exchange)
        buffer_release(&flow->exchange->response);
    buffer_release(&flow->input);
    http_parser_release(&flow->parser);
    arena_release(&flow->arena);
}

static struct effect *add_effect(struct effects *effects, enum effect_kind kind)
{
    struct effect *effect = arena_allocate(effects->arena, sizeof *effect);
    effect->kind = kind;
    if (!effects->last)
        effects->last = &effects->first;
    *effects->last = effect;
    effects->last = &effect->next;
    return effect;
}

void emit(struct step *step, enum effect_kind kind)
{
    add_effect(step->effects, kind)->at = step->now;
}

void emit_timer(struct step *step, struct instant at)
{
    add_effect(step->effects, EFFECT_TIMER)->at = at;
}

void emit_send(struct step *step, struct slice bytes)
{
    step->flow->received += (int64_t)bytes.length;
    add_effect(step->effects, EFFECT_SEND)->bytes =
        (struct slice){arena_copy(step->arena, bytes), bytes.length};
}

void emit_log(struct step *step, const char *pod_key, const char *container, const struct value *record)
{
    struct effect *effect = add_effect(step->effects, EFFECT_LOG);
    effect->key = pod_key;
    effect->name = container;
    effect->value = record;
}

void emit_count(struct step *step, const char *key, const struct value *numbers)
{
    struct effect *effect = add_effect(step->effects, EFFECT_COUNT);
    effect->key = key;
    effect->value = numbers;
}

void emit_trace(struct step *step, const struct value *record)
{
    add_effect(step->effects, EFFECT_TRACE)->value = record;
}

struct value *trace_begin(struct step *step, const struct http_message *request, struct value **hops)
{
    struct arena *arena = &step->flow->arena;
    const struct flow *flow = step->flow;
    const struct workload *client = configuration_pod(step->configuration, flow->client);
    struct value *record = value_object(arena);
    value_put_text(arena, record, "at", instant_rfc3339(arena, step->now, 6));
    value_put_text(arena, record, "client", flow->client ? flow->client : "");
    value_put_text(arena, record, "identity",
                   client && client->captured ? arena_format(arena, "spiffe://%s", client->principal) : "");
    value_put_text(arena, record, "address", flow->address);
    value_put_integer(arena, record, "port", flow->port);
    value_put(arena, record, "own", value_boolean(flow->own));
    value_put_text(arena, record, "service", flow->service ? flow->service : "");
    value_put_text(arena, record, "via", flow->relayed ? flow->relayed : "");
    if (request) {
        struct slice host = http_value(request, "host");
        value_put(arena, record, "method", value_string(arena, request->method));
        value_put(arena, record, "path", value_string(arena, request->target));
        value_put(arena, record, "host", value_string(arena, host));
        value_put(arena, record, "url",
                  value_format(arena, "http://%.*s%.*s", (int)host.length, host.data,
                               (int)request->target.length, request->target.data));
    }
    *hops = value_edit(arena, flow->hops);
    value_put(arena, record, "hops", *hops);
    return record;
}

void flow_break(struct step *step)
{
    struct flow *flow = step->flow;
    struct http_message request;
    size_t used;
    bool parsed = http_parse(&flow->parser, buffer_slice(&flow->input), &request, &used) == HTTP_COMPLETE;
    struct value *hops, *record = trace_begin(step, parsed ? &request : NULL, &hops);
    value_put_integer(&flow->arena, record, "status", 0);
    value_put_text(&flow->arena, record, "error", "connection reset");
    emit_trace(step, record);
    emit(step, EFFECT_RESET);
    flow->closed = true;
}

static void add_hop(struct step *step, const struct value *hop)
{
    struct flow *flow = step->flow;
    struct value *hops = flow->hops ? value_edit(&flow->arena, flow->hops) : value_array(&flow->arena);
    value_append(&flow->arena, hops, hop);
    flow->hops = hops;
}

static void note(struct step *step, const char *at, const char *side, const char *where, const char *verdict,
                 const char *why)
{
    add_hop(step, hop_new(&step->flow->arena, at, side, where, verdict, why));
}

static struct peer client_peer(struct step *step)
{
    const struct workload *client = configuration_pod(step->configuration, step->flow->client);
    bool captured = client && client->captured;
    return (struct peer){
        .workload = client,
        .address = step->flow->client_address,
        .port = step->flow->client_port,
        .authenticated = captured,
        .principal = captured ? client->principal : "",
    };
}

/* The client's ztunnel gave up before any tunnel stood. */
static void drop(struct step *step, const struct workload *client, const char *error, const char *why)
{
    step->flow->path = FLOW_DROPPED;
    step->flow->denied = true;
    note(step, "ztunnel", "outbound", step->flow->client, "refuse", why);
    ztunnel_log_failed(step, client, error);
}

/* The last leg of a direct flow: the server's ztunnel and app, or the app alone. */
static void go_direct(struct step *step, const struct workload *server, int port)
{
    struct flow *flow = step->flow;
    struct peer peer = client_peer(step);
    flow->path = FLOW_DIRECT;
    flow->server = arena_format(&flow->arena, "%s/%s", server->namespace, server->name);
    flow->server_port = port;
    peer.authenticated = peer.authenticated && server->captured;
    struct dial dial = ztunnel_dial(step, server, port, &peer);
    if (dial.hop)
        add_hop(step, dial.hop);
    if (dial.admission == ADMITTED)
        return;
    if (!server->captured && !(peer.workload && peer.workload->captured)) {
        flow->path = FLOW_REFUSED;
        note(step, "app", "", flow->server, "refuse", "nothing listens on that port");
        return;
    }
    flow->denied = true;
    const char *target = arena_format(step->arena, "%s:%d", server->address, port);
    bool policy = dial.admission == DENIED_BY_POLICY;
    if (peer.workload && peer.workload->captured)
        ztunnel_log_outbound(step, peer.workload, server, target,
                             !server->captured ? dial.error
                             : policy          ? "http status: 401 Unauthorized"
                                               : "http status: 503 Service Unavailable");
    if (server->captured)
        ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
}

static const struct workload *pick(struct step *step, const struct workload *const *list, size_t count)
{
    return count == 1 ? list[0] : list[random_next(step->flow->random) % count];
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
             arena_format(&flow->arena, "the waypoint %s/%s has no ready pod: it fails closed",
                          waypoint->namespace, waypoint->name));
        return;
    }
    const struct workload *pod = pick(step, waypoint->pods, waypoint->pod_count);
    flow->path = FLOW_WAYPOINT;
    flow->waypoint = arena_format(&flow->arena, "%s/%s", pod->namespace, pod->name);
    note(step, "ztunnel", "outbound", flow->client, "pass",
         arena_format(&flow->arena,
                      "%s goes through the waypoint %s/%s, in a tunnel with the client's identity",
                      flow->service ? flow->service : "this address", waypoint->namespace, waypoint->name));
}

static const char *guard_of(const struct workload *server)
{
    return server->captured ? "" : ", which is outside the mesh: no ztunnel guards it";
}

/* Why a call to a service meets no waypoint. */
static const char *direct_reason(struct step *step, bool captured, const struct service *service,
                                 const struct workload *server)
{
    struct arena *arena = &step->flow->arena;
    const char *pod =
        arena_format(arena, "straight to the pod %s/%s%s", server->namespace, server->name, guard_of(server));
    if (!captured && service->waypoint)
        return arena_format(arena, "the client is not in the mesh, so it bypasses the waypoint %s/%s: %s",
                            service->waypoint->namespace, service->waypoint->name, pod);
    if (captured && service->unbound)
        return arena_format(arena, "%s, so %s fails open: %s", service->unbound, step->flow->service, pod);
    return arena_format(arena, "%s has no waypoint in use: %s", step->flow->service, pod);
}

static void to_service(struct step *step, const struct workload *client, const struct service *service)
{
    struct flow *flow = step->flow;
    bool captured = client && client->captured;
    const struct service_port *port = service_port_find(service, flow->port);
    flow->service = arena_format(&flow->arena, "%s/%s", service->namespace, service->name);
    if (captured && service->waypoint && port) {
        go_waypoint(step, client, service->waypoint);
        return;
    }
    if (port && service->ready_count) {
        const struct workload *server = pick(step, service->endpoints, service->ready_count);
        note(step, captured ? "ztunnel" : "kube-proxy", captured ? "outbound" : "",
             flow->client ? flow->client : "", "pass", direct_reason(step, captured, service, server));
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

/* To the pod's own address, or opened inside it: the packets never leave its loopback. */
static void go_loopback(struct step *step, const struct workload *pod)
{
    struct flow *flow = step->flow;
    flow->server = arena_format(&flow->arena, "%s/%s", pod->namespace, pod->name);
    flow->server_port = flow->port;
    if (slice_starts(slice_of(flow->address), "127."))
        flow->client_address = "127.0.0.1";
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
    const struct workload *client = configuration_pod(step->configuration, flow->client);
    const struct workload *pod = flow->inside ? configuration_pod(step->configuration, flow->inside) : client;
    struct slice address = slice_of(flow->address);
    flow->opened = step->now;
    flow->client_address = arena_text(&flow->arena, client ? client->address : FLOW_MACHINE_ADDRESS);
    const struct workload *server = configuration_workload_at(step->configuration, address);
    const struct service *service = configuration_service_at(step->configuration, address);
    if (pod && (slice_starts(address, "127.") || slice_is(address, pod->address))) {
        go_loopback(step, pod);
    } else if (server && client && client->captured && server->waypoint) {
        go_waypoint(step, client, server->waypoint);
    } else if (server) {
        note(step, client && client->captured ? "ztunnel" : "kube-proxy", "outbound",
             flow->client ? flow->client : "", "pass",
             arena_format(&flow->arena, "a pod's own address%s: a service's waypoint is not in this path",
                          guard_of(server)));
        go_direct(step, server, flow->port);
    } else if (service) {
        to_service(step, client, service);
    } else {
        flow->path = slice_starts(address, "127.") || slice_is(address, "::1") ? FLOW_REFUSED : FLOW_UNROUTED;
        note(step, "kube-proxy", "", flow->client ? flow->client : "", "refuse",
             "no such address in the cluster");
    }
    bool unanswered = flow->path == FLOW_REFUSED || flow->path == FLOW_UNROUTED;
    if (unanswered) {
        struct value *hops, *record = trace_begin(step, NULL, &hops);
        value_put_text(&flow->arena, record, "error", "connection refused");
        emit_trace(step, record);
    }
}

static void end_flow(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *client = configuration_pod(step->configuration, flow->client);
    bool captured = client && client->captured;
    if (flow->closed || flow->denied)
        return;
    flow->closed = true;
    if (flow->path == FLOW_WAYPOINT) {
        const struct workload *pod = configuration_pod(step->configuration, flow->waypoint);
        if (pod && captured)
            ztunnel_log_outbound(step, client, pod,
                                 arena_format(step->arena, "%s:%d", flow->address, flow->port), NULL);
        if (flow->relayed) {
            flow->upstream_sent = flow->sent;
            flow->upstream_received = flow->received;
            waypoint_tcp_log(step, "-");
        }
        waypoint_closed(step);
        return;
    }
    const struct workload *server = configuration_pod(step->configuration, flow->server);
    if (!server || flow->path != FLOW_DIRECT)
        return;
    struct peer peer = client_peer(step);
    peer.authenticated = peer.authenticated && server->captured;
    if (captured)
        ztunnel_log_outbound(step, client, server,
                             arena_format(step->arena, "%s:%d", server->address, flow->server_port), NULL);
    if (server->captured)
        ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->received, flow->sent, NULL);
}

/* A push has come: is this connection still allowed? (Z18) */
static void check_flow(struct step *step)
{
    struct flow *flow = step->flow;
    const struct workload *server = configuration_pod(step->configuration, flow->server);
    if (flow->path != FLOW_DIRECT || flow->denied || flow->closed || !server || !server->captured)
        return;
    struct peer peer = client_peer(step);
    struct peer existing = peer;
    existing.connected = true;
    if (ztunnel_dial(step, server, flow->server_port, &peer).admission != DENIED_BY_POLICY ||
        ztunnel_dial(step, server, flow->server_port, &existing).admission != DENIED_BY_POLICY)
        return;
    ztunnel_log_closed(step, &peer, server, flow->server_port);
    if (peer.workload && peer.workload->captured)
        ztunnel_log_outbound(step, peer.workload, server,
                             arena_format(step->arena, "%s:%d", server->address, flow->server_port),
                             "connection closed due to policy change");
    ztunnel_log_inbound(step, &peer, server, flow->server_port, flow->received, flow->sent,
                        "connection closed due to policy change");
    flow->closed = true;
    emit(step, EFFECT_RESET);
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

void flow_step(const struct configuration *configuration, struct flow *flow, const struct flow_event *event,
               struct effects *effects)
{
    struct step step = {configuration, flow, effects, effects->arena, event->now, event->counters};
    flow->random = event->random;
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
