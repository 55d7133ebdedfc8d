/* A 128-bit hash that is the same on every machine, run and compiler. Not a secret, not a signature. */
#ifndef AMBIT_BASE_HASH_H
#define AMBIT_BASE_HASH_H

#include "base/slice.h"

struct hash {
    uint64_t high, low;
};

static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

struct hash hash_bytes(struct slice bytes);
/* Bytes that come in pieces: the same hash however they were cut. Begins as {0}. */
struct hash_stream {
    struct hash whole; /* of the full blocks */
    uint64_t block[4]; /* bytes that fill none yet */
    size_t filled;
};
void hash_stream_add(struct hash_stream *stream, struct slice bytes);
struct hash hash_stream_value(const struct hash_stream *stream);

struct arena;
char *hash_digits(struct arena *arena, struct hash hash); /* 32 hexadecimal digits */

static inline uint64_t hash_turn(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* One more of a row: order matters. What comes out is not evenly spread yet; hash_end of it is. */
static inline struct hash hash_then(struct hash row, struct hash next)
{
    return (struct hash){(hash_turn(row.high, 29) ^ next.high) * 0x9fb21c651e98df25u,
                         (hash_turn(row.low, 41) + next.low) * 0xd6e8feb86659fd93u};
}
static inline struct hash hash_end(struct hash row)
{
    return (struct hash){hash_mix(row.high ^ hash_turn(row.low, 32)), hash_mix(row.low + hash_turn(row.high, 23))};
}

/* Order matters. */
static inline struct hash hash_pair(struct hash a, struct hash b)
{
    return (struct hash){hash_mix(a.high * 3 + b.low + 0x165667b19e3779f9u),
                         hash_mix(a.low * 5 ^ (b.high + 0x27d4eb2f165667c5u))};
}
struct hash hash_subtract(struct hash a, struct hash b);

/* Sum mod 2^128: order does not matter. */
static inline struct hash hash_add(struct hash a, struct hash b)
{
    uint64_t low = a.low + b.low;
    return (struct hash){a.high + b.high + (low < a.low), low};
}

static inline bool hash_equal(struct hash a, struct hash b)
{
    return a.high == b.high && a.low == b.low;
}

/* The next number of the stream that [state] stands in (splitmix64). */
uint64_t random_next(uint64_t *state);

#endif
