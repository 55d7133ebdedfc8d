/* The one cluster of a world: made, given away, taken apart. */
#include "mesh/lookup.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/kubeconfig.h"

const char *cluster_name(struct process *process, const char *tool)
{
    const struct value *containers = value_get(docker_read(process), "containers");
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *one = value_member_at(containers, i);
        const char *cluster = value_find_text(one, "cluster");
        if (cluster[0] && (!tool[0] || value_says(value_get(one, "tool"), tool)))
            return arena_text(process->arena, cluster);
    }
    return NULL;
}

static void add_containers(struct process *process, const struct cluster *cluster)
{
    struct value *store = docker_read(process);
    struct value *containers = value_open(process->arena, store, "containers");
    const char *const *const lists[] = {cluster->nodes.servers, cluster->nodes.agents};
    static const char *const roles[] = {"server", "agent"};
    for (size_t l = 0; l < 2; l++) {
        for (size_t i = 0; lists[l][i]; i++) {
            struct value *one = value_object(process->arena);
            value_put_text(process->arena, one, "image", cluster->image);
            value_put_text(process->arena, one, "cluster", cluster->name);
            value_put_text(process->arena, one, "tool", cluster->tool);
            value_put_text(process->arena, one, "role", roles[l]);
            value_put_integer(process->arena, one, "started", process_now(process).nanoseconds);
            value_put(process->arena, containers, lists[l][i], one);
        }
    }
    docker_write(process, store);
}

static const struct value *inner(struct arena *arena, const char *key, const char *text, const char *second,
                                 const char *other)
{
    struct value *object = value_object(arena);
    if (key)
        value_put_text(arena, object, key, text);
    if (second)
        value_put_text(arena, object, second, other);
    return object;
}

/* The entry with [cluster] in use, or without it when [present] is false. */
static void edit_kubeconfig(struct process *process, const struct cluster *cluster, bool present)
{
    struct arena *arena = process->arena;
    struct kubectl kubectl = {.process = process, .arena = arena};
    const struct value *config = kubeconfig_read(&kubectl);
    config = kubeconfig_with(&kubectl, config, &kubeconfig_clusters, cluster->context,
                             present ? inner(arena, "server", cluster->server, NULL, NULL) : NULL);
    config = kubeconfig_with(&kubectl, config, &kubeconfig_users, cluster->user,
                             present ? inner(arena, NULL, NULL, NULL, NULL) : NULL);
    config = kubeconfig_with(&kubectl, config, &kubeconfig_contexts, cluster->context,
                             present ? inner(arena, "cluster", cluster->context, "user", cluster->user) : NULL);
    if (present || value_says(value_get(config, "current-context"), cluster->context))
        config =
            value_with(arena, config, "current-context", value_text(arena, present ? cluster->context : ""));
    kubeconfig_save(&kubectl, config);
}

void cluster_use(struct process *process, const struct cluster *cluster)
{
    edit_kubeconfig(process, cluster, true);
}

const char *cluster_create(struct process *process, const struct cluster *cluster)
{
    struct draft *draft = process_begin(process);
    const char *problem = install_part(draft, INSTALL_KUBERNETES);
    problem = problem ? problem : install_nodes(draft, &cluster->nodes);
    if (problem) {
        process_abandon(process);
        return problem;
    }
    process_commit(process);
    add_containers(process, cluster);
    return NULL;
}

/* All that the cluster was: objects, what is programmed, logs, counts, what was about to happen, pods' files.
 */
static void erase_cluster(struct process *process)
{
    static const enum world_root roots[] = {WORLD_APPLIED, WORLD_PROGRAMMED, WORLD_LOGS,
                                            WORLD_TRACES,  WORLD_COUNTERS,   WORLD_PENDING};
    struct draft *draft = process_begin(process);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        draft_restore(draft, roots[i], (struct map){&value_map_type, NULL});
    struct map_walk walk = map_walk(world_map(draft->base, WORLD_FILES), SLICE("pod:"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        draft_remove(draft, WORLD_FILES, arena_copy(draft->arena, entry.key));
    process_commit(process);
}

void cluster_delete(struct process *process, const struct cluster *cluster)
{
    struct value *store = docker_read(process), *left = value_object(process->arena);
    const struct value *containers = value_get(store, "containers");
    for (size_t i = 0; i < value_count(containers); i++)
        if (!value_says(value_get(value_member_at(containers, i), "cluster"), cluster->name))
            value_put(process->arena, left, value_key_at(containers, i), value_member_at(containers, i));
    value_put(process->arena, store, "containers", left);
    docker_write(process, store);
    erase_cluster(process);
    edit_kubeconfig(process, cluster, false);
}

static bool is_waiting(const struct world *world, const char *namespace)
{
    struct arena arena = {0};
    const char *prefix = arena_format(&arena, "pods/%s/", namespace);
    struct map_walk walk = map_walk(world_map(world, WORLD_APPLIED), slice_of(prefix));
    struct map_entry entry;
    bool waiting = false, any = false;
    while (map_walk_next(&walk, &entry)) {
        const struct value *statuses = value_find(entry.item, "status.containerStatuses");
        any = true;
        waiting |= !value_count(statuses);
        for (size_t i = 0; i < value_count(statuses); i++)
            waiting |= !value_truth(value_get(value_at(statuses, i), "ready"));
    }
    arena_release(&arena);
    return waiting || !any;
}

bool cluster_await(struct process *process, const char *namespace, int seconds)
{
    struct instant deadline = instant_add(process_now(process), duration_of_seconds(seconds));
    while (is_waiting(process_cluster(process), namespace)) {
        if (instant_compare(process_now(process), deadline) >= 0)
            return false;
        process_sleep(process, MILLISECONDS(200));
    }
    return true;
}
