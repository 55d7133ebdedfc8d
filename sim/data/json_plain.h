/* How many bytes at the beginning of a text stand for themselves in a string of JSON's: printable ASCII but for '"' and '\\',
 * and, with [html], for '<', '>' and '&'. Eight at a time: a byte that a word has less of than of another borrows, and the
 * lowest that does is the first. */
#ifndef AMBIT_DATA_JSON_PLAIN_H
#define AMBIT_DATA_JSON_PLAIN_H

#include "base/slice.h"

static inline size_t json_plain(struct slice text, bool html)
{
    const uint64_t ones = 0x0101010101010101, high = ones * 0x80;
    for (size_t at = 0; at < text.length; at += sizeof ones) {
        uint64_t word = slice_word(text, at); /* behind the end it has zeros, which are no plain bytes */
        uint64_t less = (word - ones * 0x20) | ((word ^ ones * '"') - ones) | ((word ^ ones * '\\') - ones);
        if (html)
            less |= ((word ^ ones * '<') - ones) | ((word ^ ones * '>') - ones) | ((word ^ ones * '&') - ones);
        uint64_t special = ((less & ~word) | word) & high;
        if (special)
            return at + (size_t)__builtin_ctzll(special) / 8;
    }
    return text.length;
}

#endif
