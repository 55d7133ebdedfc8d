/* Namespaces: what every one of them gets, and how one ends: its content first, then itself. */
#include "control/delays.h"
#include "control/objects.h"
#include "control/rows.h"

static void provide(struct draft *draft, const char *namespace)
{
    struct arena *arena = draft->arena;
    static const char certificate[] =
        "-----BEGIN CERTIFICATE-----\n(not simulated)\n-----END CERTIFICATE-----\n";
    if (!objects_get(draft, "serviceaccounts", namespace, "default"))
        objects_store(draft, "serviceaccounts", objects_new(draft, "serviceaccounts", namespace, "default"));
    static const char *const maps[][2] = {{"kube-root-ca.crt", "ca.crt"},
                                          {"istio-ca-root-cert", "root-cert.pem"}};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        if (objects_get(draft, "configmaps", namespace, maps[i][0]))
            continue;
        struct value *map = objects_new(draft, "configmaps", namespace, maps[i][0]);
        value_put_text(arena, value_open(arena, map, "data"), maps[i][1], certificate);
        objects_store(draft, "configmaps", map);
    }
}

/* Deletes everything in the namespace; what ends slowly is waited for. True when nothing is left. */
static bool empty(struct draft *draft, const char *namespace)
{
    bool nothing = true;
    struct api_options options = {.grace_period_seconds = -1};
    for (size_t i = 0; i < kind_count; i++) {
        if (!(kind_rows[i]->flags & KIND_NAMESPACED))
            continue;
        struct map_walk walk = objects_walk(draft, kind_rows[i]->resource, namespace);
        struct map_entry entry;
        while (map_walk_next(&walk, &entry)) {
            const struct value *object = entry.item;
            nothing = nothing && !text_equal(kind_rows[i]->plural, "pods");
            if (!value_find(object, "metadata.deletionTimestamp"))
                api_delete(draft, kind_rows[i], namespace, lookup_name(object), &options);
        }
    }
    return nothing;
}

void namespace_gone(struct draft *draft, const char *subject)
{
    const struct value *namespace = objects_get(draft, "namespaces", "", subject);
    if (!namespace || !value_find(namespace, "metadata.deletionTimestamp"))
        return;
    if (empty(draft, subject))
        objects_erase(draft, "namespaces", "", subject);
    else
        control_schedule(draft, "namespace-gone", subject, DELAY_NAMESPACE_GONE, false);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (!change->after)
        return;
    if (!value_find(change->after, "metadata.deletionTimestamp")) {
        provide(draft, change->name);
        return;
    }
    control_schedule(draft, "namespace-gone", change->name, DELAY_NAMESPACE_GONE, true);
}

const struct controller namespace_controller = {
    .name = "namespace", .watches = {{"namespaces", CHANGED_ANYTHING}}, .reconcile = reconcile};
