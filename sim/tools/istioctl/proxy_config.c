/* istioctl proxy-config: a waypoint's Envoy (traffic/dump.h) as tables, JSON and YAML. */
#include <string.h>

#include "base/sort.h"
#include "tools/istioctl/proxy_config.h"
#include "traffic/dump.h"

/* --- asking the proxy --- */

/* What the pod answers at its admin port; NULL, with the error said, when nobody answers as Envoy does. */
const struct value *proxy_ask(struct istioctl *istioctl, const char *what, const char *type,
                              struct pod_name *pod)
{
    struct arena *arena = istioctl->arena;
    if (istioctl_flag(istioctl, "file")) {
        istioctl_unsimulated(istioctl, "proxy-config --file");
        return NULL;
    }
    if (istioctl->count != 1) {
        istioctl_error(istioctl, "%s requires pod name or --file parameter", what);
        return NULL;
    }
    if (!istioctl_pod(istioctl, istioctl->words[0], pod))
        return NULL;
    const char *failure = arena_format(arena,
                                       "failed to execute command on %s.%s sidecar: failure running port "
                                       "forward process: ",
                                       pod->name, pod->namespace);
    if (!pod->workload) {
        istioctl_error(istioctl, "%spods \"%s\" not found", failure, pod->name);
        return NULL;
    }
    const char *phase = value_find_text(pod->workload->pod, "status.phase");
    if (!text_equal(phase, "Running")) {
        istioctl_error(istioctl, "%sunable to forward port because pod is not running. Current status=%s",
                       failure, phase);
        return NULL;
    }
    if (workload_is_ztunnel(pod->workload)) {
        istioctl_error(istioctl, "config dump has no configuration type type.googleapis.com/envoy.admin.v3.%s",
                       type);
        return NULL;
    }
    const struct value *dump =
        waypoint_dump(arena, istioctl_configuration(istioctl), pod->workload, process_now(istioctl->process));
    if (!dump)
        istioctl_error(istioctl, "%sGet \"http://localhost:%d/config_dump\": EOF", failure,
                       istioctl_forwarded_port(pod));
    return dump;
}

static const char *const field_order[] = {
    "name",
    "match",
    "internalListener",
    "address",
    "type",
    "edsClusterConfig",
    "connectTimeout",
    "lbPolicy",
    "virtualHosts",
    "domains",
    "routes",
    "filterChains",
    "filters",
    "typedConfig",
    "@type",
    "statPrefix",
    "route",
    "cluster",
    "weightedClusters",
    "timeout",
    "metadata",
    "decorator",
    "routeConfig",
    "httpFilters",
    "hostStatuses",
    "healthStatus",
    "socketAddress",
    "portValue",
    NULL,
};

int proxy_print(struct istioctl *istioctl, enum output output, const struct value *values)
{
    if (output == OUTPUT_JSON)
        print_json(istioctl->process, values, 4, field_order);
    else
        print_yaml(istioctl->process, values);
    return 0;
}

/* --- what is filtered by: "inbound-vip|8080|http|accounts.accounts.svc.cluster.local" taken apart --- */

struct subset_key {
    struct slice direction, port, subset, name; /* only a name, when it has no bars */
};

static struct subset_key split_key(const char *name)
{
    struct subset_key key = {.name = slice_of(name)};
    struct slice rest = slice_of(name), parts[4];
    int count = 0;
    while (count < 4 && slice_next(&rest, '|', &parts[count]))
        count++;
    if (count == 4)
        key = (struct subset_key){parts[0], parts[1], parts[2], parts[3]};
    return key;
}

bool proxy_flag(const struct istioctl *istioctl, const char *flag, struct slice text)
{
    const char *wanted = istioctl_flag(istioctl, flag);
    return !wanted || !wanted[0] || slice_is(text, wanted);
}

static bool cluster_wanted(const struct istioctl *istioctl, const char *name)
{
    struct subset_key key = split_key(name);
    const char *host = istioctl_flag(istioctl, "fqdn"), *port = istioctl_flag(istioctl, "port");
    return proxy_flag(istioctl, "direction", key.direction) && proxy_flag(istioctl, "subset", key.subset) &&
           (!port || text_equal(port, "0") || slice_is(key.port, port)) &&
           (!host || slice_find(key.name, slice_of(host)) < key.name.length);
}

/* --- clusters --- */

static int64_t number_of(struct slice text)
{
    int64_t number = 0;
    slice_to_integer(text, &number);
    return number;
}

static int compare_clusters(const void *a, const void *b, void *context)
{
    (void)context;
    struct subset_key x = split_key(value_find_text(*(const struct value *const *)a, "name"));
    struct subset_key y = split_key(value_find_text(*(const struct value *const *)b, "name"));
    int order = slice_compare(x.name, y.name);
    order = order ? order : slice_compare(x.subset, y.subset);
    if (order)
        return order;
    int64_t p = number_of(x.port), q = number_of(y.port);
    return p == q ? slice_compare(x.direction, y.direction) : p < q ? -1 : 1;
}

const struct value *proxy_sorted(struct arena *arena, const struct value *list,
                                 int (*compare)(const void *, const void *, void *))
{
    size_t count = value_count(list);
    const struct value **items = arena_allocate(arena, (count + 1) * sizeof *items);
    struct value *result = value_array(arena);
    for (size_t i = 0; i < count; i++)
        items[i] = value_at(list, i);
    sort_stable(items, count, sizeof *items, compare, NULL);
    for (size_t i = 0; i < count; i++)
        value_append(arena, result, items[i]);
    return result;
}

static const char *or_dash(struct arena *arena, struct slice text)
{
    return text.length ? arena_copy(arena, text) : "-";
}

static int run_cluster(struct istioctl *istioctl)
{
    static const char *const header[] = {"SERVICE FQDN", "PORT", "SUBSET",
                                         "DIRECTION",    "TYPE", "DESTINATION RULE"};
    struct arena *arena = istioctl->arena;
    struct pod_name pod;
    struct listing listing = {0};
    enum output output;
    if (!istioctl_output(istioctl, &output))
        return 1;
    const struct value *dump = proxy_ask(istioctl, "cluster", "ClustersConfigDump", &pod);
    if (!dump)
        return 1;
    const struct value *clusters = proxy_sorted(arena, value_get(dump, "clusters"), compare_clusters);
    struct value *kept = value_array(arena);
    listing_row(&listing, header, 6);
    for (size_t i = 0; i < value_count(clusters); i++) {
        const struct value *cluster = value_at(clusters, i);
        struct subset_key key = split_key(value_find_text(cluster, "name"));
        if (!cluster_wanted(istioctl, value_find_text(cluster, "name")))
            continue;
        const char *cells[] = {arena_copy(arena, key.name),      or_dash(arena, key.port),
                               or_dash(arena, key.subset),       or_dash(arena, key.direction),
                               value_find_text(cluster, "type"), ""};
        listing_row(&listing, cells, 6);
        value_append(arena, kept, cluster);
    }
    if (output == OUTPUT_TABLE) {
        listing_print(istioctl->process, &listing, 5);
        return 0;
    }
    buffer_release(&listing.text);
    return proxy_print(istioctl, output, kept);
}

/* --- endpoints --- */

static const char *host_address(struct arena *arena, const struct value *host)
{
    const struct value *internal = value_find(host, "address.envoyInternalAddress");
    if (internal)
        return arena_format(arena, "envoy://%s/%s", value_find_text(internal, "serverListenerName"),
                            value_find_text(internal, "endpointId"));
    return arena_format(arena, "%s:%lld", value_find_text(host, "address.socketAddress.address"),
                        (long long)value_number(value_find(host, "address.socketAddress.portValue"), 0));
}

static bool endpoint_wanted(const struct istioctl *istioctl, const char *cluster, const char *address)
{
    struct slice text = slice_of(address);
    const char *host = istioctl_flag(istioctl, "address"), *port = istioctl_flag(istioctl, "port");
    const char *status = istioctl_flag(istioctl, "status"), *name = istioctl_flag(istioctl, "cluster");
    return (!host || slice_find(text, slice_of(arena_format(istioctl->arena, "%s:", host))) < text.length) &&
           (!port || text_ends(address, arena_format(istioctl->arena, ":%s", port))) &&
           (!name || text_equal(name, cluster)) && (!status || slice_is_nocase(SLICE("HEALTHY"), status));
}

static int run_endpoint(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAME", "STATUS", "LOCALITY", "CLUSTER"};
    struct arena *arena = istioctl->arena;
    struct pod_name pod;
    struct listing listing = {0};
    enum output output;
    if (!istioctl_output(istioctl, &output))
        return 1;
    const struct value *dump = proxy_ask(istioctl, "endpoints", "EndpointsConfigDump", &pod);
    if (!dump)
        return 1;
    const struct value *clusters = proxy_sorted(arena, value_get(dump, "endpoints"), compare_clusters);
    if (output != OUTPUT_TABLE)
        return proxy_print(istioctl, output, clusters);
    listing_row(&listing, header, 4);
    for (size_t i = 0; i < value_count(clusters); i++) {
        const char *cluster = value_find_text(value_at(clusters, i), "name");
        const struct value *hosts = value_get(value_at(clusters, i), "hostStatuses");
        for (size_t j = 0; j < value_count(hosts); j++) {
            const char *address = host_address(arena, value_at(hosts, j));
            const char *cells[] = {address, value_find_text(value_at(hosts, j), "healthStatus.edsHealthStatus"),
                                   "", cluster};
            if (endpoint_wanted(istioctl, cluster, address))
                listing_row(&listing, cells, 4);
        }
    }
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

/* --- secrets, extensions, logs --- */

static int run_secret(struct istioctl *istioctl)
{
    static const char *const header[] = {"RESOURCE NAME", "TYPE",      "STATUS",    "VALID CERT",
                                         "SERIAL NUMBER", "NOT AFTER", "NOT BEFORE"};
    struct pod_name pod;
    struct listing listing = {0};
    if (!text_equal(flags_text(&istioctl->flags, "output", "short"), "short"))
        return istioctl_unsimulated(istioctl, "proxy-config secret -o json");
    const struct value *dump = proxy_ask(istioctl, "secret", "SecretsConfigDump", &pod);
    if (!dump)
        return 1;
    const struct value *secrets = value_get(dump, "secrets");
    listing_row(&listing, header, 7);
    for (size_t i = 0; i < value_count(secrets); i++) {
        const struct value *secret = value_at(secrets, i), *certificate = value_get(secret, "certificate");
        const char *cells[] = {value_find_text(secret, "name"),
                               value_find_text(secret, "type"),
                               "ACTIVE",
                               "true",
                               value_find_text(certificate, "serialNumber"),
                               value_find_text(certificate, "expirationTime"),
                               value_find_text(certificate, "validFrom")};
        listing_row(&listing, cells, 7);
    }
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

static int run_ecds(struct istioctl *istioctl)
{
    static const char *const header[] = {"ECDS NAME", "TYPE"};
    struct pod_name pod;
    struct listing listing = {0};
    if (!proxy_ask(istioctl, "ecds", "EcdsConfigDump", &pod))
        return 1;
    listing_row(&listing, header, 2);
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

static int run_all(struct istioctl *istioctl)
{
    int (*const tables[])(struct istioctl *) = {run_cluster, proxy_run_listener, proxy_run_route, run_endpoint};
    int status = 0;
    for (size_t i = 0; !status && i < sizeof tables / sizeof *tables; i++) {
        if (i)
            process_print(istioctl->process, "\n");
        status = tables[i](istioctl);
    }
    return status;
}

static const char *const envoy_loggers[] = {
    "admin",
    "alternate_protocols_cache",
    "aws",
    "assert",
    "backtrace",
    "cache_filter",
    "client",
    "config",
    "conn_handler",
    "connection",
    "dns",
    "ext_authz",
    "file",
    "filter",
    "forward_proxy",
    "grpc",
    "happy_eyeballs",
    "hc",
    "health_checker",
    "http",
    "http2",
    "init",
    "io",
    "jwt",
    "lua",
    "main",
    "matcher",
    "misc",
    "multi_connection",
    "oauth2",
    "pool",
    "quic",
    "rbac",
    "redis",
    "router",
    "runtime",
    "secret",
    "stats",
    "tap",
    "tcp_proxy",
    "tracing",
    "udp",
    "upstream",
    "wasm",
};

static int run_log(struct istioctl *istioctl)
{
    struct pod_name pod;
    const char *level = istioctl_flag(istioctl, "level");
    if (level && istioctl_on(istioctl, "reset"))
        return istioctl_error(istioctl, "--level cannot be combined with --reset");
    if (!proxy_ask(istioctl, "log", "LogConfigDump", &pod))
        return 1;
    if (level)
        return istioctl_unsimulated(istioctl, "proxy-config log --level (Envoy logs at warning here)");
    process_print(istioctl->process, "%s.%s:\nactive loggers:\n", pod.name, pod.namespace);
    for (size_t i = 0; i < sizeof envoy_loggers / sizeof *envoy_loggers; i++)
        process_print(istioctl->process, "  %s: %s\n", envoy_loggers[i],
                      text_equal(envoy_loggers[i], "misc") ? "error" : "warning");
    return 0;
}

/* --- the table --- */

static const struct flag shared_flags[] = {
    {"file", 'f', "FILE", "Envoy config dump JSON file"},
    {"output", 'o', "FORMAT", "Output format: one of json|yaml|short (default \"short\")"},
    {"proxy-admin-port", 0, FLAG_INTEGER, "Envoy proxy admin port (default 15000)"},
    {0},
};
static const struct flag cluster_flags[] = {
    {"direction", 0, "DIRECTION", "Filter clusters by Direction field"},
    {"fqdn", 0, "NAME", "Filter clusters by substring of Service FQDN field"},
    {"port", 0, FLAG_INTEGER, "Filter clusters by Port field"},
    {"subset", 0, "SUBSET", "Filter clusters by substring of Subset field"},
    {0},
};
static const struct flag endpoint_flags[] = {
    {"address", 0, "ADDRESS", "Filter endpoints by address field"},
    {"cluster", 0, "CLUSTER", "Filter endpoints by cluster name field"},
    {"port", 0, FLAG_INTEGER, "Filter endpoints by Port field"},
    {"status", 0, "STATUS", "Filter endpoints by status field"},
    {0},
};
static const struct flag listener_flags[] = {
    {"address", 0, "ADDRESS", "Filter listeners by address field"},
    {"port", 0, FLAG_INTEGER, "Filter listeners by Port field"},
    {"type", 0, "TYPE", "Filter listeners by type field"},
    {"verbose", 0, NULL, "Output more information (default true)"},
    {"waypoint", 0, NULL, "Output waypoint information"},
    {0},
};
static const struct flag route_flags[] = {
    {"name", 0, "NAME", "Filter listeners by route name field"},
    {"verbose", 0, NULL, "Output more information (default true)"},
    {0},
};
static const struct flag all_flags[] = {
    {"address", 0, "ADDRESS", "Filter listeners by address field"},
    {"direction", 0, "DIRECTION", "Filter clusters by Direction field"},
    {"fqdn", 0, "NAME", "Filter clusters by substring of Service FQDN field"},
    {"name", 0, "NAME", "Filter listeners by route name field"},
    {"port", 0, FLAG_INTEGER, "Filter clusters and listeners by Port field"},
    {"subset", 0, "SUBSET", "Filter clusters by substring of Subset field"},
    {"type", 0, "TYPE", "Filter listeners by type field"},
    {0},
};
static const struct flag log_flags[] = {
    {"level", 0, "LEVEL",
     "Comma-separated minimum per-logger level of messages to output, in the form of [<logger>:]<level>"},
    {"reset", 'r', NULL, "Reset levels to default value (warning)."},
    {0},
};

#define POD_USAGE "[<type>/]<name>[.<namespace>]"

const struct command proxy_rows[] = {
    {.name = "proxy-config",
     .aliases = "pc",
     .help = "Retrieve information about proxy configuration from Envoy [kube only]",
     .about =
         "A group of commands used to retrieve information about proxy configuration from the Envoy config "
         "dump",
     .example = "  # Retrieve information about proxy configuration from an Envoy instance.\n"
                "  istioctl proxy-config <clusters|listeners|routes|endpoints|ecds|bootstrap|log|secret> "
                "<pod-name[.namespace]>",
     .flags = shared_flags,
     .parent = true},
    {.name = "proxy-config all",
     .aliases = "a",
     .usage = POD_USAGE,
     .help = "Retrieves all configuration for the Envoy in the specified pod",
     .flags = all_flags,
     .run = run_all},
    {.name = "proxy-config bootstrap",
     .aliases = "b",
     .usage = POD_USAGE,
     .help = "Retrieves bootstrap configuration for the Envoy in the specified pod"},
    {.name = "proxy-config cluster",
     .aliases = "clusters|c",
     .usage = POD_USAGE,
     .help = "Retrieves cluster configuration for the Envoy in the specified pod",
     .flags = cluster_flags,
     .run = run_cluster},
    {.name = "proxy-config ecds",
     .aliases = "ec",
     .usage = POD_USAGE,
     .help = "Retrieves typed extension configuration for the Envoy in the specified pod",
     .run = run_ecds},
    {.name = "proxy-config eds",
     .usage = POD_USAGE,
     .help = "Retrieves endpoint configuration for the Envoy in the specified pod",
     .flags = endpoint_flags,
     .run = run_endpoint},
    {.name = "proxy-config endpoint",
     .aliases = "endpoints|ep",
     .usage = POD_USAGE,
     .help = "Retrieves endpoint configuration for the Envoy in the specified pod",
     .flags = endpoint_flags,
     .run = run_endpoint},
    {.name = "proxy-config listener",
     .aliases = "listeners|l",
     .usage = POD_USAGE,
     .help = "Retrieves listener configuration for the Envoy in the specified pod",
     .flags = listener_flags,
     .run = proxy_run_listener},
    {.name = "proxy-config log",
     .aliases = "o",
     .usage = POD_USAGE,
     .help = "Retrieves logging levels of the Envoy in the specified pod",
     .flags = log_flags,
     .run = run_log},
    {.name = "proxy-config route",
     .aliases = "routes|r",
     .usage = POD_USAGE,
     .help = "Retrieves route configuration for the Envoy in the specified pod",
     .flags = route_flags,
     .run = proxy_run_route},
    {.name = "proxy-config secret",
     .aliases = "secrets|s",
     .usage = POD_USAGE,
     .help = "Retrieves secret configuration for the Envoy in the specified pod",
     .run = run_secret},
};
const size_t proxy_row_count = sizeof proxy_rows / sizeof *proxy_rows;
