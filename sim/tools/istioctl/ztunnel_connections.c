/* istioctl ztunnel-config connections: the flows of the machine, as the ztunnels at both ends see them. */
#include "tools/istioctl/ztunnel_config.h"

struct link {
    const char *direction;
    const struct workload *workload; /* whose connection it is, of the ztunnel that is asked */
    const char *local, *remote, *target;
    const char *protocol;
};

/* "10.96.0.5:80" by the name that ztunnel knows for it. */
static const char *named(struct istioctl *istioctl, const struct question *question, const char *address)
{
    struct slice text = slice_of(address);
    size_t colon = slice_find_byte(text, ':');
    struct slice host = slice_part(text, 0, colon);
    if (istioctl_on(istioctl, "raw") || !host.length)
        return address;
    const struct service *service = configuration_service_at(question->configuration, host);
    const struct workload *workload = configuration_workload_at(question->configuration, host);
    if (service)
        return arena_format(istioctl->arena, "%s%s", service->hostname, address + colon);
    if (workload)
        return arena_format(istioctl->arena, "%s.%s%s", workload->name, workload->namespace, address + colon);
    return address;
}

static bool link_wanted(struct istioctl *istioctl, const struct question *question, const struct link *link)
{
    const char *direction = istioctl_flag(istioctl, "direction");
    const char *key = arena_format(istioctl->arena, "%s/%s", link->workload->namespace, link->workload->name);
    return link->workload->captured && text_equal(link->workload->node, question->ztunnel->node) &&
           (!question->pod[0] || text_equal(question->pod, key)) &&
           (!direction || slice_is_nocase(slice_of(link->direction), direction)) &&
           question_flag(istioctl, "workload-namespace", link->workload->namespace);
}

/* The ends of one connection as the ztunnels see them: up to two; those of other nodes are left out. */
static size_t links_of(struct istioctl *istioctl, const struct question *question, const struct value *flow,
                       struct link *links)
{
    struct arena *arena = istioctl->arena;
    const struct configuration *configuration = question->configuration;
    const struct workload *client = configuration_pod(configuration, value_find_text(flow, "client"));
    const struct workload *server = configuration_pod(configuration, value_find_text(flow, "server"));
    const struct workload *waypoint = configuration_pod(configuration, value_find_text(flow, "waypoint"));
    const struct workload *next = waypoint ? waypoint : server, *peer = waypoint ? waypoint : client;
    long long client_port = (long long)value_number(value_get(flow, "clientPort"), 0);
    long long port = (long long)value_number(value_get(flow, "port"), 0);
    long long server_port = (long long)value_number(value_get(flow, "serverPort"), 0);
    size_t count = 0;
    if (client && client->captured && next) {
        bool tunnel = waypoint || server->captured;
        const char *dialled =
            arena_format(arena, "%s:%lld", waypoint ? value_find_text(flow, "address") : next->address,
                         waypoint ? port : server_port);
        links[count] = (struct link){"Outbound",
                                     client,
                                     arena_format(arena, "%s:%lld", client->address, client_port),
                                     tunnel ? arena_format(arena, "%s:15008", next->address) : dialled,
                                     tunnel ? dialled : "",
                                     tunnel ? "HBONE" : "TCP"};
        count += link_wanted(istioctl, question, &links[count]);
    }
    if (server && server->captured) {
        const char *from = peer ? peer->address : value_find_text(flow, "clientAddress");
        bool tunnel = waypoint || (client && client->captured);
        links[count] = (struct link){"Inbound",
                                     server,
                                     arena_format(arena, "%s:%lld", server->address, server_port),
                                     arena_format(arena, "%s:%lld", from, client_port),
                                     "",
                                     tunnel ? "HBONE" : "TCP"};
        count += link_wanted(istioctl, question, &links[count]);
    }
    return count;
}

static const struct value *link_value(struct arena *arena, const struct link *link)
{
    struct value *entry = value_object(arena);
    bool inbound = text_equal(link->direction, "Inbound");
    value_put_text(arena, entry, "src", inbound ? link->remote : link->local);
    value_put_text(arena, entry, "originalDst",
                   inbound           ? link->local
                   : link->target[0] ? link->target
                                     : link->remote);
    value_put_text(arena, entry, "actualDst", inbound ? link->local : link->remote);
    value_put_text(arena, entry, "protocol", link->protocol);
    return entry;
}

/* A workload's connections, one entry of ztunnel's dump. */
struct workload_links {
    const struct workload *workload;
    struct value *inbound, *outbound;
};

static void add_link(struct arena *arena, struct workload_links *all, size_t *count, const struct link *link)
{
    size_t at = 0;
    while (at < *count && all[at].workload != link->workload)
        at++;
    if (at == *count)
        all[(*count)++] = (struct workload_links){link->workload, value_array(arena), value_array(arena)};
    value_append(arena, text_equal(link->direction, "Inbound") ? all[at].inbound : all[at].outbound,
                 link_value(arena, link));
}

static const struct value *links_value(struct arena *arena, const struct workload_links *links)
{
    struct value *value = value_object(arena), *info = value_open(arena, value, "info"),
                 *lists = value_open(arena, value, "connections");
    value_put_text(arena, value, "state", "Up");
    value_put_text(arena, info, "name", links->workload->name);
    value_put_text(arena, info, "namespace", links->workload->namespace);
    value_put_text(arena, info, "serviceAccount", links->workload->service_account);
    value_put_text(arena, info, "trustDomain", "");
    value_put(arena, lists, "inbound", links->inbound);
    value_put(arena, lists, "outbound", links->outbound);
    return value;
}

int question_connections(struct istioctl *istioctl, const struct question *question)
{
    static const char *const header[] = {"WORKLOAD", "DIRECTION",     "LOCAL",
                                         "REMOTE",   "REMOTE TARGET", "PROTOCOL"};
    struct arena *arena = istioctl->arena;
    const struct value *flows = process_connections(istioctl->process);
    struct value *values = value_array(arena);
    struct workload_links *all = arena_allocate(arena, (value_count(flows) * 2 + 1) * sizeof *all);
    size_t workloads = 0;
    struct listing listing = {0};
    listing_row(&listing, header, 6);
    for (size_t i = value_count(flows); i > 0; i--) {
        struct link links[2];
        size_t count = links_of(istioctl, question, value_at(flows, i - 1), links);
        for (size_t j = 0; j < count; j++) {
            const struct link *link = &links[j];
            const char *cells[] = {
                arena_format(arena, "%s.%s", link->workload->name, link->workload->namespace),
                link->direction,
                named(istioctl, question, link->local),
                named(istioctl, question, link->remote),
                text_equal(link->direction, "Inbound") ? link->target : named(istioctl, question, link->target),
                link->protocol};
            listing_row(&listing, cells, 6);
            add_link(arena, all, &workloads, link);
        }
    }
    if (question->output == OUTPUT_TABLE) {
        listing_print(istioctl->process, &listing, 1);
        return 0;
    }
    buffer_release(&listing.text);
    for (size_t i = 0; i < workloads; i++)
        value_append(arena, values, links_value(arena, &all[i]));
    return question_print(istioctl, question, values);
}
