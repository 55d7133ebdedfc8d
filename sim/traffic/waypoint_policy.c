/* Who may pass a waypoint: the policies bound to the service that was addressed and to the waypoint itself,
 * pooled (A3). Source: A1 to A25 of the reference; istio pilot/pkg/security/authz/builder. */
#include "base/write.h"
#include "traffic/path.h"

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
static const struct policy *stray_policy(const struct step *step)
{
    const struct service *service = step->flow->places.addressed;
    const struct policy_list *list = &step->configuration->ztunnel;
    for (size_t i = 0; service && i < list->count; i++) {
        if (list->items[i]->dropped && text_equal(list->items[i]->namespace, service->namespace))
            return list->items[i];
    }
    return NULL;
}

static struct sentence why(const struct step *step, const struct decision *decision, bool http)
{
    const struct policy *policy = decision->policy;
    if (policy && policy->bad_custom)
        return (struct sentence){
            .format = "%s/%s has the action CUSTOM, and the mesh has no extension provider \"%s\": istiod "
                      "denies everything",
            .words = {policy->namespace, policy->name, value_find_text(policy->object, "spec.provider.name")}};
    if (policy)
        return (struct sentence){.format = "%s/%s %s this %s",
                                 .words = {policy->namespace, policy->name,
                                           decision->allowed ? "allows" : "denies",
                                           http ? "request" : "connection"}};
    if (!decision->allowed)
        return (struct sentence){.format =
                                     "ALLOW policies target this service, and none of them matches this %s",
                                 .words = {http ? "request" : "connection"}};
    if (decision->considered)
        return (struct sentence){
            .format = "no DENY policy here matches, and there is no ALLOW policy, so everything else passes"};
    const struct policy *stray = stray_policy(step);
    if (stray)
        return (struct sentence){.format = "no policy targets this service at the waypoint, so everything "
                                           "passes; %s/%s speaks of HTTP (%s), but "
                                           "without targetRefs it stays with ztunnel",
                                 .words = {stray->namespace, stray->name, stray->dropped}};
    return (struct sentence){.format = "no policy targets this service at the waypoint, so everything passes"};
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

static void find_facts(const struct step *step, const struct http_message *request, char *digits,
                       struct facts *facts)
{
    const struct flow *flow = step->flow;
    const struct workload *client = flow->places.client;
    struct slice address = flow->known_client_address;
    *facts = (struct facts){
        .authenticated = client != NULL,
        .principal = client ? client->known_principal : SLICE(""),
        .namespace = client ? client->known_namespace : SLICE(""),
        .service_account = client ? client->known_account : SLICE(""),
        .source_address = address,
        .remote_address = address,
        .destination_address = flow->known_address,
        .port = flow->port,
        .port_text = {digits, (size_t)(write_number(digits, (uint64_t)flow->port) - digits)},
    };
    if (request) {
        facts->http = true;
        facts->method = request->method;
        facts->path = flow->exchange->path;
        facts->host = flow->exchange->host;
        facts->request = request;
    }
}

struct decision waypoint_judge(struct step *step, const struct http_message *request, struct hops *hops)
{
    char digits[WRITE_NUMBER];
    const struct flow *flow = step->flow;
    const struct workload *client = flow->places.client;
    struct policy_list list = pooled(step, flow->places.addressed, flow->places.waypoint);
    struct facts facts;
    find_facts(step, request, digits, &facts);
    struct decision decision;
    policy_decide(&list, &facts, &decision);
    struct hop *hop = hops_add(hops, "waypoint", "", flow->waypoint, decision.allowed ? "allow" : "deny", "");
    hop->why = why(step, &decision, request != NULL);
    hop->identity = client ? client->principal : "";
    hop_decision(request ? &step->flow->request : &step->flow->arena, hop, &decision);
    return decision;
}
