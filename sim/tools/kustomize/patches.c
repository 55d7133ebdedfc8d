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

static const char *quoted(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    gotext_quote(&out, slice_of(text));
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

/* The entry as kustomize shows it when it does not understand it. */
static void fail_entry(struct kustomize *kustomize, const struct value *entry, const char *why)
{
    struct buffer out = {0};
    yaml_write(&out, entry);
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

/* A name that it has or once had, with the namespace of then. */
static bool named(struct kustomize *kustomize, const struct value *target, const struct item *item)
{
    if (matches(kustomize, target, "kind", item_kind(item)) &&
        matches(kustomize, target, "name", item_name(item)) &&
        matches(kustomize, target, "namespace", item_namespace(item)))
        return true;
    for (const struct earlier *one = item->earlier; one; one = one->before)
        if (matches(kustomize, target, "kind", one->kind) && matches(kustomize, target, "name", one->name) &&
            matches(kustomize, target, "namespace", one->namespace))
            return true;
    return false;
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

static void merge_into(struct kustomize *kustomize, struct item *item, const struct value *patch, bool renames,
                       bool changes_kind)
{
    struct arena *arena = kustomize->arena;
    if (value_says(value_get(patch, "$patch"), "delete")) {
        item->object = NULL;
        return;
    }
    const struct kind *kind = kind_of(value_find_text(item->object, "apiVersion"), item_kind(item));
    bool keyed = kind && !(kind->flags & KIND_CUSTOM);
    const struct value *merged = patch_layered(arena, item->object, patch, keyed);
    if (!renames) {
        const struct value *namespace = value_find(item->object, "metadata.namespace");
        merged = value_with(arena, merged, "metadata.name", value_find(item->object, "metadata.name"));
        merged = value_with(arena, merged, "metadata.namespace", namespace);
    }
    if (!changes_kind) {
        merged = value_with(arena, merged, "kind", value_get(item->object, "kind"));
        merged = value_with(arena, merged, "apiVersion", value_get(item->object, "apiVersion"));
    }
    item_remember(arena, item);
    item->object = merged;
}

static void merge_by_name(struct kustomize *kustomize, struct items *items, const struct value *patch)
{
    const char *kind = value_find_text(patch, "kind"), *name = value_find_text(patch, "metadata.name");
    const char *namespace = value_find_text(patch, "metadata.namespace");
    struct item *found = NULL;
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = items->list[i];
        if (item->object &&
            text_equal(value_find_text(item->object, "apiVersion"), value_find_text(patch, "apiVersion")) &&
            item_was(item, kind, name, text_equal(namespace, "default") ? "" : namespace)) {
            if (found && !text_equal(item_name(item), name))
                continue;
            found = item;
        }
    }
    const char *id = item_id(kustomize->arena, patch);
    if (found)
        merge_into(kustomize, found, patch, false, false);
    else
        kustomize_fail(
            kustomize,
            "no resource matches strategic merge patch \"%s\": no matches for Id %s; failed to find unique "
            "target for patch %s",
            id, id, id);
}

/* --- JSON 6902 --- */

static void apply_operations(struct kustomize *kustomize, struct item *item, const struct value *operations)
{
    const char *problem = NULL;
    const struct value *patched = patch_json(kustomize->arena, item->object, operations, &problem);
    if (!patched) {
        const char *test = "testing path "; /* which its version of the library says in another word */
        if (text_starts(problem, test))
            kustomize_fail(kustomize, "testing value %s", problem + strlen(test));
        else
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
    item->object = patched;
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

static void apply_patch(struct kustomize *kustomize, struct items *items, const struct value *entry,
                        const char *text, const char *named_by)
{
    bool operations;
    const struct value *target = value_get(entry, "target"), *options = value_get(entry, "options");
    const struct value *patch = read_patch(kustomize, text, &operations);
    if (!patch) {
        fail_entry(kustomize, entry,
                   arena_format(kustomize->arena, "unable to parse SM or JSON patch from [%s]", named_by));
        return;
    }
    if (operations && !target) {
        kustomize_fail(kustomize, "must specify a target for JSON patch [%s]", named_by);
        return;
    }
    for (size_t i = 0; !target && i < value_count(patch) && !kustomize_failed(kustomize); i++)
        merge_by_name(kustomize, items, value_at(patch, i));
    for (size_t i = 0; target && i < items->count && !kustomize_failed(kustomize); i++) {
        struct item *item = items->list[i];
        if (!item->object || !is_target(kustomize, target, item))
            continue;
        if (operations)
            apply_operations(kustomize, item, patch);
        for (size_t j = 0; !operations && j < value_count(patch) && item->object; j++)
            merge_into(kustomize, item, value_at(patch, j), value_truth(value_get(options, "allowNameChange")),
                       value_truth(value_get(options, "allowKindChange")));
    }
}

static void apply_entry(struct kustomize *kustomize, struct items *items, const char *directory,
                        const struct value *entry)
{
    struct arena *arena = kustomize->arena;
    const char *path = value_find_text(entry, "path"), *text = value_find_text(entry, "patch");
    if (path[0] && text[0]) {
        struct buffer out = {0};
        yaml_write(&out, entry);
        fail_entry(kustomize, entry,
                   arena_format(arena, "patch and path can't be set at the same time\n%s", buffer_text(&out)));
        buffer_release(&out);
        return;
    }
    if (!path[0] && !text[0]) {
        struct buffer out = {0};
        yaml_write(&out, entry);
        fail_entry(kustomize, entry,
                   arena_format(arena, "must specify one of patch and path in\n%s", buffer_text(&out)));
        buffer_release(&out);
        return;
    }
    if (!path[0]) {
        apply_patch(kustomize, items, entry, text, arena_format(arena, "patch: %s", quoted(arena, text)));
        return;
    }
    const char *problem;
    struct slice read = kustomization_file(kustomize, directory, path, &problem);
    if (!read.data) {
        fail_entry(kustomize, entry,
                   arena_format(arena, "failed to get the patch file from path(%s): %s", path, problem));
        return;
    }
    apply_patch(kustomize, items, entry, arena_copy(arena, read),
                arena_format(arena, "path: %s", quoted(arena, path)));
}

void transform_patches(struct kustomize *kustomize, struct items *items, const char *directory,
                       const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++)
        apply_entry(kustomize, items, directory, value_at(patches, i));
}

void transform_strategic(struct kustomize *kustomize, struct items *items, const char *directory,
                         const struct value *patches)
{
    for (size_t i = 0; i < value_count(patches) && !kustomize_failed(kustomize); i++) {
        const char *said = value_string_of(value_at(patches, i));
        struct value *entry = value_object(kustomize->arena);
        bool inlined = slice_find_byte(slice_of(said), '\n') < strlen(said);
        value_put_text(kustomize->arena, entry, inlined ? "patch" : "path", said);
        apply_entry(kustomize, items, directory, entry);
    }
}
