/* How many bytes at the beginning of a text stand for themselves in a string of JSON's: printable ASCII but for '"' and '\\',
 * and, with [html], for '<', '>' and '&'. */
#ifndef AMBIT_DATA_JSON_PLAIN_H
#define AMBIT_DATA_JSON_PLAIN_H

#include "base/slice.h"

/* Of eight. A byte that a word has less of than of another borrows, and the lowest that does is the first; two that differ in
 * one bit are looked for at once. */
static inline size_t json_plain_word(uint64_t word, bool html)
{
    const uint64_t ones = 0x0101010101010101, high = ones * 0x80;
    uint64_t less = (word - ones * 0x20) | ((word ^ ones * '\\') - ones);
    if (html) {
        less |= ((word | ones * ('"' ^ '&')) ^ ones * '&') - ones;
        less |= ((word | ones * ('<' ^ '>')) ^ ones * '>') - ones;
    } else {
        less |= (word ^ ones * '"') - ones;
    }
    uint64_t special = ((less & ~word) | word) & high;
    return special ? (size_t)__builtin_ctzll(special) / 8 : sizeof word;
}

static inline size_t json_plain(struct slice text, bool html)
{
    uint64_t word;
    size_t at = 0;
    for (; at + sizeof word <= text.length; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        size_t plain = json_plain_word(little_endian(word), html);
        if (plain < sizeof word)
            return at + plain;
    }
    return at + json_plain_word(slice_word(text, at), html); /* behind the end are zeros, which are no plain bytes */
}

#endif
