/* A waypoint's Envoy as its config dump shows it, computed from the configuration that traffic/waypoint.c
 * reads. Names and shapes: istio pilot/pkg/networking/core/{listener,cluster}_waypoint.go, istio
 * tools/packaging envoy_bootstrap.json. */
#include <string.h>

#include "traffic/dump.h"

#define TYPE_URL "type.googleapis.com/envoy."

/* One dump in the making. */
struct dump {
    struct arena *arena;
    const struct configuration *configuration;
    const struct waypoint *waypoint;
    struct value *clusters, *listeners, *routes, *endpoints;
};

static const char *vip_name(struct dump *dump, const struct service *service, int port, const char *subset)
{
    return arena_format(dump->arena, "inbound-vip|%d|%s|%s", port, subset, service->hostname);
}

/* --- clusters and endpoints --- */

static struct value *add_cluster(struct dump *dump, const char *name, const char *type)
{
    struct value *cluster = value_object(dump->arena);
    value_put_text(dump->arena, cluster, "name", name);
    value_put_text(dump->arena, cluster, "type", type);
    value_put_text(dump->arena, cluster, "connectTimeout", "10s");
    value_append(dump->arena, dump->clusters, cluster);
    return cluster;
}

static void add_eds(struct dump *dump, const char *name, const struct service *service)
{
    struct arena *arena = dump->arena;
    struct value *cluster = add_cluster(dump, name, "EDS"), *meta = value_object(arena),
                 *services = value_array(arena);
    value_put_text(arena, cluster, "lbPolicy", "LEAST_REQUEST");
    struct value *eds = value_open(arena, cluster, "edsClusterConfig");
    value_put(arena, value_open(arena, eds, "edsConfig"), "ads", value_object(arena));
    value_put_text(arena, value_open(arena, eds, "edsConfig"), "resourceApiVersion", "V3");
    value_put_text(arena, eds, "serviceName", name);
    value_put_text(arena, meta, "host", service->hostname);
    value_put_text(arena, meta, "name", service->name);
    value_put_text(arena, meta, "namespace", service->namespace);
    value_append(arena, services, meta);
    value_put(arena, value_open(arena, cluster, "metadata.filterMetadata.istio"), "services", services);
}

/* Captured pods are asked through the internal listener that tunnels, others by their address (P4). */
static const struct value *host_status(struct dump *dump, const struct workload *workload, int port)
{
    struct arena *arena = dump->arena;
    struct value *host = value_object(arena);
    if (workload->captured) {
        struct value *internal = value_open(arena, host, "address.envoyInternalAddress");
        value_put_text(arena, internal, "serverListenerName", "connect_originate");
        value_put_text(arena, internal, "endpointId", arena_format(arena, "%s:%d", workload->address, port));
    } else {
        struct value *socket = value_open(arena, host, "address.socketAddress");
        value_put_text(arena, socket, "address", workload->address);
        value_put_integer(arena, socket, "portValue", port);
    }
    value_put_text(arena, value_open(arena, host, "healthStatus"), "edsHealthStatus", "HEALTHY");
    return host;
}

static void add_endpoints(struct dump *dump, const char *cluster, const struct service *service,
                          const struct service_port *port)
{
    struct arena *arena = dump->arena;
    struct value *entry = value_object(arena), *hosts = value_array(arena);
    for (size_t i = 0; i < service->ready_count; i++)
        value_append(
            arena, hosts,
            host_status(dump, service->endpoints[i], workload_port(service->endpoints[i], port->target)));
    value_put_text(arena, entry, "name", cluster);
    value_put(arena, entry, "hostStatuses", hosts);
    value_append(arena, dump->endpoints, entry);
}

/* Clusters of backends that do not use this waypoint (V7). */
static void add_outbound(struct dump *dump, const struct service *service)
{
    for (size_t i = 0; i < service->route_count; i++) {
        for (size_t j = 0; j < service->routes[i].backend_count; j++) {
            const struct backend *backend = &service->routes[i].backends[j];
            const struct service_port *port =
                backend->service ? service_port_find(backend->service, backend->port) : NULL;
            if (!port || backend->service == service)
                continue;
            const char *name =
                arena_format(dump->arena, "outbound|%d||%s", backend->port, backend->service->hostname);
            bool known = false;
            for (size_t k = 0; k < value_count(dump->clusters) && !known; k++)
                known = value_says(value_get(value_at(dump->clusters, k), "name"), name);
            if (known)
                continue;
            add_eds(dump, name, backend->service);
            add_endpoints(dump, name, backend->service, port);
        }
    }
}

/* --- routes --- */

static struct value *route_match(struct arena *arena, const struct value *wanted)
{
    struct value *match = value_object(arena);
    const char *type = value_find_text(wanted, "path.type"), *path = value_find_text(wanted, "path.value");
    if (text_equal(type, "Exact"))
        value_put_text(arena, match, "path", path);
    else if (text_equal(type, "RegularExpression"))
        value_put_text(arena, value_open(arena, match, "safeRegex"), "regex", path);
    else if (!path[0] || text_equal(path, "/"))
        value_put_text(arena, match, "prefix", "/");
    else
        value_put_text(arena, match, "pathSeparatedPrefix", path);
    return match;
}

static const char *backend_cluster(struct dump *dump, const struct service *service,
                                   const struct backend *backend)
{
    if (backend->service == service)
        return vip_name(dump, service, backend->port, "http");
    return arena_format(dump->arena, "outbound|%d||%s", backend->port,
                        backend->service ? backend->service->hostname : "UnknownService");
}

static const struct value *route_action(struct dump *dump, const struct service *service,
                                        const struct route *route)
{
    struct arena *arena = dump->arena;
    struct value *action = value_object(arena), *weights = value_array(arena);
    if (route->backend_count == 1)
        value_put_text(arena, action, "cluster", backend_cluster(dump, service, &route->backends[0]));
    for (size_t i = 0; route->backend_count > 1 && i < route->backend_count; i++) {
        struct value *part = value_object(arena);
        value_put_text(arena, part, "name", backend_cluster(dump, service, &route->backends[i]));
        value_put_integer(arena, part, "weight", route->backends[i].weight);
        value_append(arena, weights, part);
    }
    if (value_count(weights))
        value_put(arena, value_open(arena, action, "weightedClusters"), "clusters", weights);
    const char *timeout = value_find_text(route->rule, "timeouts.request");
    value_put_text(arena, action, "timeout", timeout[0] ? timeout : "0s");
    return action;
}

/* "NS.ROUTE.RULE" -> the virtual service that istiod makes of an HTTPRoute. */
static const char *owner_path(struct dump *dump, const struct route *route)
{
    struct slice rest = slice_of(route->name), namespace, name;
    slice_next(&rest, '.', &namespace);
    size_t last = rest.length;
    while (last > 0 && rest.data[last - 1] != '.')
        last--;
    name = slice_part(rest, 0, last ? last - 1 : 0);
    return arena_format(dump->arena,
                        "/apis/networking.istio.io/v1/namespaces/%.*s/virtual-service/"
                        "%.*s-0-istio-autogenerated-k8s-gateway",
                        (int)namespace.length, namespace.data, (int)name.length, name.data);
}

static const struct value *one_route(struct dump *dump, const struct service *service,
                                     const struct route *route, int port)
{
    struct arena *arena = dump->arena;
    struct value *value = value_object(arena);
    value_put_text(arena, value, "name", route ? route->name : "default");
    value_put(arena, value, "match", route_match(arena, route ? route->match : NULL));
    value_put_text(arena, value_open(arena, value, "decorator"), "operation",
                   arena_format(arena, "%s:%d/*", service->hostname, port));
    if (route) {
        value_put_text(arena, value_open(arena, value, "metadata.filterMetadata.istio"), "config",
                       owner_path(dump, route));
        value_put(arena, value, "route", route_action(dump, service, route));
        return value;
    }
    struct value *action = value_open(arena, value, "route");
    value_put_text(arena, action, "cluster", vip_name(dump, service, port, "http"));
    value_put_text(arena, action, "timeout", "0s");
    return value;
}

static const struct value *virtual_host(struct arena *arena, const char *name, const struct value *routes)
{
    struct value *host = value_object(arena), *domains = value_array(arena);
    value_append(arena, domains, value_text(arena, "*"));
    value_put_text(arena, host, "name", name);
    value_put(arena, host, "domains", domains);
    value_put(arena, host, "routes", routes);
    return host;
}

static const struct value *add_route_config(struct dump *dump, const char *name, const struct value *host)
{
    struct value *config = value_object(dump->arena), *hosts = value_array(dump->arena);
    value_append(dump->arena, hosts, host);
    value_put_text(dump->arena, config, "name", name);
    value_put(dump->arena, config, "virtualHosts", hosts);
    value_put(dump->arena, config, "validateClusters", value_boolean(false));
    value_append(dump->arena, dump->routes, config);
    return config;
}

static const struct value *service_routes(struct dump *dump, const struct service *service, int port)
{
    struct value *routes = value_array(dump->arena);
    for (size_t i = 0; i < service->route_count; i++) {
        if (!service->routes[i].port || service->routes[i].port == port)
            value_append(dump->arena, routes, one_route(dump, service, &service->routes[i], port));
    }
    if (service->route_count == 0)
        value_append(dump->arena, routes, one_route(dump, service, NULL, port));
    return add_route_config(
        dump, vip_name(dump, service, port, "http"),
        virtual_host(dump->arena, arena_format(dump->arena, "inbound|http|%d", port), routes));
}

/* --- filters and listeners --- */

static struct value *filter(struct arena *arena, const char *name, const char *type)
{
    struct value *value = value_object(arena);
    value_put_text(arena, value, "name", name);
    value_put_text(arena, value_open(arena, value, "typedConfig"), "@type", type);
    return value;
}

/* One RBAC filter holds all policies of an action: "ns[NS]-policy[NAME]-rule[N]" (V4). */
static void add_rbac(struct dump *dump, struct value *filters, enum policy_action action,
                     const struct policy_list *const *lists, bool http)
{
    struct arena *arena = dump->arena;
    struct value *policies = value_object(arena);
    bool any = false;
    for (size_t l = 0; l < 2; l++) {
        for (size_t i = 0; i < lists[l]->count; i++) {
            const struct policy *policy = lists[l]->items[i];
            if (policy->action != action)
                continue;
            any = true;
            for (size_t r = 0; r < policy->count; r++)
                value_put(arena, policies,
                          arena_format(arena, "ns[%s]-policy[%s]-rule[%d]", policy->namespace, policy->name,
                                       policy->rules[r].index),
                          value_object(arena));
        }
    }
    if (!any)
        return;
    struct value *value =
        http ? filter(arena, "envoy.filters.http.rbac", TYPE_URL "extensions.filters.http.rbac.v3.RBAC")
             : filter(arena, "envoy.filters.network.rbac", TYPE_URL "extensions.filters.network.rbac.v3.RBAC");
    struct value *rules = value_open(arena, value, "typedConfig.rules");
    value_put_text(arena, rules, "action", action == POLICY_DENY ? "DENY" : "ALLOW");
    value_put(arena, rules, "policies", policies);
    value_append(arena, filters, value);
}

static const struct value *http_manager(struct dump *dump, const char *prefix, const struct value *route_config,
                                        const struct policy_list *const *lists)
{
    struct arena *arena = dump->arena;
    struct value *manager = filter(arena, "envoy.filters.network.http_connection_manager",
                                   TYPE_URL "extensions.filters.network.http_connection_manager.v3."
                                            "HttpConnectionManager");
    struct value *config = value_open(arena, manager, "typedConfig"), *filters = value_array(arena);
    if (lists) {
        add_rbac(dump, filters, POLICY_DENY, lists, true);
        add_rbac(dump, filters, POLICY_ALLOW, lists, true);
    }
    value_append(
        arena, filters,
        filter(arena, "envoy.filters.http.router", TYPE_URL "extensions.filters.http.router.v3.Router"));
    value_put_text(arena, config, "statPrefix", prefix);
    value_put(arena, config, "routeConfig", route_config);
    value_put(arena, config, "httpFilters", filters);
    return manager;
}

static const struct value *tcp_proxy(struct dump *dump, const char *cluster)
{
    struct arena *arena = dump->arena;
    struct value *proxy = filter(arena, "envoy.filters.network.tcp_proxy",
                                 TYPE_URL "extensions.filters.network.tcp_proxy.v3.TcpProxy");
    value_put_text(arena, value_open(arena, proxy, "typedConfig"), "statPrefix", cluster);
    value_put_text(arena, value_open(arena, proxy, "typedConfig"), "cluster", cluster);
    return proxy;
}

static struct value *add_listener(struct dump *dump, const char *name, int port)
{
    struct value *listener = value_object(dump->arena);
    if (name)
        value_put_text(dump->arena, listener, "name", name);
    if (port) {
        struct value *socket = value_open(dump->arena, listener, "address.socketAddress");
        value_put_text(dump->arena, socket, "address", "0.0.0.0");
        value_put_integer(dump->arena, socket, "portValue", port);
    } else {
        value_put(dump->arena, listener, "internalListener", value_object(dump->arena));
    }
    value_append(dump->arena, dump->listeners, listener);
    return listener;
}

/* [matches]: how the listener's matcher gets to the chain, as istioctl says it. */
static void add_chain(struct dump *dump, struct value *chains, const char *name, const struct value *matches,
                      const struct value *filters)
{
    struct value *chain = value_object(dump->arena);
    value_put_text(dump->arena, chain, "name", name);
    value_put(dump->arena, chain, "matchedBy", matches);
    value_put(dump->arena, chain, "filters", filters);
    value_append(dump->arena, chains, chain);
}

static struct value *list_of(struct arena *arena, const struct value *first)
{
    struct value *list = value_array(arena);
    value_append(arena, list, first);
    return list;
}

static void add_port(struct dump *dump, struct value *chains, const struct service *service,
                     const struct service_port *port)
{
    struct arena *arena = dump->arena;
    const struct policy_list *const lists[] = {&service->policies, &dump->waypoint->policies};
    const char *chain = arena_format(arena, "inbound-vip|%d||%s", port->number, service->hostname);
    const char *match = arena_format(arena, "ip=%s -> port=%d", service->address, port->number);
    if (port->sniffed || port->protocol == PORT_TCP) {
        const char *name = vip_name(dump, service, port->number, "tcp");
        struct value *filters = value_array(arena);
        add_rbac(dump, filters, POLICY_DENY, lists, false);
        add_rbac(dump, filters, POLICY_ALLOW, lists, false);
        value_append(arena, filters, tcp_proxy(dump, name));
        add_eds(dump, name, service);
        add_endpoints(dump, name, service, port);
        add_chain(
            dump, chains, arena_format(arena, "%s-tcp", chain),
            list_of(arena, value_text(arena, port->sniffed ? arena_format(arena, "%s -> ANY", match) : match)),
            filters);
    }
    if (port->sniffed || port->protocol == PORT_HTTP) {
        const char *name = vip_name(dump, service, port->number, "http");
        struct value *matches = list_of(
            arena,
            value_text(arena,
                       port->sniffed ? arena_format(arena, "%s -> application-protocol='h2c'", match) : match));
        if (port->sniffed)
            value_append(arena, matches, value_format(arena, "%s -> application-protocol='http/1.1'", match));
        add_eds(dump, name, service);
        add_endpoints(dump, name, service, port);
        add_chain(dump, chains, arena_format(arena, "%s-http", chain), matches,
                  list_of(arena, http_manager(dump, name, service_routes(dump, service, port->number), lists)));
    }
}

/* Pods that use the waypoint by their own address: rows of two chains. */
static void add_direct(struct dump *dump, struct value *chains)
{
    struct arena *arena = dump->arena;
    struct value *tcp = value_array(arena), *http = value_array(arena);
    for (size_t i = 0; i < dump->configuration->workload_count; i++) {
        const struct workload *workload = &dump->configuration->workloads[i];
        if (workload->waypoint != dump->waypoint || !workload->address[0])
            continue;
        value_append(arena, tcp, value_format(arena, "ip=%s -> ANY", workload->address));
        value_append(arena, http,
                     value_format(arena, "ip=%s -> application-protocol='h2c'", workload->address));
        value_append(arena, http,
                     value_format(arena, "ip=%s -> application-protocol='http/1.1'", workload->address));
    }
    add_chain(dump, chains, "direct-tcp", tcp, list_of(arena, tcp_proxy(dump, "encap")));
    add_chain(dump, chains, "direct-http", http, list_of(arena, tcp_proxy(dump, "encap")));
}

static const struct value *prefix_config(struct dump *dump, const char *name, const char *prefix,
                                         const char *cluster)
{
    struct arena *arena = dump->arena;
    struct value *route = value_object(arena), *match = value_open(arena, route, "match");
    if (prefix)
        value_put_text(arena, match, "prefix", prefix);
    else
        value_put(arena, match, "connectMatcher", value_object(arena));
    value_put_text(arena, value_open(arena, route, "route"), "cluster", cluster);
    return add_route_config(dump, name,
                            virtual_host(arena, prefix ? "backend" : "default", list_of(arena, route)));
}

static void add_listeners(struct dump *dump)
{
    struct arena *arena = dump->arena;
    const struct value *any = list_of(arena, value_text(arena, "ALL"));
    struct value *originate = value_array(arena), *internal = value_array(arena),
                 *terminate = value_array(arena), *ready = value_array(arena), *stats = value_array(arena);
    add_chain(dump, originate, "", any, list_of(arena, tcp_proxy(dump, "connect_originate")));
    value_put(arena, add_listener(dump, "connect_originate", 0), "filterChains", originate);
    for (size_t i = 0; i < dump->configuration->service_count; i++) {
        const struct service *service = &dump->configuration->services[i];
        for (size_t j = 0; service->waypoint == dump->waypoint && j < service->port_count; j++)
            add_port(dump, internal, service, &service->ports[j]);
        if (service->waypoint == dump->waypoint)
            add_outbound(dump, service);
    }
    add_direct(dump, internal);
    value_put(arena, add_listener(dump, "main_internal", 0), "filterChains", internal);
    add_chain(dump, terminate, "default", any,
              list_of(arena, http_manager(dump, "inbound_hcm",
                                          prefix_config(dump, "default", NULL, "main_internal"), NULL)));
    value_put(arena, add_listener(dump, "connect_terminate", 15008), "filterChains", terminate);
    add_chain(dump, ready, "", any,
              list_of(arena,
                      http_manager(dump, "agent", prefix_config(dump, NULL, "/healthz/ready", "agent"), NULL)));
    value_put(arena, add_listener(dump, NULL, 15021), "filterChains", ready);
    add_chain(
        dump, stats, "", any,
        list_of(arena, http_manager(dump, "stats",
                                    prefix_config(dump, NULL, "/stats/prometheus", "prometheus_stats"), NULL)));
    value_put(arena, add_listener(dump, NULL, 15090), "filterChains", stats);
}

/* --- secrets, and all of it --- */

static const struct value *secrets_of(struct dump *dump, const struct workload *pod, struct instant now)
{
    struct arena *arena = dump->arena;
    struct value *secrets = value_array(arena), *own = value_object(arena), *root = value_object(arena);
    struct instant since = {0};
    instant_parse_rfc3339(value_slice(value_find(pod->pod, "status.startTime")), &since);
    value_put_text(arena, own, "name", "default");
    value_put_text(arena, own, "type", "Cert Chain");
    value_put(arena, own, "certificate",
              certificate_of(arena, arena_format(arena, "spiffe://%s", pod->principal), since, now));
    value_put_text(arena, root, "name", "ROOTCA");
    value_put_text(arena, root, "type", "CA");
    value_put(arena, root, "certificate", certificate_root(arena, dump->configuration));
    value_append(arena, secrets, own);
    value_append(arena, secrets, root);
    return secrets;
}

static const struct waypoint *waypoint_of(const struct configuration *configuration, const struct workload *pod)
{
    for (size_t i = 0; i < configuration->waypoint_count; i++) {
        const struct waypoint *waypoint = &configuration->waypoints[i];
        if (text_equal(waypoint->namespace, pod->namespace) && text_equal(waypoint->name, pod->owner))
            return waypoint;
    }
    return NULL;
}

const struct value *waypoint_dump(struct arena *arena, const struct configuration *configuration,
                                  const struct workload *pod, struct instant now)
{
    static const char *const fixed[][2] = {{"BlackHoleCluster", "STATIC"},
                                           {"agent", "STATIC"},
                                           {"connect_originate", "ORIGINAL_DST"},
                                           {"encap", "STATIC"},
                                           {"main_internal", "STATIC"},
                                           {"prometheus_stats", "STATIC"},
                                           {"sds-grpc", "STATIC"},
                                           {"xds-grpc", "STATIC"}};
    struct dump dump = {.arena = arena,
                        .configuration = configuration,
                        .waypoint = waypoint_of(configuration, pod),
                        .clusters = value_array(arena),
                        .listeners = value_array(arena),
                        .routes = value_array(arena),
                        .endpoints = value_array(arena)};
    if (!dump.waypoint)
        return NULL;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        add_cluster(&dump, fixed[i][0], fixed[i][1]);
    add_listeners(&dump);
    struct value *all = value_object(arena);
    value_put(arena, all, "clusters", dump.clusters);
    value_put(arena, all, "listeners", dump.listeners);
    value_put(arena, all, "routes", dump.routes);
    value_put(arena, all, "endpoints", dump.endpoints);
    value_put(arena, all, "secrets", secrets_of(&dump, pod, now));
    return all;
}
