/* The keys that most objects have, each once in the program and hashed when it was built: trees point at them, and nobody
 * copies, measures or hashes them again. The words are listed in generate/keys.c; a key that is missing there is only dearer. */
#ifndef AMBIT_DATA_KEYS_H
#define AMBIT_DATA_KEYS_H

#include "base/hash.h"

enum { COMMON_KEY_SIZE = 56, COMMON_KEY_SLOTS = 1024 }; /* bytes of a key with the zeros behind it; a power of two */

struct common_key {
    struct hash hash; /* hash_bytes of the key */
    uint64_t number;  /* common_key_number of the key; 0: it has none, or the place is empty */
    char text[COMMON_KEY_SIZE];
};

/* By open addressing: a key is in its slot or in one of those behind it, before the first that is empty. What is asked for most
 * is in its slot. */
extern const struct common_key common_keys[COMMON_KEY_SLOTS];

/* [head] is the first word of the key (slice_word). */
static inline __attribute__((always_inline)) size_t common_key_slot(struct slice key, uint64_t head)
{
    uint64_t ends = head ^ (key.length <= 8 ? head : slice_word(key, key.length - 8)) << 1;
    return (size_t)(ends * 0x9e3779b97f4a7c15u >> 54) % COMMON_KEY_SLOTS;
}

/* A number that is a key's own, or 0 for a long one, which has none: two of one number are one key. Without a loop, for a
 * literal's is known when ambit is built. */
static inline __attribute__((always_inline)) uint64_t common_key_number(struct slice key)
{
    const uint64_t by = 0x9fb21c651e98df25u;
    size_t behind = key.length < 8 ? 0 : key.length - 8;
    uint64_t number = (key.length ^ slice_word(key, 0)) * by;
    number = (hash_turn(number, 29) ^ slice_word(key, 8)) * by;
    number = (hash_turn(number, 29) ^ slice_word(key, 16)) * by;
    number = (hash_turn(number, 29) ^ slice_word(key, behind)) * by;
    return key.length > 32 ? 0 : number;
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
