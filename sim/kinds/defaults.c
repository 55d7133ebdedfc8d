#include "kinds/defaults.h"

void default_value(struct arena *arena, struct value *object, const char *key, const struct value *value)
{
    if (!value_get(object, key))
        value_put(arena, object, key, value);
}

void default_text(struct arena *arena, struct value *object, const char *key, const char *text)
{
    default_value(arena, object, key, value_text(arena, text));
}

void default_integer(struct arena *arena, struct value *object, const char *key, int64_t number)
{
    default_value(arena, object, key, value_integer(arena, number));
}

void default_object(struct arena *arena, struct value *object, const char *key)
{
    default_value(arena, object, key, value_object(arena));
}

void default_each(struct arena *arena, struct value *object, const char *key,
                  void (*fill)(struct arena *arena, struct value *element))
{
    const struct value *old = value_get(object, key);
    if (!value_is(old, VALUE_ARRAY))
        return;
    struct value *elements = value_array(arena);
    for (size_t i = 0; i < value_count(old); i++) {
        const struct value *element = value_at(old, i);
        if (value_is(element, VALUE_OBJECT)) {
            struct value *copy = value_edit(arena, element);
            fill(arena, copy);
            element = copy;
        }
        value_append(arena, elements, element);
    }
    value_put(arena, object, key, elements);
}
