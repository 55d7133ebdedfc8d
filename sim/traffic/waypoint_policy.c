/* Who may pass a waypoint: the policies bound to the service that was addressed and to the waypoint itself,
 * pooled (A3). Source: A1 to A25 of the reference; istio pilot/pkg/security/authz/builder. */
#include "traffic/path.h"

const struct service *waypoint_addressed(struct step *step)
{
    const struct flow *flow = step->flow;
    return configuration_service_at(step->configuration, slice_of(flow->address));
}

const struct waypoint *waypoint_of(struct step *step)
{
    const struct workload *pod = configuration_pod(step->configuration, step->flow->waypoint);
    for (size_t i = 0; pod && i < step->configuration->waypoint_count; i++) {
        const struct waypoint *waypoint = &step->configuration->waypoints[i];
        if (text_equal(waypoint->namespace, pod->namespace) && text_equal(waypoint->name, pod->owner))
            return waypoint;
    }
    return NULL;
}

const char *waypoint_matched(struct step *step, const struct decision *decision)
{
    if (!decision->policy)
        return "rbac_access_denied_matched_policy[none]";
    if (decision->policy->bad_custom)
        return "rbac_access_denied_matched_policy[default-deny-all-due-to-bad-CUSTOM-action]";
    return arena_format(step->arena, "rbac_access_denied_matched_policy[ns[%s]-policy[%s]-rule[%d]]",
                        decision->policy->namespace, decision->policy->name, decision->rule);
}

/* A policy of the service's namespace that was meant for a waypoint and never gets to one; NULL when there is
 * none. */
static const struct policy *stray_policy(struct step *step)
{
    const struct service *service = waypoint_addressed(step);
    const struct policy_list *list = &step->configuration->ztunnel;
    for (size_t i = 0; service && i < list->count; i++) {
        if (list->items[i]->dropped && text_equal(list->items[i]->namespace, service->namespace))
            return list->items[i];
    }
    return NULL;
}

static const char *why_text(struct step *step, const struct decision *decision, bool http)
{
    const char *policy = decision->policy ? arena_format(step->arena, "%s/%s", decision->policy->namespace,
                                                         decision->policy->name)
                                          : NULL;
    if (policy && decision->policy->bad_custom)
        return arena_format(
            step->arena,
            "%s has the action CUSTOM, and the mesh has no extension provider \"%s\": istiod denies "
            "everything",
            policy, value_find_text(decision->policy->object, "spec.provider.name"));
    if (policy)
        return arena_format(step->arena, "%s %s this %s", policy, decision->allowed ? "allows" : "denies",
                            http ? "request" : "connection");
    if (!decision->allowed)
        return http ? "ALLOW policies target this service, and none of them matches this request"
                    : "ALLOW policies target this service, and none of them matches this connection";
    if (decision->considered)
        return "no DENY policy here matches, and there is no ALLOW policy, so everything else passes";
    const struct policy *stray = stray_policy(step);
    if (stray)
        return arena_format(
            step->arena,
            "no policy targets this service at the waypoint, so everything passes; %s/%s speaks of "
            "HTTP (%s), but without targetRefs it stays with ztunnel",
            stray->namespace, stray->name, stray->dropped);
    return "no policy targets this service at the waypoint, so everything passes";
}

/* A request to a service that meets the waypoint by another way than its own label has no list ready. */
static struct policy_list pooled(struct step *step, const struct service *service,
                                 const struct waypoint *waypoint)
{
    if (service && waypoint && service->waypoint == waypoint)
        return service->enforced;
    size_t a = service ? service->policies.count : 0, b = waypoint ? waypoint->policies.count : 0;
    struct policy_list list = {.items = arena_allocate(step->arena, (a + b + 1) * sizeof *list.items),
                               .count = a + b};
    for (size_t i = 0; i < a; i++)
        list.items[i] = service->policies.items[i];
    for (size_t i = 0; i < b; i++)
        list.items[a + i] = waypoint->policies.items[i];
    return list;
}

static struct facts facts_of(struct step *step, const struct http_message *request)
{
    const struct flow *flow = step->flow;
    const struct workload *client = configuration_pod(step->configuration, flow->client);
    struct slice address = slice_of(flow->client_address);
    struct facts facts = {
        .authenticated = client != NULL,
        .principal = slice_of(client ? client->principal : ""),
        .namespace = slice_of(client ? client->namespace : ""),
        .service_account = slice_of(client ? client->service_account : ""),
        .source_address = address,
        .remote_address = address,
        .destination_address = slice_of(flow->address),
        .port = flow->port,
        .port_text = slice_of(arena_format(step->arena, "%d", flow->port)),
    };
    if (request) {
        facts.http = true;
        facts.method = request->method;
        facts.path = slice_part(request->target, 0, slice_find_byte(request->target, '?'));
        facts.host = http_value(request, "host");
        facts.request = request;
    }
    return facts;
}

struct value *waypoint_judge(struct step *step, const struct http_message *request, struct decision *decision)
{
    struct arena *arena = &step->flow->arena;
    const struct service *service = waypoint_addressed(step);
    struct policy_list list = pooled(step, service, waypoint_of(step));
    struct facts facts = facts_of(step, request);
    *decision = policy_decide(&list, &facts);
    struct value *hop =
        hop_new(arena, "waypoint", "", step->flow->waypoint, decision->allowed ? "allow" : "deny",
                why_text(step, decision, request != NULL));
    value_put_text(
        arena, hop, "identity",
        arena_format(step->arena, "spiffe://%.*s", (int)facts.principal.length, facts.principal.data));
    hop_decision(arena, hop, decision);
    return hop;
}
