#include "traffic/configuration.h"

#include <string.h>

#include "data/selector.h"

const struct workload *configuration_workload_at(const struct configuration *configuration,
                                                 struct slice address)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (slice_is(address, workload->address) && !workload->host_network)
            return workload;
    }
    return NULL;
}

const struct workload *configuration_workload(const struct configuration *configuration, const char *namespace,
                                              const char *name)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (text_equal(workload->name, name) && text_equal(workload->namespace, namespace))
            return workload;
    }
    return NULL;
}

const struct workload *configuration_pod(const struct configuration *configuration, const char *key)
{
    for (size_t i = 0; key && i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        size_t length = strlen(workload->namespace);
        if (strncmp(key, workload->namespace, length) == 0 && key[length] == '/' &&
            text_equal(key + length + 1, workload->name))
            return workload;
    }
    return NULL;
}

const struct service *configuration_service_at(const struct configuration *configuration, struct slice address)
{
    for (size_t i = 0; address.length && i < configuration->service_count; i++) {
        if (slice_is(address, configuration->services[i].address))
            return &configuration->services[i];
    }
    return NULL;
}

const struct service *configuration_service(const struct configuration *configuration, const char *namespace,
                                            const char *name)
{
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        if (text_equal(service->name, name) && text_equal(service->namespace, namespace))
            return service;
    }
    return NULL;
}

const struct service_port *service_port_find(const struct service *service, int number)
{
    for (size_t i = 0; i < service->port_count; i++) {
        if (service->ports[i].number == number)
            return &service->ports[i];
    }
    return NULL;
}

const struct service *configuration_service_of(const struct configuration *configuration,
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

/* The answer of the cluster's DNS to one fully qualified name, "NAME.NS.svc.cluster.local" without a final dot.
 */
static bool answer(const struct configuration *configuration, struct arena *arena, struct slice name,
                   struct value *addresses)
{
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        if (!slice_is_nocase(name, service->hostname))
            continue;
        if (service->address[0])
            value_append(arena, addresses, value_text(arena, service->address));
        for (size_t j = 0; !service->address[0] && j < service->ready_count; j++)
            value_append(arena, addresses, value_text(arena, service->endpoints[j]->address));
        return true;
    }
    return false;
}

const struct value *configuration_resolve(const struct configuration *configuration, struct arena *arena,
                                          const char *namespace, const char *name)
{
    struct value *addresses = value_array(arena);
    struct slice word = slice_of(name);
    if (is_address(word)) {
        value_append(arena, addresses, value_text(arena, name));
        return addresses;
    }
    if (slice_is_nocase(word, "localhost")) {
        value_append(arena, addresses, value_text(arena, "127.0.0.1"));
        return addresses;
    }
    if (!namespace)
        return addresses;
    bool absolute = slice_ends(word, ".");
    if (absolute)
        word.length--;
    const char *suffixes[] = {arena_format(arena, ".%s.svc.cluster.local", namespace), ".svc.cluster.local",
                              ".cluster.local", ""};
    for (size_t i = absolute ? 3 : 0; i < 4; i++) {
        const char *full = arena_format(arena, "%.*s%s", (int)word.length, word.data, suffixes[i]);
        if (answer(configuration, arena, slice_of(full), addresses))
            break;
    }
    return addresses;
}

static bool peer_policy_is(const struct workload *server, const struct policy *policy)
{
    const char *key = server->peer_policy;
    size_t length = strlen(policy->namespace);
    return key && strncmp(key, policy->namespace, length) == 0 && key[length] == '/' &&
           text_equal(key + length + 1, policy->name);
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
