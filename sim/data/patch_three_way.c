#include "data/patch.h"
#include "data/patch_key.h"

/* What kubectl apply compares: [original] may miss what the two others have and so on; NULL is "not there". A
 * null in a manifest says as much as a missing field. */
struct trio {
    const struct value *original, *modified, *live;
};

static struct value *difference(struct arena *arena, struct trio three, bool strategic);

static bool is_missing(const struct value *value)
{
    return value_type(value) == VALUE_NULL;
}

static const struct value *only(const struct value *value, enum value_type type)
{
    return value_is(value, type) ? value : NULL;
}

/* Without the nulls that manifests, and objects made of them, carry. */
static const struct value *without_nulls(struct arena *arena, const struct value *value)
{
    if (!value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_ARRAY))
        return value;
    bool object = value_is(value, VALUE_OBJECT);
    struct value *result = object ? value_object(arena) : value_array(arena);
    for (size_t i = 0; i < value_count(value); i++) {
        const struct value *member =
            without_nulls(arena, object ? value_member_at(value, i) : value_at(value, i));
        if (!object)
            value_append(arena, result, member);
        else if (!is_missing(member))
            value_put(arena, result, value_key_at(value, i), member);
    }
    return result;
}

/* {key: value of [element]}: what a patch says of an element besides its changes. */
static struct value *identity(struct arena *arena, const struct value *element, const char *key)
{
    struct value *result = value_object(arena);
    value_put(arena, result, key, value_get(element, key));
    return result;
}

/* The element of [list] with the key of [from]'s element at [place]: of several such (port 53 for TCP and for
 * UDP) the first for the first, and so on. */
static const struct value *find_twin(const struct value *list, const struct value *from, size_t place,
                                     const char *key)
{
    const struct value *wanted = value_get(value_at(from, place), key);
    size_t before = 0;
    for (size_t i = 0; i < place; i++)
        before += value_equal(value_get(value_at(from, i), key), wanted);
    for (size_t i = 0; wanted && i < value_count(list); i++) {
        if (value_equal(value_get(value_at(list, i), key), wanted) && before-- == 0)
            return value_at(list, i);
    }
    return NULL;
}

/* The elements of both lists that the manifest names stand in the same order. */
static bool same_order(const struct value *modified, const struct value *live, const char *key)
{
    size_t last = 0, index;
    for (size_t i = 0; i < value_count(modified); i++) {
        if (!patch_find_element(live, key, value_at(modified, i), &index))
            continue;
        if (index < last)
            return false;
        last = index;
    }
    return true;
}

static struct value *list_difference(struct arena *arena, struct trio three, const char *key)
{
    struct value *patch = value_array(arena);
    size_t index;
    for (size_t i = 0; i < value_count(three.modified); i++) {
        const struct value *element = value_at(three.modified, i);
        const struct value *live = find_twin(three.live, three.modified, i, key);
        if (!live) {
            value_append(arena, patch, element);
            continue;
        }
        struct trio below = {find_twin(three.original, three.modified, i, key), element, live};
        struct value *change = difference(arena, below, true);
        if (value_count(change) == 0)
            continue;
        value_put(arena, change, key, value_get(element, key));
        value_append(arena, patch, change);
    }
    for (size_t i = 0; i < value_count(three.original); i++) {
        const struct value *element = value_at(three.original, i);
        if (patch_find_element(three.modified, key, element, &index) || !value_get(element, key))
            continue;
        struct value *removal = identity(arena, element, key);
        value_put_text(arena, removal, "$patch", "delete");
        value_append(arena, patch, removal);
    }
    return patch;
}

/* Adds what a strategic patch says of the keyed list [field]: its changed elements and, with them, the order.
 */
static void add_list(struct arena *arena, struct value *patch, const char *field, struct trio three,
                     const char *key)
{
    struct trio lists = {only(three.original, VALUE_ARRAY), three.modified, only(three.live, VALUE_ARRAY)};
    const struct value *changes = list_difference(arena, lists, key);
    if (value_count(changes))
        value_put(arena, patch, field, changes);
    if (value_count(changes) == 0 && same_order(three.modified, three.live, key))
        return;
    struct value *order = value_array(arena);
    for (size_t i = 0; i < value_count(three.modified); i++)
        value_append(arena, order, identity(arena, value_at(three.modified, i), key));
    value_put(arena, patch, arena_format(arena, "$setElementOrder/%s", field), order);
}

static void add_field(struct arena *arena, struct value *patch, const char *field, struct trio three,
                      bool strategic)
{
    bool list = value_is(three.modified, VALUE_ARRAY);
    if ((list || !value_is(three.modified, VALUE_OBJECT)) && value_equal(three.modified, three.live))
        return;
    if (value_is(three.modified, VALUE_OBJECT) && value_is(three.live, VALUE_OBJECT)) {
        three.original = only(three.original, VALUE_OBJECT);
        const struct value *below = difference(arena, three, strategic);
        if (value_count(below))
            value_put(arena, patch, field, below);
        return;
    }
    bool lists = strategic && list && value_is(three.live, VALUE_ARRAY);
    const char *key =
        !lists ? NULL : patch_merge_key(field, value_count(three.modified) ? three.modified : three.live);
    if (key)
        add_list(arena, patch, field, three, key);
    else
        value_put(arena, patch, field, three.modified);
}

/* The patch for one object; without members when nothing is to do. */
static struct value *difference(struct arena *arena, struct trio three, bool strategic)
{
    struct value *patch = value_object(arena);
    for (size_t i = 0; i < value_count(three.modified); i++) {
        const char *field = value_key_at(three.modified, i);
        struct trio below = {value_get(three.original, field), value_member_at(three.modified, i),
                             value_get(three.live, field)};
        add_field(arena, patch, field, below, strategic);
    }
    for (size_t i = 0; i < value_count(three.original); i++) {
        const char *field = value_key_at(three.original, i);
        if (is_missing(value_get(three.modified, field)))
            value_put(arena, patch, field, value_null());
    }
    return patch;
}

const struct value *patch_three_way(struct arena *arena, const struct value *original,
                                    const struct value *modified, const struct value *live, bool strategic)
{
    struct trio three = {without_nulls(arena, original), without_nulls(arena, modified),
                         without_nulls(arena, live)};
    struct value *patch = difference(arena, three, strategic);
    value_put(arena, patch, "status", NULL);
    return patch;
}
