/* Tab behind `kubectl`: verbs, flags, namespaces, kinds, and the names of what the world holds. */
#include "tools/kubectl/verbs.h"

static void offer_names(struct completion *completion, const struct kind *kind, const char *namespace,
                        const char *before)
{
    const char *resource = kind->resource;
    bool scoped = kind->flags & KIND_NAMESPACED;
    const char *prefix = scoped ? arena_format(completion->arena, "%s/%s/", resource, namespace)
                                : arena_format(completion->arena, "%s//", resource);
    struct map_walk walk = map_walk(world_map(completion->world, WORLD_APPLIED), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = object_name(entry.item);
        completion_offer(completion, arena_format(completion->arena, "%s%s", before, name));
    }
}

static void offer_kinds(struct completion *completion)
{
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        bool first = kind_find(kind->plural) == kind;
        completion_offer(completion, first ? kind->plural : kind->resource);
    }
}

static const struct verb *verb_at(const struct completion *completion, int *arguments)
{
    const struct verb *verb = NULL;
    const struct verb *const *verbs = kubectl_verbs;
    *arguments = 0;
    for (int i = 1; i + 1 < completion->count; i++) {
        const char *word = completion->words[i];
        bool value =
            text_equal(completion->words[i - 1], "-n") || text_equal(completion->words[i - 1], "--namespace");
        if (word[0] == '-' || value)
            continue;
        const struct verb *const *at = verbs;
        while (at && *at && !text_equal((*at)->name, word))
            at++;
        if (at && *at) {
            verb = *at;
            verbs = verb->verbs;
        } else {
            *arguments += 1;
        }
    }
    return verb;
}

static const char *namespace_at(const struct completion *completion)
{
    for (int i = 1; i + 2 < completion->count; i++) {
        if (text_equal(completion->words[i], "-n") || text_equal(completion->words[i], "--namespace"))
            return completion->words[i + 1];
        if (text_starts(completion->words[i], "--namespace="))
            return completion->words[i] + sizeof "--namespace=" - 1;
    }
    return "default";
}

/* The word that names the type: the first argument behind the verb. */
static const char *type_at(const struct completion *completion)
{
    for (int i = 2; i + 1 < completion->count; i++) {
        const char *before = completion->words[i - 1];
        if (completion->words[i][0] != '-' && !text_equal(before, "-n") && kind_find(completion->words[i]))
            return completion->words[i];
    }
    return NULL;
}

static void offer_arguments(struct completion *completion, const struct verb *verb, int arguments)
{
    const char *word = completion->words[completion->count - 1];
    const char *namespace = namespace_at(completion);
    size_t slash = slice_find_byte(slice_of(word), '/');
    const struct kind *kind = NULL;
    if (word[slash]) {
        kind = kind_find(arena_copy(completion->arena, slice_part(slice_of(word), 0, slash)));
        if (kind)
            offer_names(completion, kind, namespace,
                        arena_copy(completion->arena, slice_part(slice_of(word), 0, slash + 1)));
        return;
    }
    if (verb->takes == TAKES_PODS && arguments == 0 && kind_find("pods")) {
        offer_names(completion, kind_find("pods"), namespace, "");
    } else if (verb->takes == TAKES_RESOURCES && arguments == 0) {
        offer_kinds(completion);
    } else if (verb->takes == TAKES_RESOURCES) {
        const char *type = type_at(completion);
        kind = type ? kind_find(type) : NULL;
        if (kind)
            offer_names(completion, kind, namespace, "");
    }
}

void kubectl_complete(struct completion *completion)
{
    const char *word = completion->words[completion->count - 1];
    const char *before = completion->count > 1 ? completion->words[completion->count - 2] : "";
    int arguments;
    const struct verb *verb = verb_at(completion, &arguments);
    const struct kind *namespaces = kind_find("namespaces");
    if (text_equal(before, "-n") || text_equal(before, "--namespace")) {
        if (namespaces)
            offer_names(completion, namespaces, "", "");
        return;
    }
    if (text_starts(word, "--namespace=")) {
        if (namespaces)
            offer_names(completion, namespaces, "", "--namespace=");
        return;
    }
    if (word[0] == '-') {
        if (verb && verb->flags)
            completion_offer_flags(completion, verb->flags);
        completion_offer_flags(completion, kubectl_flags);
        return;
    }
    const struct verb *const *verbs = verb ? verb->verbs : kubectl_verbs;
    for (; verbs && *verbs; verbs++)
        completion_offer(completion, (*verbs)->name);
    if (verb)
        offer_arguments(completion, verb, arguments);
}
