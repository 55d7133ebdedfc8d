/* The mesh as a picture shows it: namespaces, what runs in them, and the flows that the last requests took. */
#include "session/record.h"
#include "traffic/configuration.h"
#include "traffic/hop.h"

static bool of_the_system(const char *namespace)
{
    return slice_starts(slice_of(namespace), "kube-") || text_equal(namespace, "istio-system");
}

static struct value *find_row(const struct value *list, const char *key, const char *text)
{
    for (size_t i = 0; i < value_count(list); i++) {
        struct value *row = (struct value *)(uintptr_t)value_at(list, i);
        if (value_says(value_get(row, key), text))
            return row;
    }
    return NULL;
}

static void add_number(struct arena *arena, struct value *row, const char *key, int64_t more)
{
    value_put_integer(arena, row, key, value_number(value_get(row, key), 0) + more);
}

/* --- namespaces --- */

static const struct value *list_namespaces(const struct world *world, struct arena *arena)
{
    struct value *list = value_array(arena);
    struct map_walk walk = map_walk(world_map(world, WORLD_APPLIED), SLICE("namespaces/"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = value_find_text(entry.item, "metadata.name");
        const struct value *labels = value_find(entry.item, "metadata.labels");
        if (of_the_system(name))
            continue;
        struct value *row = value_object(arena);
        value_put_text(arena, row, "name", name);
        value_put_text(arena, row, "mode",
                       value_says(value_get(labels, "istio.io/dataplane-mode"), "ambient") ? "ambient" : "");
        value_put_text(arena, row, "waypoint", value_string_of(value_get(labels, "istio.io/use-waypoint")));
        value_append(arena, list, row);
    }
    return list;
}

/* --- workloads: pods by what owns them --- */

static bool is_waypoint(const struct workload *workload)
{
    return value_get(workload->labels, "gateway.networking.k8s.io/gateway-name") != NULL;
}

static const struct value *list_workloads(const struct configuration *configuration, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (of_the_system(workload->namespace))
            continue;
        const char *key = arena_format(arena, "%s/%s", workload->namespace, workload->owner);
        struct value *row = find_row(list, "key", key);
        if (!row) {
            row = value_object(arena);
            value_put_text(arena, row, "key", key);
            value_put_text(arena, row, "namespace", workload->namespace);
            value_put_text(arena, row, "name", workload->owner);
            value_put_text(arena, row, "kind", is_waypoint(workload) ? "waypoint" : "workload");
            value_put(arena, row, "captured", value_boolean(workload->captured));
            value_put_text(arena, row, "account", workload->service_account);
            value_put(arena, row, "names", value_array(arena));
            value_append(arena, list, row);
        }
        value_append(arena, (struct value *)(uintptr_t)value_get(row, "names"), value_string(arena, slice_of(workload->key)));
        add_number(arena, row, "pods", 1);
        add_number(arena, row, "ready", workload->ready);
    }
    return list;
}

/* The workloads whose pods stand behind a service, each once. */
static const struct value *list_endpoints(const struct service *service, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < service->endpoint_count; i++) {
        const struct workload *workload = service->endpoints[i];
        const char *key = arena_format(arena, "%s/%s", workload->namespace, workload->owner);
        size_t at = 0;
        while (at < value_count(list) && !value_says(value_at(list, at), key))
            at++;
        if (at == value_count(list))
            value_append(arena, list, value_string(arena, slice_of(key)));
    }
    return list;
}

static const struct value *list_services(const struct configuration *configuration, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        if (of_the_system(service->namespace) || text_equal(service->name, "kubernetes"))
            continue;
        struct value *row = value_object(arena);
        value_put_text(arena, row, "key", service->key);
        value_put_text(arena, row, "address", service->address);
        value_put_integer(arena, row, "port", service->port_count ? service->ports[0].number : 0);
        value_put_integer(arena, row, "ready", (int64_t)service->ready_count);
        value_put_text(arena, row, "waypoint",
                       service->waypoint ? arena_format(arena, "%s/%s", service->waypoint->namespace,
                                                        service->waypoint->name)
                                         : "");
        value_put(arena, row, "workloads", list_endpoints(service, arena));
        value_append(arena, list, row);
    }
    return list;
}

/* --- flows: the requests so far, by who asked whom --- */

static const char *owner_of(const struct configuration *configuration, struct arena *arena, const char *pod)
{
    const struct workload *workload = configuration_pod(configuration, pod);
    return workload ? arena_format(arena, "%s/%s", workload->namespace, workload->owner) : arena_text(arena, pod);
}

/* Where the request was going: the service it named, else the pod it came to, else an address. */
static const char *target_of(const struct configuration *configuration, struct arena *arena,
                             const struct value *record)
{
    const struct value *hops = value_get(record, "hops");
    const char *service = value_find_text(record, "service");
    if (service[0])
        return arena_text(arena, service);
    const struct value *last = value_count(hops) ? value_at(hops, value_count(hops) - 1) : NULL;
    const char *where = value_find_text(last, "where");
    bool came_nowhere = text_equal(where, value_find_text(record, "client"));
    return where[0] && !came_nowhere ? owner_of(configuration, arena, where) : arena_text(arena, value_find_text(record, "address"));
}

/* Both ends met a ztunnel, so the bytes between them were mTLS. */
static bool is_encrypted(const struct value *record)
{
    const struct value *hops = value_get(record, "hops");
    bool out = false, in = false;
    for (size_t i = 0; i < value_count(hops); i++) {
        const struct value *hop = value_at(hops, i);
        bool ztunnel = value_says(value_get(hop, "at"), "ztunnel");
        out |= ztunnel && value_says(value_get(hop, "side"), "outbound");
        in |= (ztunnel && value_says(value_get(hop, "side"), "inbound")) || value_says(value_get(hop, "at"), "waypoint");
    }
    return out && in;
}

static void add_flow(const struct configuration *configuration, struct arena *arena, struct value *list,
                     const struct value *record)
{
    const char *client = value_find_text(record, "client");
    const char *from = client[0] ? owner_of(configuration, arena, client) : "this machine";
    const char *to = target_of(configuration, arena, record), *via = value_find_text(record, "via");
    const char *method = value_find_text(record, "method");
    const char *key = arena_format(arena, "%s %s %s %s", from, to, via, method);
    struct value *row = find_row(list, "key", key);
    if (!row) {
        row = value_object(arena);
        value_put_text(arena, row, "key", key);
        value_put_text(arena, row, "from", from);
        value_put_text(arena, row, "to", to);
        value_put_text(arena, row, "via", via);
        value_put_text(arena, row, "method", method);
        value_append(arena, list, row);
    }
    int64_t status = value_number(value_get(record, "status"), 0);
    const struct value *hop = hop_deciding(record);
    bool refused = value_says(value_get(hop, "verdict"), "deny") || value_says(value_get(hop, "verdict"), "refuse");
    add_number(arena, row, "count", 1);
    value_put_integer(arena, row, "status", status);
    value_put_text(arena, row, "error", value_find_text(record, "error"));
    value_put(arena, row, "encrypted", value_boolean(is_encrypted(record)));
    value_put_text(arena, row, "stopped", refused ? value_find_text(hop, "at") : "");
    value_put_text(arena, row, "policy", refused ? value_find_text(hop, "policy") : "");
    value_put_text(arena, row, "clause", refused ? value_find_text(value_get(hop, "closest"), "text") : "");
    value_put_text(arena, row, "side", refused ? value_find_text(hop, "side") : "");
    value_put_text(arena, row, "why", refused ? value_find_text(hop, "why") : "");
    value_put_integer(arena, row, "request", value_number(value_get(record, "id"), 0));
}

const struct value *picture_value(struct session *session, struct arena *arena)
{
    const struct configuration *configuration = machine_configuration(session->machine);
    const struct world *world = machine_world(session->machine);
    const struct value *sent = checks_evidence(session, world, arena).sent;
    struct value *picture = value_object(arena), *flows = value_array(arena);
    for (size_t i = 0; i < value_count(sent); i++)
        add_flow(configuration, arena, flows, value_at(sent, i));
    value_put(arena, picture, "namespaces", list_namespaces(world, arena));
    value_put(arena, picture, "workloads", list_workloads(configuration, arena));
    value_put(arena, picture, "services", list_services(configuration, arena));
    value_put(arena, picture, "flows", flows);
    return picture;
}
