/* Objects in a draft, as the API server leaves them: resourceVersion, uid, creationTimestamp, generation. */
#include "api/api.h"

#include <string.h>

#include "api/owners.h"
#include "base/write.h"

#define UUID_VERSION_BITS 0xf000ull
#define UUID_VERSION 0x4000ull
#define UUID_VARIANT_BITS (0xc000ull << 48)
#define UUID_VARIANT (0x8000ull << 48)

static const char *key_of(struct arena *arena, const struct kind *kind, const char *namespace, const char *name)
{
    return object_key(arena, kind_resource(arena, kind), kind->flags & KIND_NAMESPACED ? namespace : NULL,
                      name);
}

const struct value *object_get(const struct draft *draft, const struct kind *kind, const char *namespace,
                               const char *name)
{
    return draft_get(draft, WORLD_APPLIED, key_of(draft->arena, kind, namespace, name));
}

int64_t object_version(const struct draft *draft)
{
    return value_number(draft_get(draft, WORLD_NOTES, "resourceVersion"), 0);
}

void object_erase(struct draft *draft, const struct kind *kind, const char *namespace, const char *name)
{
    const char *key = key_of(draft->arena, kind, namespace, name);
    draft_remove(draft, WORLD_APPLIED, key);
    owners_forget(draft, key);
    draft_count(draft, "resourceVersion");
}

/* A UUID of version 4 from the world's random stream. */
static const char *new_uid(struct draft *draft)
{
    static const size_t groups[] = {8, 4, 4, 4, 12};
    uint64_t high = draft_random(draft), low = draft_random(draft);
    char digits[32], *uid = arena_allocate(draft->arena, sizeof digits + sizeof groups / sizeof *groups), *to = uid;
    const char *from = digits;
    write_hexadecimals(digits, (high & ~UUID_VERSION_BITS) | UUID_VERSION, (low & ~UUID_VARIANT_BITS) | UUID_VARIANT);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (i)
            *to++ = '-';
        memcpy(to, from, groups[i]);
        to += groups[i];
        from += groups[i];
    }
    return uid;
}

/* The index of the next member from [i] on that counts for the generation. */
static size_t next_specified(const struct value *object, size_t i)
{
    while (i < value_count(object) &&
           (text_equal(value_key_at(object, i), "metadata") || text_equal(value_key_at(object, i), "status")))
        i++;
    return i;
}

bool object_same_specification(const struct value *a, const struct value *b)
{
    size_t i = next_specified(a, 0), j = next_specified(b, 0);
    while (i < value_count(a) && j < value_count(b)) {
        if (!text_equal(value_key_at(a, i), value_key_at(b, j)) ||
            !value_equal(value_member_at(a, i), value_member_at(b, j)))
            return false;
        i = next_specified(a, i + 1);
        j = next_specified(b, j + 1);
    }
    return i == value_count(a) && j == value_count(b);
}

/* [old] on the node of [new]: to be given a node is no change of a pod's specification. */
static const struct value *bound(struct arena *arena, const struct value *old, const struct value *new)
{
    const struct value *node = value_find(new, "spec.nodeName");
    return node && !value_find(old, "spec.nodeName") ? value_with(arena, old, "spec.nodeName", node) : old;
}

static const char *const kept_metadata[] = {"uid", "creationTimestamp", "generation", "resourceVersion"};

static void put_new_metadata(struct draft *draft, const struct kind *kind, struct value *metadata)
{
    struct arena *arena = draft->arena;
    if (!value_get(metadata, "uid"))
        value_put_text(arena, metadata, "uid", new_uid(draft));
    if (!value_get(metadata, "creationTimestamp"))
        value_put_text(arena, metadata, "creationTimestamp", instant_rfc3339(arena, draft->now, 0));
    if (kind->flags & KIND_SPEC_BUMPS_GENERATION)
        value_put_integer(arena, metadata, "generation", 1);
}

bool object_store(struct draft *draft, const struct kind *kind, const struct value *object)
{
    struct arena *arena = draft->arena;
    const char *key = key_of(arena, kind, value_find_text(object, "metadata.namespace"),
                             value_find_text(object, "metadata.name"));
    const struct value *old = draft_get(draft, WORLD_APPLIED, key);
    struct value *copy = value_edit(arena, object);
    struct value *metadata = value_open(arena, copy, "metadata");
    if (!old) {
        put_new_metadata(draft, kind, metadata);
    } else {
        const struct value *before = value_get(old, "metadata");
        for (size_t i = 0; i < sizeof kept_metadata / sizeof *kept_metadata; i++)
            value_put(arena, metadata, kept_metadata[i], value_get(before, kept_metadata[i]));
        if (value_equal(copy, old))
            return false;
        int64_t generation = value_number(value_get(before, "generation"), 0);
        bool ending = value_get(metadata, "deletionTimestamp") && !value_get(before, "deletionTimestamp");
        if (kind->flags & KIND_SPEC_BUMPS_GENERATION &&
            (ending || !object_same_specification(copy, bound(arena, old, copy))))
            value_put_integer(arena, metadata, "generation", generation + 1);
    }
    value_put_text(arena, metadata, "resourceVersion",
                   arena_format(arena, "%lld", (long long)draft_count(draft, "resourceVersion")));
    draft_set(draft, WORLD_APPLIED, key, copy);
    return true;
}
