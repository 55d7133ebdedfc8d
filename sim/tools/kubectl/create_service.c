/* kubectl create service clusterip | nodeport | loadbalancer | externalname. */
#include "tools/kubectl/create.h"

static const struct flag service_flags[] = {
    CREATE_FLAGS,
    {"tcp", 0, "PORT[:TARGET]", "a port, and the pods' port or its name; may be repeated"},
    {0},
};
static const struct flag cluster_ip_flags[] = {
    CREATE_FLAGS,
    {"clusterip", 0, "IP", "the service's address; None: headless"},
    {"tcp", 0, "PORT[:TARGET]", "a port, and the pods' port or its name; may be repeated"},
    {0},
};
static const struct flag node_port_flags[] = {
    CREATE_FLAGS,
    {"node-port", 0, FLAG_INTEGER, "the port on every node; 0: any"},
    {"tcp", 0, "PORT[:TARGET]", "a port, and the pods' port or its name; may be repeated"},
    {0},
};
static const struct flag external_name_flags[] = {
    CREATE_FLAGS,
    {"external-name", 0, "NAME", "the name that this one stands for"},
    {"tcp", 0, "PORT[:TARGET]", "a port, and the pods' port or its name; may be repeated"},
    {0},
};

/* "80", "80:8080", "80:http"; NULL after a complaint. */
static const struct value *read_port(struct kubectl *kubectl, const char *text)
{
    struct arena *arena = kubectl->arena;
    struct slice whole = slice_of(text);
    size_t colon = slice_find_byte(whole, ':');
    struct slice first = slice_part(whole, 0, colon);
    struct slice target = colon < whole.length ? slice_part(whole, colon + 1, whole.length) : first;
    int64_t port, number;
    if (!slice_to_integer(first, &port)) {
        kubectl_fail(kubectl, "strconv.ParseUint: parsing \"%s\": invalid syntax", arena_copy(arena, first));
        return NULL;
    }
    bool numeric = slice_to_integer(target, &number);
    if (numeric && (number < 1 || number > 65535)) {
        kubectl_fail(kubectl, "must be between 1 and 65535, inclusive");
        return NULL;
    }
    struct value *entry = value_object(arena);
    const char *name = arena_copy(arena, whole);
    for (char *c = (char *)name; *c; c++)
        *c = *c == ':' ? '-' : *c;
    value_put_text(arena, entry, "name", name);
    value_put_integer(arena, entry, "port", port);
    value_put_text(arena, entry, "protocol", "TCP");
    value_put(arena, entry, "targetPort", numeric ? value_integer(arena, number) : value_string(arena, target));
    int64_t node_port = flags_integer(&kubectl->flags, "node-port", 0);
    if (node_port)
        value_put_integer(arena, entry, "nodePort", node_port);
    return entry;
}

static void create(struct kubectl *kubectl, const char *type)
{
    struct arena *arena = kubectl->arena;
    const char *name = create_name(kubectl), *text;
    struct value *ports = value_array(arena);
    size_t at = 0;
    if (!name)
        return;
    while ((text = flags_next(&kubectl->flags, "tcp", &at))) {
        struct slice rest = slice_of(text), piece;
        while (slice_next(&rest, ',', &piece)) {
            const struct value *port = read_port(kubectl, arena_copy(arena, piece));
            if (!port)
                return;
            value_append(arena, ports, port);
        }
    }
    const char *address = flags_text(&kubectl->flags, "clusterip", NULL);
    const char *external = flags_text(&kubectl->flags, "external-name", NULL);
    if (!value_count(ports) && !external && !(address && text_equal(address, "None"))) {
        kubectl_fail(kubectl, "at least one tcp port specifier must be provided");
        return;
    }
    const struct kind *kind = kind_find("services");
    struct value *service = create_new_kind(kubectl, kind, name);
    struct value *labels = value_object(arena), *spec = value_open(arena, service, "spec");
    value_put_text(arena, labels, "app", name);
    value_put(arena, value_open(arena, service, "metadata"), "labels", labels);
    if (value_count(ports))
        value_put(arena, spec, "ports", ports);
    value_put_text(arena, spec, "clusterIP", address);
    value_put_text(arena, spec, "externalName", external);
    value_put(arena, spec, "selector", labels);
    value_put_text(arena, spec, "type", type);
    value_put(arena, value_open(arena, service, "status"), "loadBalancer", value_object(arena));
    create_object(kubectl, kind, service, "kubectl-create");
}

static void cluster_ip_run(struct kubectl *kubectl)
{
    create(kubectl, "ClusterIP");
}

static void node_port_run(struct kubectl *kubectl)
{
    create(kubectl, "NodePort");
}

static void load_balancer_run(struct kubectl *kubectl)
{
    create(kubectl, "LoadBalancer");
}

static void external_name_run(struct kubectl *kubectl)
{
    if (create_requires(kubectl, "external-name"))
        create(kubectl, "ExternalName");
}

static const struct verb cluster_ip = {
    .name = "clusterip",
    .usage =
        "create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]",
    .help = "Create a ClusterIP service",
    .examples = "# A service for the pods with the label app=web: its port 80 is their port 8080\n"
                "kubectl create service clusterip web --tcp=80:8080",
    .flags = cluster_ip_flags,
    .run = cluster_ip_run,
};
static const struct verb node_port = {
    .name = "nodeport",
    .usage = "create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]",
    .help = "Create a NodePort service",
    .flags = node_port_flags,
    .run = node_port_run,
};
static const struct verb load_balancer = {
    .name = "loadbalancer",
    .usage =
        "create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]",
    .help = "Create a LoadBalancer service",
    .flags = service_flags,
    .run = load_balancer_run,
};
static const struct verb external_name = {
    .name = "externalname",
    .usage = "create service externalname NAME --external-name external.name [--dry-run=server|client|none] "
             "[options]",
    .help = "Create an ExternalName service",
    .flags = external_name_flags,
    .run = external_name_run,
};

static const struct verb *const service_verbs[] = {&cluster_ip, &external_name, &load_balancer, &node_port,
                                                   NULL};

const struct verb create_service = {
    .name = "service",
    .alias = "svc",
    .usage = "create service [flags] [options]",
    .help = "Create a service using a specified subcommand",
    .verbs = service_verbs,
};
