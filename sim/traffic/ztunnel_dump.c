/* ztunnel's config_dump, in the names of its own code (ztunnel src/state.rs, serde's camelCase). */
#include "traffic/dump.h"

#include "base/check.h"

static const char *uid_of(struct arena *arena, const struct workload *workload)
{
    return arena_format(arena, "Kubernetes//Pod/%s/%s", workload->namespace, workload->name);
}

static void put_texts(struct arena *arena, struct value *object, const char *key, const char *text)
{
    struct value *list = value_array(arena);
    if (text && text[0])
        value_append(arena, list, value_text(arena, text));
    value_put(arena, object, key, list);
}

static void put_waypoint(struct arena *arena, struct value *object, const struct waypoint *waypoint)
{
    if (!waypoint)
        return;
    struct value *address = value_open(arena, object, "waypoint");
    value_put_text(arena, address, "destination",
                   arena_format(arena, "%s/%s.%s.svc.cluster.local", waypoint->namespace, waypoint->name,
                                waypoint->namespace));
    value_put_integer(arena, address, "hboneMtlsPort", 15008);
}

/* --- workloads --- */

static const struct value *selected_policies(struct arena *arena, const struct configuration *configuration,
                                             const struct workload *workload)
{
    struct value *names = value_array(arena);
    for (size_t i = 0; i < configuration->ztunnel.count; i++) {
        const struct policy *policy = configuration->ztunnel.items[i];
        if (policy->scope == SCOPE_WORKLOAD && policy_applies(policy, workload))
            value_append(arena, names, value_format(arena, "%s/%s", policy->namespace, policy->name));
    }
    return names;
}

/* In the order of their keys, where a member is put behind the others at once. */
static const struct value *workload_value(struct arena *arena, const struct configuration *configuration,
                                          const struct workload *workload)
{
    struct value *value = value_object(arena);
    bool replicas = value_says(value_find(workload->pod, "metadata.ownerReferences.0.kind"), "ReplicaSet");
    const struct value *policies = selected_policies(arena, configuration, workload);
    value_put(arena, value, "applicationTunnel", value_object(arena));
    if (value_count(policies))
        value_put(arena, value, "authorizationPolicies", policies);
    value_put_text(arena, value, "canonicalName", workload->canonical);
    value_put_text(arena, value, "canonicalRevision", workload->revision);
    value_put_integer(arena, value, "capacity", 1);
    value_put_text(arena, value, "clusterId", "Kubernetes");
    value_put_text(arena, value, "hostname", "");
    value_put(arena, value, "locality", value_object(arena));
    value_put_text(arena, value, "name", workload->name);
    value_put_text(arena, value, "namespace", workload->namespace);
    value_put_text(arena, value, "network", "");
    value_put_text(arena, value, "node", workload->node);
    value_put_text(arena, value, "protocol", workload->captured ? "HBONE" : "TCP");
    value_put_text(arena, value, "serviceAccount", workload->service_account);
    value_put_text(arena, value, "status", workload->ready ? "Healthy" : "Unhealthy");
    value_put_text(arena, value, "trustDomain", configuration->trust_domain);
    value_put_text(arena, value, "uid", uid_of(arena, workload));
    put_waypoint(arena, value, workload->waypoint);
    put_texts(arena, value, "workloadIps", workload->address);
    value_put_text(arena, value, "workloadName", workload->owner);
    value_put_text(arena, value, "workloadType", replicas ? "deployment" : "pod");
    return value;
}

/* --- services --- */

static const struct value *endpoint_value(struct arena *arena, const struct service *service,
                                          const struct workload *workload)
{
    struct value *value = value_object(arena), *ports = value_object(arena);
    for (size_t i = 0; i < service->port_count; i++)
        value_put_integer(arena, ports, arena_format(arena, "%d", service->ports[i].number),
                          workload_port(workload, service->ports[i].target));
    value_put_text(arena, value, "workloadUid", uid_of(arena, workload));
    value_put_text(arena, value, "service", "");
    value_put(arena, value, "port", ports);
    value_put_text(arena, value, "status", workload->ready ? "Healthy" : "Unhealthy");
    return value;
}

static const struct value *service_value(struct arena *arena, const struct service *service)
{
    struct value *value = value_object(arena), *ports = value_object(arena), *endpoints = value_object(arena);
    for (size_t i = 0; i < service->port_count; i++)
        value_put_integer(arena, ports, arena_format(arena, "%d", service->ports[i].number),
                          value_number(service->ports[i].target, 0));
    for (size_t i = 0; i < service->endpoint_count; i++)
        value_put(arena, endpoints, uid_of(arena, service->endpoints[i]),
                  endpoint_value(arena, service, service->endpoints[i]));
    value_put_text(arena, value, "name", service->name);
    value_put_text(arena, value, "namespace", service->namespace);
    value_put_text(arena, value, "hostname", service->hostname);
    put_texts(arena, value, "vips", service->address[0] ? arena_format(arena, "/%s", service->address) : NULL);
    value_put(arena, value, "ports", ports);
    value_put(arena, value, "endpoints", endpoints);
    value_put(arena, value, "subjectAltNames", value_array(arena));
    put_waypoint(arena, value, service->waypoint);
    value_put_text(arena, value, "ipFamilies", "IPv4");
    return value;
}

/* --- policies --- */

/* A field of AuthorizationPolicy as ztunnel's RbacMatch calls it, without its "not". */
static const struct {
    const char *key, *name;
    bool text; /* a StringMatch; else a plain value */
} rbac_names[] = {
    {"principals", "principals", true},
    {"source.principal", "principals", true},
    {"namespaces", "namespaces", true},
    {"source.namespace", "namespaces", true},
    {"serviceAccounts", "serviceAccounts", true},
    {"source.serviceAccount", "serviceAccounts", true},
    {"ipBlocks", "sourceIps", false},
    {"source.ip", "sourceIps", false},
    {"destination.ip", "destinationIps", false},
    {"ports", "destinationPorts", false},
    {"destination.port", "destinationPorts", false},
};

static const struct value *string_match(struct arena *arena, struct slice text)
{
    struct value *match = value_object(arena);
    if (slice_is(text, "*")) {
        value_put(arena, match, "Presence", value_object(arena));
        return match;
    }
    bool suffix = slice_starts(text, "*"), prefix = !suffix && slice_ends(text, "*");
    struct slice rest = slice_part(text, suffix, text.length - prefix);
    value_put(arena, match, suffix ? "Suffix" : prefix ? "Prefix" : "Exact", value_string(arena, rest));
    return match;
}

static void put_match(struct arena *arena, struct value *object, const struct match *match)
{
    struct value *values = value_array(arena);
    size_t row = 0;
    while (row < sizeof rbac_names / sizeof *rbac_names && !text_equal(rbac_names[row].key, match->field->name))
        row++;
    if (row == sizeof rbac_names / sizeof *rbac_names)
        return;
    for (size_t i = 0; i < value_count(match->values); i++) {
        struct slice text = value_slice(value_at(match->values, i));
        int64_t number;
        if (rbac_names[row].text)
            value_append(arena, values, string_match(arena, text));
        else if (slice_to_integer(text, &number))
            value_append(arena, values, value_integer(arena, number));
        else
            value_append(arena, values, value_at(match->values, i));
    }
    char *name = arena_text(arena, rbac_names[row].name);
    if (match->negated) {
        name = arena_format(arena, "not%s", name);
        name[3] = ascii_upper(name[3]);
    }
    value_put(arena, object, name, values);
}

static const struct value *clause_value(struct arena *arena, const struct clause *clause)
{
    struct value *groups = value_array(arena);
    for (size_t i = 0; i < clause->count; i++) {
        struct value *object = value_object(arena);
        for (size_t j = 0; j < clause->groups[i].count; j++)
            put_match(arena, object, &clause->groups[i].matches[j]);
        value_append(arena, groups, object);
    }
    return groups;
}

static const char *policy_scope_name(const struct policy *policy)
{
    static const char *const names[] = {[SCOPE_GLOBAL] = "Global",
                                        [SCOPE_NAMESPACE] = "Namespace",
                                        [SCOPE_WORKLOAD] = "WorkloadSelector",
                                        [SCOPE_TARGET] = ""};
    return names[policy->scope];
}

static const struct value *policy_value(struct arena *arena, const struct policy *policy)
{
    struct value *value = value_object(arena), *rules = value_array(arena);
    for (size_t i = 0; i < policy->count; i++) {
        struct value *clauses = value_array(arena);
        for (size_t j = 0; j < policy->rules[i].count; j++)
            value_append(arena, clauses, clause_value(arena, &policy->rules[i].clauses[j]));
        value_append(arena, rules, clauses);
    }
    value_put_text(arena, value, "name", policy->name);
    value_put_text(arena, value, "namespace", policy->namespace);
    value_put_text(arena, value, "scope", policy_scope_name(policy));
    value_put_text(arena, value, "action", policy->action == POLICY_DENY ? "Deny" : "Allow");
    value_put(arena, value, "rules", rules);
    return value;
}

/* --- the lists of the dump --- */

static const struct value *list_workloads(struct arena *arena, const struct configuration *configuration)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < configuration->workload_count; i++)
        value_append(arena, list, workload_value(arena, configuration, &configuration->workloads[i]));
    return list;
}

static const struct value *list_services(struct arena *arena, const struct configuration *configuration)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < configuration->service_count; i++)
        value_append(arena, list, service_value(arena, &configuration->services[i]));
    return list;
}

static const struct value *list_policies(struct arena *arena, const struct configuration *configuration)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < configuration->ztunnel.count; i++)
        value_append(arena, list, policy_value(arena, configuration->ztunnel.items[i]));
    return list;
}

static const struct {
    const char *key;
    const struct value *(*make)(struct arena *arena, const struct configuration *configuration);
} lists[] = {{"policies", list_policies}, {"services", list_services}, {"workloads", list_workloads}};

const struct value *ztunnel_list(struct arena *arena, const struct configuration *configuration, const char *key)
{
    size_t i = 0;
    while (!text_equal(lists[i].key, key))
        check(++i < sizeof lists / sizeof *lists);
    return lists[i].make(arena, configuration);
}

const struct value *ztunnel_dump(struct arena *arena, const struct configuration *configuration)
{
    struct value *dump = value_object(arena);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        value_put(arena, dump, lists[i].key, lists[i].make(arena, configuration));
    return dump;
}
