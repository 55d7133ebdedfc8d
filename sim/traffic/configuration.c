#include "traffic/configuration.h"

#include <string.h>

#include "base/check.h"
#include "data/selector.h"

const struct configuration *configuration_ref(const struct configuration *configuration)
{
    struct configuration *mutable = (struct configuration *)configuration;
    mutable->count++;
    return configuration;
}

static void topology_unref(struct topology *topology)
{
    if (--topology->count)
        return;
    map_unref(topology->applied);
    map_unref(topology->programmed);
    arena_release(&topology->arena);
    memory_free(topology);
}

void configuration_unref(const struct configuration *configuration)
{
    struct configuration *mutable = (struct configuration *)configuration;
    if (!mutable || --mutable->count)
        return;
    topology_unref(mutable->topology);
    map_unref(mutable->programmed);
    value_unref(mutable->options);
    arena_release(&mutable->arena);
    memory_free(mutable);
}

/* --- names --- */

/* A table of one kind of names: an open one, at most half full, of numbers of things counted from 1. */
struct table {
    unsigned *slots;
    size_t mask;
};

struct names {
    struct table pods, addresses, services, service_addresses; /* by "NS/NAME" and by address */
};

/* Without regard to case: eight bytes at a time, the last ones twice. */
static uint64_t hash_text(uint64_t hash, struct slice text)
{
    const uint64_t small = 0x2020202020202020, prime = 0x9e3779b97f4a7c15;
    uint64_t word;
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8) {
        memcpy(&word, text.data + i, sizeof word);
        hash = (hash ^ (word | small)) * prime;
        hash ^= hash >> 32;
    }
    if (i && i < text.length) {
        memcpy(&word, text.data + text.length - 8, sizeof word);
        return (hash ^ (word | small)) * prime;
    }
    if (text.length >= 4 && !i) {
        uint32_t front, back;
        memcpy(&front, text.data, sizeof front);
        memcpy(&back, text.data + text.length - 4, sizeof back);
        return (hash ^ (((uint64_t)front << 32 | back) | small)) * prime;
    }
    for (; i < text.length; i++)
        hash = (hash ^ (unsigned char)(text.data[i] | 0x20)) * prime;
    return hash ^ hash >> 32;
}

static size_t hash_one(struct slice text)
{
    uint64_t hash = hash_text(text.length, text);
    return (size_t)(hash ^ hash >> 32);
}

static size_t hash_of(struct slice first, struct slice second)
{
    uint64_t hash = hash_text(hash_text(second.length, first), second);
    return (size_t)(hash ^ hash >> 32);
}

/* Its arena, for what is found later. */
static struct arena *arena_of(const struct configuration *configuration)
{
    return &((struct configuration *)configuration)->arena;
}

static struct table table_new(struct arena *arena, size_t count)
{
    size_t size = 4;
    while (size < count * 2)
        size *= 2;
    return (struct table){arena_allocate(arena, size * sizeof(unsigned)), size - 1};
}

static void table_add(struct table *table, size_t hash, size_t number)
{
    while (table->slots[hash & table->mask])
        hash++;
    table->slots[hash & table->mask] = (unsigned)number + 1;
}

static const struct names *names_of(const struct configuration *configuration)
{
    struct arena *arena = &configuration->topology->arena;
    if (configuration->topology->names)
        return configuration->topology->names;
    struct names *names = arena_allocate(arena, sizeof *names);
    names->pods = table_new(arena, configuration->workload_count);
    names->addresses = table_new(arena, configuration->workload_count);
    names->services = table_new(arena, configuration->service_count);
    names->service_addresses = table_new(arena, configuration->service_count);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        table_add(&names->pods, hash_one(workload->known_key), i);
        if (workload->address[0])
            table_add(&names->addresses, hash_one(workload->known_address), i);
    }
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        table_add(&names->services, hash_of(service->known_namespace, service->known_name), i);
        if (service->address[0])
            table_add(&names->service_addresses, hash_one(service->known_address), i);
    }
    configuration->topology->names = names;
    return names;
}

/* Of several with one address the first in the list is meant, and it was put into the table first. */
const struct workload *configuration_workload_at(const struct configuration *configuration,
                                                 struct slice address)
{
    const struct table *table = &names_of(configuration)->addresses;
    for (size_t at = hash_one(address); table->slots[at & table->mask]; at++) {
        const struct workload *workload = &configuration->workloads[table->slots[at & table->mask] - 1];
        if (slice_equal(address, workload->known_address) && !workload->host_network)
            return workload;
    }
    return NULL;
}

const struct workload *configuration_pod_called(const struct configuration *configuration, struct slice key)
{
    if (!key.length)
        return NULL;
    const struct table *table = &names_of(configuration)->pods;
    for (size_t at = hash_one(key); table->slots[at & table->mask]; at++) {
        const struct workload *workload = &configuration->workloads[table->slots[at & table->mask] - 1];
        if (slice_equal(key, workload->known_key))
            return workload;
    }
    return NULL;
}

const struct workload *configuration_workload(const struct configuration *configuration, const char *namespace,
                                              const char *name)
{
    struct arena arena = {0};
    const struct workload *found =
        configuration_pod(configuration, arena_format(&arena, "%s/%s", namespace, name));
    arena_release(&arena);
    return found;
}

const struct service *configuration_service_at(const struct configuration *configuration, struct slice address)
{
    const struct table *table = &names_of(configuration)->service_addresses;
    size_t at = hash_one(address);
    for (; address.length && table->slots[at & table->mask]; at++) {
        const struct service *service = &configuration->services[table->slots[at & table->mask] - 1];
        if (slice_equal(address, service->known_address))
            return service;
    }
    return NULL;
}

/* Host names are compared without regard to case, objects with it; one index serves both. */
static const struct service *find_service(const struct configuration *configuration, struct slice namespace,
                                          struct slice name, bool nocase)
{
    const struct table *table = &names_of(configuration)->services;
    for (size_t at = hash_of(namespace, name); table->slots[at & table->mask]; at++) {
        const struct service *service = &configuration->services[table->slots[at & table->mask] - 1];
        if (nocase ? slice_equal_nocase(name, service->known_name) &&
                         slice_equal_nocase(namespace, service->known_namespace)
                   : slice_equal(name, service->known_name) && slice_equal(namespace, service->known_namespace))
            return service;
    }
    return NULL;
}

const struct service *configuration_service(const struct configuration *configuration, const char *namespace,
                                            const char *name)
{
    return find_service(configuration, slice_of(namespace), slice_of(name), false);
}

const struct service_port *service_port_find(const struct service *service, int number)
{
    for (size_t i = 0; i < service->port_count; i++) {
        if (service->ports[i].number == number)
            return &service->ports[i];
    }
    return NULL;
}

/* --- what follows for one workload --- */

struct derived {
    bool known_ztunnel, known_service, known_waypoint, known_apps, known_guards[2];
    const struct workload *ztunnel;
    const struct service *service;
    const struct waypoint *waypoint;
    struct listening *apps;
    size_t app_count;
    struct policy_list guards[2]; /* of new connections, of one that stands */
};

static struct derived *derived_of(const struct configuration *configuration, const struct workload *workload)
{
    struct workload *mutable = (struct workload *)workload;
    if (!workload->derived)
        mutable->derived = arena_allocate(arena_of(configuration), sizeof *workload->derived);
    return workload->derived;
}

static const struct service *find_service_of(const struct configuration *configuration,
                                             const struct workload *workload)
{
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        for (size_t j = 0; j < service->endpoint_count; j++) {
            if (service->endpoints[j] == workload)
                return service;
        }
    }
    return NULL;
}

const struct service *configuration_service_of(const struct configuration *configuration,
                                               const struct workload *workload)
{
    struct derived *derived = derived_of(configuration, workload);
    if (!derived->known_service)
        derived->service = find_service_of(configuration, workload);
    derived->known_service = true;
    return derived->service;
}

static const struct workload *find_ztunnel(const struct configuration *configuration, const char *node)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (text_equal(workload->namespace, "istio-system") && text_equal(workload->owner, "ztunnel") &&
            text_equal(workload->node, node))
            return workload;
    }
    return NULL;
}

const struct workload *workload_ztunnel(const struct configuration *configuration,
                                        const struct workload *workload)
{
    struct derived *derived = derived_of(configuration, workload);
    if (!derived->known_ztunnel)
        derived->ztunnel = find_ztunnel(configuration, workload->node);
    derived->known_ztunnel = true;
    return derived->ztunnel;
}

static const struct waypoint *find_waypoint(const struct configuration *configuration,
                                            const struct workload *workload)
{
    for (size_t i = 0; i < configuration->waypoint_count; i++) {
        const struct waypoint *waypoint = &configuration->waypoints[i];
        if (text_equal(waypoint->namespace, workload->namespace) && text_equal(waypoint->name, workload->owner))
            return waypoint;
    }
    return NULL;
}

const struct waypoint *workload_waypoint(const struct configuration *configuration,
                                         const struct workload *workload)
{
    struct derived *derived = derived_of(configuration, workload);
    if (!derived->known_waypoint)
        derived->waypoint = find_waypoint(configuration, workload);
    derived->known_waypoint = true;
    return derived->waypoint;
}

const struct policy_list *workload_guards(const struct configuration *configuration,
                                          const struct workload *workload, bool connected)
{
    struct derived *derived = derived_of(configuration, workload);
    const struct policy_list *all = &configuration->ztunnel;
    struct policy_list *list = &derived->guards[connected];
    if (derived->known_guards[connected])
        return list;
    derived->known_guards[connected] = true;
    list->items = arena_allocate(arena_of(configuration), (all->count + 1) * sizeof *list->items);
    for (size_t i = 0; i < all->count; i++) {
        if (policy_applies(all->items[i], workload) && !(connected && all->items[i]->scope == SCOPE_WORKLOAD))
            list->items[list->count++] = all->items[i];
    }
    return list;
}

const struct listening *workload_listening(const struct configuration *configuration,
                                           const struct workload *workload, int port)
{
    struct derived *derived = derived_of(configuration, workload);
    if (!derived->known_apps)
        derived->app_count = image_listens(&configuration->topology->arena, workload->pod, &derived->apps);
    derived->known_apps = true;
    for (size_t i = 0; i < derived->app_count; i++) {
        if (derived->apps[i].port == port)
            return &derived->apps[i];
    }
    return NULL;
}

/* --- what one has of the one before --- */

static const struct workload *same_workload(const struct configuration *configuration,
                                            const struct configuration *before, const struct workload *old)
{
    return old ? &configuration->workloads[old - before->workloads] : NULL;
}

static const struct service *same_service(const struct configuration *configuration,
                                          const struct configuration *before, const struct service *old)
{
    return old ? &configuration->services[old - before->services] : NULL;
}

static const struct waypoint *same_waypoint(const struct configuration *configuration,
                                            const struct configuration *before, const struct waypoint *old)
{
    return old ? &configuration->waypoints[old - before->waypoints] : NULL;
}

static void take_workload(struct configuration *configuration, const struct configuration *before,
                          struct workload *workload)
{
    const struct derived *old = workload->derived;
    workload->trust_domain = configuration->trust_domain;
    workload->waypoint = same_waypoint(configuration, before, workload->waypoint);
    workload->derived = NULL;
    if (!old)
        return;
    *derived_of(configuration, workload) = (struct derived){
        .known_ztunnel = old->known_ztunnel,
        .known_service = old->known_service,
        .known_waypoint = old->known_waypoint,
        .known_apps = old->known_apps,
        .ztunnel = same_workload(configuration, before, old->ztunnel),
        .service = same_service(configuration, before, old->service),
        .waypoint = same_waypoint(configuration, before, old->waypoint),
        .apps = old->apps,
        .app_count = old->app_count,
    };
}

static void take_service(struct configuration *configuration, const struct configuration *before,
                         struct service *service)
{
    const struct service old = *service;
    *service = (struct service){
        .namespace = old.namespace,
        .name = old.name,
        .key = old.key,
        .hostname = old.hostname,
        .address = old.address,
        .known_namespace = old.known_namespace,
        .known_name = old.known_name,
        .known_hostname = old.known_hostname,
        .known_address = old.known_address,
        .ports = old.ports,
        .port_count = old.port_count,
        .endpoints = arena_allocate(&configuration->arena, (old.endpoint_count + 1) * sizeof *old.endpoints),
        .endpoint_count = old.endpoint_count,
        .ready_count = old.ready_count,
        .waypoint = same_waypoint(configuration, before, old.waypoint),
        .unbound = old.unbound,
    };
    for (size_t i = 0; i < old.endpoint_count; i++)
        service->endpoints[i] = same_workload(configuration, before, old.endpoints[i]);
}

static void take_waypoint(struct configuration *configuration, const struct configuration *before,
                          struct waypoint *waypoint)
{
    waypoint->service = same_service(configuration, before, waypoint->service);
    waypoint->pods = waypoint->service ? waypoint->service->endpoints : NULL;
    waypoint->policies = (struct policy_list){0};
    waypoint->telemetry = NULL;
}

static void *copy_of(struct arena *arena, const void *list, size_t count, size_t size)
{
    return memcpy(arena_room(arena, (count + 1) * size), list, count * size);
}

void configuration_take_topology(struct configuration *configuration, const struct configuration *before)
{
    struct arena *arena = &configuration->arena;
    configuration->topology = before->topology;
    configuration->topology->count++;
    configuration->workload_count = before->workload_count;
    configuration->service_count = before->service_count;
    configuration->waypoint_count = before->waypoint_count;
    configuration->workloads =
        copy_of(arena, before->workloads, before->workload_count, sizeof *before->workloads);
    configuration->services = copy_of(arena, before->services, before->service_count, sizeof *before->services);
    configuration->waypoints =
        copy_of(arena, before->waypoints, before->waypoint_count, sizeof *before->waypoints);
    for (size_t i = 0; i < configuration->workload_count; i++)
        take_workload(configuration, before, &configuration->workloads[i]);
    for (size_t i = 0; i < configuration->service_count; i++)
        take_service(configuration, before, &configuration->services[i]);
    for (size_t i = 0; i < configuration->waypoint_count; i++)
        take_waypoint(configuration, before, &configuration->waypoints[i]);
}

/* --- ports and names --- */

int workload_port(const struct workload *workload, const struct value *target)
{
    if (value_is(target, VALUE_INTEGER))
        return (int)value_number(target, 0);
    const struct value *containers = value_find(workload->pod, "spec.containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *ports = value_get(value_at(containers, i), "ports");
        for (size_t j = 0; j < value_count(ports); j++) {
            const struct value *port = value_at(ports, j);
            if (value_says(value_get(port, "name"), value_string_of(target)))
                return (int)value_number(value_get(port, "containerPort"), 0);
        }
    }
    return 0;
}

/* Four decimal numbers: an address is its own answer. */
static bool is_address(struct slice text)
{
    struct slice part;
    int64_t number;
    int count = 0;
    while (slice_next(&text, '.', &part)) {
        if (!slice_to_integer(part, &number) || number < 0 || number > 255)
            return false;
        count++;
    }
    return count == 4;
}

/* "NAME.NS" without regard to case; [dot]: where its first one is. */
static const struct service *service_of_two(const struct configuration *configuration, struct slice labels,
                                            size_t dot)
{
    struct slice namespace = slice_part(labels, dot + 1, labels.length);
    if (dot >= labels.length || slice_find_byte(namespace, '.') < namespace.length)
        return NULL;
    return find_service(configuration, namespace, slice_part(labels, 0, dot), true);
}

/* The service that a resolver in [namespace] finds under [name], with the search list NS.svc.cluster.local,
 * svc.cluster.local, cluster.local, and then as it is. No name of a service or namespace has a dot, so each of
 * these fits another number of labels. */
static const struct service *search(const struct configuration *configuration, const char *namespace,
                                    struct slice word)
{
    const struct slice zone = SLICE(".cluster.local"), svc = SLICE(".svc");
    bool absolute = word.length && word.data[word.length - 1] == '.';
    word.length -= absolute;
    size_t dot = slice_find_byte(word, '.');
    if (dot == word.length)
        return absolute ? NULL : find_service(configuration, slice_of(namespace), word, true);
    const struct service *two = absolute ? NULL : service_of_two(configuration, word, dot);
    if (two)
        return two;
    if (word.length > zone.length &&
        slice_equal_nocase(slice_part(word, word.length - zone.length, word.length), zone))
        word.length -= zone.length;
    else if (absolute)
        return NULL;
    if (word.length <= svc.length ||
        !slice_equal_nocase(slice_part(word, word.length - svc.length, word.length), svc))
        return NULL;
    return service_of_two(configuration, slice_part(word, 0, word.length - svc.length), dot);
}

/* An address, or this machine's own name: no resolver is asked. data NULL: neither. */
static struct slice own_answer(struct slice name)
{
    const struct slice none = {NULL, 0};
    if (name.length && ascii_is_digit(name.data[0]))
        return is_address(name) ? name : none;
    return slice_is_nocase(name, "localhost") ? SLICE("127.0.0.1") : none;
}

struct slice configuration_address(const struct configuration *configuration, const char *namespace,
                                   struct slice name)
{
    const struct slice own = own_answer(name), none = {NULL, 0};
    if (own.data)
        return own;
    const struct service *service = namespace ? search(configuration, namespace, name) : NULL;
    if (!service)
        return none;
    if (service->known_address.length)
        return service->known_address;
    return service->ready_count ? service->endpoints[0]->known_address : none;
}

const struct value *configuration_resolve(const struct configuration *configuration, struct arena *arena,
                                          const char *namespace, const char *name)
{
    struct value *addresses = value_array(arena);
    const struct slice word = slice_of(name), first = configuration_address(configuration, namespace, word);
    if (!first.data)
        return addresses;
    value_append(arena, addresses, value_string(arena, first));
    const struct service *service =
        namespace && !own_answer(word).data ? search(configuration, namespace, word) : NULL;
    for (size_t i = 1; service && !service->address[0] && i < service->ready_count; i++)
        value_append(arena, addresses, value_text(arena, service->endpoints[i]->address));
    return addresses;
}

static bool peer_policy_is(const struct workload *server, const struct policy *policy)
{
    const char *key = server->peer_policy;
    size_t length = strlen(policy->namespace);
    return key && strncmp(key, policy->namespace, length) == 0 && key[length] == '/' &&
           text_equal(key + length + 1, policy->name);
}

static bool is_member(const struct policy *policy, const struct workload *server)
{
    for (size_t i = 0; policy->members[i]; i++)
        if (policy->members[i] == server)
            return true;
    return false;
}

bool policy_applies(const struct policy *policy, const struct workload *server)
{
    bool root = text_equal(policy->namespace, "istio-system");
    switch (policy->scope) {
    case SCOPE_GLOBAL:
        return true;
    case SCOPE_NAMESPACE:
        return text_equal(policy->namespace, server->namespace);
    case SCOPE_WORKLOAD:
        if (policy->members)
            return is_member(policy, server);
        if (root && text_equal(policy->name, STATIC_STRICT))
            return server->strict;
        if (text_starts(policy->name, CONVERTED_PEER))
            return peer_policy_is(server, policy);
        return (root || text_equal(policy->namespace, server->namespace)) &&
               selector_object_matches(policy->selector, server->labels);
    case SCOPE_TARGET:
        return false;
    }
    return false;
}
