#include "mesh/mesh.h"

#include <string.h>

#include "base/check.h"
#include "base/sort.h"
#include "data/yaml.h"
#include "data/selector.h"
#include "mesh/policies.h"
#include "traffic/policy_index.h"
#include "mesh/routes.h"
#include "mesh/telemetry.h"

/* Everything of one compilation. */
struct compilation {
    struct arena *arena;   /* of the configuration */
    struct arena *lasting; /* of its topology: for what its workloads, services and waypoints point at */
    struct map applied, programmed;
    struct configuration *configuration;
    const struct value *providers; /* meshConfig.extensionProviders */
    const struct value *defaults;  /* meshConfig.defaultProviders */
    bool peers;                    /* there is a PeerAuthentication */
    const struct configuration *before; /* NULL: none whose workloads say the same of a pod */
    size_t next_before;
};

/* All objects of a resource, in the order of their keys: an array. */
static const struct value *all_of(struct compilation *c, struct map map, const char *resource)
{
    struct map_walk walk = lookup_all(c->arena, map, resource, NULL);
    struct map_entry entry;
    struct value *objects = value_array(c->arena);
    while (map_walk_next(&walk, &entry))
        value_append(c->arena, objects, entry.item);
    return objects;
}

static bool any_of(struct compilation *c, const char *resource)
{
    struct map_walk walk = lookup_all(c->arena, c->programmed, resource, NULL);
    struct map_entry entry;
    return map_walk_next(&walk, &entry);
}

/* The MeshConfig; NULL: there is none. */
static const struct value *read_options(struct compilation *c, struct parsed_texts *texts)
{
    const struct value *map = lookup_object(c->arena, c->applied, "configmaps", "istio-system", "istio");
    const struct value *text = value_find(map, "data.mesh"), *options = text ? parsed_find(texts, text) : NULL;
    struct yaml_reader reader = yaml_reader(value_slice(text));
    if (options || !text)
        return options;
    if (!yaml_next(c->arena, &reader, &options) || !options)
        return NULL;
    parsed_keep(texts, text, options);
    return parsed_find(texts, text);
}

static void mesh_options(struct compilation *c, struct parsed_texts *texts)
{
    const struct value *options = read_options(c, texts);
    c->configuration->options = options ? value_ref(options) : NULL;
    c->configuration->trust_domain = "cluster.local";
    c->configuration->access_log = value_find_text(options, "accessLogFile");
    c->providers = value_get(options, "extensionProviders");
    c->defaults = value_get(options, "defaultProviders");
    if (value_find_text(options, "trustDomain")[0])
        c->configuration->trust_domain = value_find_text(options, "trustDomain");
}

/* The name of the Deployment or DaemonSet behind a pod, as istiod guesses it: the controller's name without the
 * hash of a ReplicaSet. */
static const char *owner_name(struct arena *arena, const struct value *pod)
{
    const struct value *owner = value_find(pod, "metadata.ownerReferences.0");
    const char *name = value_find_text(owner, "name");
    if (!name[0])
        return lookup_name(pod);
    const char *dash = strrchr(name, '-');
    if (text_equal(value_find_text(owner, "kind"), "ReplicaSet") && dash)
        return arena_copy(arena, (struct slice){name, (size_t)(dash - name)});
    return name;
}

static bool pod_ready(const struct value *pod)
{
    return value_says(value_get(lookup_condition(pod, "Ready"), "status"), "True") &&
           !value_find(pod, "metadata.deletionTimestamp");
}

/* The names that istiod takes from labels, the first that is there. */
static const char *canonical_name(const struct value *labels, const char *otherwise)
{
    static const char *const names[] = {"service.istio.io/canonical-name", "app.kubernetes.io/name", "app"};
    const char *name = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !name; i++)
        name = lookup_text(value_get(labels, names[i]), NULL);
    return name ? name : otherwise;
}

/* What follows from the pod alone. */
static void read_pod(struct compilation *c, const struct value *pod, struct workload *workload)
{
    const struct value *spec = value_get(pod, "spec"), *labels = value_get(value_get(pod, "metadata"), "labels");
    const char *account = value_string_of(value_get(spec, "serviceAccountName"));
    *workload = (struct workload){
        .namespace = lookup_namespace(pod),
        .name = lookup_name(pod),
        .address = value_string_of(value_get(value_get(pod, "status"), "podIP")),
        .node = value_string_of(value_get(spec, "nodeName")),
        .service_account = account[0] ? account : "default",
        .owner = owner_name(c->lasting, pod),
        .revision = lookup_text(value_get(labels, "service.istio.io/canonical-revision"),
                            lookup_text(value_get(labels, "version"), "latest")),
        .labels = labels,
        .pod = pod,
        .host_network = value_truth(value_get(spec, "hostNetwork")),
        .ready = pod_ready(pod),
    };
    const char *key[] = {workload->namespace, "/", workload->name},
               *principal[] = {c->configuration->trust_domain, "/ns/", workload->namespace, "/sa/",
                               workload->service_account};
    workload->key = arena_join(c->lasting, key, sizeof key / sizeof *key);
    workload->canonical = canonical_name(labels, workload->owner);
    workload->captured = !workload->host_network &&
                         text_equal(lookup_annotation(pod, "ambient.istio.io/redirection"), "enabled");
    workload->principal = arena_join(c->lasting, principal, sizeof principal / sizeof *principal);
}

/* The workload of the very same pod in the configuration before. Pods come in the same order there; few have gone. */
static const struct workload *read_before(struct compilation *c, const struct value *pod)
{
    enum { GONE = 4 };
    for (size_t i = c->next_before; c->before && i < c->before->workload_count && i <= c->next_before + GONE; i++) {
        if (c->before->workloads[i].pod == pod) {
            c->next_before = i + 1;
            return &c->before->workloads[i];
        }
    }
    return NULL;
}

/* The same in this configuration's memory. */
static void copy_workload(struct compilation *c, const struct workload *old, struct workload *workload)
{
    *workload = *old;
    workload->key = arena_copy(c->lasting, old->known_key);
    workload->principal = arena_copy(c->lasting, old->known_principal);
    workload->owner = arena_text(c->lasting, old->owner);
    if (old->canonical == old->owner)
        workload->canonical = workload->owner;
    workload->strict = false;
    workload->peer_policy = NULL;
    workload->waypoint = NULL;
    workload->derived = NULL;
}

static void compile_workload(struct compilation *c, const struct value *pod, struct workload *workload)
{
    const struct workload *old = read_before(c, pod);
    if (old)
        copy_workload(c, old, workload);
    else
        read_pod(c, pod, workload);
    workload->trust_domain = c->configuration->trust_domain;
    workload->known_key = slice_of(workload->key);
    workload->known_principal = slice_of(workload->principal);
    workload->known_namespace = slice_of(workload->namespace);
    workload->known_account = slice_of(workload->service_account);
    workload->known_address = slice_of(workload->address);
    if (c->peers) {
        struct peer_effect peer = peer_effect(c->lasting, c->programmed, workload->namespace, workload->labels);
        workload->strict = peer.strict;
        workload->peer_policy = peer.policy;
    }
}

static void compile_workloads(struct compilation *c)
{
    const struct value *pods = all_of(c, c->applied, "pods");
    struct configuration *configuration = c->configuration;
    configuration->workloads = arena_allocate(c->arena, (value_count(pods) + 1) * sizeof *configuration->workloads);
    for (size_t i = 0; i < value_count(pods); i++) {
        const struct value *phase = value_get(value_get(value_at(pods, i), "status"), "phase");
        if (!value_says(phase, "Succeeded") && !value_says(phase, "Failed"))
            compile_workload(c, value_at(pods, i), &configuration->workloads[configuration->workload_count++]);
    }
}

/* Declared by appProtocol, by the name's first word, or by a number that belongs to a protocol in which the
 * server speaks first; all else is sniffed. Source: istio pkg/config/protocol, pkg/config/kube/conversion.go.
 */
static const struct {
    const char *name;
    enum port_protocol protocol;
} protocols[] = {
    {"grpc", PORT_HTTP},
    {"grpc-web", PORT_HTTP},
    {"http", PORT_HTTP},
    {"http2", PORT_HTTP},
    {"http_proxy", PORT_HTTP},
    {"https", PORT_TCP},
    {"mongo", PORT_TCP},
    {"mysql", PORT_TCP},
    {"redis", PORT_TCP},
    {"tcp", PORT_TCP},
    {"tls", PORT_TCP},
    {"kubernetes.io/h2c", PORT_HTTP},
    {"kubernetes.io/ws", PORT_HTTP},
};

static bool server_first(int64_t number)
{
    return number == 25 || number == 53 || number == 3306 || number == 27017;
}

static void set_protocol(struct service_port *port, const struct value *object)
{
    struct slice declared = value_slice(value_get(object, "appProtocol"));
    struct slice word = declared;
    if (!declared.length) {
        word = slice_of(port->name);
        if (!slice_is(word, "grpc-web") && !slice_starts(word, "grpc-web-"))
            word = slice_part(word, 0, slice_find_byte(word, '-'));
    }
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        if (slice_is_nocase(word, protocols[i].name)) {
            port->protocol = protocols[i].protocol;
            return;
        }
    }
    port->sniffed = !server_first(port->number);
    port->protocol = port->sniffed ? PORT_HTTP : PORT_TCP;
}

static void compile_ports(struct compilation *c, const struct value *object, struct service *service)
{
    const struct value *ports = value_find(object, "spec.ports");
    service->ports = arena_allocate(c->lasting, (value_count(ports) + 1) * sizeof *service->ports);
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        const struct value *target = value_get(port, "targetPort");
        struct service_port *compiled = &service->ports[service->port_count++];
        *compiled = (struct service_port){
            .number = (int)value_number(value_get(port, "port"), 0),
            .name = value_find_text(port, "name"),
            .target = target ? target : value_get(port, "port"),
        };
        set_protocol(compiled, port);
    }
}

static void compile_endpoints(struct compilation *c, const struct value *object, struct service *service)
{
    const struct configuration *configuration = c->configuration;
    const struct value *selector = value_find(object, "spec.selector");
    service->endpoints =
        arena_allocate(c->arena, (configuration->workload_count + 1) * sizeof *service->endpoints);
    if (value_count(selector) == 0)
        return;
    for (int ready = 1; ready >= 0; ready--) {
        for (size_t i = 0; i < configuration->workload_count; i++) {
            const struct workload *workload = &configuration->workloads[i];
            if (workload->ready == (bool)ready && workload->address[0] &&
                text_equal(workload->namespace, service->namespace) &&
                selector_map_matches(selector, workload->labels))
                service->endpoints[service->endpoint_count++] = workload;
        }
        if (ready)
            service->ready_count = service->endpoint_count;
    }
}

static void compile_services(struct compilation *c)
{
    struct configuration *configuration = c->configuration;
    const struct value *all = all_of(c, c->applied, "services");
    configuration->services = arena_allocate(c->arena, (value_count(all) + 1) * sizeof *configuration->services);
    for (size_t i = 0; i < value_count(all); i++) {
        struct service *service = &configuration->services[configuration->service_count++];
        const char *address = value_string_of(value_get(value_get(value_at(all, i), "spec"), "clusterIP"));
        service->namespace = lookup_namespace(value_at(all, i));
        service->name = lookup_name(value_at(all, i));
        const char *key[] = {service->namespace, "/", service->name},
                   *hostname[] = {service->name, ".", service->namespace, ".svc.cluster.local"};
        service->key = arena_join(c->lasting, key, sizeof key / sizeof *key);
        service->hostname = arena_join(c->lasting, hostname, sizeof hostname / sizeof *hostname);
        service->address = text_equal(address, "None") ? "" : address;
        service->known_namespace = slice_of(service->namespace);
        service->known_name = slice_of(service->name);
        service->known_hostname = slice_of(service->hostname);
        service->known_address = slice_of(service->address);
        compile_ports(c, value_at(all, i), service);
        compile_endpoints(c, value_at(all, i), service);
    }
}

static void compile_waypoints(struct compilation *c)
{
    struct configuration *configuration = c->configuration;
    const struct value *gateways = all_of(c, c->programmed, RESOURCE_GATEWAYS);
    configuration->waypoints = arena_allocate(c->arena, (value_count(gateways) + 1) * sizeof *configuration->waypoints);
    for (size_t i = 0; i < value_count(gateways); i++) {
        const struct value *gateway = value_at(gateways, i);
        if (!value_says(value_get(value_get(gateway, "spec"), "gatewayClassName"), "istio-waypoint"))
            continue;
        struct waypoint *waypoint = &configuration->waypoints[configuration->waypoint_count++];
        waypoint->namespace = lookup_namespace(gateway);
        waypoint->name = lookup_name(gateway);
        waypoint->key = arena_format(c->lasting, "%s/%s", waypoint->namespace, waypoint->name);
        waypoint->types = waypoint_types(gateway);
        waypoint->service = configuration_service(configuration, waypoint->namespace, waypoint->name);
        waypoint->principal = arena_format(c->lasting, "%s/ns/%s/sa/%s", configuration->trust_domain,
                                           waypoint->namespace, waypoint->name);
        if (waypoint->service) {
            waypoint->pods = waypoint->service->endpoints;
            waypoint->pod_count = waypoint->service->ready_count;
        }
    }
}

static const struct waypoint *bound(struct compilation *c, struct binding binding)
{
    for (size_t i = 0; binding.result == BINDING_BOUND && i < c->configuration->waypoint_count; i++) {
        const struct waypoint *waypoint = &c->configuration->waypoints[i];
        if (text_equal(waypoint->namespace, binding.namespace) && text_equal(waypoint->name, binding.name))
            return waypoint;
    }
    return NULL;
}

/* What a label that names a waypoint comes to (R0.3, W5, W8). */
static const char *unbound(struct compilation *c, struct binding binding)
{
    static const char *const problems[] = {
        [BINDING_NOT_READY] = "which is not there or was never programmed",
        [BINDING_DENIED] = "whose listener does not admit this namespace (allowedRoutes)",
        [BINDING_TYPE] = "which is not for services (its label istio.io/waypoint-for)",
    };
    if (binding.result == BINDING_NONE || binding.result == BINDING_BOUND)
        return NULL;
    return arena_format(c->lasting, "the label istio.io/use-waypoint names %s/%s, %s", binding.namespace,
                        binding.name, problems[binding.result]);
}

static void bind_waypoints(struct compilation *c)
{
    struct configuration *configuration = c->configuration;
    struct binding_lookups last = {0};
    for (size_t i = 0; i < configuration->service_count; i++) {
        struct service *service = &configuration->services[i];
        const struct value *object =
            lookup_object(c->arena, c->programmed, "services", service->namespace, service->name);
        if (!object || !service->address[0])
            continue;
        struct binding binding = mesh_binding_next(c->arena, c->programmed, &last, object, true);
        service->waypoint = bound(c, binding);
        service->unbound = unbound(c, binding);
    }
    for (size_t i = 0; i < configuration->workload_count; i++) {
        struct workload *workload = &configuration->workloads[i];
        workload->waypoint = bound(c, mesh_binding_next(c->arena, c->programmed, &last, workload->pod, false));
    }
}

static void append(struct compilation *c, struct policy_list *list, const struct policy *policy)
{
    if ((list->count & (list->count - 1)) == 0) { /* full at every power of two */
        const struct policy **items =
            arena_allocate(c->arena, (list->count ? list->count * 2 : 1) * sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
    }
    list->items[list->count++] = policy;
}

static void bind_target(struct compilation *c, const struct policy *policy, const struct value *reference)
{
    struct configuration *configuration = c->configuration;
    const char *kind = value_find_text(reference, "kind"), *name = value_find_text(reference, "name");
    for (size_t i = 0; text_equal(kind, "Service") && i < configuration->service_count; i++) {
        struct service *service = &configuration->services[i];
        if (text_equal(service->name, name) && text_equal(service->namespace, policy->namespace))
            append(c, &service->policies, policy);
    }
    for (size_t i = 0; i < configuration->waypoint_count; i++) {
        struct waypoint *waypoint = &configuration->waypoints[i];
        bool gateway = text_equal(kind, "Gateway") && text_equal(waypoint->name, name) &&
                       text_equal(waypoint->namespace, policy->namespace);
        bool class = text_equal(kind, "GatewayClass") && text_equal(name, "istio-waypoint") &&
                     text_equal(policy->namespace, "istio-system");
        if (gateway || class)
            append(c, &waypoint->policies, policy);
    }
}

static int compare_policies(const void *a, const void *b, void *context)
{
    (void)context;
    const struct policy *x = *(const struct policy *const *)a, *y = *(const struct policy *const *)b;
    int order = strcmp(x->namespace, y->namespace);
    return order ? order : strcmp(x->name, y->name);
}

static const struct policy *for_waypoint(struct compilation *c, const struct value *object)
{
    const char *provider = value_find_text(object, "spec.provider.name");
    bool known = !text_equal(value_find_text(object, "spec.action"), "CUSTOM");
    for (size_t i = 0; i < value_count(c->providers) && !known; i++)
        known = value_says(value_get(value_at(c->providers, i), "name"), provider);
    return known ? policy_for_waypoint(c->arena, object) : policy_of_bad_custom(c->arena, object);
}

static void compile_policies(struct compilation *c)
{
    const struct value *policies = all_of(c, c->programmed, RESOURCE_POLICIES), *peers = NULL;
    for (size_t at = 0; at < value_count(policies); at++) {
        const struct value *policy = value_at(policies, at), *spec = value_get(policy, "spec");
        const struct policy *l4 = policy_for_ztunnel(c->arena, policy);
        if (l4)
            append(c, &c->configuration->ztunnel, l4);
        if (!policy_has_target(policy))
            continue;
        const struct policy *l7 = for_waypoint(c, policy);
        const struct value *references = value_get(spec, "targetRefs"), *one = value_get(spec, "targetRef");
        for (size_t i = 0; l7 && i < value_count(references); i++)
            bind_target(c, l7, value_at(references, i));
        if (l7 && one)
            bind_target(c, l7, one);
    }
    bool automatic = policy_auto_allows(c->arena, c->programmed);
    for (size_t i = 0; automatic && i < c->configuration->waypoint_count; i++)
        append(c, &c->configuration->ztunnel,
               policy_of_waypoint(c->arena, c->configuration, &c->configuration->waypoints[i]));
    if (c->peers)
        peers = all_of(c, c->programmed, RESOURCE_PEERS);
    for (size_t i = 0; i < value_count(peers); i++) {
        const struct policy *converted = policy_for_peer(c->arena, c->programmed, value_at(peers, i));
        if (converted)
            append(c, &c->configuration->ztunnel, converted);
    }
    if (c->peers)
        append(c, &c->configuration->ztunnel, policy_static_strict(c->arena));
    sort_stable(c->configuration->ztunnel.items, c->configuration->ztunnel.count,
                sizeof *c->configuration->ztunnel.items, compare_policies, NULL);
}

/* What a waypoint asks for a request to a service of its own. */
static void pool_policies(struct compilation *c)
{
    for (size_t i = 0; i < c->configuration->service_count; i++) {
        struct service *service = &c->configuration->services[i];
        const struct waypoint *waypoint = service->waypoint;
        for (size_t j = 0; waypoint && j < service->policies.count; j++)
            append(c, &service->enforced, service->policies.items[j]);
        for (size_t j = 0; waypoint && j < waypoint->policies.count; j++)
            append(c, &service->enforced, waypoint->policies.items[j]);
        service->enforced.index = policy_index_new(c->arena, &service->enforced);
    }
}

static void compile_telemetry(struct compilation *c)
{
    struct configuration *configuration = c->configuration;
    for (size_t i = 0; i < configuration->waypoint_count; i++) {
        struct waypoint *waypoint = &configuration->waypoints[i];
        waypoint->telemetry =
            telemetry_compile(c->arena, c->programmed, c->defaults, waypoint->namespace, waypoint->name, NULL);
    }
    for (size_t i = 0; i < configuration->service_count; i++) {
        struct service *service = &configuration->services[i];
        const struct waypoint *waypoint = service->waypoint;
        if (waypoint)
            service->telemetry = telemetry_compile(c->arena, c->programmed, c->defaults, waypoint->namespace,
                                                   waypoint->name, service);
    }
}

/* Reads where everything is. */
static void compile_topology(struct compilation *c)
{
    struct topology *topology = memory_allocate(sizeof *topology);
    *topology = (struct topology){.count = 1, .applied = c->applied, .programmed = c->programmed};
    map_ref(topology->applied);
    map_ref(topology->programmed);
    c->configuration->topology = topology;
    c->lasting = &topology->arena;
    compile_workloads(c);
    compile_services(c);
    compile_waypoints(c);
    bind_waypoints(c);
}

enum { TOPOLOGY = 1, RULES = 2 };

/* Keys of objects that something above looks at, or their beginnings, and what follows from them: as they are applied, and
 * as they are programmed. */
static const struct read_key {
    const char *key;
    unsigned applied, programmed;
} read_keys[] = {
    {"configmaps/istio-system/istio", .applied = TOPOLOGY | RULES},
    {"deployments.apps/istio-system/istiod", .programmed = RULES},
    {"namespaces/", .programmed = TOPOLOGY},
    {"pods/", .applied = TOPOLOGY},
    {"services/", .applied = TOPOLOGY, .programmed = TOPOLOGY},
    {RESOURCE_GATEWAYS "/", .programmed = TOPOLOGY},
    {RESOURCE_PEERS "/", .programmed = TOPOLOGY | RULES},
    {RESOURCE_POLICIES "/", .programmed = RULES},
    {RESOURCE_ROUTES "/", .programmed = RULES},
    {RESOURCE_TELEMETRIES "/", .programmed = RULES},
};

static const struct read_key *read_key_of(struct slice key)
{
    for (size_t i = 0; i < sizeof read_keys / sizeof *read_keys; i++) {
        if (key.data[0] == read_keys[i].key[0] && slice_starts(key, read_keys[i].key))
            return &read_keys[i];
    }
    return NULL;
}

static void note_applied(void *context, struct slice key, const void *before, const void *after)
{
    unsigned *changed = context;
    const struct read_key *read = read_key_of(key);
    (void)before;
    (void)after;
    *changed |= read ? read->applied : 0;
}

static void note_programmed(void *context, struct slice key, const void *before, const void *after)
{
    unsigned *changed = context;
    const struct read_key *read = read_key_of(key);
    (void)before;
    (void)after;
    *changed |= read ? read->programmed : 0;
}

/* What would be compiled to something else. */
static unsigned changed_since(const struct configuration *configuration, struct map applied, struct map programmed)
{
    unsigned changed = 0;
    map_difference(configuration->topology->applied, applied, note_applied, &changed);
    map_difference(configuration->programmed, programmed, note_programmed, &changed);
    return changed;
}

bool mesh_holds(const struct configuration *configuration, struct map applied, struct map programmed)
{
    return !changed_since(configuration, applied, programmed);
}

const struct configuration *mesh_compile(const struct world *world, const struct configuration *before,
                                         struct parsed_texts *texts)
{
    struct configuration *configuration = memory_allocate(sizeof *configuration);
    struct compilation c = {.arena = &configuration->arena,
                            .applied = world_map(world, WORLD_APPLIED),
                            .programmed = world_map(world, WORLD_PROGRAMMED),
                            .configuration = configuration};
    c.peers = any_of(&c, RESOURCE_PEERS);
    configuration->count = 1;
    map_ref(configuration->programmed = c.programmed);
    mesh_options(&c, texts);
    c.before = before && text_equal(before->trust_domain, configuration->trust_domain) ? before : NULL;
    if (before && !(changed_since(before, c.applied, c.programmed) & TOPOLOGY))
        configuration_take_topology(configuration, before);
    else
        compile_topology(&c);
    compile_policies(&c);
    pool_policies(&c);
    compile_telemetry(&c);
    routes_compile(c.arena, c.programmed, configuration);
    return configuration;
}
