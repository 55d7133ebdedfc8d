/* ztunnel: layer 4. The destination's ztunnel alone enforces policy (R0.1); the client's opens the tunnel.
 * Source: ztunnel src/proxy/{inbound,outbound}.rs, src/state.rs, src/proxy/metrics.rs. */
#include "base/write.h"
#include "traffic/path.h"

enum { PORT_DIGITS = 20, HBONE_PORT = 15008 };

/* Whose identity the peer comes with; "" without. */
static const char *principal_of(const struct peer *peer)
{
    return peer->authenticated ? peer->workload->principal : "";
}

/* The facts at layer 4. */
static void find_facts(const struct peer *peer, const struct workload *server, int port, char *digits,
                       struct facts *facts)
{
    struct slice address = peer->known_address;
    *facts = (struct facts){
        .authenticated = peer->authenticated,
        .principal = SLICE(""),
        .source_address = address,
        .remote_address = address,
        .destination_address = server->known_address,
        .port = port,
        .port_text = {digits, (size_t)(write_number(digits, (uint64_t)port) - digits)},
    };
    if (peer->authenticated) {
        facts->principal = peer->workload->known_principal;
        facts->namespace = peer->workload->known_namespace;
        facts->service_account = peer->workload->known_account;
    }
}

static struct sentence why(const struct decision *decision, const struct peer *peer)
{
    const struct policy *policy = decision->policy;
    const char *principal = principal_of(peer);
    if (policy && peer->authenticated)
        return (struct sentence){.format = decision->allowed ? "%s/%s allows spiffe://%s"
                                                             : "%s/%s denies spiffe://%s",
                                 .words = {policy->namespace, policy->name, principal}};
    if (policy)
        return (struct sentence){.format = decision->allowed ? "%s/%s allows a client without identity"
                                                             : "%s/%s denies a client without identity",
                                 .words = {policy->namespace, policy->name}};
    if (decision->allowed && decision->considered)
        return (struct sentence){
            .format = "no DENY policy here matches, and there is no ALLOW policy, so everything else passes"};
    if (decision->allowed)
        return (struct sentence){.format = "no policy applies to this pod, so everything passes"};
    if (peer->authenticated)
        return (struct sentence){.format = "allow policies exist, but none allowed spiffe://%s",
                                 .words = {principal}};
    return (struct sentence){.format = "allow policies exist, but none allowed a client without identity"};
}

static const char *denial_error(struct step *step, const struct decision *decision)
{
    if (decision->policy)
        return arena_format(step->arena,
                            "connection closed due to policy rejection: explicitly denied by: %s/%s",
                            decision->policy->namespace, decision->policy->name);
    return "connection closed due to policy rejection: allow policies exist, but none allowed";
}

/* What the policies say, and the hop that says it. */
static struct hop *judge(struct step *step, const struct workload *server, int port, const struct peer *peer,
                         struct hops *hops, struct decision *decision)
{
    char digits[PORT_DIGITS];
    struct facts facts;
    find_facts(peer, server, port, digits, &facts);
    policy_decide(workload_guards(step->configuration, server, peer->connected), &facts, decision);
    struct hop *hop =
        hops_add(hops, "ztunnel", "inbound", server->key, decision->allowed ? "allow" : "deny", "");
    hop->why = why(decision, peer);
    hop->identity = principal_of(peer);
    hop_decision(&step->flow->arena, hop, decision);
    return hop;
}

struct dial ztunnel_dial(struct step *step, const struct workload *server, int port, const struct peer *peer,
                         struct hops *hops)
{
    struct hop *hop = NULL;
    if (server->captured) {
        struct decision decision;
        hop = judge(step, server, port, peer, hops, &decision);
        if (!decision.allowed)
            return (struct dial){.admission = DENIED_BY_POLICY, .error = denial_error(step, &decision)};
    }
    const struct listening *app = workload_listening(step->configuration, server, port);
    if (app)
        return (struct dial){.admission = ADMITTED, .app = app};
    if (hop) {
        hop->verdict = "refuse";
        hop->why = (struct sentence){.format = "nothing listens on port %d of the pod", .number = port};
    }
    return (struct dial){.admission = NOT_LISTENING,
                         .error = "connection failed: Connection refused (os error 111)"};
}

/* --- log lines --- */

/* Who reports a connection, in metrics. */
static const char by_source[] = "source", by_destination[] = "destination";

static void count_connection(struct step *step, const char *pod, const char *reporter,
                             const struct connection_event *event, const struct service *service)
{
    const char *error = event->error.data;
    bool policy = error && (text_starts(error, "connection closed due to policy") ||
                            text_equal(error, "http status: 401 Unauthorized"));
    /* bytes of responses and of requests, whoever reports (M4) */
    bool source = event->source && reporter == by_source;
    struct tcp_count count = {
        .pod = pod,
        .reporter = reporter,
        .source = event->source,
        .destination = event->destination,
        .service = service,
        .flags = !error   ? "-"
                 : policy ? "DENY"
                          : "CONNECT",
        .tunnel = event->destination_identity,
        .sent = source ? event->received : event->sent,
        .received = source ? event->sent : event->received,
    };
    ledger_count_tcp(step->ledger, &count);
}

/* The line in the log of the ztunnel of [at]'s node, and its count. */
static void finish(struct step *step, const struct workload *at, const char *reporter,
                   struct connection_event *event, const struct service *service, const char *error)
{
    const struct workload *ztunnel = workload_ztunnel(step->configuration, at);
    if (!ztunnel)
        return;
    event->log.at = step->now;
    event->level = error ? "error" : "info";
    event->message = "connection complete";
    event->service = service ? service->hostname : NULL;
    event->took = instant_since(step->now, step->flow->opened_at);
    event->error = slice_of(error);
    ledger_connection(step->ledger, (struct log_place){ztunnel->key, waypoint_container}, event);
    count_connection(step, ztunnel->key, reporter, event, service);
}

/* The service that was addressed, by its name: its address may be another's by now. */
static const struct service *service_of(const struct step *step, const struct workload *server)
{
    const struct flow *flow = step->flow;
    const struct service *addressed = flow->places.addressed;
    if (!flow->service)
        return configuration_service_of(step->configuration, server);
    if (addressed && (addressed->key == flow->service || text_equal(addressed->key, flow->service)))
        return addressed;
    struct slice key = slice_of(flow->service);
    size_t slash = slice_find_byte(key, '/');
    return configuration_service(step->configuration, arena_copy(step->arena, slice_part(key, 0, slash)),
                                 flow->service + slash + 1);
}

void ztunnel_log_outbound(struct step *step, const struct workload *client, const struct workload *server,
                          const char *target, int port, const char *error)
{
    const struct flow *flow = step->flow;
    bool tunnel = server->captured || flow->path == FLOW_WAYPOINT;
    struct connection_event event = {
        .direction = "outbound",
        .source_address = client->address,
        .source_port = flow->client_port,
        .destination_address = tunnel ? server->address : target,
        .destination_port = tunnel ? HBONE_PORT : port,
        .hbone_address = tunnel ? target : NULL,
        .hbone_port = port,
        .source = client,
        .destination = server,
        .source_identity = tunnel,
        .destination_identity = tunnel,
        .sent = flow->sent,
        .received = flow->received,
    };
    finish(step, client, by_source, &event, service_of(step, server), error);
}

void ztunnel_log_inbound(struct step *step, const struct peer *peer, const struct workload *server, int port,
                         int64_t sent, int64_t received, const char *error)
{
    struct connection_event event = {
        .direction = "inbound",
        .source_address = peer->address,
        .source_port = peer->port,
        .destination_address = server->address,
        .destination_port = peer->authenticated ? HBONE_PORT : port,
        .hbone_address = peer->authenticated ? server->address : NULL,
        .hbone_port = port,
        .source = peer->workload,
        .destination = server,
        .source_identity = peer->authenticated,
        .destination_identity = peer->authenticated,
        .sent = sent,
        .received = received,
    };
    finish(step, server, by_destination, &event, configuration_service_of(step->configuration, server), error);
}

void ztunnel_log_failed(struct step *step, const struct workload *client, const char *error)
{
    const struct workload *ztunnel = workload_ztunnel(step->configuration, client);
    if (!ztunnel)
        return;
    struct connection_event event = {
        .log.at = step->now,
        .level = "warn",
        .message = "connection failed",
        .direction = "outbound",
        .failed = true,
        .source_address = client->address,
        .source_port = step->flow->client_port,
        .destination_address = step->flow->address,
        .destination_port = step->flow->port,
        .error = slice_of(error),
    };
    ledger_connection(step->ledger, (struct log_place){ztunnel->key, waypoint_container}, &event);
}

void ztunnel_log_closed(struct step *step, const struct peer *peer, const struct workload *server, int port)
{
    struct arena *arena = step->arena;
    const struct workload *ztunnel = workload_ztunnel(step->configuration, server);
    if (!ztunnel)
        return;
    const char *line =
        arena_format(arena,
                     "%s\tinfo\tproxy::connection_manager\tconnection %s:%d(%s%s)->%s:%d "
                     "(Kubernetes//Pod/%s/%s) closed because it's no longer allowed after a policy update",
                     instant_rfc3339(arena, step->now, 6), peer->address, peer->port,
                     peer->authenticated ? "spiffe://" : "None", principal_of(peer), server->address, port,
                     server->namespace, server->name);
    ledger_line(step->ledger, (struct log_place){ztunnel->key, waypoint_container}, step->now, slice_of(line));
}
