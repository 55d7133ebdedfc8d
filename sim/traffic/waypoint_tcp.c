/* A waypoint before a port that is declared to be TCP: Envoy's network filters, which read no HTTP. Policies
 * are asked once, of the connection; HTTP fields in them do not count (A16). Source: istio
 * listener_waypoint.go; envoy rbac_filter.cc of network filters. The form of the log line is inferred: HTTP's
 * columns are dashes. */
#include "images/image.h"
#include "traffic/path.h"

bool waypoint_takes_tcp(struct step *step)
{
    const struct service *service = waypoint_addressed(step);
    const struct service_port *port = service ? service_port_find(service, step->flow->port) : NULL;
    return port && port->protocol == PORT_TCP;
}

void waypoint_tcp_log(struct step *step, const char *termination)
{
    struct arena *arena = step->arena;
    const struct flow *flow = step->flow;
    const struct service *service = waypoint_addressed(step);
    const struct workload *server = configuration_pod(step->configuration, flow->server);
    if (!step->configuration->access_log[0])
        return;
    static const char *const dashes[] = {"method", "path",       "protocol",  "details", "upstream_time",
                                         "agent",  "request_id", "authority", "route",   "flags"};
    struct value *record = value_object(arena);
    value_put_text(arena, record, "form", "envoy");
    value_put_integer(arena, record, "at", step->now.nanoseconds);
    value_put_text(arena, record, "start", instant_rfc3339(arena, flow->opened, 3));
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        value_put_text(arena, record, dashes[i], "-");
    value_put_integer(arena, record, "status", 0);
    value_put_text(arena, record, "termination", termination);
    value_put_integer(arena, record, "received", flow->sent);
    value_put_integer(arena, record, "sent", flow->received);
    value_put_integer(arena, record, "duration", instant_since(step->now, flow->opened).nanoseconds / 1000000);
    value_put_text(
        arena, record, "upstream",
        server ? arena_format(arena, "envoy://connect_originate/%s:%d", server->address, flow->server_port)
               : "-");
    value_put_text(arena, record, "upstream_local", server ? "envoy://internal_client_address/" : "-");
    value_put_text(arena, record, "cluster",
                   service ? arena_format(arena, "inbound-vip|%d|tcp|%s", flow->port, service->hostname) : "-");
    value_put_text(arena, record, "local", arena_format(arena, "%s:%d", flow->address, flow->port));
    value_put_text(arena, record, "remote",
                   arena_format(arena, "%s:%d", flow->client_address, flow->client_port));
    emit_log(step, flow->waypoint, "istio-proxy", record);
}

/* The connection breaks before anything has been answered. */
static void refuse(struct step *step, const char *termination)
{
    const struct flow *flow = step->flow;
    waypoint_tcp_log(step, termination);
    const struct workload *client = configuration_pod(step->configuration, flow->client);
    const struct workload *pod = configuration_pod(step->configuration, flow->waypoint);
    if (client && pod)
        ztunnel_log_outbound(step, client, pod, arena_format(step->arena, "%s:%d", flow->address, flow->port),
                             NULL);
    flow_break(step);
}

static void add_hop(struct step *step, const struct value *hop)
{
    struct flow *flow = step->flow;
    struct value *hops = value_edit(&flow->arena, flow->hops);
    value_append(&flow->arena, hops, hop);
    flow->hops = hops;
}

static void relay_to(struct step *step, const struct workload *server, int port)
{
    struct flow *flow = step->flow;
    const struct workload *pod = configuration_pod(step->configuration, flow->waypoint);
    struct peer peer = {.workload = pod,
                        .address = pod->address,
                        .port = flow->client_port,
                        .authenticated = server->captured,
                        .principal = server->captured ? pod->principal : ""};
    struct dial dial = ztunnel_dial(step, server, port, &peer);
    flow->server = arena_format(&flow->arena, "%s/%s", server->namespace, server->name);
    flow->server_port = port;
    if (dial.hop)
        add_hop(step, dial.hop);
    if (dial.admission == ADMITTED)
        return;
    if (dial.error && server->captured)
        ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
    refuse(step, "-");
}

void waypoint_tcp_open(struct step *step)
{
    struct flow *flow = step->flow;
    const struct service *service = waypoint_addressed(step);
    const struct waypoint *waypoint = waypoint_of(step);
    const struct service_port *port = service_port_find(service, flow->port);
    struct decision decision;
    flow->relayed = waypoint ? arena_format(&flow->arena, "%s/%s", waypoint->namespace, waypoint->name) : "";
    add_hop(step, waypoint_judge(step, NULL, &decision));
    if (!decision.allowed) {
        refuse(step, waypoint_matched(step, &decision));
        return;
    }
    if (service->ready_count == 0) {
        add_hop(step, hop_new(&flow->arena, "waypoint", "", flow->waypoint, "refuse",
                              "the service has no ready endpoint"));
        refuse(step, "-");
        return;
    }
    size_t which = service->ready_count > 1 ? random_next(flow->random) % service->ready_count : 0;
    const struct workload *server = service->endpoints[which];
    relay_to(step, server, workload_port(server, port->target));
    if (!flow->closed)
        app_bytes(step);
}
