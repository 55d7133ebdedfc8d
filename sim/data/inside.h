/* A value from the inside: shared by value.c and mold.c only. */
#ifndef AMBIT_DATA_INSIDE_H
#define AMBIT_DATA_INSIDE_H

#include "data/keys.h"
#include "data/value.h"

struct member {
    const char *key; /* a common one, or its object's own: see key_room */
    const struct value *value;
};

struct value {
    unsigned char type;
    bool kept;
    bool cast;       /* the root of a cast: its last element holds all that its block refers to */
    unsigned length; /* bytes, elements or members */
    union {
        unsigned capacity; /* of an arena container */
        unsigned offset;   /* of a kept value in its block, in bytes */
    };
    union {
        bool truth;
        int64_t number;
        const char *text;
        const struct value **elements;
        struct member *members;
    };
};

/* A kept array or object knows its hash. A scalar does not: there are most of them, and theirs are soon made. */
struct kept_container {
    struct value value;
    struct hash hash;
};

/* What was kept at once, its root first. It lives while anything in it is referenced. */
struct block {
    unsigned count; /* references to values in it, from outside */
    unsigned size;  /* bytes */
    struct value values[];
};

static inline struct block *block_of(const struct value *kept)
{
    return (struct block *)((char *)kept - kept->offset);
}

static inline bool is_container(const struct value *value)
{
    return value->type == VALUE_ARRAY || value->type == VALUE_OBJECT;
}

static inline const struct value *child_at(const struct value *container, size_t index)
{
    return container->type == VALUE_ARRAY ? container->elements[index] : container->members[index].value;
}

/* What a container's row of hashes begins with: each element follows, or each key and then its member. */
static inline struct hash hash_of_type(const struct value *value)
{
    return (struct hash){0x616d626974000000u, value->type};
}

static inline struct hash hash_of_key(const char *key)
{
    return is_common_key(key) ? common_key_hash(key) : hash_bytes(slice_of(key));
}

#endif
