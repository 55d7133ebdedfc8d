#include "data/patch.h"

const struct value *patch_merge(struct arena *arena, const struct value *target, const struct value *patch)
{
    if (!value_is(patch, VALUE_OBJECT))
        return patch;
    struct value *result = value_edit(arena, value_is(target, VALUE_OBJECT) ? target : NULL);
    for (size_t i = 0; i < value_count(patch); i++) {
        const char *key = value_key_at(patch, i);
        const struct value *member = value_member_at(patch, i);
        if (value_is(member, VALUE_NULL))
            value_put(arena, result, key, NULL);
        else
            value_put(arena, result, key, patch_merge(arena, value_get(result, key), member));
    }
    return result;
}
