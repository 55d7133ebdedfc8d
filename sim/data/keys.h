/* The keys that most objects have, each once in the program and hashed when it was built: trees point at them, and nobody
 * copies, measures or hashes them again. The words are listed in generate/keys.c; a key that is missing there is only dearer. */
#ifndef AMBIT_DATA_KEYS_H
#define AMBIT_DATA_KEYS_H

#include "base/hash.h"

enum { COMMON_KEY_SIZE = 56, COMMON_KEY_SLOTS = 1024 }; /* bytes of a key with the zeros behind it; a power of two */

struct common_key {
    struct hash hash; /* hash_bytes of the key */
    char text[COMMON_KEY_SIZE];
};

/* By open addressing: a key is in its slot or in one of those behind it, before the first that is empty. What is asked for most
 * is in its slot. */
extern const struct common_key common_keys[COMMON_KEY_SLOTS];

/* [head] is the first word of the key (slice_word). */
static inline size_t common_key_slot(struct slice key, uint64_t head)
{
    uint64_t ends = head ^ (key.length <= 8 ? head : slice_word(key, key.length - 8)) << 1;
    return (size_t)(ends * 0x9e3779b97f4a7c15u >> 54) % COMMON_KEY_SLOTS;
}

/* Is [key] one of those texts themselves? */
static inline bool is_common_key(const char *key)
{
    return (uintptr_t)key - (uintptr_t)common_keys < sizeof common_keys;
}

static inline struct hash common_key_hash(const char *key)
{
    return common_keys[((uintptr_t)key - (uintptr_t)common_keys) / sizeof *common_keys].hash;
}

#endif
