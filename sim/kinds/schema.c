#include "kinds/schema.h"

#include "base/buffer.h"
#include "base/check.h"

const struct schema *schema_of(const struct kind *kind)
{
    size_t i = 0;
    while (i < kind_count && kind_rows[i] != kind)
        i++;
    check(i < kind_count);
    return &schema_rows[i];
}

const struct schema_field *schema_find(const struct schema *schema, struct slice name)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct schema_field *field = &schema->fields[i];
        if (field->name.length == name.length && slice_equal(field->name, name))
            return field;
    }
    return NULL;
}

/* --- paths --- */

static void add_path(struct buffer *text, const struct schema_path *path)
{
    if (path->above)
        add_path(text, path->above);
    if (path->key)
        buffer_format(text, "%s%s", path->above ? "." : "", path->key);
    else
        buffer_format(text, "[%zu]", path->index);
}

const char *schema_path_text(struct arena *arena, const struct schema_path *path)
{
    struct buffer text = {0};
    if (path)
        add_path(&text, path);
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

bool schema_path_in_metadata(const struct schema_path *path)
{
    const struct schema_path *top = path;
    while (top && top->above)
        top = top->above;
    return top != path && text_equal(top->key, "metadata");
}

/* --- fields that nobody knows --- */

struct pruning {
    struct arena *arena;
    struct value *unknown; /* paths are added here */
    bool drop_nulls;
    bool misfit; /* something may have to be said about what is kept */
};

/* A Go struct takes null for what is not there. */
static bool drops(const struct pruning *pruning, const struct schema_path *path, const struct value *member)
{
    return value_type(member) == VALUE_NULL && (pruning->drop_nulls || schema_path_in_metadata(path));
}

static const struct value *prune_object(struct pruning *pruning, const struct schema *schema,
                                        const struct value *object, const struct schema_path *path);

static const struct value *prune_one(struct pruning *pruning, const struct schema_field *field,
                                     const struct value *value, const struct schema_path *path)
{
    if (field->type == SCHEMA_OBJECT)
        return prune_object(pruning, &field->below, value, path);
    if (field->type == SCHEMA_QUANTITY && value_is(value, VALUE_INTEGER))
        return value_format(pruning->arena, "%lld", (long long)value_number(value, 0));
    pruning->misfit |= !schema_fits(field, value);
    return value;
}

static const struct value *prune_list(struct pruning *pruning, const struct schema_field *field,
                                      const struct value *list, const struct schema_path *path)
{
    struct value *kept = NULL;
    for (size_t i = 0; i < value_count(list); i++) {
        struct schema_path below = {.above = path, .index = i};
        const struct value *old = value_at(list, i), *pruned = prune_one(pruning, field, old, &below);
        if (pruned != old && !kept) {
            kept = value_array(pruning->arena);
            for (size_t j = 0; j < i; j++)
                value_append(pruning->arena, kept, value_at(list, j));
        }
        if (kept)
            value_append(pruning->arena, kept, pruned);
    }
    return kept ? kept : list;
}

/* Puts [pruned] (NULL: nothing) for the member [i] of [object] into *kept, a copy that is made when needed. */
static void keep_member(struct pruning *pruning, struct value **kept, const struct value *object, size_t i,
                        const struct value *pruned)
{
    if (pruned == value_member_at(object, i))
        return;
    if (!*kept)
        *kept = value_edit(pruning->arena, object);
    value_put(pruning->arena, *kept, value_key_at(object, i), pruned);
}

static const struct value *prune_map(struct pruning *pruning, const struct schema_field *field,
                                     const struct value *map, const struct schema_path *path)
{
    struct value *kept = NULL;
    for (size_t i = 0; i < value_count(map); i++) {
        struct schema_path below = {.above = path, .key = value_key_at(map, i)};
        const struct value *member = value_member_at(map, i);
        keep_member(pruning, &kept, map, i,
                    drops(pruning, path, member) ? NULL : prune_one(pruning, field, member, &below));
    }
    return kept ? kept : map;
}

static const struct value *prune_field(struct pruning *pruning, const struct schema_field *field,
                                       const struct value *value, const struct schema_path *path)
{
    if (field->shape == SCHEMA_LIST && value_is(value, VALUE_ARRAY))
        return prune_list(pruning, field, value, path);
    if (field->shape == SCHEMA_MAP && value_is(value, VALUE_OBJECT))
        return prune_map(pruning, field, value, path);
    if (field->shape == SCHEMA_ONE)
        return prune_one(pruning, field, value, path);
    pruning->misfit = true;
    return value;
}

/* Built-in kinds take such a value for a missing one. */
static bool is_empty(const struct value *value)
{
    return (value_is(value, VALUE_STRING) && !value_slice(value).length) ||
           (value_is(value, VALUE_ARRAY) && !value_count(value));
}

static const struct value *prune_object(struct pruning *pruning, const struct schema *schema,
                                        const struct value *object, const struct schema_path *path)
{
    struct arena *arena = pruning->arena;
    struct value *kept = NULL;
    size_t required = 0;
    for (size_t i = 0; value_is(object, VALUE_OBJECT) && i < value_count(object); i++) {
        struct schema_path below = {.above = path, .key = value_key_at(object, i)};
        const struct value *member = value_member_at(object, i), *pruned = NULL;
        const struct schema_field *field = schema_find(schema, slice_of(below.key));
        if (!field)
            value_append(arena, pruning->unknown, value_text(arena, schema_path_text(arena, &below)));
        else if (!drops(pruning, &below, member))
            pruned = prune_field(pruning, field, member, &below);
        required += pruned && field->required && !is_empty(pruned);
        keep_member(pruning, &kept, object, i, pruned);
    }
    pruning->misfit |= !value_is(object, VALUE_OBJECT) || required < schema->required;
    return kept ? kept : object;
}

const struct value *schema_pruned(struct findings *findings, const struct kind *kind, const struct value *object,
                                  const struct value **unknown)
{
    struct pruning pruning = {.arena = findings->arena,
                              .unknown = value_array(findings->arena),
                              .drop_nulls = !(kind->flags & KIND_CUSTOM)};
    const struct value *pruned = prune_object(&pruning, schema_of(kind), object, NULL);
    schema_validate(findings, kind, pruned, !pruning.misfit);
    *unknown = pruning.unknown;
    return pruned;
}
