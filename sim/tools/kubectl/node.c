/* kubectl cordon, uncordon and drain. */
#include "tools/kubectl/verbs.h"

static const struct flag cordon_flags[] = {
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"selector", 'l', "SELECTOR", "the nodes with these labels"},
    {0},
};

static const struct flag drain_flags[] = {
    {"chunk-size", 0, FLAG_INTEGER, "accepted, without effect"},
    {"delete-emptydir-data", 0, NULL, "also evict pods with emptyDir volumes"},
    {"disable-eviction", 0, NULL, "delete instead of evicting"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"force", 0, NULL, "also evict pods that no controller brings back"},
    {"grace-period", 0, FLAG_INTEGER, "seconds that each pod gets to end"},
    {"ignore-daemonsets", 0, NULL, "pass over pods of DaemonSets"},
    {"pod-selector", 0, "SELECTOR", "only pods with these labels"},
    {"selector", 'l', "SELECTOR", "the nodes with these labels"},
    {"skip-wait-for-delete-timeout", 0, FLAG_INTEGER, "accepted, without effect"},
    {"timeout", 0, FLAG_DURATION, "how long to wait for the pods to go"},
    {0},
};

static const char *dry_suffix(const struct kubectl *kubectl)
{
    enum dry_run dry_run = client_dry_run(kubectl);
    return dry_run == DRY_RUN_CLIENT ? " (dry run)" : dry_run == DRY_RUN_SERVER ? " (server dry run)" : "";
}

/* The nodes that are named or selected; false after a complaint. */
static bool read_nodes(struct kubectl *kubectl, struct resources *nodes)
{
    const struct flags *flags = &kubectl->flags;
    bool selects = flags_has(flags, "selector");
    if (!flags->count && !selects) {
        kubectl_fail_usage(kubectl, "USAGE: %s NODE [flags]", kubectl->verb->name);
        return false;
    }
    if (flags->count && selects) {
        kubectl_fail(kubectl, "error: cannot specify both a node name and a --selector option");
        return false;
    }
    char **words = arena_allocate(kubectl->arena, ((size_t)flags->count + 2) * sizeof *words);
    words[0] = arena_text(kubectl->arena, "nodes");
    for (int i = 0; i < flags->count; i++)
        words[i + 1] =
            text_starts(flags->arguments[i], "node/") ? flags->arguments[i] + 5 : flags->arguments[i];
    *nodes = resources_read(kubectl, flags->count + 1, words, 0);
    return !kubectl_failed(kubectl);
}

/* Marks one node; false after a complaint. */
static bool mark(struct kubectl *kubectl, const struct resource *node, bool unschedulable)
{
    const char *word = unschedulable ? "cordoned" : "uncordoned";
    bool already = value_truth(value_find(node->object, "spec.unschedulable")) == unschedulable;
    if (!already && client_dry_run(kubectl) != DRY_RUN_CLIENT) {
        struct arena *arena = kubectl->arena;
        const struct value *patch = value_with(arena, value_object(arena), "spec.unschedulable",
                                               unschedulable ? value_boolean(true) : value_null());
        struct api_options options = client_options(kubectl, "kubectl-cordon");
        struct api_reply reply =
            client_patch(kubectl, node->kind, "", node->name, PATCH_STRATEGIC, patch, &options);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply,
                               arena_format(arena, "unable to %.*s node \"%s\"", unschedulable ? 6 : 8,
                                            unschedulable ? "cordon" : "uncordon", node->name));
            return false;
        }
    }
    process_print(kubectl->process, "node/%s %s%s%s\n", node->name, already ? "already " : "", word,
                  dry_suffix(kubectl));
    return true;
}

static void mark_all(struct kubectl *kubectl, bool unschedulable)
{
    struct resources nodes;
    if (!read_nodes(kubectl, &nodes))
        return;
    for (size_t i = 0; i < nodes.count; i++)
        mark(kubectl, &nodes.items[i], unschedulable);
}

static void cordon_run(struct kubectl *kubectl)
{
    mark_all(kubectl, true);
}

static void uncordon_run(struct kubectl *kubectl)
{
    mark_all(kubectl, false);
}

/* --- drain --- */

/* Why a pod is not simply evicted (k8s.io/kubectl/pkg/drain/filters.go). */
enum hurdle { HURDLE_DAEMON, HURDLE_STORAGE, HURDLE_UNMANAGED, HURDLES };

static const struct {
    const char *error, *warning, *flag;
} hurdle_words[HURDLES] = {
    {"cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)",
     "ignoring DaemonSet-managed Pods", "ignore-daemonsets"},
    {"cannot delete Pods with local storage (use --delete-emptydir-data to override)",
     "deleting Pods with local storage", "delete-emptydir-data"},
    {"cannot delete cannot delete Pods that declare no controller (use --force to override)",
     "deleting Pods that declare no controller", "force"},
};

struct draining {
    struct kubectl *kubectl;
    const char *hurdles[HURDLES]; /* "ns/pod, ns/pod"; "" */
    const struct value **pods;    /* to evict */
    size_t count;
};

static const char *controller_kind(const struct value *pod)
{
    const struct value *owners = value_find(pod, "metadata.ownerReferences");
    for (size_t i = 0; i < value_count(owners); i++) {
        if (value_truth(value_get(value_at(owners, i), "controller")))
            return value_find_text(value_at(owners, i), "kind");
    }
    return "";
}

static bool has_empty_dir(const struct value *pod)
{
    const struct value *volumes = value_find(pod, "spec.volumes");
    for (size_t i = 0; i < value_count(volumes); i++) {
        if (value_get(value_at(volumes, i), "emptyDir"))
            return true;
    }
    return false;
}

static void note_hurdle(struct draining *draining, enum hurdle hurdle, const struct value *pod)
{
    const char *so_far = draining->hurdles[hurdle];
    draining->hurdles[hurdle] = arena_format(draining->kubectl->arena, "%s%s%s/%s", so_far,
                                             so_far[0] ? ", " : "", object_namespace(pod), object_name(pod));
}

/* Sorts a pod of the node: passed over, in the way, to be evicted. */
static void consider(struct draining *draining, const struct value *pod)
{
    const char *kind = controller_kind(pod);
    const char *phase = value_find_text(pod, "status.phase");
    bool finished = text_equal(phase, "Succeeded") || text_equal(phase, "Failed");
    if (value_get(value_find(pod, "metadata.annotations"), "kubernetes.io/config.mirror") ||
        text_equal(kind, "Node"))
        return; /* the node itself brings a mirror pod back */
    if (text_equal(kind, "DaemonSet") && !finished) {
        note_hurdle(draining, HURDLE_DAEMON, pod);
        return;
    }
    if (has_empty_dir(pod) && !finished)
        note_hurdle(draining, HURDLE_STORAGE, pod);
    if (!kind[0] && !finished)
        note_hurdle(draining, HURDLE_UNMANAGED, pod);
    draining->pods[draining->count++] = pod;
}

/* The hurdles that no flag takes away, joined; NULL when the way is free. */
static const char *stopped_by(struct draining *draining, const char *separator, size_t *count)
{
    const char *text = NULL;
    *count = 0;
    static const enum hurdle order[] = {HURDLE_UNMANAGED, HURDLE_DAEMON, HURDLE_STORAGE};
    for (size_t i = 0; i < HURDLES; i++) {
        enum hurdle hurdle = order[i];
        if (!draining->hurdles[hurdle][0] || flags_on(&draining->kubectl->flags, hurdle_words[hurdle].flag))
            continue;
        text = arena_format(draining->kubectl->arena, "%s%s%s: %s", text ? text : "", text ? separator : "",
                            hurdle_words[hurdle].error, draining->hurdles[hurdle]);
        ++*count;
    }
    return text;
}

static void warn_of_hurdles(struct draining *draining)
{
    const char *text = "";
    static const enum hurdle order[] = {HURDLE_DAEMON, HURDLE_UNMANAGED, HURDLE_STORAGE};
    for (size_t i = 0; i < HURDLES; i++) {
        if (draining->hurdles[order[i]][0])
            text = arena_format(draining->kubectl->arena, "%s%s%s: %s", text, text[0] ? "; " : "",
                                hurdle_words[order[i]].warning, draining->hurdles[order[i]]);
    }
    if (text[0])
        process_complain(draining->kubectl->process, "Warning: %s\n", text);
}

/* False when the pod is still there at the deadline. */
static bool wait_gone(struct kubectl *kubectl, const struct value *pod, struct instant deadline)
{
    const struct kind *kind = kind_find("pods");
    for (;;) {
        const struct value *there = client_peek(kubectl, kind, object_namespace(pod), object_name(pod));
        if (!there || !value_equal(value_find(there, "metadata.uid"), value_find(pod, "metadata.uid")))
            return true;
        if (!process_wait_change(kubectl->process, deadline, 0))
            return false;
    }
}

static void evict_all(struct draining *draining)
{
    struct kubectl *kubectl = draining->kubectl;
    struct api_options options = client_options(kubectl, "kubectl-drain");
    options.grace_period_seconds = flags_integer(&kubectl->flags, "grace-period", -1);
    struct duration timeout = flags_duration(&kubectl->flags, "timeout", SECONDS(0));
    struct instant deadline =
        timeout.nanoseconds > 0 ? instant_add(process_now(kubectl->process), timeout) : INSTANT_NEVER;
    bool evicts = !flags_on(&kubectl->flags, "disable-eviction");
    for (size_t i = 0; i < draining->count; i++) {
        const struct value *pod = draining->pods[i];
        process_print(kubectl->process, "%s pod %s/%s%s\n", evicts ? "evicting" : "deleting",
                      object_namespace(pod), object_name(pod), dry_suffix(kubectl));
        if (client_dry_run(kubectl) == DRY_RUN_CLIENT)
            continue;
        struct api_reply reply =
            client_delete(kubectl, kind_find("pods"), object_namespace(pod), object_name(pod), &options);
        if (api_failed(&reply) && reply.code != 404)
            kubectl_fail_reply(kubectl, &reply, NULL);
    }
    for (size_t i = 0; i < draining->count && client_dry_run(kubectl) == DRY_RUN_NONE; i++) {
        const struct value *pod = draining->pods[i];
        if (wait_gone(kubectl, pod, deadline))
            process_print(kubectl->process, "pod/%s %s\n", object_name(pod), evicts ? "evicted" : "deleted");
        else
            kubectl_fail(kubectl,
                         "error when waiting for pod \"%s\" in namespace \"%s\" to terminate: global "
                         "timeout reached: %s",
                         object_name(pod), object_namespace(pod), flags_text(&kubectl->flags, "timeout", "0s"));
    }
}

static void drain_node(struct kubectl *kubectl, const struct resource *node)
{
    const char *selector = flags_text(&kubectl->flags, "pod-selector", NULL);
    struct api_reply reply = client_list(kubectl, kind_find("pods"), NULL, selector,
                                         arena_format(kubectl->arena, "spec.nodeName=%s", node->name));
    if (api_failed(&reply)) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return;
    }
    const struct value *items = value_get(reply.object, "items");
    struct draining draining = {.kubectl = kubectl, .hurdles = {"", "", ""}};
    draining.pods = arena_allocate(kubectl->arena, (value_count(items) + 1) * sizeof *draining.pods);
    for (size_t i = 0; i < value_count(items); i++)
        consider(&draining, value_at(items, i));
    size_t count;
    const char *reasons = stopped_by(&draining, ", ", &count);
    if (reasons) {
        process_complain(kubectl->process,
                         "error: unable to drain node \"%s\" due to error: %s%s%s, continuing command...\n"
                         "There are pending nodes to be drained:\n %s\n%s\n",
                         node->name, count > 1 ? "[" : "", reasons, count > 1 ? "]" : "", node->name,
                         stopped_by(&draining, "\n", &count));
        kubectl->status = 1;
        return;
    }
    warn_of_hurdles(&draining);
    evict_all(&draining);
    if (!kubectl_failed(kubectl))
        process_print(kubectl->process, "node/%s drained%s\n", node->name, dry_suffix(kubectl));
}

static void drain_run(struct kubectl *kubectl)
{
    struct resources nodes;
    if (!read_nodes(kubectl, &nodes))
        return;
    for (size_t i = 0; i < nodes.count; i++) {
        if (!mark(kubectl, &nodes.items[i], true))
            return;
    }
    for (size_t i = 0; i < nodes.count; i++)
        drain_node(kubectl, &nodes.items[i]);
}

const struct verb verb_cordon = {
    .name = "cordon",
    .usage = "cordon NODE [options]",
    .help = "Mark node as unschedulable",
    .chapter = "Cluster Management Commands",
    .flags = cordon_flags,
    .run = cordon_run,
};

const struct verb verb_uncordon = {
    .name = "uncordon",
    .usage = "uncordon NODE [options]",
    .help = "Mark node as schedulable",
    .chapter = "Cluster Management Commands",
    .flags = cordon_flags,
    .run = uncordon_run,
};

const struct verb verb_drain = {
    .name = "drain",
    .usage = "drain NODE [options]",
    .help = "Drain node in preparation for maintenance",
    .examples = "# Empty a node\n"
                "kubectl drain agent-0 --ignore-daemonsets --force",
    .chapter = "Cluster Management Commands",
    .flags = drain_flags,
    .run = drain_run,
};
