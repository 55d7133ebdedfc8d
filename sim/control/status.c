/* istiod writes what it makes of policies and waypoint labels into their status. */
#include "control/objects.h"
#include "control/rows.h"
#include "mesh/policies.h"

static void write_policy(struct draft *draft, const struct value *policy)
{
    struct arena *arena = draft->arena;
    const struct value *found = mesh_policy_condition(arena, draft->maps[WORLD_APPLIED], policy);
    struct value *copy = value_edit(arena, policy);
    const struct condition condition = {value_find_text(found, "type"), value_find_text(found, "status"),
                                        value_find_text(found, "reason"), value_find_text(found, "message")};
    if (objects_set_conditions(draft, copy, &condition, 1, true))
        objects_store(draft, RESOURCE_POLICIES, copy);
}

/* What becomes of a policy without a target follows from itself alone. */
static void write_targeting(struct draft *draft, const struct value *policy)
{
    if (policy_has_target(policy))
        write_policy(draft, policy);
}

static const struct binding_text {
    bool truth;
    const char *reason, *format;
} binding_texts[] = {
    [BINDING_BOUND] = {true, "WaypointAccepted", "Successfully attached to waypoint %s/%s"},
    [BINDING_NOT_READY] = {false, "WaypointIsNotReady", "waypoint \"%s/%s\" is not ready"},
    [BINDING_DENIED] = {false, "AttachmentDenied",
                        "we are not permitted to attach to waypoint \"%s/%s\" (missing allowedRoutes?)"},
    [BINDING_TYPE] =
        {false, "UnsupportedTrafficType",
         "attempting to bind to traffic type \"service\" which the waypoint \"%s/%s\" does not support"},
};

/* What strconv.ParseBool takes for true. */
static bool says_true(const char *text)
{
    static const char *const words[] = {"1", "t", "T", "true", "TRUE", "True"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(text, words[i]))
            return true;
    }
    return false;
}

/* Whether an ingress Gateway goes through the waypoint too: the Service's label, else its namespace's (W10). */
static const char *ingress_words(struct draft *draft, const struct value *service)
{
    static const char label[] = "istio.io/ingress-use-waypoint";
    const char *word = lookup_label(service, label);
    if (!word)
        word = lookup_label(lookup_object(draft->arena, draft->maps[WORLD_APPLIED], "namespaces", "",
                                          lookup_namespace(service)),
                            label);
    if (!word)
        return "";
    return says_true(word)
               ? ". Ingress traffic will traverse the waypoint"
               : ". Ingress traffic is not using the waypoint, set the istio.io/ingress-use-waypoint label "
                 "to true if desired.";
}

static void write_service(struct draft *draft, const struct value *service)
{
    struct arena *arena = draft->arena;
    struct binding binding = mesh_binding(arena, draft->maps[WORLD_APPLIED], service, true);
    if (binding.result == BINDING_NONE && !lookup_condition(service, "istio.io/WaypointBound"))
        return;
    struct value *copy = value_edit(arena, service);
    if (binding.result == BINDING_NONE) {
        value_put(arena, value_open(arena, copy, "status"), "conditions", NULL);
    } else {
        const struct binding_text *text = &binding_texts[binding.result];
        const char *message = arena_format(arena, text->format, binding.namespace, binding.name);
        if (binding.result == BINDING_BOUND)
            message = arena_format(arena, "%s%s", message, ingress_words(draft, service));
        const struct condition condition = {"istio.io/WaypointBound", text->truth ? "True" : "False", text->reason,
                                            message};
        if (!objects_set_conditions(draft, copy, &condition, 1, false))
            return;
    }
    objects_store(draft, "services", copy);
}

static void write_all(struct draft *draft, const char *resource, const char *namespace,
                      void (*write)(struct draft *, const struct value *))
{
    struct map_walk walk = objects_walk(draft, resource, namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        write(draft, entry.item);
}

/* A Gateway without an address is none yet, for anybody (W9). */
static bool has_address(const struct value *gateway)
{
    return value_count(value_get(value_get(gateway, "status"), "addresses")) > 0;
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->resource, RESOURCE_GATEWAYS) && !has_address(change->before) &&
        !has_address(change->after))
        return;
    const struct value *object = objects_get(draft, change->resource, change->namespace, change->name);
    if (text_equal(change->resource, RESOURCE_POLICIES)) {
        if (object)
            write_policy(draft, object);
        return;
    }
    if (text_equal(change->resource, "services")) {
        if (object)
            write_service(draft, object);
        write_all(draft, RESOURCE_POLICIES, change->namespace, write_targeting);
        return;
    }
    /* a namespace's labels or a Gateway: whoever may use it */
    bool namespace = text_equal(change->resource, "namespaces");
    write_all(draft, "services", namespace ? change->name : NULL, write_service);
    write_all(draft, RESOURCE_POLICIES, namespace ? change->name : NULL, write_targeting);
}

const struct controller status_controller = {
    .name = "status",
    .watches = {{RESOURCE_POLICIES, CHANGED_ANYTHING},
                {"services", CHANGED_ANYTHING},
                {"namespaces", CHANGED_EXISTENCE | CHANGED_LABELS},
                {RESOURCE_GATEWAYS, CHANGED_EXISTENCE | CHANGED_LABELS | CHANGED_SPEC | CHANGED_STATUS}},
    .knows_own = true,
    .reconcile = reconcile,
};
