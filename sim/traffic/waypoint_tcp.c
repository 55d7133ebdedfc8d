/* A waypoint before a port that is declared to be TCP: Envoy's network filters, which read no HTTP. Policies
 * are asked once, of the connection; HTTP fields in them do not count (A16). Source: istio
 * listener_waypoint.go; envoy rbac_filter.cc of network filters. The form of the log line is inferred: HTTP's
 * columns are dashes. */
#include "traffic/path.h"

bool waypoint_takes_tcp(const struct step *step)
{
    const struct service *service = step->flow->places.addressed;
    const struct service_port *port = service ? service_port_find(service, step->flow->port) : NULL;
    return port && port->protocol == PORT_TCP;
}

void waypoint_tcp_log(struct step *step, const char *termination)
{
    const struct flow *flow = step->flow;
    const struct service *service = flow->places.addressed;
    const struct workload *server = flow->places.server;
    if (!waypoint_logs(step, NULL, 0))
        return;
    struct access_event event = {
        .log.at = step->now,
        .began = flow->opened_at,
        .termination = slice_of(termination),
        .received = flow->sent,
        .sent = flow->received,
        .upstream_time = -1,
        .upstream = server ? server->address : NULL,
        .upstream_port = flow->server_port,
        .local = flow->address,
        .local_port = flow->port,
        .remote = flow->client_address,
        .remote_port = flow->client_port,
    };
    if (service)
        event.cluster = (struct cluster){"inbound-vip", flow->port, "tcp", service->hostname};
    ledger_access(step->ledger, (struct log_place){flow->waypoint, waypoint_container}, &event);
}

/* The connection breaks before anything has been answered. */
static void refuse(struct step *step, const char *termination)
{
    const struct flow *flow = step->flow;
    waypoint_tcp_log(step, termination);
    if (flow->places.client && flow->places.pod)
        ztunnel_log_outbound(step, flow->places.client, flow->places.pod, flow->address, flow->port, NULL);
    flow_break(step);
}

static void relay_to(struct step *step, const struct workload *server, int port)
{
    struct flow *flow = step->flow;
    struct peer peer = waypoint_peer(step, server);
    struct dial dial = ztunnel_dial(step, server, port, &peer, &flow->hops);
    flow_serve_by(flow, server, port);
    if (dial.admission == ADMITTED)
        return;
    if (dial.error && server->captured)
        ztunnel_log_inbound(step, &peer, server, port, 0, 0, dial.error);
    refuse(step, "-");
}

void waypoint_tcp_open(struct step *step)
{
    struct flow *flow = step->flow;
    const struct service *service = flow->places.addressed;
    const struct service_port *port = service_port_find(service, flow->port);
    flow->joined = configuration_ref(step->configuration);
    flow->relayed = flow->places.waypoint ? flow->places.waypoint->key : "";
    struct decision decision = waypoint_judge(step, NULL, &flow->hops);
    if (!decision.allowed) {
        refuse(step, waypoint_matched(step, &decision));
        return;
    }
    if (service->ready_count == 0) {
        hops_add(&flow->hops, "waypoint", "", flow->waypoint, "refuse", "the service has no ready endpoint");
        refuse(step, "-");
        return;
    }
    size_t which = service->ready_count > 1 ? random_next(&step->ledger->random) % service->ready_count : 0;
    const struct workload *server = service->endpoints[which];
    relay_to(step, server, workload_port(server, port->target));
    if (!flow->closed)
        app_bytes(step);
}
