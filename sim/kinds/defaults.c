#include "kinds/defaults.h"

void default_value(struct arena *arena, struct value *object, const char *key, const struct value *value)
{
    if (!value_get(object, key))
        value_put(arena, object, key, value);
}

void default_text(struct arena *arena, struct value *object, const char *key, const char *text)
{
    if (!value_get(object, key))
        value_put_text(arena, object, key, text);
}

void default_integer(struct arena *arena, struct value *object, const char *key, int64_t number)
{
    if (!value_get(object, key))
        value_put_integer(arena, object, key, number);
}

void default_object(struct arena *arena, struct value *object, const char *key)
{
    if (!value_get(object, key))
        value_put(arena, object, key, value_object(arena));
}

/* [object] as [fill] leaves it; the very same one where that changes nothing. */
static const struct value *filled(struct arena *arena, const struct value *object,
                                  void (*fill)(struct arena *arena, struct value *object))
{
    if (!value_is(object, VALUE_OBJECT))
        return object;
    struct value *copy = value_edit(arena, object);
    fill(arena, copy);
    return value_unedited(copy, object) ? object : copy;
}

void default_inside(struct arena *arena, struct value *object, const char *key,
                    void (*fill)(struct arena *arena, struct value *member))
{
    const struct value *old = value_get(object, key), *new = filled(arena, old, fill);
    if (new != old)
        value_put(arena, object, key, new);
}

void default_each(struct arena *arena, struct value *object, const char *key,
                  void (*fill)(struct arena *arena, struct value *element))
{
    const struct value *old = value_get(object, key);
    struct value *copy = NULL;
    for (size_t i = 0; value_is(old, VALUE_ARRAY) && i < value_count(old); i++) {
        const struct value *element = filled(arena, value_at(old, i), fill);
        if (element == value_at(old, i))
            continue;
        copy = copy ? copy : value_edit(arena, old);
        value_replace(copy, i, element);
    }
    if (copy)
        value_put(arena, object, key, copy);
}
