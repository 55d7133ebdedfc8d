/* Admission: what the server's plug-ins fill in and refuse (NamespaceLifecycle, ServiceAccount, cluster IPs).
 */
#include "api/request.h"

#define NODE_PORT_FIRST 30000
#define NODE_PORT_COUNT 2768
#define TOKEN_PATH "/var/run/secrets/kubernetes.io/serviceaccount"
#define TOKEN_SECONDS 3607
#define SUFFIX_LENGTH 5

static const char alphabet[] = "bcdfghjklmnpqrstvwxz2456789"; /* k8s.io/apimachinery pkg/util/rand */

static const char *new_suffix(struct draft *draft)
{
    char *suffix = arena_allocate(draft->arena, SUFFIX_LENGTH + 1);
    for (int i = 0; i < SUFFIX_LENGTH; i++)
        suffix[i] = alphabet[draft_random(draft) % (sizeof alphabet - 1)];
    return suffix;
}

/* --- namespaces and accounts --- */

const struct value *request_check_namespace(struct request *request)
{
    struct arena *arena = request->draft->arena;
    if (!(request->kind->flags & KIND_NAMESPACED))
        return NULL;
    const struct kind *kind = kind_of_key(SLICE("namespaces"));
    const struct value *namespace = object_get(request->draft, kind, NULL, request->namespace);
    if (!namespace)
        return status_not_found(arena, kind, request->namespace);
    if (!value_find(namespace, "metadata.deletionTimestamp"))
        return NULL;
    struct findings findings = {.arena = arena};
    findings_add(&findings, "NamespaceTerminating", "metadata.namespace", "namespace %s is being terminated",
                 request->namespace);
    const struct value *status = status_forbidden(
        arena, request->kind, request->name,
        arena_format(arena, "unable to create new content in namespace %s because it is being terminated",
                     request->namespace));
    return status_with_causes(arena, status, findings.causes);
}

static bool is_pod(const struct request *request)
{
    return text_equal(request->kind->plural, "pods");
}

const struct value *request_check_account(struct request *request, const struct value *object)
{
    const char *account = value_find_text(object, "spec.serviceAccountName");
    if (!is_pod(request) || text_equal(account, "default") ||
        object_get(request->draft, kind_of_key(SLICE("serviceaccounts")), request->namespace, account))
        return NULL;
    return status_forbidden(
        request->draft->arena, request->kind, value_find_text(object, "metadata.name"),
        arena_format(request->draft->arena,
                     "error looking up service account %s/%s: serviceaccount \"%s\" not found",
                     request->namespace, account, account));
}

/* --- the token volume of a pod --- */

static void append(struct arena *arena, struct value *array, const char *path, const struct value *value)
{
    value_append(arena, array, value_with(arena, NULL, path, value));
}

static const struct value *token_sources(struct arena *arena)
{
    struct value *sources = value_array(arena), *token = value_object(arena), *map = value_object(arena);
    struct value *items = value_array(arena), *item = value_object(arena);
    value_put_integer(arena, token, "expirationSeconds", TOKEN_SECONDS);
    value_put_text(arena, token, "path", "token");
    append(arena, sources, "serviceAccountToken", token);
    value_put_text(arena, item, "key", "ca.crt");
    value_put_text(arena, item, "path", "ca.crt");
    value_append(arena, items, item);
    value_put(arena, map, "items", items);
    value_put_text(arena, map, "name", "kube-root-ca.crt");
    append(arena, sources, "configMap", map);
    items = value_array(arena);
    item = value_object(arena);
    value_put_text(arena, value_open(arena, item, "fieldRef"), "apiVersion", "v1");
    value_put_text(arena, value_open(arena, item, "fieldRef"), "fieldPath", "metadata.namespace");
    value_put_text(arena, item, "path", "namespace");
    value_append(arena, items, item);
    append(arena, sources, "downwardAPI.items", items);
    return sources;
}

static struct value *open_array(struct arena *arena, struct value *object, const char *key)
{
    if (!value_is(value_get(object, key), VALUE_ARRAY))
        value_put(arena, object, key, value_array(arena));
    return value_open(arena, object, key);
}

static bool mounts_token(const struct value *container)
{
    const struct value *mounts = value_get(container, "volumeMounts");
    for (size_t i = 0; i < value_count(mounts); i++) {
        if (value_says(value_get(value_at(mounts, i), "mountPath"), TOKEN_PATH))
            return true;
    }
    return false;
}

/* Mounts the volume [name] in every container of spec.[key] that has no token yet; false when none did. */
static bool mount_token(struct arena *arena, struct value *spec, const char *key, const char *name)
{
    const struct value *old = value_get(spec, key);
    struct value *containers = value_array(arena);
    bool mounted = false;
    for (size_t i = 0; i < value_count(old); i++) {
        const struct value *container = value_at(old, i);
        if (!mounts_token(container)) {
            struct value *copy = value_edit(arena, container), *mount = value_object(arena);
            value_put_text(arena, mount, "mountPath", TOKEN_PATH);
            value_put_text(arena, mount, "name", name);
            value_put(arena, mount, "readOnly", value_boolean(true));
            value_append(arena, open_array(arena, copy, "volumeMounts"), mount);
            container = copy;
            mounted = true;
        }
        value_append(arena, containers, container);
    }
    if (mounted)
        value_put(arena, spec, key, containers);
    return mounted;
}

static bool wants_token(struct request *request, const struct value *pod)
{
    const struct value *own = value_find(pod, "spec.automountServiceAccountToken");
    if (own)
        return value_truth(own);
    const struct value *account =
        object_get(request->draft, kind_of_key(SLICE("serviceaccounts")), request->namespace,
                   value_find_text(pod, "spec.serviceAccountName"));
    const struct value *given = value_get(account, "automountServiceAccountToken");
    return !given || value_truth(given);
}

static void add_token(struct request *request, struct value *pod)
{
    struct arena *arena = request->draft->arena;
    if (!wants_token(request, pod))
        return;
    struct value *spec = value_open(arena, pod, "spec");
    const char *name = arena_format(arena, "kube-api-access-%s", new_suffix(request->draft));
    bool mounted = mount_token(arena, spec, "containers", name);
    mounted |= mount_token(arena, spec, "initContainers", name);
    if (!mounted)
        return;
    struct value *volume = value_object(arena);
    value_put_text(arena, volume, "name", name);
    value_put_integer(arena, value_open(arena, volume, "projected"), "defaultMode", 420);
    value_put(arena, value_open(arena, volume, "projected"), "sources", token_sources(arena));
    value_append(arena, open_array(arena, spec, "volumes"), volume);
}

/* --- cluster IPs and node ports --- */

static bool is_taken(struct request *request, const char *address, const struct value *self)
{
    struct map_walk walk = map_walk(draft_map(request->draft, WORLD_APPLIED), SLICE("services/"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (value_says(value_find(entry.item, "spec.clusterIP"), address) &&
            !value_equal(value_find(entry.item, "metadata.uid"), value_find(self, "metadata.uid")))
            return true;
    }
    return false;
}

static const char *new_address(struct request *request)
{
    for (;;) {
        uint64_t number = draft_random(request->draft) & 0xffff;
        const char *address = arena_format(request->draft->arena, "10.96.%u.%u", (unsigned)(number >> 8),
                                           (unsigned)(number & 0xff));
        /* The first 256 are for those who ask for one, as the server's own allocator leaves them. */
        if (number >= 256 && number < 0xffff && !is_taken(request, address, NULL))
            return address;
    }
}

static void check_address(struct request *request, const struct value *service, const char *address)
{
    const char *problem = NULL;
    if (!text_starts(address, "10.96."))
        problem = arena_format(request->draft->arena,
                               "the provided IP (%s) is not in the valid range. The range of valid IPs is "
                               "10.96.0.0/16",
                               address);
    else if (is_taken(request, address, service))
        problem = "provided IP is already allocated";
    if (problem)
        findings_add(&request->findings, "FieldValueInvalid", "spec.clusterIPs",
                     "Invalid value: [\"%s\"]: failed to allocate IP %s: %s", address, address, problem);
}

static void give_node_ports(struct request *request, struct value *spec)
{
    struct draft *draft = request->draft;
    const struct value *old = value_get(spec, "ports");
    struct value *ports = value_array(draft->arena);
    for (size_t i = 0; i < value_count(old); i++) {
        struct value *port = value_edit(draft->arena, value_at(old, i));
        if (!value_get(port, "nodePort"))
            value_put_integer(draft->arena, port, "nodePort",
                              (int64_t)(NODE_PORT_FIRST + draft_random(draft) % NODE_PORT_COUNT));
        value_append(draft->arena, ports, port);
    }
    value_put(draft->arena, spec, "ports", ports);
}

static void give_address(struct request *request, struct value *service)
{
    struct arena *arena = request->draft->arena;
    struct value *spec = value_open(arena, service, "spec");
    const char *type = value_find_text(spec, "type"), *address = value_find_text(spec, "clusterIP");
    if (text_equal(type, "ExternalName"))
        return;
    if (*address && !text_equal(address, "None"))
        check_address(request, service, address);
    if (!*address) {
        struct value *addresses = value_array(arena);
        address = new_address(request);
        value_append(arena, addresses, value_text(arena, address));
        value_put_text(arena, spec, "clusterIP", address);
        value_put(arena, spec, "clusterIPs", addresses);
    }
    if (text_equal(type, "NodePort") ||
        (text_equal(type, "LoadBalancer") && value_truth(value_get(spec, "allocateLoadBalancerNodePorts"))))
        give_node_ports(request, spec);
}

void request_allocate(struct request *request, struct value *object)
{
    if (text_equal(request->kind->plural, "services"))
        give_address(request, object);
    else if (is_pod(request) && !value_find(object, "metadata.uid"))
        add_token(request, object);
}

const char *request_generated_name(struct request *request, const char *prefix)
{
    struct arena *arena = request->draft->arena;
    struct slice kept = slice_part(slice_of(prefix), 0, 63 - SUFFIX_LENGTH);
    return arena_format(arena, "%.*s%s", (int)kept.length, kept.data, new_suffix(request->draft));
}
