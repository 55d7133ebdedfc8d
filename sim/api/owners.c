#include "api/owners.h"

#include <string.h>

/* --- lists that are merged by key (listType=map in the OpenAPI schema) --- */

struct list_key {
    const char *list, *key;
};

static const struct list_key list_keys[] = {
    {"containers", "name"},        {"initContainers", "name"}, {"volumes", "name"},    {"env", "name"},
    {"volumeMounts", "mountPath"}, {"ports", "containerPort"}, {"ports", "port"},      {"listeners", "name"},
    {"imagePullSecrets", "name"},  {"ownerReferences", "uid"}, {"conditions", "type"},
};

/* The key of the list [name] whose first element is [element]; NULL for a list that is one value. */
static const char *key_of_list(const char *name, const struct value *element)
{
    for (size_t i = 0; i < sizeof list_keys / sizeof *list_keys; i++) {
        if (text_equal(list_keys[i].list, name) && value_get(element, list_keys[i].key))
            return list_keys[i].key;
    }
    return NULL;
}

static const char *step_of(struct arena *arena, const char *key, const struct value *element)
{
    const struct value *value = value_get(element, key);
    if (value_is(value, VALUE_INTEGER))
        return arena_format(arena, "[%s=%lld]", key, (long long)value_number(value, 0));
    return arena_format(arena, "[%s=\"%s\"]", key, value_string_of(value));
}

static bool is_step(const char *name)
{
    return *name == '[';
}

/* The element of [list] that [step] names. */
static const struct value *element_at(struct arena *arena, const struct value *list, const char *step)
{
    size_t length = slice_find_byte(slice_of(step), '=');
    const char *key = arena_copy(arena, slice_part(slice_of(step), 1, length));
    for (size_t i = 0; value_is(list, VALUE_ARRAY) && i < value_count(list); i++) {
        if (text_equal(step_of(arena, key, value_at(list, i)), step))
            return value_at(list, i);
    }
    return NULL;
}

static const struct value *child(struct arena *arena, const struct value *parent, const char *step)
{
    return is_step(step) ? element_at(arena, parent, step) : value_get(parent, step);
}

/* --- sets of fields --- */

static const struct value *fields_of(struct arena *arena, const char *name, const struct value *value)
{
    struct value *fields = value_object(arena);
    if (value_is(value, VALUE_OBJECT)) {
        for (size_t i = 0; i < value_count(value); i++)
            value_put(arena, fields, value_key_at(value, i),
                      fields_of(arena, value_key_at(value, i), value_member_at(value, i)));
        return fields;
    }
    const char *key = value_is(value, VALUE_ARRAY) ? key_of_list(name, value_at(value, 0)) : NULL;
    for (size_t i = 0; key && i < value_count(value); i++)
        value_put(arena, fields, step_of(arena, key, value_at(value, i)),
                  fields_of(arena, "", value_at(value, i)));
    return fields;
}

static const char *const unowned_metadata[] = {"name",       "namespace",       "uid",
                                               "generation", "resourceVersion", "creationTimestamp",
                                               "selfLink",   "managedFields",   "generateName"};

const struct value *owners_fields(struct arena *arena, const struct kind *kind, const struct value *object)
{
    struct value *copy = value_edit(arena, object);
    struct value *metadata = value_open(arena, copy, "metadata");
    value_put(arena, copy, "apiVersion", NULL);
    value_put(arena, copy, "kind", NULL);
    if (kind->flags & KIND_STATUS)
        value_put(arena, copy, "status", NULL);
    for (size_t i = 0; i < sizeof unowned_metadata / sizeof *unowned_metadata; i++)
        value_put(arena, metadata, unowned_metadata[i], NULL);
    if (!value_count(metadata))
        value_put(arena, copy, "metadata", NULL);
    return fields_of(arena, "", copy);
}

const struct value *owners_union(struct arena *arena, const struct value *a, const struct value *b)
{
    struct value *all = value_edit(arena, a);
    for (size_t i = 0; i < value_count(b); i++) {
        const char *key = value_key_at(b, i);
        value_put(arena, all, key, owners_union(arena, value_get(a, key), value_member_at(b, i)));
    }
    return all;
}

const struct value *owners_subtract(struct arena *arena, const struct value *a, const struct value *b)
{
    struct value *rest = value_object(arena);
    for (size_t i = 0; i < value_count(a); i++) {
        const char *key = value_key_at(a, i);
        const struct value *mine = value_member_at(a, i), *other = value_get(b, key);
        if (!other) {
            value_put(arena, rest, key, mine);
        } else if (value_count(mine) && value_count(other)) {
            const struct value *left = owners_subtract(arena, mine, other);
            value_put(arena, rest, key, value_count(left) ? left : NULL);
        }
    }
    return rest;
}

const struct value *owners_changed(struct arena *arena, const struct value *fields, const struct value *before,
                                   const struct value *after)
{
    struct value *changed = value_object(arena);
    for (size_t i = 0; i < value_count(fields); i++) {
        const char *key = value_key_at(fields, i);
        const struct value *old = child(arena, before, key), *new = child(arena, after, key);
        const struct value *below = value_member_at(fields, i);
        if (value_equal(old, new))
            continue;
        const struct value *part = value_count(below) ? owners_changed(arena, below, old, new) : below;
        if (!value_count(below) || value_count(part))
            value_put(arena, changed, key, part);
    }
    return changed;
}

static const struct value *list_without(struct arena *arena, const struct value *list,
                                        const struct value *fields)
{
    struct value *rest = value_array(arena);
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *element = value_at(list, i);
        for (size_t j = 0; element && j < value_count(fields); j++) {
            const char *step = value_key_at(fields, j);
            if (element_at(arena, list, step) != value_at(list, i))
                continue;
            const char *key =
                arena_copy(arena, slice_part(slice_of(step), 1, slice_find_byte(slice_of(step), '=')));
            bool whole = value_get(value_member_at(fields, j), key) != NULL;
            element = whole ? NULL : owners_without(arena, element, value_member_at(fields, j));
        }
        if (element)
            value_append(arena, rest, element);
    }
    return rest;
}

const struct value *owners_without(struct arena *arena, const struct value *object, const struct value *fields)
{
    if (value_is(object, VALUE_ARRAY))
        return list_without(arena, object, fields);
    if (!value_is(object, VALUE_OBJECT))
        return object;
    struct value *copy = value_edit(arena, object);
    for (size_t i = 0; i < value_count(fields); i++) {
        const char *key = value_key_at(fields, i);
        const struct value *below = value_member_at(fields, i), *member = value_get(object, key);
        if (member)
            value_put(arena, copy, key, value_count(below) ? owners_without(arena, member, below) : NULL);
    }
    return copy;
}

static void add_paths(struct arena *arena, struct value *paths, const struct value *fields, const char *prefix)
{
    for (size_t i = 0; i < value_count(fields); i++) {
        const char *key = value_key_at(fields, i);
        const char *path = arena_format(arena, "%s%s%s", prefix, is_step(key) ? "" : ".", key);
        if (value_count(value_member_at(fields, i)))
            add_paths(arena, paths, value_member_at(fields, i), path);
        else
            value_append(arena, paths, value_text(arena, path));
    }
}

struct value *owners_paths(struct arena *arena, const struct value *fields)
{
    struct value *paths = value_array(arena);
    add_paths(arena, paths, fields, "");
    return paths;
}

/* --- notes --- */

static const char *notes_of(struct arena *arena, const char *key)
{
    return arena_format(arena, "ssa/%s/", key);
}

const char *owners_note(struct arena *arena, const char *key, const char *manager)
{
    return arena_format(arena, "%s%s", notes_of(arena, key), manager ? manager : OWNERS_MANAGER_DEFAULT);
}

void owners_set(struct draft *draft, const char *key, const char *manager, const struct value *fields,
                bool apply)
{
    struct arena *arena = draft->arena;
    const char *note = owners_note(arena, key, manager);
    if (!value_count(fields)) {
        draft_remove(draft, WORLD_NOTES, note);
        return;
    }
    struct value *owner = value_object(arena);
    value_put(arena, owner, "fields", fields);
    value_put(arena, owner, "apply", value_boolean(apply));
    draft_set(draft, WORLD_NOTES, note, owner);
}

/* What controllers make is theirs for good: nobody applies it, so nothing is written down. */
static bool is_tracked(const struct value *object)
{
    return !value_truth(value_find(object, "metadata.ownerReferences.0.controller"));
}

void owners_update(struct draft *draft, const struct kind *kind, const char *manager, const struct value *old,
                   const struct value *object)
{
    struct arena *arena = draft->arena;
    if (!is_tracked(object))
        return;
    const char *key =
        object_key(arena, kind->resource, value_find_text(object, "metadata.namespace"),
                   value_find_text(object, "metadata.name"));
    const struct value *now = owners_fields(arena, kind, object);
    const struct value *changed = old ? owners_changed(arena, now, old, object) : now;
    const struct value *gone = old ? owners_subtract(arena, owners_fields(arena, kind, old), now) : NULL;
    if (!value_count(changed) && !value_count(gone))
        return;
    const char *prefix = notes_of(arena, key), *own = owners_note(arena, key, manager);
    struct map_walk walk = map_walk(draft_map(draft, WORLD_NOTES), slice_of(prefix));
    struct map_entry entry;
    bool apply = false;
    const struct value *mine = NULL;
    while (map_walk_next(&walk, &entry)) {
        bool self = slice_is(entry.key, own);
        const struct value *fields = owners_subtract(arena, value_get(entry.item, "fields"), gone);
        const char *name = arena_copy(arena, slice_part(entry.key, strlen(prefix), entry.key.length));
        bool applied = value_truth(value_get(entry.item, "apply"));
        if (self) {
            mine = fields;
            apply = applied;
        } else {
            owners_set(draft, key, name, owners_subtract(arena, fields, changed), applied);
        }
    }
    owners_set(draft, key, manager, owners_union(arena, mine, changed), apply);
}

void owners_forget(struct draft *draft, const char *key)
{
    const char *prefix = notes_of(draft->arena, key);
    struct map_walk walk = map_walk(draft_map(draft, WORLD_NOTES), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        draft_remove(draft, WORLD_NOTES, arena_copy(draft->arena, entry.key));
}
