/* A 128-bit hash that is the same on every machine, run and compiler. Not a secret, not a signature. */
#ifndef AMBIT_BASE_HASH_H
#define AMBIT_BASE_HASH_H

#include "base/slice.h"

struct hash {
    uint64_t high, low;
};

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

struct hash hash_pair(struct hash a, struct hash b); /* order matters */
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
