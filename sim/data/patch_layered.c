#include "data/patch.h"
#include "data/patch_key.h"

static const struct value *merge(struct arena *arena, const struct value *target, const struct value *patch,
                                 bool keyed);

/* What is only in the patch: directives carried out on nothing, nulls dropped. */
static const struct value *settled(struct arena *arena, const struct value *patch, bool keyed)
{
    if (value_is(patch, VALUE_OBJECT))
        return merge(arena, NULL, patch, keyed);
    if (!value_is(patch, VALUE_ARRAY))
        return patch;
    struct value *result = value_array(arena);
    for (size_t i = 0; i < value_count(patch); i++) {
        const struct value *element = value_at(patch, i), *directive = value_get(element, "$patch");
        if (!value_says(directive, "delete")) /* another stays where there was no list, and is applied as it is */
            value_append(arena, result, directive ? element : settled(arena, element, keyed));
    }
    return result;
}

/* The patch's elements come first, in its order, then those that only the target has. */
static const struct value *merge_list(struct arena *arena, const struct value *target,
                                      const struct value *patch, const char *key)
{
    struct value *result = value_array(arena);
    bool replaces = false;
    size_t index;
    for (size_t i = 0; i < value_count(patch); i++) {
        const struct value *element = value_at(patch, i),
                           *found = patch_find_element(target, key, element, &index);
        const struct value *directive = value_get(element, "$patch");
        replaces = replaces || value_says(directive, "replace");
        if (!directive)
            value_append(arena, result,
                         found ? merge(arena, found, element, true) : settled(arena, element, true));
    }
    for (size_t i = 0; !replaces && i < value_count(target); i++)
        if (!patch_find_element(patch, key, value_at(target, i), &index))
            value_append(arena, result, value_at(target, i));
    return result;
}

static const struct value *merge_field(struct arena *arena, const char *field, const struct value *target,
                                       const struct value *patch, bool keyed)
{
    if (value_is(patch, VALUE_OBJECT))
        return merge(arena, target, patch, keyed);
    const char *key = NULL;
    if (keyed && value_is(patch, VALUE_ARRAY))
        key = patch_merge_key(field, value_count(patch) ? patch : target);
    if (!key) /* a list that does not merge is taken as it is, with what would be directives in another */
        return patch;
    return value_is(target, VALUE_ARRAY) ? merge_list(arena, target, patch, key) : settled(arena, patch, keyed);
}

static const struct value *merge(struct arena *arena, const struct value *target, const struct value *patch,
                                 bool keyed)
{
    bool replaces = value_says(value_get(patch, "$patch"), "replace");
    struct value *result = value_edit(arena, value_is(target, VALUE_OBJECT) && !replaces ? target : NULL);
    for (size_t i = 0; i < value_count(patch); i++) {
        const char *key = value_key_at(patch, i);
        const struct value *member = value_member_at(patch, i);
        if (key[0] == '$')
            continue;
        bool gone = value_is(member, VALUE_NULL) || value_says(value_get(member, "$patch"), "delete");
        value_put(arena, result, key,
                  gone ? NULL : merge_field(arena, key, value_get(result, key), member, keyed));
    }
    return result;
}

const struct value *patch_layered(struct arena *arena, const struct value *target, const struct value *patch,
                                  bool keyed)
{
    return merge(arena, target, patch, keyed);
}
