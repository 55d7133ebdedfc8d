#include "kinds/rows.h"

#include <string.h>

static const char *cluster_ip(struct arena *arena, const struct value *object, struct instant now)
{
    const char *text = value_find_text(object, "spec.clusterIP");
    (void)arena;
    (void)now;
    return text[0] ? text : "<none>";
}

static const char *external_ip(struct arena *arena, const struct value *object, struct instant now)
{
    const char *type = value_find_text(object, "spec.type");
    (void)arena;
    (void)now;
    if (text_equal(type, "ExternalName"))
        return value_find_text(object, "spec.externalName");
    if (!text_equal(type, "LoadBalancer"))
        return "<none>";
    const char *address = value_find_text(object, "status.loadBalancer.ingress.0.ip");
    return address[0] ? address : "<pending>";
}

static const char *ports(struct arena *arena, const struct value *object, struct instant now)
{
    const struct value *list = value_find(object, "spec.ports");
    const char *text = NULL;
    (void)now;
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *port = value_at(list, i);
        const char *protocol = value_find_text(port, "protocol");
        int64_t node = value_number(value_get(port, "nodePort"), 0);
        const char *number = arena_format(arena, "%lld", (long long)value_number(value_get(port, "port"), 0));
        if (node)
            number = arena_format(arena, "%s:%lld", number, (long long)node);
        text = arena_format(arena, "%s%s%s/%s", text ? text : "", text ? "," : "", number, protocol[0] ? protocol : "TCP");
    }
    return text ? text : "<none>";
}

static const char *selector(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return cell_labels(arena, value_find(object, "spec.selector"));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Type", .path = "spec.type"},
    {.name = "Cluster-IP", .cell = cluster_ip},
    {.name = "External-IP", .cell = external_ip},
    {.name = "Port(s)", .cell = ports},
    COLUMN_AGE,
    {.name = "Selector", .cell = selector, .wide = true},
    {0},
};

static void default_ports(struct arena *arena, struct value *spec)
{
    const struct value *old = value_get(spec, "ports");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(old); i++) {
        if (!value_is(value_at(old, i), VALUE_OBJECT))
            return;
        struct value *port = value_edit(arena, value_at(old, i));
        default_text(arena, port, "protocol", "TCP");
        if (value_get(port, "port"))
            default_value(arena, port, "targetPort", value_get(port, "port"));
        value_append(arena, list, port);
    }
    if (old)
        value_put(arena, spec, "ports", list);
}

static void set_defaults(struct arena *arena, struct value *object)
{
    if (!value_is(value_get(object, "spec"), VALUE_OBJECT))
        return;
    struct value *spec = value_open(arena, object, "spec"), *families = value_array(arena), *addresses = value_array(arena);
    default_text(arena, spec, "type", "ClusterIP");
    default_text(arena, spec, "sessionAffinity", "None");
    value_append(arena, families, value_text(arena, "IPv4"));
    if (!text_equal(value_find_text(spec, "type"), "ExternalName")) {
        default_text(arena, spec, "ipFamilyPolicy", "SingleStack");
        default_value(arena, spec, "ipFamilies", families);
        default_text(arena, spec, "internalTrafficPolicy", "Cluster");
    }
    if (value_find_text(spec, "clusterIP")[0]) {
        value_append(arena, addresses, value_get(spec, "clusterIP"));
        default_value(arena, spec, "clusterIPs", addresses);
    }
    default_ports(arena, spec);
    default_value(arena, value_open(arena, object, "status"), "loadBalancer", value_object(arena));
}

static void validate_port(struct findings *findings, const struct value *list, size_t i)
{
    const struct value *port = value_at(list, i);
    int64_t number = value_number(value_get(port, "port"), 0);
    const char *field = arena_format(findings->arena, "spec.ports[%zu]", i);
    if (number < 1 || number > 65535)
        findings_add(findings, "FieldValueInvalid", arena_format(findings->arena, "%s.port", field),
                     "Invalid value: %lld: must be between 1 and 65535, inclusive", (long long)number);
    if (value_count(list) > 1 && !value_find_text(port, "name")[0])
        findings_add(findings, "FieldValueRequired", arena_format(findings->arena, "%s.name", field), "Required value");
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    const struct value *list = value_find(object, "spec.ports");
    const char *address = value_find_text(object, "spec.clusterIP"), *before = value_find_text(old, "spec.clusterIP");
    bool none_needed = text_equal(address, "None") || text_equal(value_find_text(object, "spec.type"), "ExternalName");
    if (value_count(list) == 0 && !none_needed)
        findings_add(findings, "FieldValueRequired", "spec.ports", "Required value");
    for (size_t i = 0; i < value_count(list); i++)
        validate_port(findings, list, i);
    if (old && before[0] && !text_equal(address, before))
        findings_add(findings, "FieldValueInvalid", "spec.clusterIPs[0]", "Invalid value: [\"%s\"]: may not change once set",
                     address);
}

const struct kind service_kind = {
    .group = "", .versions = "v1", .kind = "Service", .plural = "services", .singular = "service", .short_names = "svc",
    .categories = "all", .flags = KIND_NAMESPACED | KIND_STATUS, .name_rule = NAME_DNS_1035, .columns = columns,
    .schema = "spec{ports[]{port!:integer name:string protocol:enum(TCP,UDP,SCTP) targetPort:intstr nodePort:integer "
              "appProtocol:string} selector{} type:enum(ClusterIP,ExternalName,LoadBalancer,NodePort) clusterIP:string "
              "clusterIPs[] ipFamilies[] ipFamilyPolicy:string sessionAffinity:enum(ClientIP,None) "
              "sessionAffinityConfig:any externalIPs[] externalName:string externalTrafficPolicy:string "
              "internalTrafficPolicy:string trafficDistribution:string publishNotReadyAddresses:boolean "
              "loadBalancerIP:string loadBalancerClass:string loadBalancerSourceRanges[] healthCheckNodePort:integer "
              "allocateLoadBalancerNodePorts:boolean}",
    .set_defaults = set_defaults, .validate = validate,
    .description = "Service is a named abstraction of software service consisting of local port that the proxy listens "
                   "on, and the selector that determines which pods will answer requests.",
};
