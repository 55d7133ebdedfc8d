#include "mesh/lookup.h"

#include "base/write.h"

const struct value *lookup_object(struct arena *arena, struct map objects, const char *resource,
                                  const char *namespace, const char *name)
{
    return map_get(objects, slice_of(object_key(arena, resource, namespace, name)));
}

struct map_walk lookup_all(struct arena *arena, struct map objects, const char *resource, const char *namespace)
{
    struct slice plural = slice_of(resource), space = slice_of(namespace ? namespace : "");
    char *prefix = arena_room(arena, plural.length + space.length + 2), *at = write_slice(prefix, plural);
    *at++ = '/';
    if (namespace) {
        at = write_slice(at, space);
        *at++ = '/';
    }
    return map_walk(objects, (struct slice){prefix, (size_t)(at - prefix)});
}

static const struct value *metadata(const struct value *object)
{
    return value_get(object, "metadata");
}

const char *lookup_text(const struct value *found, const char *otherwise)
{
    return value_is(found, VALUE_STRING) ? value_string_of(found) : otherwise;
}

const char *lookup_label(const struct value *object, const char *key)
{
    return lookup_text(value_get(value_get(metadata(object), "labels"), key), NULL);
}

const char *lookup_annotation(const struct value *object, const char *key)
{
    return lookup_text(value_get(value_get(metadata(object), "annotations"), key), NULL);
}

const char *lookup_namespace(const struct value *object)
{
    return value_string_of(value_get(metadata(object), "namespace"));
}

const char *lookup_name(const struct value *object)
{
    return value_string_of(value_get(metadata(object), "name"));
}

const struct value *lookup_condition(const struct value *object, const char *type)
{
    const struct value *conditions = value_get(value_get(object, "status"), "conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        if (value_says(value_get(condition, "type"), type))
            return condition;
    }
    return NULL;
}
