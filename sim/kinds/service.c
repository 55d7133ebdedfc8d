#include "base/buffer.h"
#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/names.h"
#include "kinds/rows.h"

#define PORT_MAXIMUM 65535
#define ADDRESS_WIDTH 16

/* --- cells --- */

static bool is_type(const struct value *service, const char *type)
{
    return value_says(value_find(service, "spec.type"), type);
}

static const char *cell_cluster_ip(struct arena *arena, const struct value *service, struct instant now)
{
    (void)arena, (void)now;
    const char *address = value_find_text(service, "spec.clusterIP");
    return *address ? address : "<none>";
}

static void add_joined(struct buffer *text, const char *piece)
{
    buffer_format(text, "%s%s", text->length ? "," : "", piece);
}

static const char *taken(struct arena *arena, struct buffer *text, const char *otherwise)
{
    const char *result = text->length ? arena_copy(arena, buffer_slice(text)) : otherwise;
    buffer_release(text);
    return result;
}

static const char *cell_external_ip(struct arena *arena, const struct value *service, struct instant now)
{
    (void)now;
    struct buffer text = {0};
    const struct value *external = value_find(service, "spec.externalIPs");
    if (is_type(service, "ExternalName"))
        return value_find_text(service, "spec.externalName");
    if (is_type(service, "LoadBalancer")) {
        const struct value *ingress = value_find(service, "status.loadBalancer.ingress");
        for (size_t i = 0; i < value_count(ingress); i++) {
            const char *address = value_find_text(value_at(ingress, i), "ip");
            add_joined(&text, *address ? address : value_find_text(value_at(ingress, i), "hostname"));
        }
        if (text.length > ADDRESS_WIDTH)
            return arena_format(arena, "%.13s...", taken(arena, &text, ""));
    }
    for (size_t i = 0; i < value_count(external); i++)
        add_joined(&text, value_string_of(value_at(external, i)));
    return taken(arena, &text, is_type(service, "LoadBalancer") ? "<pending>" : "<none>");
}

static const char *cell_ports(struct arena *arena, const struct value *service, struct instant now)
{
    (void)now;
    struct buffer text = {0};
    const struct value *ports = value_find(service, "spec.ports");
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        long long number = value_number(value_get(port, "port"), 0);
        long long node = value_number(value_get(port, "nodePort"), 0);
        const char *protocol = value_find_text(port, "protocol");
        add_joined(&text, node ? arena_format(arena, "%lld:%lld/%s", number, node, protocol)
                               : arena_format(arena, "%lld/%s", number, protocol));
    }
    return taken(arena, &text, "<none>");
}

static const char *cell_selector(struct arena *arena, const struct value *service, struct instant now)
{
    (void)now;
    return columns_labels(arena, value_find(service, "spec.selector"));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Type", .path = "spec.type"},
    {.name = "Cluster-IP", .cell = cell_cluster_ip},
    {.name = "External-IP", .cell = cell_external_ip},
    {.name = "Port(s)", .cell = cell_ports},
    COLUMN_AGE,
    {.name = "Selector", .cell = cell_selector, .wide = true},
    COLUMN_END,
};

/* --- defaults (the cluster IP is given out by the API server) --- */

static void port_set_defaults(struct arena *arena, struct value *port)
{
    default_text(arena, port, "protocol", "TCP");
    default_value(arena, port, "targetPort", value_get(port, "port"));
}

static const struct value *one_text(struct arena *arena, const char *text)
{
    struct value *array = value_array(arena);
    value_append(arena, array, value_text(arena, text));
    return array;
}

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_text(arena, spec, "type", "ClusterIP");
    default_text(arena, spec, "sessionAffinity", "None");
    default_each(arena, spec, "ports", port_set_defaults);
    default_object(arena, value_open(arena, object, "status"), "loadBalancer");
    if (is_type(object, "ExternalName"))
        return;
    default_text(arena, spec, "internalTrafficPolicy", "Cluster");
    default_value(arena, spec, "ipFamilies", one_text(arena, "IPv4"));
    default_text(arena, spec, "ipFamilyPolicy", "SingleStack");
    if (!is_type(object, "ClusterIP"))
        default_text(arena, spec, "externalTrafficPolicy", "Cluster");
    if (is_type(object, "LoadBalancer"))
        default_value(arena, spec, "allocateLoadBalancerNodePorts", value_boolean(true));
    const char *address = value_find_text(spec, "clusterIP");
    if (*address)
        default_value(arena, spec, "clusterIPs", one_text(arena, address));
}

/* --- rules --- */

static bool same_port(const struct value *a, const struct value *b)
{
    return value_number(value_get(a, "port"), 0) == value_number(value_get(b, "port"), 0) &&
           value_equal(value_get(a, "protocol"), value_get(b, "protocol"));
}

static void validate_target(struct findings *findings, const struct value *target, const char *path)
{
    int64_t number = value_number(target, 1);
    if (number < 1 || number > PORT_MAXIMUM)
        findings_add(findings, "FieldValueInvalid", path,
                     "Invalid value: %lld: must be between 1 and 65535, inclusive", (long long)number);
}

static void validate_port(struct findings *findings, const struct value *ports, size_t index)
{
    struct arena *arena = findings->arena;
    const struct value *port = value_at(ports, index);
    const char *path = arena_format(arena, "spec.ports[%zu]", index);
    int64_t number = value_number(value_get(port, "port"), 0);
    struct slice name = value_slice(value_get(port, "name"));
    if (!name.length && value_count(ports) > 1)
        findings_add(findings, "FieldValueRequired", arena_format(arena, "%s.name", path), "Required value");
    else if (name.length)
        name_validate(findings, NAME_LABEL, arena_format(arena, "%s.name", path), name);
    if (number < 1 || number > PORT_MAXIMUM)
        findings_add(findings, "FieldValueInvalid", arena_format(arena, "%s.port", path),
                     "Invalid value: %lld: must be between 1 and 65535, inclusive", (long long)number);
    validate_target(findings, value_get(port, "targetPort"), arena_format(arena, "%s.targetPort", path));
    for (size_t i = 0; i < index; i++) {
        const struct value *other = value_at(ports, i);
        if (name.length && slice_equal(name, value_slice(value_get(other, "name"))))
            findings_add(findings, "FieldValueDuplicate", arena_format(arena, "%s.name", path),
                         "Duplicate value: %s", name_quoted(arena, name));
        if (same_port(other, port))
            findings_add(findings, "FieldValueDuplicate", path,
                         "Duplicate value: {\"protocol\":\"%s\",\"port\":%lld,\"targetPort\":0}",
                         value_find_text(port, "protocol"), (long long)number);
    }
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    const struct value *ports = value_find(object, "spec.ports");
    const char *address = value_find_text(object, "spec.clusterIP");
    const char *before = value_find_text(old, "spec.clusterIP");
    bool external = is_type(object, "ExternalName");
    if (!value_count(ports) && !external && !text_equal(address, "None"))
        findings_add(findings, "FieldValueRequired", "spec.ports", "Required value");
    for (size_t i = 0; i < value_count(ports); i++)
        validate_port(findings, ports, i);
    labels_validate(findings, "spec.selector", value_find(object, "spec.selector"));
    if (external && !*value_find_text(object, "spec.externalName"))
        findings_add(
            findings, "FieldValueInvalid", "spec.externalName",
            "Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
            "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. "
            "'example.com', regex used for validation is "
            "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    if (old && *before && !external && !is_type(old, "ExternalName") && !text_equal(address, before))
        findings_add(findings, "FieldValueInvalid", "spec.clusterIPs[0]",
                     "Invalid value: [\"%s\"]: may not change once set", address);
}

const struct kind service_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Service",
    .plural = "services",
    .resource = "services",
    .singular = "service",
    .short_names = "svc",
    .categories = "all",
    .flags = KIND_NAMESPACED | KIND_STATUS,
    .name_rule = NAME_DNS_1035,
    .columns = columns,
    .schema =
        "spec:ServiceSpec{allocateLoadBalancerNodePorts:boolean=\"False: a LoadBalancer gets no node ports.\" "
        "clusterIP=\"The virtual address; given out by the server unless it is said. None makes a "
        "headless Service.\" "
        "clusterIPs[]=\"All virtual addresses, one for each IP family; the first is clusterIP.\" "
        "externalIPs[]=\"Addresses of nodes at which it can be reached, too; whoever manages them must lead "
        "them there.\" "
        "externalName=\"The DNS name that a Service of type ExternalName stands for.\" "
        "externalTrafficPolicy:enum(Cluster,Local)=\"Local: outside traffic stays on the node that it "
        "came to.\" "
        "healthCheckNodePort:integer=\"Where a load balancer asks a node whether it has pods, for Local.\" "
        "internalTrafficPolicy:enum(Cluster,Local)=\"Local: inside traffic stays on its own node.\" "
        "ipFamilies[]=\"IPv4, IPv6 or both.\" "
        "ipFamilyPolicy:enum(PreferDualStack,RequireDualStack,SingleStack)=\"Whether it has one IP "
        "family or two.\" "
        "loadBalancerClass=\"Which load balancer takes care of it.\" "
        "loadBalancerIP=\"The address that is asked for; not every load balancer listens.\" "
        "loadBalancerSourceRanges[]=\"The clients that the load balancer lets in.\" "
        "ports:ServicePort[]{name=\"Name of the port, unique in the Service; needed when there are several.\" "
        "protocol:enum(SCTP,TCP,UDP)=\"TCP by default.\" "
        "appProtocol=\"How the mesh should read this port.\" "
        "port:integer=\"The port that the service exposes.\" "
        "targetPort:intstr=\"The port on the pods: a number, or the name of a container's port. The same "
        "as port by default.\" "
        "nodePort:integer=\"The port on every node, for the types NodePort and LoadBalancer.\"}=\"The "
        "ports that this service exposes.\" "
        "publishNotReadyAddresses:boolean=\"Whether pods that are not ready get traffic too.\" "
        "selector{}=\"Traffic goes to pods with these labels.\" "
        "sessionAffinity:enum(ClientIP,None)=\"ClientIP: one client's connections go to one pod.\" "
        "sessionAffinityConfig:SessionAffinityConfig=\"How long ClientIP lasts.\" "
        "trafficDistribution=\"A preference among the endpoints, such as PreferSameZone.\" "
        "type:enum(ClusterIP,ExternalName,LoadBalancer,NodePort)=\"From where it can be reached; "
        "ClusterIP by default.\"}=\"What the Service should be like.\"",
    .set_defaults = set_defaults,
    .validate = validate,
    .description =
        "Service is a named abstraction of software service consisting of local port that the proxy "
        "listens on, and the selector that determines which pods will answer requests sent through the "
        "proxy.",
};
