/* patches: strategic ones and JSON 6902, each for one item or for those that its target selects. */
#include "base/buffer.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/patch.h"
#include "data/regular.h"
#include "data/selector.h"
#include "data/yaml.h"
#include "kinds/kind.h"
#include "tools/kustomize/inside.h"

/* Without members that are empty texts: Go leaves them out. */
static const struct value *without_empty(struct arena *arena, const struct value *object)
{
    struct value *result = value_object(arena);
    for (size_t i = 0; i < value_count(object); i++) {
        const struct value *member = value_member_at(object, i);
        if (!value_says(member, ""))
            value_put(arena, result, value_key_at(object, i),
                      value_is(member, VALUE_OBJECT) ? without_empty(arena, member) : member);
    }
    return result;
}

/* The entry as kustomize shows it when it does not understand it. */
static void fail_entry(struct kustomize *kustomize, const struct value *entry, const char *why)
{
    struct buffer out = {0};
    yaml_write(&out, without_empty(kustomize->arena, entry));
    kustomize_fail(kustomize, "trouble configuring builtin PatchTransformer with config: `\n%s`: %s",
                   buffer_text(&out), why);
    buffer_release(&out);
}

/* --- which items --- */

static bool matches(struct kustomize *kustomize, const struct value *target, const char *field,
                    const char *text)
{
    const char *pattern = value_find_text(target, field), *problem;
    if (!pattern[0])
        return true;
    const char *anchored = arena_format(kustomize->arena, "^(?:%s)$", pattern);
    const struct regular *regular = regular_compile(kustomize->arena, slice_of(anchored), &problem);
    if (!regular)
        kustomize_fail(kustomize, "error parsing regexp: %s", problem);
    return regular && regular_matches(regular, slice_of(text));
}

/* By what it is called now, or was called where it was read; each of name and namespace for itself. */
static bool named(struct kustomize *kustomize, const struct value *target, const struct item *item)
{
    struct earlier first = {NULL, item_kind(item), item_name(item), item_scope(item)};
    for (const struct earlier *one = item->earlier; one; one = one->before)
        first = *one;
    return matches(kustomize, target, "kind", item_kind(item)) &&
           (matches(kustomize, target, "name", item_name(item)) ||
            matches(kustomize, target, "name", first.name)) &&
           (matches(kustomize, target, "namespace", item_scope(item)) ||
            matches(kustomize, target, "namespace", first.scope));
}

static bool selects(struct kustomize *kustomize, const struct value *target, const char *field,
                    const struct value *labels)
{
    const char *text = value_find_text(target, field), *problem = NULL;
    if (!text[0])
        return true;
    const struct selector *selector = selector_parse(kustomize->arena, text, &problem);
    if (!selector)
        kustomize_fail(kustomize, "%s", problem);
    return selector && selector_matches(selector, labels);
}

static bool is_target(struct kustomize *kustomize, const struct value *target, const struct item *item)
{
    struct slice version = slice_of(value_find_text(item->object, "apiVersion")), group = {0};
    if (slice_find_byte(version, '/') < version.length)
        slice_next(&version, '/', &group);
    return matches(kustomize, target, "group", arena_copy(kustomize->arena, group)) &&
           matches(kustomize, target, "version", arena_copy(kustomize->arena, version)) &&
           named(kustomize, target, item) &&
           selects(kustomize, target, "labelSelector", value_find(item->object, "metadata.labels")) &&
           selects(kustomize, target, "annotationSelector", value_find(item->object, "metadata.annotations"));
}

/* --- strategic --- */

/* Is its kind one of Kubernetes itself, whose lists merge by key? Their groups have no dot, or end so. */
static bool is_known(const struct item *item)
{
    struct slice version = slice_of(value_find_text(item->object, "apiVersion")), group;
    bool core = slice_find_byte(version, '/') == version.length;
    slice_next(&version, '/', &group);
    const struct kind *kind = kind_of(value_find_text(item->object, "apiVersion"), item_kind(item));
    if (kind)
        return !(kind->flags & KIND_CUSTOM);
    return core || slice_find_byte(group, '.') == group.length || slice_ends(group, ".k8s.io");
}

static void merge_into(struct kustomize *kustomize, struct item *item, const struct value *patch, bool renames,
                       bool changes_kind)
{
    struct arena *arena = kustomize->arena;
    if (value_says(value_get(patch, "$patch"), "delete")) {
        item->object = NULL;
        return;
    }
    const struct value *merged = patch_layered(arena, item->object, patch, is_known(item));
    if (!renames)
        merged = value_with(arena, merged, "metadata.name", value_find(item->object, "metadata.name"));
    merged = value_with(arena, merged, "metadata.namespace", value_find(item->object, "metadata.namespace"));
    merged = value_with(arena, merged, "apiVersion", value_get(item->object, "apiVersion"));
    if (!changes_kind)
        merged = value_with(arena, merged, "kind", value_get(item->object, "kind"));
    if (renames || changes_kind)
        item_remember(arena, item);
    item->object = merged;
}

/* The one that is called so now, or else the one that ever was. */
static void merge_by_name(struct kustomize *kustomize, struct items *items, const struct value *patch)
{
    const char *kind = value_find_text(patch, "kind"), *name = value_find_text(patch, "metadata.name");
    const char *scope = object_scope(patch), *id = item_id(kustomize->arena, patch);
    struct item *now = NULL, *ever = NULL;
    size_t matches = 0;
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = items->list[i];
        if (!item->object ||
            !text_equal(value_find_text(item->object, "apiVersion"), value_find_text(patch, "apiVersion")) ||
            !item_was(item, kind, name, scope))
            continue;
        matches++;
        ever = item;
        if (text_equal(item_kind(item), kind) && text_equal(item_name(item), name) &&
            text_equal(item_scope(item), scope))
            now = item;
    }
    if (now || matches == 1)
        merge_into(kustomize, now ? now : ever, patch, false, false);
    else
        kustomize_fail(
            kustomize,
            "no resource matches strategic merge patch \"%s\": %s matches for Id %s; failed to find unique "
            "target for patch %s",
            id, matches ? "multiple" : "no", id, id);
}

/* --- JSON 6902 --- */

static void apply_operations(struct kustomize *kustomize, struct item *item, const struct value *operations)
{
    const char *problem = NULL, *path = "metadata.annotations";
    const struct value *object =
        item->object; /* with annotations, where kustomize keeps things: there always are any */
    if (!value_find(object, path))
        object = value_with(kustomize->arena, object, path, value_object(kustomize->arena));
    const struct value *patched = patch_json(kustomize->arena, object, operations, &problem);
    if (!patched) {
        kustomize_fail(kustomize, "%s", problem);
        return;
    }
    if (!value_is(patched, VALUE_OBJECT)) {
        kustomize_fail(kustomize, "wrong node kind: expected MappingNode but got %s: node contents:\n%s",
                       value_is(patched, VALUE_ARRAY) ? "SequenceNode" : "ScalarNode",
                       json_text(kustomize->arena, patched));
        return;
    }
    item_remember(kustomize->arena, item);
    const struct value *annotations = value_find(patched, path);
    bool none = value_is(annotations, VALUE_OBJECT) && !value_count(annotations);
    item->object = none ? value_with(kustomize->arena, patched, path, NULL) : patched;
}

/* --- entries --- */

/* Documents of a strategic patch, or one list of operations; NULL when it is neither. The list is read as the
 * kustomization is, where yes is a boolean; a patch as a resource is, where it is a text. */
static const struct value *read_patch(struct kustomize *kustomize, const char *text, bool *operations)
{
    struct value *documents = value_array(kustomize->arena);
    struct yaml_reader reader = yaml_reader(slice_of(text));
    const struct value *document;
    *operations = false;
    const char *problem;
    struct slice trimmed = slice_trim(slice_of(text));
    if (trimmed.length && trimmed.data[0] == '[') {
        *operations = true;
        const struct value *list = json_read(kustomize->arena, trimmed, &problem);
        return value_is(list, VALUE_ARRAY) ? list : NULL;
    }
    reader.json = false;
    *operations = yaml_next(kustomize->arena, &reader, &document) && value_is(document, VALUE_ARRAY);
    if (*operations)
        return document;
    reader = yaml_reader(slice_of(text));
    reader.kyaml = true;
    reader.json = false; /* {kind: Thing} is a patch, too */
    while (yaml_next(kustomize->arena, &reader, &document)) {
        if (!document)
            continue;
        if (!value_find_text(document, "kind")[0] || !value_find_text(document, "metadata.name")[0])
            return NULL;
        value_append(kustomize->arena, documents, document);
    }
    return reader.problem || !value_count(documents) ? NULL : documents;
}

/* An entry of patches, read. */
struct patch {
    const struct value *entry,
        *content; /* operations, or documents; NULL: it is none, and the build has failed */
    bool operations;
    const char *source; /* `path: "a.yaml"` */
};

static struct patch read_text(struct kustomize *kustomize, const struct value *entry, const char *text,
                              const char *source)
{
    struct patch patch = {.entry = entry, .source = source};
    patch.content = read_patch(kustomize, text, &patch.operations);
    if (!patch.content)
        fail_entry(kustomize, entry,
                   arena_format(kustomize->arena, "unable to parse SM or JSON patch from [%s]", source));
    return patch;
}

static struct patch read_entry(struct kustomize *kustomize, const char *directory, const struct value *entry)
{
    struct arena *arena = kustomize->arena;
    const char *path = value_find_text(entry, "path"), *text = value_find_text(entry, "patch"), *problem;
    if (!path[0] == !text[0]) {
        struct buffer out = {0};
        yaml_write(&out, without_empty(arena, entry));
        fail_entry(kustomize, entry,
                   arena_format(arena, "%s\n%s",
                                path[0] ? "patch and path can't be set at the same time"
                                        : "must specify one of patch and path in",
                                buffer_text(&out)));
        buffer_release(&out);
        return (struct patch){0};
    }
    if (!path[0])
        return read_text(kustomize, entry, text,
                         arena_format(arena, "patch: %s", kustomize_quoted(arena, text)));
    struct slice read = kustomization_file(kustomize, directory, path, &problem);
    if (!read.data) {
        fail_entry(kustomize, entry,
                   arena_format(arena, "failed to get the patch file from path(%s): %s", path, problem));
        return (struct patch){0};
    }
    return read_text(kustomize, entry, arena_copy(arena, read),
                     arena_format(arena, "path: %s", kustomize_quoted(arena, path)));
}

static void apply_patch(struct kustomize *kustomize, struct items *items, const struct patch *patch)
{
    const struct value *target = value_get(patch->entry, "target"),
                       *options = value_get(patch->entry, "options");
    if (patch->operations && !target) {
        kustomize_fail(kustomize, "must specify a target for JSON patch [%s]", patch->source);
        return;
    }
    for (size_t i = 0; !target && i < value_count(patch->content) && !kustomize_failed(kustomize); i++)
        merge_by_name(kustomize, items, value_at(patch->content, i));
    for (size_t i = 0; target && i < items->count && !kustomize_failed(kustomize); i++) {
        struct item *item = items->list[i];
        if (!item->object || !is_target(kustomize, target, item))
            continue;
        if (patch->operations)
            apply_operations(kustomize, item, patch->content);
        for (size_t j = 0; !patch->operations && j < value_count(patch->content) && item->object; j++)
            merge_into(kustomize, item, value_at(patch->content, j),
                       value_truth(value_get(options, "allowNameChange")),
                       value_truth(value_get(options, "allowKindChange")));
    }
}

void patches_check(struct kustomize *kustomize, const char *directory, const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++)
        read_entry(kustomize, directory, value_at(patches, i));
}

void transform_patches(struct kustomize *kustomize, struct items *items, const char *directory,
                       const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++) {
        struct patch patch = read_entry(kustomize, directory, value_at(patches, i));
        if (patch.content)
            apply_patch(kustomize, items, &patch);
    }
}

/* --- the old list: texts, or files, of strategic patches --- */

static struct patch read_strategic(struct kustomize *kustomize, const char *directory,
                                   const struct value *patches, size_t index)
{
    const char *said = value_string_of(value_at(patches, index)), *problem = NULL;
    struct slice text = slice_of(said);
    if (slice_find_byte(text, '\n') == text.length)
        text = kustomization_file(kustomize, directory, said, &problem);
    struct patch patch = {0};
    if (text.data)
        patch.content = read_patch(kustomize, arena_copy(kustomize->arena, text), &patch.operations);
    if (patch.content && !patch.operations)
        return patch;
    struct value *paths = value_object(kustomize->arena);
    struct buffer out = {0};
    value_put(kustomize->arena, paths, "paths", patches);
    yaml_write(&out, paths);
    kustomize_fail(kustomize,
                   "trouble configuring builtin PatchStrategicMergeTransformer with config: `\n%s`: %s",
                   buffer_text(&out), problem ? problem : "missing Resource metadata");
    buffer_release(&out);
    return (struct patch){0};
}

void patches_check_strategic(struct kustomize *kustomize, const char *directory, const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++)
        read_strategic(kustomize, directory, patches, i);
}

void transform_strategic(struct kustomize *kustomize, struct items *items, const char *directory,
                         const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++) {
        struct patch patch = read_strategic(kustomize, directory, patches, i);
        if (patch.content)
            apply_patch(kustomize, items, &patch);
    }
}
