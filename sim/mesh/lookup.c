#include "mesh/lookup.h"

const struct value *lookup_object(struct arena *arena, struct map objects, const char *resource,
                                  const char *namespace, const char *name)
{
    return map_get(objects, slice_of(object_key(arena, resource, namespace, name)));
}

struct map_walk lookup_all(struct arena *arena, struct map objects, const char *resource, const char *namespace)
{
    const char *parts[] = {resource, "/", namespace, "/"};
    return map_walk(objects, slice_of(arena_join(arena, parts, namespace ? 4 : 2)));
}

static const char *entry(const struct value *object, const char *map, const char *key)
{
    const struct value *found = value_get(value_find(object, map), key);
    return value_is(found, VALUE_STRING) ? value_string_of(found) : NULL;
}

const char *lookup_label(const struct value *object, const char *key)
{
    return entry(object, "metadata.labels", key);
}

const char *lookup_annotation(const struct value *object, const char *key)
{
    return entry(object, "metadata.annotations", key);
}

const char *lookup_namespace(const struct value *object)
{
    return value_find_text(object, "metadata.namespace");
}

const char *lookup_name(const struct value *object)
{
    return value_find_text(object, "metadata.name");
}

const struct value *lookup_condition(const struct value *object, const char *type)
{
    const struct value *conditions = value_find(object, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "type"), type))
            return value_at(conditions, i);
    }
    return NULL;
}
