#include "tools/kustomize/inside.h"

struct value *object_edit(struct arena *arena, const struct value *value)
{
    return value_edit(arena, value_is(value, VALUE_OBJECT) ? value : NULL);
}

struct edit {
    struct arena *arena;
    bool create;
    field_change *change;
    void *context;
};

static const struct value *at_path(const struct edit *edit, const struct value *value, struct slice path);

static const struct value *in_list(const struct edit *edit, const struct value *list, struct slice path)
{
    struct value *result = value_array(edit->arena);
    for (size_t i = 0; i < value_count(list); i++)
        value_append(edit->arena, result, at_path(edit, value_at(list, i), path));
    return result;
}

static const struct value *at_path(const struct edit *edit, const struct value *value, struct slice path)
{
    struct slice field;
    if (!slice_next(&path, '/', &field) || !field.length)
        return edit->change(edit->arena, value, edit->context);
    bool list = slice_ends(field, "[]");
    if (list)
        field.length -= 2;
    if (value && !value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_NULL))
        return value;
    const struct value *below = value_get_slice(value, field), *changed;
    if (list ? !value_is(below, VALUE_ARRAY) : !below && !edit->create)
        return value;
    changed = list ? in_list(edit, below, path) : at_path(edit, below, path);
    if (changed == below || !changed)
        return value;
    struct value *result = object_edit(edit->arena, value);
    value_put_slice(edit->arena, result, field, changed);
    return result;
}

const struct value *fields_edit(struct arena *arena, const struct value *root, const char *path, bool create,
                                field_change *change, void *context)
{
    struct edit edit = {arena, create, change, context};
    return at_path(&edit, root, slice_of(path));
}
