/* Garbage collection: what belongs to an object that is gone goes too. */
#include "control/objects.h"
#include "control/rows.h"

static const char *const owned_resources[] = {
    "pods", RESOURCE_REPLICA_SETS, RESOURCE_DEPLOYMENTS, "services", "serviceaccounts", RESOURCE_SLICES,
};

static void reconcile(struct draft *draft, const struct change *change)
{
    if (change->after || text_equal(change->resource, "events"))
        return;
    struct api_options options = {.grace_period_seconds = -1};
    for (size_t i = 0; i < sizeof owned_resources / sizeof *owned_resources; i++) {
        struct map_walk walk = objects_walk(draft, owned_resources[i], change->namespace);
        struct map_entry entry;
        while (map_walk_next(&walk, &entry)) {
            const struct value *object = entry.item;
            if (objects_owned_by(object, change->before) && !value_find(object, "metadata.deletionTimestamp"))
                api_delete(draft, kind_of_key(slice_of(owned_resources[i])), change->namespace,
                           lookup_name(object), &options);
        }
    }
}

const struct controller garbage_controller = {
    .name = "garbage", .watches = {{"*", CHANGED_EXISTENCE}}, .reconcile = reconcile};
