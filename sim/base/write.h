/* Bytes written one behind the other into room that is known to be enough. Each call returns the place behind
 * what it wrote; no NUL is set. For what is written so often that a format would cost more than the rest. */
#ifndef AMBIT_BASE_WRITE_H
#define AMBIT_BASE_WRITE_H

#include "base/slice.h"

enum {
    WRITE_NUMBER = 20, /* bytes of the longest number */
    WRITE_LOWER = 16,  /* bytes behind its text that write_lower reads, and leaves as they are */
};

extern const char write_pairs[];              /* "000102...99" */
extern const unsigned char write_case_bits[]; /* what makes sixteen capitals small, and sixteen zeros */

/* Of sixteen bytes and more. */
static inline void write_longer(char *at, struct slice text)
{
    const char *from = text.data;
    size_t length = text.length;
    if (length <= 32) {
        memcpy(at, from, 16);
        memcpy(at + length - 16, from + length - 16, 16);
    } else if (length <= 64) {
        memcpy(at, from, 32);
        memcpy(at + length - 32, from + length - 32, 32);
    } else {
        memcpy(at, from, length);
    }
}

/* Most are short: overlapping pieces then, and no call. */
static inline char *write_slice(char *at, struct slice text)
{
    const char *from = text.data;
    size_t length = text.length;
    if (length >= 16) {
        write_longer(at, text);
    } else if (length >= 8) {
        memcpy(at, from, 8);
        memcpy(at + length - 8, from + length - 8, 8);
    } else if (length >= 4) {
        memcpy(at, from, 4);
        memcpy(at + length - 4, from + length - 4, 4);
    } else if (length) {
        at[0] = from[0];
        at[length / 2] = from[length / 2];
        at[length - 1] = from[length - 1];
    }
    return at + length;
}

/* Always here, so that a literal costs nothing but its bytes. */
static inline __attribute__((always_inline)) char *write_text(char *at, const char *text)
{
    size_t length = strlen(text);
    if (__builtin_constant_p(length))
        return (char *)memcpy(at, text, length) + length;
    return write_slice(at, (struct slice){text, length});
}

/* Two digits of a number below 100, and four of one below 10000. */
static inline char *write_two(char *at, unsigned number)
{
    return (char *)memcpy(at, write_pairs + number * 2, 2) + 2;
}

static inline char *write_four(char *at, unsigned number)
{
    return write_two(write_two(at, number / 100), number % 100);
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
    if (number < 10) {
        *at = (char)('0' + number);
        return at + 1;
    }
    if (number < 100)
        return write_two(at, (unsigned)number);
    if (number < 1000) {
        *at = (char)('0' + number / 100);
        return write_two(at + 1, (unsigned)number % 100);
    }
    if (number < 10000)
        return write_four(at, (unsigned)number);
    if (number < 100000) {
        *at = (char)('0' + number / 10000);
        return write_four(at + 1, (unsigned)number % 10000);
    }
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        digits++;
    return write_padded(at, number, digits);
}

static inline char *write_signed(char *at, int64_t number)
{
    return number < 0 ? write_number(write_text(at, "-"), 0 - (uint64_t)number) : write_number(at, (uint64_t)number);
}

/* The number whose bytes in memory begin with the highest of [number]. */
static inline uint64_t write_big_endian(uint64_t number)
{
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap64(number) : number;
}

/* The sixteen digits of each. */
static inline void write_hexadecimals(char *at, uint64_t first, uint64_t second)
{
    typedef unsigned char sixteen __attribute__((vector_size(16)));
    const uint64_t both[2] = {write_big_endian(first), write_big_endian(second)};
    sixteen all;
    memcpy(&all, both, sizeof all);
    sixteen high = all >> 4, low = all & 15;
    high += '0' + ((sixteen)(high > 9) & ('a' - '0' - 10));
    low += '0' + ((sixteen)(low > 9) & ('a' - '0' - 10));
    sixteen front = __builtin_shufflevector(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    sixteen back =
        __builtin_shufflevector(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    memcpy(at, &front, sizeof front);
    memcpy(at + 16, &back, sizeof back);
}

static inline char *write_hexadecimal(char *at, uint64_t number)
{
    int digits = 1;
    for (uint64_t rest = number; rest >= 16; rest >>= 4)
        digits++;
    for (int i = digits; i--; number >>= 4)
        at[i] = "0123456789abcdef"[number & 15];
    return at + digits;
}

static inline void lower_sixteen(char *at, const unsigned char *case_bits)
{
    typedef unsigned char sixteen __attribute__((vector_size(16)));
    typedef signed char signed_sixteen __attribute__((vector_size(16)));
    sixteen here, bits;
    memcpy(&here, at, sizeof here);
    memcpy(&bits, case_bits, sizeof bits);
    here |= (sixteen)((signed_sixteen)(here + (127 - 'Z')) > (signed char)(126 - 'Z' + 'A')) & bits;
    memcpy(at, &here, sizeof here);
}

/* Puts what stands there in lower case; there is room for WRITE_LOWER more. */
static inline void write_lower_there(char *at, size_t length)
{
    for (; length > 16; at += 16, length -= 16)
        lower_sixteen(at, write_case_bits);
    lower_sixteen(at, write_case_bits + 16 - length);
}

static inline char *write_lower(char *at, struct slice text)
{
    write_slice(at, text);
    write_lower_there(at, text.length);
    return at + text.length;
}

#endif
