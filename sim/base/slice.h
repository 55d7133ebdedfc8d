/* A run of bytes somebody else owns: a pointer and a length. Slices are passed by value and never freed. */
#ifndef AMBIT_BASE_SLICE_H
#define AMBIT_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *data; /* may be NULL when length is 0; not NUL-terminated unless its maker says so */
    size_t length;    /* bytes */
};

/* What stands in memory as a number whose lowest byte is the first: nothing to do on most machines. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define little_endian(word) __builtin_bswap64(word)
#define big_endian(word) (word)
#define little_endian32(word) __builtin_bswap32(word)
#else
#define little_endian(word) (word)
#define big_endian(word) __builtin_bswap64(word)
#define little_endian32(word) (word)
#endif

/* A string literal as a slice. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* NUL-terminated text; NULL gives the empty slice. Here, so that a literal costs nothing. */
static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

/* [from, to), cut to what is there */
static inline struct slice slice_part(struct slice whole, size_t from, size_t to)
{
    if (to > whole.length)
        to = whole.length;
    if (from > to)
        from = to;
    return (struct slice){whole.data ? whole.data + from : NULL, to - from};
}

/* Here, so that comparing with a literal costs no call. */
static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool slice_is(struct slice a, const char *text)
{
    return !(a.length && a.data[0] != text[0]) && slice_equal(a, slice_of(text));
}

static inline bool slice_starts(struct slice a, const char *prefix)
{
    struct slice start = slice_of(prefix);
    return a.length >= start.length && slice_equal((struct slice){a.data, start.length}, start);
}

/* Up to eight bytes of [a], from [at] on, as a number: the first the lowest, zeros where it has ended. Whatever the machine's
 * order of bytes, so that hashes are the same everywhere. */
static inline __attribute__((always_inline)) uint64_t slice_word(struct slice a, size_t at)
{
    const char *bytes = a.data + at;
    size_t left = a.length > at ? a.length - at : 0;
    uint64_t word = 0;
    uint32_t front, back;
    if (left >= 8) {
        memcpy(&word, bytes, sizeof word);
        return little_endian(word);
    }
    if (left && a.length >= 8) { /* with bytes in front that are cut off */
        memcpy(&word, bytes + left - 8, sizeof word);
        return little_endian(word) >> 8 * (8 - left);
    }
    if (left >= 4) { /* the four first and the four last, some of them twice */
        memcpy(&front, bytes, sizeof front);
        memcpy(&back, bytes + left - 4, sizeof back);
        return little_endian32(front) | (uint64_t)little_endian32(back) << 8 * (left - 4);
    }
    for (size_t i = left; i; i--)
        word = word << 8 | (unsigned char)bytes[i - 1];
    return word;
}

bool slice_equal_nocase(struct slice a, struct slice b); /* ASCII letters only */
static inline bool slice_is_nocase(struct slice a, const char *text)
{
    struct slice b = slice_of(text);
    return a.length == b.length && slice_equal_nocase(a, b);
}
bool slice_ends(struct slice a, const char *suffix);
/* Byte order, as etcd orders keys: <0, 0, >0. Here, for the first eight bytes, which often decide. */
int slice_compare_rest(struct slice a, struct slice b);
static inline int slice_compare(struct slice a, struct slice b)
{
    uint64_t x, y;
    if (a.length >= sizeof x && b.length >= sizeof y) {
        memcpy(&x, a.data, sizeof x);
        memcpy(&y, b.data, sizeof y);
        if (x != y)
            return big_endian(x) < big_endian(y) ? -1 : 1;
    }
    return slice_compare_rest(a, b);
}

/* Index of the first [byte] or of [needle] in [a], or a.length when there is none. */
static inline size_t slice_find_byte(struct slice a, char byte)
{
    const char *at = a.length ? memchr(a.data, byte, a.length) : NULL;
    return at ? (size_t)(at - a.data) : a.length;
}
size_t slice_find(struct slice a, struct slice needle);

/* Takes the bytes before the next [separator] off the front of [rest], and the separator with it.
 * False when [rest] was already used up (rest->data is NULL then). An empty text yields one empty piece. */
bool slice_next(struct slice *rest, char separator, struct slice *piece);

struct slice slice_unmarked(struct slice a); /* without the byte order mark that some editors put in front (U+FEFF) */
struct slice slice_trim(struct slice a); /* without blanks, tabs and line ends at both ends */

/* A whole decimal integer with an optional minus sign; false when it is anything else or overflows. */
bool slice_to_integer(struct slice a, int64_t *number);

/* Two NUL-terminated texts are the same. NULL is only the same as NULL. Here, since the first byte nearly always decides. */
static inline bool text_equal(const char *a, const char *b)
{
    return a && b ? *a == *b && strcmp(a, b) == 0 : a == b;
}
static inline bool text_starts(const char *text, const char *prefix)
{
    return text && (!*prefix || *text == *prefix) && strncmp(text, prefix, strlen(prefix)) == 0;
}
bool text_ends(const char *text, const char *suffix);

/* ASCII only, so that no locale can change what a learner sees. */
static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ascii_is_space(char c);

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

#endif
