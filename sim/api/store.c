/* Objects in a draft, for the API and for controllers. */
#include "api/record.h"

static const char *key_of(const struct draft *draft, const struct kind *kind, const char *namespace,
                          const char *name)
{
    bool namespaced = kind->flags & KIND_NAMESPACED;
    return object_key(draft->arena, kind_resource(draft->arena, kind), namespaced ? namespace : "", name);
}

const struct value *object_get(const struct draft *draft, const struct kind *kind, const char *namespace,
                               const char *name)
{
    return draft_get(draft, WORLD_APPLIED, key_of(draft, kind, namespace, name));
}

static const char *new_uid(struct draft *draft)
{
    unsigned long long a = draft_random(draft), b = draft_random(draft);
    return arena_format(draft->arena, "%08llx-%04llx-4%03llx-%04llx-%012llx", a >> 32, a >> 16 & 0xffff,
                        a & 0xfff, (b >> 48 & 0x3fff) | 0x8000, b & 0xffffffffffff);
}

/* The same but for the resourceVersion? */
static bool same(struct arena *arena, const struct value *a, const struct value *b)
{
    return value_equal(value_with(arena, a, "metadata.resourceVersion", NULL),
                       value_with(arena, b, "metadata.resourceVersion", NULL));
}

static const char *next_version(struct draft *draft)
{
    return arena_format(draft->arena, "%lld", (long long)draft_count(draft, "resourceVersion"));
}

static void stamp(struct draft *draft, const struct kind *kind, struct value *metadata,
                  const struct value *object, const struct value *old)
{
    struct arena *arena = draft->arena;
    const struct value *old_metadata = value_get(old, "metadata");
    if (!old) {
        value_put_text(arena, metadata, "uid", new_uid(draft));
        value_put_text(arena, metadata, "creationTimestamp", instant_rfc3339(arena, draft->now, 0));
        if (kind->flags & KIND_SPEC_BUMPS_GENERATION)
            value_put_integer(arena, metadata, "generation", 1);
        return;
    }
    value_put(arena, metadata, "uid", value_get(old_metadata, "uid"));
    value_put(arena, metadata, "creationTimestamp", value_get(old_metadata, "creationTimestamp"));
    value_put(arena, metadata, "resourceVersion", value_get(old_metadata, "resourceVersion"));
    int64_t generation = value_number(value_get(old_metadata, "generation"), 0);
    if (generation && !value_equal(value_get(old, "spec"), value_get(object, "spec")))
        generation++;
    value_put(arena, metadata, "generation", generation ? value_integer(arena, generation) : NULL);
}

bool object_store(struct draft *draft, const struct kind *kind, const struct value *object)
{
    struct arena *arena = draft->arena;
    const char *key = key_of(draft, kind, value_find_text(object, "metadata.namespace"),
                             value_find_text(object, "metadata.name"));
    const struct value *old = draft_get(draft, WORLD_APPLIED, key);
    struct value *copy = value_edit(arena, object);
    struct value *metadata = value_open(arena, copy, "metadata");
    stamp(draft, kind, metadata, object, old);
    if (old && same(arena, old, copy))
        return false;
    value_put_text(arena, metadata, "resourceVersion", next_version(draft));
    draft_set(draft, WORLD_APPLIED, key, copy);
    return true;
}

void object_erase(struct draft *draft, const struct kind *kind, const char *namespace, const char *name)
{
    draft_count(draft, "resourceVersion");
    draft_remove(draft, WORLD_APPLIED, key_of(draft, kind, namespace, name));
}
