/* Bytes written one behind the other into room that is known to be enough. Each call returns the place behind
 * what it wrote; no NUL is set. For what is written so often that a format would cost more than the rest. */
#ifndef AMBIT_BASE_WRITE_H
#define AMBIT_BASE_WRITE_H

#include "base/slice.h"

enum {
    WRITE_NUMBER = 20, /* bytes of the longest number */
    WRITE_LOWER = 7,   /* bytes that write_lower spoils behind its text */
};

/* Most are short: two overlapping pieces then, and no call. */
static inline char *write_slice(char *at, struct slice text)
{
    const char *from = text.data;
    size_t length = text.length;
    if (length > 32) {
        memcpy(at, from, length);
    } else if (length >= 16) {
        memcpy(at, from, 16);
        memcpy(at + length - 16, from + length - 16, 16);
    } else if (length >= 8) {
        memcpy(at, from, 8);
        memcpy(at + length - 8, from + length - 8, 8);
    } else if (length >= 4) {
        memcpy(at, from, 4);
        memcpy(at + length - 4, from + length - 4, 4);
    } else {
        for (size_t i = 0; i < length; i++)
            at[i] = from[i];
    }
    return at + length;
}

/* Here, so that a literal costs nothing but its bytes. */
static inline char *write_text(char *at, const char *text)
{
    size_t length = strlen(text);
    if (__builtin_constant_p(length))
        return (char *)memcpy(at, text, length) + length;
    return write_slice(at, (struct slice){text, length});
}

/* With zeros in front, [digits] in all; higher ones are cut off. */
static inline char *write_padded(char *at, uint64_t number, int digits)
{
    for (int i = digits; i--; number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + digits;
}

static inline char *write_number(char *at, uint64_t number)
{
    int digits = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        digits++;
    return write_padded(at, number, digits);
}

/* The last [digits] of them. */
static inline char *write_hexadecimals(char *at, uint64_t number, int digits)
{
    for (int i = digits; i--; number >>= 4)
        at[i] = "0123456789abcdef"[number & 15];
    return at + digits;
}

static inline char *write_hexadecimal(char *at, uint64_t number)
{
    int digits = 1;
    for (uint64_t rest = number; rest >= 16; rest >>= 4)
        digits++;
    return write_hexadecimals(at, number, digits);
}

/* In lower case, eight bytes at a time, and so it needs room for WRITE_LOWER more. */
static inline char *write_lower(char *at, struct slice text)
{
    const uint64_t ones = 0x0101010101010101;
    write_slice(at, text);
    for (size_t i = 0; i < text.length; i += 8) {
        uint64_t word, low, upper;
        memcpy(&word, at + i, sizeof word);
        low = word & ones * 0x7f;
        upper = ((low + ones * (0x80 - 'A')) ^ (low + ones * (0x7f - 'Z'))) & ~word & ones << 7;
        word |= upper >> 2;
        memcpy(at + i, &word, sizeof word);
    }
    return at + text.length;
}

#endif
