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
    return object_key(arena, kind->resource, kind->flags & KIND_NAMESPACED ? namespace : NULL,
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

/* Does a member of this key count for the generation? */
static bool is_specified(const char *key)
{
    return !text_equal(key, "metadata") && !text_equal(key, "status");
}

bool object_same_specification(const struct value *a, const struct value *b)
{
    size_t i = 0, j = 0, m = value_count(a), n = value_count(b);
    while (i < m || j < n) {
        const char *x = i < m ? value_key_at(a, i) : NULL, *y = j < n ? value_key_at(b, j) : NULL;
        bool skip_x = x && !is_specified(x), skip_y = y && !is_specified(y);
        i += skip_x;
        j += skip_y;
        if (skip_x || skip_y)
            continue;
        if (!x || !y || !text_equal(x, y) || !value_equal(value_member_at(a, i), value_member_at(b, j)))
            return false;
        i++;
        j++;
    }
    return true;
}

/* [old] on the node of [new]: to be given a node is no change of a pod's specification. */
static const struct value *bound(struct arena *arena, const struct value *old, const struct value *new)
{
    const struct value *node = value_find(new, "spec.nodeName");
    return node && !value_find(old, "spec.nodeName") ? value_with(arena, old, "spec.nodeName", node) : old;
}

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

/* What of the metadata is not for whoever stores an object to say. */
static void keep_metadata(struct arena *arena, struct value *metadata, const struct value *before)
{
    value_put(arena, metadata, "uid", value_get(before, "uid"));
    value_put(arena, metadata, "creationTimestamp", value_get(before, "creationTimestamp"));
    value_put(arena, metadata, "generation", value_get(before, "generation"));
    value_put(arena, metadata, "resourceVersion", value_get(before, "resourceVersion"));
}

bool object_store(struct draft *draft, const struct kind *kind, const struct value *object)
{
    struct arena *arena = draft->arena;
    const struct value *given = value_get(object, "metadata");
    const char *key = key_of(arena, kind, value_string_of(value_get(given, "namespace")),
                             value_string_of(value_get(given, "name")));
    const struct value *old = draft_get(draft, WORLD_APPLIED, key), *before = value_get(old, "metadata");
    struct value *copy = value_edit(arena, object), *metadata = value_edit(arena, given);
    value_put(arena, copy, "metadata", metadata);
    if (!old) {
        put_new_metadata(draft, kind, metadata);
    } else {
        if (given != before)
            keep_metadata(arena, metadata, before);
        if (value_equal(copy, old))
            return false;
        int64_t generation = value_number(value_get(before, "generation"), 0);
        bool ending = value_get(metadata, "deletionTimestamp") && !value_get(before, "deletionTimestamp");
        if (kind->flags & KIND_SPEC_BUMPS_GENERATION &&
            (ending || !object_same_specification(copy, bound(arena, old, copy))))
            value_put_integer(arena, metadata, "generation", generation + 1);
    }
    char version[WRITE_NUMBER];
    char *end = write_number(version, (uint64_t)draft_count(draft, "resourceVersion"));
    value_put(arena, metadata, "resourceVersion", value_string(arena, (struct slice){version, (size_t)(end - version)}));
    draft_set(draft, WORLD_APPLIED, key, copy);
    return true;
}
