/* What the arguments of a verb name: "pods", "pods,svc x y", "pod/x svc/y", "all", -l, -A, -f (cli-runtime's
 * Builder). */
#include <string.h>

#include "control/install.h"
#include "kinds/absent.h"
#include "tools/kubectl/kubectl.h"

static void add(struct kubectl *kubectl, struct resources *all, struct resource item)
{
    if (all->count == all->capacity) {
        size_t capacity = all->capacity ? all->capacity * 2 : 16;
        struct resource *items = arena_allocate(kubectl->arena, capacity * sizeof *items);
        if (all->count)
            memcpy(items, all->items, all->count * sizeof *items);
        all->items = items;
        all->capacity = capacity;
    }
    all->items[all->count++] = item;
}

static bool in_category(const struct kind *kind, struct slice word)
{
    struct slice rest = slice_of(kind->categories), piece;
    if (!rest.length)
        return false;
    while (slice_next(&rest, ',', &piece)) {
        if (piece.length && slice_equal(piece, word))
            return true;
    }
    return false;
}

static bool is_served(struct kubectl *kubectl, const struct kind *kind)
{
    return install_serves(kubectl->arena, process_cluster(kubectl->process), kind);
}

/* Puts the kinds of one word at found[count...]; returns the new count, or 0 after a complaint. */
static size_t add_kinds(struct kubectl *kubectl, struct slice word, const struct kind **found, size_t count)
{
    const char *text = arena_copy(kubectl->arena, word);
    const struct kind *kind = kind_find(text);
    size_t before = count;
    for (size_t i = 0; !kind && i < kind_count; i++) { /* no kind is called as a category is */
        if (in_category(kind_rows[i], word) && is_served(kubectl, kind_rows[i]))
            found[count++] = kind_rows[i];
    }
    if (count > before)
        return count;
    if (!kind || !is_served(kubectl, kind)) {
        const char *absent = kind ? NULL : kind_absent(kubectl->arena, text);
        if (absent)
            kubectl_unsimulated(kubectl, absent);
        else
            kubectl_fail(kubectl, "the server doesn't have a resource type \"%s\"",
                         arena_copy(kubectl->arena, slice_part(word, 0, slice_find_byte(word, '.'))));
        return 0;
    }
    found[count++] = kind;
    return count;
}

size_t resources_kinds(struct kubectl *kubectl, const char *word, const struct kind ***kinds)
{
    size_t most = 1;
    for (const char *at = word; *at; at++)
        most += *at == ',';
    *kinds = arena_allocate(kubectl->arena, most * (kind_count + 1) * sizeof **kinds);
    struct slice rest = {word, strlen(word)}, piece;
    size_t count = 0;
    while (slice_next(&rest, ',', &piece)) {
        count = add_kinds(kubectl, piece, *kinds, count);
        if (!count)
            return 0;
    }
    return count;
}

bool resources_split(struct kubectl *kubectl, const char *word, const char *fallback, const struct kind **kind,
                     const char **name)
{
    struct slice text = slice_of(word);
    size_t slash = slice_find_byte(text, '/');
    const char *type = fallback;
    *name = word;
    if (slash < text.length) {
        type = arena_copy(kubectl->arena, slice_part(text, 0, slash));
        *name = word + slash + 1;
        if (strchr(*name, '/')) {
            kubectl_fail(kubectl, "arguments in resource/name form may not have more than one slash");
            return false;
        }
        if (!type[0] || !(*name)[0]) {
            kubectl_fail(kubectl, "arguments in resource/name form must have a single resource and name");
            return false;
        }
    }
    const struct kind **kinds;
    if (!resources_kinds(kubectl, type, &kinds))
        return false;
    *kind = kinds[0];
    return true;
}

static const char *namespace_of(const struct kubectl *kubectl, const struct kind *kind)
{
    return kind->flags & KIND_NAMESPACED ? kubectl->namespace : "";
}

/* describe's second try: all names that begin with [name]. */
static bool add_by_prefix(struct kubectl *kubectl, struct resources *all, const struct kind *kind,
                          const char *name)
{
    struct api_reply reply = client_list(kubectl, kind, namespace_of(kubectl, kind), NULL, NULL);
    const struct value *items = api_failed(&reply) ? NULL : value_get(reply.object, "items");
    bool found = false;
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *object = value_at(items, i);
        if (!text_starts(object_name(object), name))
            continue;
        add(kubectl, all, (struct resource){kind, object_namespace(object), object_name(object), object, NULL});
        found = true;
    }
    return found;
}

static void add_named(struct kubectl *kubectl, struct resources *all, const struct kind *kind, const char *name,
                      unsigned flags)
{
    struct resource item = {kind, namespace_of(kubectl, kind), name, NULL, NULL};
    if (!name[0]) {
        kubectl_fail(kubectl, "resource name may not be empty");
        return;
    }
    if (!(flags & RESOURCES_NO_FETCH)) {
        struct api_reply reply = client_get(kubectl, kind, item.namespace, name);
        if (reply.code == 404 && (flags & RESOURCES_IGNORE_MISSING))
            return;
        if (api_failed(&reply)) {
            if (!(flags & RESOURCES_PREFIX) || !add_by_prefix(kubectl, all, kind, name))
                kubectl_fail_reply(kubectl, &reply, NULL);
            return;
        }
        item.object = reply.object;
    }
    add(kubectl, all, item);
}

static void add_listed(struct kubectl *kubectl, struct resources *all, const struct kind *kind)
{
    bool everywhere = flags_on(&kubectl->flags, "all-namespaces");
    const char *labels = flags_text(&kubectl->flags, "selector", NULL);
    const char *fields = flags_text(&kubectl->flags, "field-selector", NULL);
    struct api_reply reply = client_list(kubectl, kind, everywhere ? NULL : kubectl->namespace, labels, fields);
    if (api_failed(&reply)) {
        const char *action = NULL;
        if (reply.code == 400)
            action =
                arena_format(kubectl->arena,
                             "Unable to find \"%s%s, Resource=%s\" that match label selector \"%s\", field "
                             "selector \"%s\"",
                             kind->group[0] ? "" : "/", kind_api_version(kubectl->arena, kind), kind->plural,
                             labels ? labels : "", fields ? fields : "");
        kubectl_fail_reply(kubectl, &reply, action);
        return;
    }
    const struct value *items = value_get(reply.object, "items");
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *object = value_at(items, i);
        add(kubectl, all, (struct resource){kind, object_namespace(object), object_name(object), object, NULL});
    }
}

static void read_manifests(struct kubectl *kubectl, struct resources *all, unsigned flags)
{
    struct manifests manifests = manifests_read(kubectl, false);
    for (size_t i = 0; i < manifests.count; i++) {
        const struct manifest *manifest = &manifests.items[i];
        struct resource item = {manifest->kind, manifest->namespace, manifest->name, NULL, manifest->source};
        if (!(flags & RESOURCES_NO_FETCH)) {
            struct api_reply reply = client_get(kubectl, item.kind, item.namespace, item.name);
            if (api_failed(&reply)) {
                if (reply.code != 404 || !(flags & RESOURCES_IGNORE_MISSING))
                    kubectl_fail_reply(kubectl, &reply, NULL);
                continue;
            }
            item.object = reply.object;
        }
        add(kubectl, all, item);
    }
    all->by_name = true;
    all->single = manifests.count == 1;
    for (size_t i = 0; i < manifests.count; i++)
        all->kinds += i == 0 || manifests.items[i].kind != manifests.items[i - 1].kind;
}

/* "pod/x svc/y": every argument has a slash. */
static void read_pairs(struct kubectl *kubectl, struct resources *all, int count, char *const *arguments,
                       unsigned flags)
{
    const struct kind *last = NULL;
    for (int i = 0; i < count; i++) {
        if (!strchr(arguments[i], '/')) {
            kubectl_fail(
                kubectl,
                "there is no need to specify a resource type as a separate argument when passing arguments in "
                "resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get "
                "resource resource/<resource_name>'");
            return;
        }
    }
    for (int i = 0; i < count; i++) {
        const struct kind *kind;
        const char *name;
        if (!resources_split(kubectl, arguments[i], "", &kind, &name))
            return;
        all->kinds += kind != last;
        last = kind;
        add_named(kubectl, all, kind, name, flags);
    }
    all->by_name = true;
    all->single = count == 1;
}

static void read_types(struct kubectl *kubectl, struct resources *all, int count, char *const *arguments,
                       unsigned flags)
{
    const struct kind **kinds;
    size_t types = resources_kinds(kubectl, arguments[0], &kinds);
    bool selects = flags_has(&kubectl->flags, "selector") || flags_on(&kubectl->flags, "all") ||
                   flags_has(&kubectl->flags, "field-selector");
    if (!types)
        return;
    all->kinds = types;
    if (count == 1 && (flags & RESOURCES_NEED_NAMES) && !selects) {
        kubectl_fail(kubectl, "resource(s) were provided, but no name was specified");
        return;
    }
    for (size_t i = 0; i < types; i++) {
        if (count == 1)
            add_listed(kubectl, all, kinds[i]);
        for (int j = 1; j < count; j++)
            add_named(kubectl, all, kinds[i], arguments[j], flags);
    }
    all->by_name = count > 1;
    all->single = types == 1 && count == 2;
}

struct resources resources_read(struct kubectl *kubectl, int count, char *const *arguments, unsigned flags)
{
    struct resources all = {0};
    if (manifests_given(kubectl)) {
        read_manifests(kubectl, &all, flags);
        return all;
    }
    if (count == 0) {
        all.empty = true;
        return all;
    }
    bool slashes = false;
    for (int i = 0; i < count; i++)
        slashes = slashes || strchr(arguments[i], '/');
    bool names = slashes || count > 1;
    if (names && flags_has(&kubectl->flags, "selector")) {
        kubectl_fail(kubectl, "name cannot be provided when a selector is specified");
        return all;
    }
    if (names && flags_on(&kubectl->flags, "all-namespaces")) {
        kubectl_fail(kubectl, "a resource cannot be retrieved by name across all namespaces");
        return all;
    }
    if (slashes)
        read_pairs(kubectl, &all, count, arguments, flags);
    else
        read_types(kubectl, &all, count, arguments, flags);
    return all;
}

void resources_say_none(struct kubectl *kubectl, bool cluster_scoped)
{
    if (cluster_scoped || flags_on(&kubectl->flags, "all-namespaces"))
        process_complain(kubectl->process, "No resources found\n");
    else
        process_complain(kubectl->process, "No resources found in %s namespace.\n", kubectl->namespace);
}

void resources_fail_empty(struct kubectl *kubectl)
{
    kubectl_fail(kubectl, "You must provide one or more resources by argument or filename.\n"
                          "Example resource specifications include:\n   '-f rsrc.yaml'\n   "
                          "'--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'");
}
