/* Deployment -> ReplicaSet: a new template gets a new set; the old ones shrink when the new one serves. */
#include "base/hash.h"
#include "control/objects.h"
#include "control/rows.h"

static const char *template_hash(struct draft *draft, const struct value *template)
{
    struct hash hash = value_hash(template);
    return objects_suffix(draft, hash.low, 10);
}

static struct value *new_set(struct draft *draft, const struct value *deployment, const char *hash)
{
    struct arena *arena = draft->arena;
    const char *name = arena_format(arena, "%s-%s", lookup_name(deployment), hash);
    struct value *set = objects_new(draft, RESOURCE_REPLICA_SETS, lookup_namespace(deployment), name);
    const struct value *template = value_find(deployment, "spec.template");
    struct value *labels = value_edit(arena, value_find(template, "metadata.labels"));
    value_put_text(arena, labels, "pod-template-hash", hash);
    struct value *metadata = value_open(arena, set, "metadata");
    value_put(arena, metadata, "labels", labels);
    value_put_text(arena, value_open(arena, metadata, "annotations"), "deployment.kubernetes.io/revision",
                   arena_format(arena, "%lld",
                                (long long)draft_count(draft, arena_format(arena, "revision/%s/%s",
                                                                           lookup_namespace(deployment),
                                                                           lookup_name(deployment)))));
    objects_set_owner(draft, set, deployment);
    struct value *spec = value_open(arena, set, "spec");
    struct value *selector = value_edit(arena, value_find(deployment, "spec.selector.matchLabels"));
    value_put_text(arena, selector, "pod-template-hash", hash);
    value_put(arena, value_open(arena, spec, "selector"), "matchLabels", selector);
    value_put(arena, spec, "template", value_with(arena, template, "metadata.labels", labels));
    return set;
}

static void scale_set(struct draft *draft, const struct value *set, int64_t replicas)
{
    struct arena *arena = draft->arena;
    if (value_number(value_find(set, "spec.replicas"), -1) != replicas)
        objects_store(draft, RESOURCE_REPLICA_SETS,
                      value_with(arena, set, "spec.replicas", value_integer(arena, replicas)));
}

struct tally {
    int64_t total, updated, ready;
};

/* Grows the set of the present template, shrinks the others once it serves, and counts. */
static struct tally arrange(struct draft *draft, const struct value *deployment, const char *current,
                            int64_t wanted)
{
    struct tally tally = {0};
    struct map_walk walk = objects_walk(draft, RESOURCE_REPLICA_SETS, lookup_namespace(deployment));
    struct map_entry entry;
    int64_t current_ready = value_number(
        value_find(objects_get(draft, RESOURCE_REPLICA_SETS, lookup_namespace(deployment), current),
                   "status.readyReplicas"),
        0);
    while (map_walk_next(&walk, &entry)) {
        const struct value *set = entry.item;
        if (!objects_owned_by(set, deployment))
            continue;
        bool is_current = text_equal(lookup_name(set), current);
        tally.total += value_number(value_find(set, "status.replicas"), 0);
        tally.ready += value_number(value_find(set, "status.readyReplicas"), 0);
        if (is_current)
            tally.updated = value_number(value_find(set, "status.replicas"), 0);
        if (is_current)
            scale_set(draft, set, wanted);
        else if (current_ready >= wanted || wanted == 0)
            scale_set(draft, set, 0);
    }
    return tally;
}

static void put_count(struct arena *arena, struct value *status, const char *key, int64_t number)
{
    value_put(arena, status, key, number ? value_integer(arena, number) : NULL);
}

static void write_status(struct draft *draft, const struct value *deployment, const char *set, int64_t wanted,
                         const struct tally *tally)
{
    struct arena *arena = draft->arena;
    struct value *copy = value_edit(arena, deployment);
    struct value *status = value_open(arena, copy, "status");
    bool available = tally->ready >= wanted;
    bool done = available && tally->updated == wanted && tally->total == wanted;
    value_put(arena, status, "observedGeneration", value_find(deployment, "metadata.generation"));
    put_count(arena, status, "replicas", tally->total);
    put_count(arena, status, "updatedReplicas", tally->updated);
    put_count(arena, status, "readyReplicas", tally->ready);
    put_count(arena, status, "availableReplicas", tally->ready);
    put_count(arena, status, "unavailableReplicas", tally->ready < wanted ? wanted - tally->ready : 0);
    const char *progress =
        done ? "ReplicaSet \"%s\" has successfully progressed." : "ReplicaSet \"%s\" is progressing.";
    const struct condition conditions[] = {
        {"Available", available ? "True" : "False",
         available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
         available ? "Deployment has minimum availability." : "Deployment does not have minimum availability."},
        {"Progressing", "True", done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
         arena_format(arena, progress, set)},
    };
    objects_set_conditions(draft, copy, conditions, 2, false);
    struct value *annotations = value_open(arena, value_open(arena, copy, "metadata"), "annotations");
    const char *revision =
        lookup_annotation(objects_get(draft, RESOURCE_REPLICA_SETS, lookup_namespace(deployment), set),
                          "deployment.kubernetes.io/revision");
    value_put_text(arena, annotations, "deployment.kubernetes.io/revision", revision ? revision : "1");
    objects_store(draft, RESOURCE_DEPLOYMENTS, copy);
}

static int64_t revision_of(const struct value *set)
{
    const char *text = lookup_annotation(set, "deployment.kubernetes.io/revision");
    int64_t revision = 0;
    slice_to_integer(slice_of(text ? text : ""), &revision);
    return revision;
}

/* The name of the deployment's youngest set; [otherwise] when it has none. */
static const char *newest_set(struct draft *draft, const struct value *deployment, const char *otherwise)
{
    struct map_walk walk = objects_walk(draft, RESOURCE_REPLICA_SETS, lookup_namespace(deployment));
    struct map_entry entry;
    int64_t newest = 0;
    while (map_walk_next(&walk, &entry)) {
        if (!objects_owned_by(entry.item, deployment) || revision_of(entry.item) <= newest)
            continue;
        newest = revision_of(entry.item);
        otherwise = arena_text(draft->arena, lookup_name(entry.item));
    }
    return otherwise;
}

static void reconcile_deployment(struct draft *draft, const char *namespace, const char *name)
{
    const struct value *deployment = objects_get(draft, RESOURCE_DEPLOYMENTS, namespace, name);
    if (!deployment)
        return;
    const char *hash = template_hash(draft, value_find(deployment, "spec.template"));
    const char *set = arena_format(draft->arena, "%s-%s", name, hash);
    int64_t wanted = value_number(value_find(deployment, "spec.replicas"), 1);
    bool paused = value_truth(value_find(deployment, "spec.paused"));
    if (paused && !objects_get(draft, RESOURCE_REPLICA_SETS, namespace, set))
        set = newest_set(draft, deployment, set); /* the new template waits */
    if (!objects_get(draft, RESOURCE_REPLICA_SETS, namespace, set)) {
        struct value *created = new_set(draft, deployment, hash);
        value_put_integer(draft->arena, value_open(draft->arena, created, "spec"), "replicas", wanted);
        objects_store(draft, RESOURCE_REPLICA_SETS, created);
        objects_event(
            draft, RESOURCE_DEPLOYMENTS, deployment, "Normal", "ScalingReplicaSet", "deployment-controller",
            arena_format(draft->arena, "Scaled up replica set %s from 0 to %lld", set, (long long)wanted));
    }
    struct tally tally = arrange(draft, deployment, set, wanted);
    write_status(draft, deployment, set, wanted, &tally);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->resource, RESOURCE_DEPLOYMENTS)) {
        reconcile_deployment(draft, change->namespace, change->name);
        return;
    }
    const struct value *set = change->after ? change->after : change->before;
    const char *owner = value_find_text(set, "metadata.ownerReferences.0.name");
    if (owner[0])
        reconcile_deployment(draft, change->namespace, owner);
}

const struct controller deployment_controller = {
    .name = "deployment",
    .watches = {{RESOURCE_DEPLOYMENTS, CHANGED_ANYTHING}, {RESOURCE_REPLICA_SETS, CHANGED_ANYTHING}},
    .knows_own = true,
    .reconcile = reconcile,
};
