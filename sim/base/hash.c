#include "base/hash.h"

#include <string.h>

#include "base/arena.h"

struct hash hash_bytes(struct slice bytes)
{
    struct hash row = {0x9e3779b97f4a7c15u ^ bytes.length, 0xc2b2ae3d27d4eb4fu};
    uint64_t word;
    size_t at = 0;
    for (; at + sizeof word <= bytes.length; at += sizeof word) {
        memcpy(&word, bytes.data + at, sizeof word);
        word = little_endian(word);
        row = hash_then(row, (struct hash){word, word});
    }
    if (at < bytes.length) {
        word = slice_word(bytes, at);
        row = hash_then(row, (struct hash){word, word});
    }
    return hash_end(row);
}

void hash_stream_add(struct hash_stream *stream, struct slice bytes)
{
    while (bytes.length) {
        size_t room = sizeof stream->block - stream->filled, taken = bytes.length < room ? bytes.length : room;
        memcpy((char *)stream->block + stream->filled, bytes.data, taken);
        stream->filled += taken;
        bytes = slice_part(bytes, taken, bytes.length);
        if (stream->filled < sizeof stream->block)
            return;
        stream->whole = hash_pair(stream->whole, hash_bytes((struct slice){(const char *)stream->block, stream->filled}));
        stream->filled = 0;
    }
}

struct hash hash_stream_value(const struct hash_stream *stream)
{
    return hash_pair(stream->whole, hash_bytes((struct slice){(const char *)stream->block, stream->filled}));
}

struct hash hash_subtract(struct hash a, struct hash b)
{
    return (struct hash){a.high - b.high - (a.low < b.low), a.low - b.low};
}

uint64_t random_next(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    return hash_mix(*state);
}

char *hash_digits(struct arena *arena, struct hash hash)
{
    enum { DIGITS = 32 };
    char *text = arena_room(arena, DIGITS + 1);
    for (size_t i = 0; i < DIGITS; i++) {
        uint64_t half = i < DIGITS / 2 ? hash.high : hash.low;
        text[i] = "0123456789abcdef"[half >> (60 - 4 * (i % 16)) & 15];
    }
    text[DIGITS] = '\0';
    return text;
}
