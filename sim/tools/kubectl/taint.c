#include <string.h>

#include "tools/kubectl/verbs.h"

static const struct flag taint_flags[] = {
    {"all", 0, NULL, "all nodes"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"overwrite", 0, NULL, "replace taints that are there"},
    {"selector", 'l', "SELECTOR", "the nodes with these labels"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath"},
    {"validate", 0, "?HOW", "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {0},
};

/* "key=value:effect" to add; "key:effect-" or "key-" to take away. */
struct change {
    const char *key, *value, *effect; /* effect "": any */
    bool removes;
};

static bool is_effect(const char *effect)
{
    return text_equal(effect, "NoSchedule") || text_equal(effect, "PreferNoSchedule") ||
           text_equal(effect, "NoExecute");
}

static bool is_spec(const char *word)
{
    return strpbrk(word, "=:") || text_ends(word, "-");
}

static bool read_change(struct kubectl *kubectl, const char *word, struct change *change)
{
    struct arena *arena = kubectl->arena;
    bool removes = text_ends(word, "-");
    struct slice text = slice_part(slice_of(word), 0, strlen(word) - removes);
    size_t colon = slice_find_byte(text, ':');
    struct slice pair = slice_part(text, 0, colon);
    size_t equals = slice_find_byte(pair, '=');
    *change = (struct change){
        .key = arena_copy(arena, slice_part(pair, 0, equals)),
        .value = arena_copy(arena, slice_part(pair, equals + 1, pair.length)),
        .effect = arena_copy(arena, slice_part(text, colon + 1, text.length)),
        .removes = removes,
    };
    if (!removes && (colon == text.length || !change->key[0])) {
        kubectl_fail_usage(kubectl, "invalid taint spec: %s", word);
        return false;
    }
    if (change->effect[0] && !is_effect(change->effect)) {
        kubectl_fail_usage(kubectl, "invalid taint effect: %s, unsupported taint effect", change->effect);
        return false;
    }
    return true;
}

static bool same_taint(const struct value *taint, const struct change *change)
{
    return value_says(value_get(taint, "key"), change->key) &&
           (!change->effect[0] || value_says(value_get(taint, "effect"), change->effect));
}

/* The node's taints after the changes; NULL after a complaint. */
static const struct value *changed(struct kubectl *kubectl, const struct resource *node,
                                   const struct change *changes, size_t count)
{
    struct arena *arena = kubectl->arena;
    const struct value *old = value_find(node->object, "spec.taints");
    struct value *list = value_array(arena);
    for (size_t c = 0; c < count; c++) {
        bool found = false;
        for (size_t i = 0; i < value_count(old); i++)
            found = found || same_taint(value_at(old, i), &changes[c]);
        if (found && !changes[c].removes && !flags_on(&kubectl->flags, "overwrite")) {
            kubectl_fail(kubectl,
                         "node %s already has %s taint(s) with same effect(s) and --overwrite is false",
                         node->name, changes[c].key);
            return NULL;
        }
        if (!found && changes[c].removes) {
            kubectl_fail(kubectl, "taint \"%s%s%s\" not found", changes[c].key, changes[c].effect[0] ? ":" : "",
                         changes[c].effect);
            return NULL;
        }
        if (changes[c].removes)
            continue;
        struct value *taint = value_object(arena);
        value_put_text(arena, taint, "effect", changes[c].effect);
        value_put_text(arena, taint, "key", changes[c].key);
        value_put_text(arena, taint, "value", changes[c].value[0] ? changes[c].value : NULL);
        value_append(arena, list, taint);
    }
    for (size_t i = 0; i < value_count(old); i++) {
        bool gone = false;
        for (size_t c = 0; c < count; c++)
            gone = gone || same_taint(value_at(old, i), &changes[c]);
        if (!gone)
            value_append(arena, list, value_at(old, i));
    }
    return list;
}

static void taint_one(struct kubectl *kubectl, const struct resource *node, const struct change *changes,
                      size_t count)
{
    struct arena *arena = kubectl->arena;
    const struct value *taints = changed(kubectl, node, changes, count);
    size_t removals = 0;
    for (size_t i = 0; i < count; i++)
        removals += changes[i].removes;
    if (!taints)
        return;
    const struct value *object = value_with(arena, node->object, "spec.taints", taints);
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT) {
        const struct value *patch =
            value_with(arena, value_object(arena), "spec.taints", value_count(taints) ? taints : value_null());
        struct api_options options = client_options(kubectl, "kubectl-taint");
        struct api_reply reply =
            client_patch(kubectl, node->kind, "", node->name, PATCH_MERGE, patch, &options);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply, NULL);
            return;
        }
        object = reply.object;
    }
    bool overwritten = !removals && flags_on(&kubectl->flags, "overwrite");
    if (printers_format(kubectl)[0])
        printers_print(kubectl, object);
    else
        process_print(kubectl->process, "node/%s %s\n", node->name,
                      removals == count         ? "untainted"
                      : removals || overwritten ? "modified"
                                                : "tainted");
}

static void taint_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct change *changes = arena_allocate(kubectl->arena, ((size_t)flags->count + 1) * sizeof *changes);
    size_t count = 0;
    int names = 0;
    while (names < flags->count && !is_spec(flags->arguments[names]))
        names++;
    if (!names) {
        kubectl_fail(kubectl, "one or more resources must be specified as <resource> <name>");
        return;
    }
    const struct kind *kind = kind_find(flags->arguments[0]);
    if (names == flags->count) {
        kubectl_fail(kubectl, "at least one taint update is required");
        return;
    }
    if (!kind || !text_equal(kind->plural, "nodes")) {
        kubectl_fail(kubectl, "invalid resource type %s, only node types are supported", flags->arguments[0]);
        return;
    }
    for (int i = names; i < flags->count; i++) {
        if (!read_change(kubectl, flags->arguments[i], &changes[count++]))
            return;
    }
    if (!printers_check(kubectl))
        return;
    struct resources nodes = resources_read(kubectl, names, flags->arguments, RESOURCES_NEED_NAMES);
    for (size_t i = 0; i < nodes.count; i++)
        taint_one(kubectl, &nodes.items[i], changes, count);
}

const struct verb verb_taint = {
    .name = "taint",
    .usage = "taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]",
    .help = "Update the taints on one or more nodes",
    .examples = "# Keep new pods off a node\n"
                "kubectl taint nodes agent-0 lab=closed:NoSchedule\n\n"
                "# Let them come again\n"
                "kubectl taint nodes agent-0 lab-",
    .chapter = "Cluster Management Commands",
    .flags = taint_flags,
    .run = taint_run,
};
