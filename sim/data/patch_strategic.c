#include "data/patch.h"
#include "data/patch_key.h"

#define ORDER_PREFIX "$setElementOrder/"
#define PRIMITIVE_PREFIX "$deleteFromPrimitiveList/"

static const struct value *merge(struct arena *arena, const struct value *target, const struct value *patch);

/* A patch as a value of its own: directives carried out on nothing, nulls dropped. */
static const struct value *settled(struct arena *arena, const struct value *patch)
{
    if (value_is(patch, VALUE_OBJECT))
        return merge(arena, NULL, patch);
    if (!value_is(patch, VALUE_ARRAY))
        return patch;
    struct value *result = value_array(arena);
    for (size_t i = 0; i < value_count(patch); i++) {
        if (!value_get(value_at(patch, i), "$patch"))
            value_append(arena, result, settled(arena, value_at(patch, i)));
    }
    return result;
}

static bool names(const struct value *list, const char *text)
{
    for (size_t i = 0; i < value_count(list); i++) {
        if (value_says(value_at(list, i), text))
            return true;
    }
    return false;
}

/* Where [element] stands in the wanted order, which lists objects with the key or bare values; -1: it does not.
 */
static long place_of(const struct value *order, const char *key, const struct value *element)
{
    size_t index;
    if (patch_find_element(order, key, element, &index))
        return (long)index;
    for (index = 0; index < value_count(order); index++) {
        if (value_equal(value_at(order, index), value_get(element, key)))
            return (long)index;
    }
    return -1;
}

static size_t index_in(const struct value *list, const char *key, const struct value *element)
{
    size_t index;
    return patch_find_element(list, key, element, &index) ? index : SIZE_MAX;
}

/* The elements of [list] that [order] names, in that order. The others come behind them, but before the first
 * that stood behind them in [live]. */
static const struct value *ordered(struct arena *arena, const struct value *list, const struct value *live,
                                   const struct value *order, const char *key)
{
    struct value *named = value_array(arena), *others = value_array(arena), *result = value_array(arena);
    for (size_t i = 0; i < value_count(order); i++) {
        for (size_t j = 0; j < value_count(list); j++) {
            if (place_of(order, key, value_at(list, j)) == (long)i)
                value_append(arena, named, value_at(list, j));
        }
    }
    for (size_t i = 0; i < value_count(list); i++) {
        if (place_of(order, key, value_at(list, i)) < 0)
            value_append(arena, others, value_at(list, i));
    }
    size_t next = 0;
    for (size_t i = 0; i < value_count(named); i++) {
        size_t place = index_in(live, key, value_at(named, i));
        while (place != SIZE_MAX && next < value_count(others) &&
               index_in(live, key, value_at(others, next)) < place)
            value_append(arena, result, value_at(others, next++));
        value_append(arena, result, value_at(named, i));
    }
    while (next < value_count(others))
        value_append(arena, result, value_at(others, next++));
    return result;
}

/* A copy of [list] with [element] at [index]; NULL leaves that place out. */
static struct value *replaced(struct arena *arena, const struct value *list, size_t index,
                              const struct value *element)
{
    struct value *result = value_array(arena);
    for (size_t i = 0; i < value_count(list); i++) {
        if (i != index)
            value_append(arena, result, value_at(list, i));
        else if (element)
            value_append(arena, result, element);
    }
    return result;
}

static const struct value *merge_list(struct arena *arena, const struct value *target,
                                      const struct value *patch, const char *key)
{
    for (size_t i = 0; i < value_count(patch); i++) {
        if (value_says(value_get(value_at(patch, i), "$patch"), "replace"))
            return settled(arena, patch);
    }
    struct value *result = value_is(target, VALUE_ARRAY) ? value_edit(arena, target) : value_array(arena);
    for (size_t i = 0; i < value_count(patch); i++) {
        const struct value *element = value_at(patch, i);
        size_t index;
        const struct value *found = patch_find_element(result, key, element, &index);
        bool removes = value_says(value_get(element, "$patch"), "delete");
        if (found)
            result = replaced(arena, result, index, removes ? NULL : merge(arena, found, element));
        else if (!removes)
            value_append(arena, result, settled(arena, element));
    }
    return result;
}

/* metadata.finalizers is the one list of plain values that merges. */
static const struct value *merge_set(struct arena *arena, const struct value *target, const struct value *patch)
{
    struct value *result = value_is(target, VALUE_ARRAY) ? value_edit(arena, target) : value_array(arena);
    for (size_t i = 0; i < value_count(patch); i++) {
        if (!names(result, value_string_of(value_at(patch, i))))
            value_append(arena, result, value_at(patch, i));
    }
    return result;
}

static const struct value *merge_field(struct arena *arena, const char *field, const struct value *target,
                                       const struct value *patch)
{
    if (value_is(patch, VALUE_OBJECT))
        return merge(arena, target, patch);
    if (!value_is(patch, VALUE_ARRAY))
        return patch;
    if (text_equal(field, "finalizers"))
        return merge_set(arena, target, patch);
    const char *key = patch_merge_key(field, value_count(patch) ? patch : target);
    return key ? merge_list(arena, target, patch, key) : settled(arena, patch);
}

/* Carries out $deleteFromPrimitiveList/FIELD and $setElementOrder/FIELD. */
static void apply_directive(struct arena *arena, struct value *result, const struct value *live,
                            const char *directive, const struct value *argument)
{
    bool removes = text_starts(directive, PRIMITIVE_PREFIX);
    if (!removes && !text_starts(directive, ORDER_PREFIX))
        return;
    const char *field = directive + (removes ? sizeof PRIMITIVE_PREFIX : sizeof ORDER_PREFIX) - 1;
    const struct value *list = value_get(result, field);
    if (!value_is(list, VALUE_ARRAY))
        return;
    if (!removes) {
        const char *key = patch_merge_key(field, list);
        if (key)
            value_put(arena, result, field, ordered(arena, list, value_get(live, field), argument, key));
        return;
    }
    struct value *kept = value_array(arena);
    for (size_t i = 0; i < value_count(list); i++) {
        if (!names(argument, value_string_of(value_at(list, i))))
            value_append(arena, kept, value_at(list, i));
    }
    value_put(arena, result, field, kept);
}

static void retain_keys(struct arena *arena, struct value *result, const struct value *keys)
{
    for (size_t i = value_count(result); keys && i > 0; i--) {
        const char *key = value_key_at(result, i - 1);
        if (!names(keys, key))
            value_put(arena, result, key, NULL);
    }
}

static const struct value *merge(struct arena *arena, const struct value *target, const struct value *patch)
{
    const struct value *directive = value_get(patch, "$patch");
    struct value *result = value_edit(arena, value_is(target, VALUE_OBJECT) && !directive ? target : NULL);
    if (value_says(directive, "delete"))
        return result;
    retain_keys(arena, result, value_get(patch, "$retainKeys"));
    for (size_t i = 0; i < value_count(patch); i++) {
        const char *key = value_key_at(patch, i);
        const struct value *member = value_member_at(patch, i);
        if (key[0] == '$')
            continue;
        if (value_is(member, VALUE_NULL))
            value_put(arena, result, key, NULL);
        else
            value_put(arena, result, key, merge_field(arena, key, value_get(result, key), member));
    }
    for (size_t i = 0; i < value_count(patch) && value_key_at(patch, i)[0] <= '$'; i++)
        apply_directive(arena, result, target, value_key_at(patch, i), value_member_at(patch, i));
    return result;
}

const struct value *patch_strategic(struct arena *arena, const struct value *target, const struct value *patch)
{
    return value_is(patch, VALUE_OBJECT) ? merge(arena, target, patch) : patch;
}
