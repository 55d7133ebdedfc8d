/* The small core kinds, and what several kinds share. */
#include "base/buffer.h"
#include "kinds/rows.h"

const char *cell_labels(struct arena *arena, const struct value *map)
{
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(map); i++)
        buffer_format(&text, "%s%s=%s", i ? "," : "", value_key_at(map, i), value_string_of(value_member_at(map, i)));
    const char *copy = text.length ? arena_copy(arena, buffer_slice(&text)) : "<none>";
    buffer_release(&text);
    return copy;
}

void default_value(struct arena *arena, struct value *object, const char *key, const struct value *value)
{
    if (!value_get(object, key))
        value_put(arena, object, key, value);
}

void default_text(struct arena *arena, struct value *object, const char *key, const char *text)
{
    default_value(arena, object, key, value_text(arena, text));
}

void default_integer(struct arena *arena, struct value *object, const char *key, int64_t number)
{
    default_value(arena, object, key, value_integer(arena, number));
}

static const char *member_count(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    size_t count = value_count(value_get(object, "data")) + value_count(value_get(object, "binaryData"));
    return arena_format(arena, "%zu", count);
}

static const char *zero(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%zu", value_count(value_get(object, "secrets")));
}

static const struct column config_map_columns[] = {COLUMN_NAME, {.name = "Data", .cell = member_count}, COLUMN_AGE, {0}};

const struct kind config_map_kind = {
    .group = "", .versions = "v1", .kind = "ConfigMap", .plural = "configmaps", .singular = "configmap",
    .short_names = "cm", .categories = "", .flags = KIND_NAMESPACED, .columns = config_map_columns,
    .schema = "data{} binaryData{} immutable:boolean",
    .description = "ConfigMap holds configuration data for pods to consume.",
};

static const struct column secret_columns[] = {
    COLUMN_NAME, {.name = "Type", .path = "type"}, {.name = "Data", .cell = member_count}, COLUMN_AGE, {0}};

static void secret_defaults(struct arena *arena, struct value *object)
{
    default_text(arena, object, "type", "Opaque");
}

const struct kind secret_kind = {
    .group = "", .versions = "v1", .kind = "Secret", .plural = "secrets", .singular = "secret", .short_names = "",
    .categories = "", .flags = KIND_NAMESPACED, .columns = secret_columns,
    .schema = "data{} stringData{} type:string immutable:boolean", .set_defaults = secret_defaults,
    .description = "Secret holds secret data of a certain type.",
};

static const struct column account_columns[] = {COLUMN_NAME, {.name = "Secrets", .cell = zero}, COLUMN_AGE, {0}};

const struct kind service_account_kind = {
    .group = "", .versions = "v1", .kind = "ServiceAccount", .plural = "serviceaccounts", .singular = "serviceaccount",
    .short_names = "sa", .categories = "", .flags = KIND_NAMESPACED, .columns = account_columns,
    .schema = "secrets:any imagePullSecrets:any automountServiceAccountToken:boolean",
    .description = "ServiceAccount binds a name to an identity that workloads of the mesh act under.",
};

static const struct column namespace_columns[] = {
    COLUMN_NAME, {.name = "Status", .path = "status.phase"}, COLUMN_AGE, {0}};

static void namespace_defaults(struct arena *arena, struct value *object)
{
    struct value *finalizers = value_array(arena);
    value_append(arena, finalizers, value_text(arena, "kubernetes"));
    default_value(arena, value_open(arena, object, "spec"), "finalizers", finalizers);
    default_text(arena, value_open(arena, object, "status"), "phase", "Active");
    struct value *labels = value_open(arena, value_open(arena, object, "metadata"), "labels");
    value_put_text(arena, labels, "kubernetes.io/metadata.name", value_find_text(object, "metadata.name"));
}

const struct kind namespace_kind = {
    .group = "", .versions = "v1", .kind = "Namespace", .plural = "namespaces", .singular = "namespace",
    .short_names = "ns", .categories = "", .flags = KIND_STATUS, .name_rule = NAME_LABEL,
    .columns = namespace_columns, .schema = "spec{finalizers[]}", .set_defaults = namespace_defaults,
    .description = "Namespace provides a scope for Names.",
};

static const char *event_age(struct arena *arena, const struct value *object, struct instant now)
{
    struct instant first, last;
    if (!instant_parse_rfc3339(slice_of(value_find_text(object, "lastTimestamp")), &last))
        return "<unknown>";
    const char *seen = duration_human(arena, instant_since(now, last));
    int64_t count = value_number(value_get(object, "count"), 1);
    if (count <= 1 || !instant_parse_rfc3339(slice_of(value_find_text(object, "firstTimestamp")), &first))
        return seen;
    return arena_format(arena, "%s (x%lld over %s)", seen, (long long)count,
                        duration_human(arena, instant_since(now, first)));
}

static const char *event_object(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    char *kind = arena_text(arena, value_find_text(object, "involvedObject.kind"));
    for (char *c = kind; *c; c++)
        *c = ascii_lower(*c);
    return arena_format(arena, "%s/%s", kind, value_find_text(object, "involvedObject.name"));
}

static const struct column event_columns[] = {
    {.name = "Last Seen", .cell = event_age},
    {.name = "Type", .path = "type"},
    {.name = "Reason", .path = "reason"},
    {.name = "Object", .cell = event_object},
    {.name = "Subobject", .path = "involvedObject.fieldPath", .wide = true},
    {.name = "Source", .path = "source.component", .wide = true},
    {.name = "Message", .path = "message"},
    {.name = "First Seen", .path = "firstTimestamp", .date = true, .wide = true},
    {.name = "Count", .path = "count", .wide = true},
    {.name = "Name", .path = "metadata.name", .wide = true},
    {0},
};

const struct kind event_kind = {
    .group = "", .versions = "v1", .kind = "Event", .plural = "events", .singular = "event", .short_names = "ev",
    .categories = "", .flags = KIND_NAMESPACED, .columns = event_columns, .schema = NULL,
    .description = "Event is a report of an event somewhere in the cluster.",
};

static const char *node_status(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    const struct value *conditions = value_find(object, "status.conditions");
    const char *status = "Unknown";
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "type"), "Ready"))
            status = value_says(value_get(value_at(conditions, i), "status"), "True") ? "Ready" : "NotReady";
    }
    return value_truth(value_find(object, "spec.unschedulable")) ? arena_format(arena, "%s,SchedulingDisabled", status)
                                                                 : status;
}

static const char *node_roles(struct arena *arena, const struct value *object, struct instant now)
{
    static const char prefix[] = "node-role.kubernetes.io/";
    const struct value *labels = value_find(object, "metadata.labels");
    const char *roles = NULL;
    (void)now;
    for (size_t i = 0; i < value_count(labels); i++) {
        const char *key = value_key_at(labels, i);
        if (text_starts(key, prefix))
            roles = arena_format(arena, "%s%s%s", roles ? roles : "", roles ? "," : "", key + sizeof prefix - 1);
    }
    return roles ? roles : "<none>";
}

static const char *none(struct arena *arena, const struct value *object, struct instant now)
{
    (void)arena;
    (void)object;
    (void)now;
    return "<none>";
}

static const struct column node_columns[] = {
    COLUMN_NAME,
    {.name = "Status", .cell = node_status},
    {.name = "Roles", .cell = node_roles},
    COLUMN_AGE,
    {.name = "Version", .path = "status.nodeInfo.kubeletVersion"},
    {.name = "Internal-IP", .path = "status.addresses.0.address", .wide = true},
    {.name = "External-IP", .cell = none, .wide = true},
    {.name = "OS-Image", .path = "status.nodeInfo.osImage", .wide = true},
    {.name = "Kernel-Version", .path = "status.nodeInfo.kernelVersion", .wide = true},
    {.name = "Container-Runtime", .path = "status.nodeInfo.containerRuntimeVersion", .wide = true},
    {0},
};

const struct kind node_kind = {
    .group = "", .versions = "v1", .kind = "Node", .plural = "nodes", .singular = "node", .short_names = "no",
    .categories = "", .flags = 0, .columns = node_columns, .schema = "spec:any",
    .description = "Node is a worker node in Kubernetes.",
};

static const char *slice_ports(struct arena *arena, const struct value *object, struct instant now)
{
    const struct value *ports = value_get(object, "ports");
    const char *text = NULL;
    (void)now;
    for (size_t i = 0; i < value_count(ports) && i < 3; i++)
        text = arena_format(arena, "%s%s%lld", text ? text : "", text ? "," : "",
                            (long long)value_number(value_find(value_at(ports, i), "port"), 0));
    if (value_count(ports) > 3)
        text = arena_format(arena, "%s + %zu more...", text, value_count(ports) - 3);
    return text ? text : "<unset>";
}

static const char *slice_endpoints(struct arena *arena, const struct value *object, struct instant now)
{
    const struct value *endpoints = value_get(object, "endpoints");
    const char *text = NULL;
    (void)now;
    for (size_t i = 0; i < value_count(endpoints) && i < 3; i++)
        text = arena_format(arena, "%s%s%s", text ? text : "", text ? "," : "",
                            value_find_text(value_at(endpoints, i), "addresses.0"));
    if (value_count(endpoints) > 3)
        text = arena_format(arena, "%s + %zu more...", text, value_count(endpoints) - 3);
    return text ? text : "<unset>";
}

static const struct column slice_columns[] = {
    COLUMN_NAME,
    {.name = "AddressType", .path = "addressType"},
    {.name = "Ports", .cell = slice_ports},
    {.name = "Endpoints", .cell = slice_endpoints},
    COLUMN_AGE,
    {0},
};

const struct kind endpoint_slice_kind = {
    .group = "discovery.k8s.io", .versions = "v1", .kind = "EndpointSlice", .plural = "endpointslices",
    .singular = "endpointslice", .short_names = "", .categories = "", .flags = KIND_NAMESPACED,
    .columns = slice_columns, .schema = NULL,
    .description = "EndpointSlice represents a set of service endpoints.",
};

static const struct column definition_columns[] = {
    COLUMN_NAME, {.name = "Created At", .path = "metadata.creationTimestamp"}, {0}};

const struct kind custom_resource_definition_kind = {
    .group = "apiextensions.k8s.io", .versions = "v1", .kind = "CustomResourceDefinition",
    .plural = "customresourcedefinitions", .singular = "customresourcedefinition", .short_names = "crd,crds",
    .categories = "api-extensions", .flags = 0, .columns = definition_columns, .schema = "spec:any",
    .description = "CustomResourceDefinition represents a resource that should be exposed on the API server.",
};
