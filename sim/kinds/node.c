#include "base/buffer.h"
#include "kinds/columns.h"
#include "kinds/rows.h"

#define ROLE_PREFIX "node-role.kubernetes.io/"

static const char *cell_status(struct arena *arena, const struct value *node, struct instant now)
{
    (void)now;
    const struct value *conditions = value_find(node, "status.conditions");
    const char *ready = "Unknown";
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        if (value_says(value_get(condition, "type"), "Ready"))
            ready = value_says(value_get(condition, "status"), "True") ? "Ready" : "NotReady";
    }
    bool cordoned = value_truth(value_find(node, "spec.unschedulable"));
    return arena_format(arena, "%s%s", ready, cordoned ? ",SchedulingDisabled" : "");
}

static const char *cell_roles(struct arena *arena, const struct value *node, struct instant now)
{
    (void)now;
    const struct value *labels = value_find(node, "metadata.labels");
    struct buffer roles = {0};
    for (size_t i = 0; i < value_count(labels); i++) {
        const char *key = value_key_at(labels, i);
        if (text_starts(key, ROLE_PREFIX))
            buffer_format(&roles, "%s%s", roles.length ? "," : "", key + sizeof ROLE_PREFIX - 1);
    }
    const char *text = roles.length ? arena_copy(arena, buffer_slice(&roles)) : "<none>";
    buffer_release(&roles);
    return text;
}

static const char *address(const struct value *node, const char *type)
{
    const struct value *addresses = value_find(node, "status.addresses");
    for (size_t i = 0; i < value_count(addresses); i++) {
        if (value_says(value_get(value_at(addresses, i), "type"), type))
            return value_find_text(value_at(addresses, i), "address");
    }
    return "<none>";
}

static const char *cell_internal(struct arena *arena, const struct value *node, struct instant now)
{
    (void)arena, (void)now;
    return address(node, "InternalIP");
}

static const char *cell_external(struct arena *arena, const struct value *node, struct instant now)
{
    (void)arena, (void)now;
    return address(node, "ExternalIP");
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Status", .cell = cell_status},
    {.name = "Roles", .cell = cell_roles},
    COLUMN_AGE,
    {.name = "Version", .path = "status.nodeInfo.kubeletVersion"},
    {.name = "Internal-IP", .cell = cell_internal, .wide = true},
    {.name = "External-IP", .cell = cell_external, .wide = true},
    {.name = "OS-Image", .path = "status.nodeInfo.osImage", .wide = true},
    {.name = "Kernel-Version", .path = "status.nodeInfo.kernelVersion", .wide = true},
    {.name = "Container-Runtime", .path = "status.nodeInfo.containerRuntimeVersion", .wide = true},
    COLUMN_END,
};

const struct kind node_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Node",
    .plural = "nodes",
    .resource = "nodes",
    .singular = "node",
    .short_names = "no",
    .categories = "",
    .flags = KIND_STATUS,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec{podCIDR podCIDRs[] providerID unschedulable:boolean taints[]{key! value effect! timeAdded:date} "
        "configSource:any externalID}",
    .description = "Node is a worker node in Kubernetes.",
};
