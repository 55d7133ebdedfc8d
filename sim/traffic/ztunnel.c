/* ztunnel: layer 4. The destination's ztunnel alone enforces policy (R0.1); the client's opens the tunnel.
 * Source: ztunnel src/proxy/{inbound,outbound}.rs, src/state.rs, src/proxy/metrics.rs. */
#include "traffic/path.h"

#include <string.h>

#include "images/image.h"

/* The facts at layer 4: "cluster.local/ns/NS/sa/SA" taken apart. */
static struct facts facts_of(struct step *step, const struct peer *peer, const struct workload *server,
                             int port)
{
    struct facts facts = {
        .authenticated = peer->authenticated,
        .principal = slice_of(peer->principal),
        .source_address = slice_of(peer->address),
        .remote_address = slice_of(peer->address),
        .destination_address = slice_of(server->address),
        .port = port,
        .port_text = slice_of(arena_format(step->arena, "%d", port)),
    };
    struct slice rest = facts.principal, part;
    for (int i = 0; slice_next(&rest, '/', &part); i++) {
        if (i == 2)
            facts.namespace = part;
        if (i == 4)
            facts.service_account = part;
    }
    return facts;
}

static const char *why_text(struct step *step, const struct decision *decision, const struct peer *peer)
{
    const char *who = peer->authenticated ? arena_format(step->arena, "spiffe://%s", peer->principal)
                                          : "a client without identity";
    if (decision->policy && !decision->allowed)
        return arena_format(step->arena, "%s/%s denies %s", decision->policy->namespace, decision->policy->name,
                            who);
    if (decision->policy)
        return arena_format(step->arena, "%s/%s allows %s", decision->policy->namespace, decision->policy->name,
                            who);
    if (decision->allowed)
        return decision->considered
                   ? "no DENY policy here matches, and there is no ALLOW policy, so everything else passes"
                   : "no policy applies to this pod, so everything passes";
    return arena_format(step->arena, "allow policies exist, but none allowed %s", who);
}

static const char *denial_error(struct step *step, const struct decision *decision)
{
    if (decision->policy)
        return arena_format(step->arena,
                            "connection closed due to policy rejection: explicitly denied by: %s/%s",
                            decision->policy->namespace, decision->policy->name);
    return "connection closed due to policy rejection: allow policies exist, but none allowed";
}

struct dial ztunnel_dial(struct step *step, const struct workload *server, int port, const struct peer *peer)
{
    struct dial dial = {.admission = ADMITTED, .decision = {.allowed = true, .rule = -1}};
    struct value *hop = NULL;
    if (server->captured) {
        const struct policy_list *list = workload_guards(step->configuration, server, peer->connected);
        struct facts facts = facts_of(step, peer, server, port);
        dial.decision = policy_decide(list, &facts);
        struct arena *arena = &step->flow->arena;
        hop = hop_new(arena, "ztunnel", "inbound",
                      arena_format(step->arena, "%s/%s", server->namespace, server->name),
                      dial.decision.allowed ? "allow" : "deny", why_text(step, &dial.decision, peer));
        value_put_text(arena, hop, "identity",
                       peer->authenticated ? arena_format(step->arena, "spiffe://%s", peer->principal) : "");
        hop_decision(arena, hop, &dial.decision);
        dial.hop = hop;
    }
    if (!dial.decision.allowed) {
        dial.admission = DENIED_BY_POLICY;
        dial.error = denial_error(step, &dial.decision);
        return dial;
    }
    const struct listening *app = workload_listening(step->configuration, server, port);
    if (app) {
        dial.image = app->image;
        dial.container = app->container;
    } else {
        dial.admission = NOT_LISTENING;
        dial.error = "connection failed: Connection refused (os error 111)";
        if (hop) {
            value_put_text(&step->flow->arena, hop, "verdict", "refuse");
            value_put_text(&step->flow->arena, hop, "why",
                           arena_format(step->arena, "nothing listens on port %d of the pod", port));
        }
    }
    return dial;
}

/* --- log lines --- */

static void put_side(struct step *step, struct value *fields, const char *side, const struct workload *workload,
                     bool identity)
{
    if (!workload)
        return;
    struct arena *arena = step->arena;
    value_put_text(arena, fields, arena_format(arena, "%s.workload", side), workload->name);
    value_put_text(arena, fields, arena_format(arena, "%s.namespace", side), workload->namespace);
    if (identity)
        value_put_text(arena, fields, arena_format(arena, "%s.identity", side),
                       arena_format(arena, "spiffe://%s", workload->principal));
}

const char *counted_workload(struct arena *arena, const struct configuration *configuration,
                             const struct workload *workload)
{
    if (!workload)
        return "";
    return arena_format(arena, "%s/%s/%s/%s/%s/%s", workload->namespace, workload->owner, workload->canonical,
                        workload->revision, workload->service_account, configuration->trust_domain);
}

/* A connection that ended, for one reporter. */
struct counted {
    const char *reporter;
    const struct workload *source, *destination; /* NULL: not known */
    const struct service *service;
    bool tunnel;
    const char *error;      /* NULL: ended in order */
    int64_t sent, received; /* bytes of responses and of requests, whoever reports (M4) */
};

static void count_connection(struct step *step, const struct workload *at, const struct counted *counted)
{
    struct arena *arena = step->arena;
    const struct workload *pod = workload_ztunnel(step->configuration, at);
    const char *error = counted->error;
    bool policy = error && (text_starts(error, "connection closed due to policy") ||
                            text_equal(error, "http status: 401 Unauthorized"));
    struct value *numbers = value_object(arena);
    if (!pod)
        return;
    value_put_integer(arena, numbers, "opened", 1);
    value_put_integer(arena, numbers, "closed", 1);
    value_put_integer(arena, numbers, "received", counted->received);
    value_put_integer(arena, numbers, "sent", counted->sent);
    emit_count(step,
               arena_format(arena, "%s\ttcp\t%s|%s|%s|%s||%s|%s", pod->key, counted->reporter,
                            counted_workload(arena, step->configuration, counted->source),
                            counted_workload(arena, step->configuration, counted->destination),
                            counted->service ? counted->service->hostname : "",
                            !error   ? "-"
                            : policy ? "DENY"
                                     : "CONNECT",
                            counted->tunnel ? "mutual_tls" : "unknown"),
               numbers);
}

static void finish_line(struct step *step, struct value *fields, const struct workload *at, const char *level,
                        const char *message)
{
    const struct workload *pod = workload_ztunnel(step->configuration, at);
    if (!pod)
        return;
    struct value *record = value_object(step->arena);
    value_put_text(step->arena, record, "form", "ztunnel");
    value_put_integer(step->arena, record, "at", step->now.nanoseconds);
    value_put_text(step->arena, record, "level", level);
    value_put_text(step->arena, record, "message", message);
    value_put(step->arena, record, "fields", fields);
    emit_log(step, pod->key, "istio-proxy", record);
}

static void put_rest(struct step *step, struct value *fields, const char *direction, int64_t sent,
                     int64_t received, const char *error)
{
    struct arena *arena = step->arena;
    int64_t took = instant_since(step->now, step->flow->opened).nanoseconds / 1000000;
    value_put_text(arena, fields, "direction", direction);
    value_put_integer(arena, fields, "bytes_sent", sent);
    value_put_integer(arena, fields, "bytes_recv", received);
    value_put_text(arena, fields, "duration", arena_format(arena, "%lldms", (long long)took));
    value_put_text(arena, fields, "error", error);
}

void ztunnel_log_outbound(struct step *step, const struct workload *client, const struct workload *server,
                          const char *target, const char *error)
{
    struct arena *arena = step->arena;
    const struct flow *flow = step->flow;
    bool tunnel = server->captured || flow->path == FLOW_WAYPOINT;
    struct value *fields = value_object(arena);
    value_put_text(arena, fields, "src.addr", arena_format(arena, "%s:%d", client->address, flow->client_port));
    put_side(step, fields, "src", client, tunnel);
    value_put_text(arena, fields, "dst.addr",
                   tunnel ? arena_format(arena, "%s:15008", server->address) : target);
    if (tunnel)
        value_put_text(arena, fields, "dst.hbone_addr", target);
    const struct service *service = configuration_service_of(step->configuration, server);
    if (flow->service) {
        size_t slash = slice_find_byte(slice_of(flow->service), '/');
        const char *namespace = arena_copy(arena, slice_part(slice_of(flow->service), 0, slash));
        service = configuration_service(step->configuration, namespace, flow->service + slash + 1);
    }
    value_put_text(arena, fields, "dst.service", service ? service->hostname : NULL);
    put_side(step, fields, "dst", server, tunnel);
    put_rest(step, fields, "outbound", flow->sent, flow->received, error);
    finish_line(step, fields, client, error ? "error" : "info", "connection complete");
    struct counted counted = {.reporter = "source",
                              .source = client,
                              .destination = server,
                              .service = service,
                              .tunnel = tunnel,
                              .error = error,
                              .sent = flow->received,
                              .received = flow->sent};
    count_connection(step, client, &counted);
}

void ztunnel_log_inbound(struct step *step, const struct peer *peer, const struct workload *server, int port,
                         int64_t sent, int64_t received, const char *error)
{
    struct arena *arena = step->arena;
    struct value *fields = value_object(arena);
    const struct service *service = configuration_service_of(step->configuration, server);
    value_put_text(arena, fields, "src.addr", arena_format(arena, "%s:%d", peer->address, peer->port));
    put_side(step, fields, "src", peer->workload, peer->authenticated);
    value_put_text(arena, fields, "dst.addr",
                   arena_format(arena, "%s:%d", server->address, peer->authenticated ? 15008 : port));
    if (peer->authenticated)
        value_put_text(arena, fields, "dst.hbone_addr", arena_format(arena, "%s:%d", server->address, port));
    value_put_text(arena, fields, "dst.service", service ? service->hostname : NULL);
    put_side(step, fields, "dst", server, peer->authenticated);
    put_rest(step, fields, "inbound", sent, received, error);
    finish_line(step, fields, server, error ? "error" : "info", "connection complete");
    struct counted counted = {.reporter = "destination",
                              .source = peer->workload,
                              .destination = server,
                              .service = service,
                              .tunnel = peer->authenticated,
                              .error = error,
                              .sent = sent,
                              .received = received};
    count_connection(step, server, &counted);
}

void ztunnel_log_failed(struct step *step, const struct workload *client, const char *error)
{
    struct arena *arena = step->arena;
    struct value *fields = value_object(arena);
    value_put_text(arena, fields, "src.addr",
                   arena_format(arena, "%s:%d", client->address, step->flow->client_port));
    value_put_text(arena, fields, "dst.addr",
                   arena_format(arena, "%s:%d", step->flow->address, step->flow->port));
    value_put_text(arena, fields, "direction", "outbound");
    value_put_text(arena, fields, "error", error);
    finish_line(step, fields, client, "warn", "connection failed");
}

void ztunnel_log_closed(struct step *step, const struct peer *peer, const struct workload *server, int port)
{
    struct arena *arena = step->arena;
    const struct workload *pod = workload_ztunnel(step->configuration, server);
    if (!pod)
        return;
    struct value *record = value_object(arena);
    value_put_text(arena, record, "form", "text");
    value_put_integer(arena, record, "at", step->now.nanoseconds);
    value_put_text(
        arena, record, "line",
        arena_format(arena,
                     "%s\tinfo\tproxy::connection_manager\tconnection %s:%d(%s%s)->%s:%d "
                     "(Kubernetes//Pod/%s/%s) closed because it's no longer allowed after a policy update",
                     instant_rfc3339(arena, step->now, 6), peer->address, peer->port,
                     peer->authenticated ? "spiffe://" : "None", peer->authenticated ? peer->principal : "",
                     server->address, port, server->namespace, server->name));
    emit_log(step, pod->key, "istio-proxy", record);
}
