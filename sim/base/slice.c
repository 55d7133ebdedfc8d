#include "base/slice.h"

#include <string.h>

static inline uint64_t eight(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Four to seven bytes, some of them twice. */
static inline uint64_t some(struct slice a)
{
    uint32_t front, back;
    memcpy(&front, a.data, sizeof front);
    memcpy(&back, a.data + a.length - 4, sizeof back);
    return (uint64_t)front << 32 | back;
}

/* Eight bytes with their capitals made small. */
static inline uint64_t lower(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t low = word & ones * 0x7f;
    return word | (((low + ones * (0x80 - 'A')) ^ (low + ones * (0x7f - 'Z'))) & ~word & ones << 7) >> 2;
}

/* Nearly always they are equal as they are, or differ in more than case. */
static inline bool same(uint64_t x, uint64_t y)
{
    return x == y || (!((x ^ y) & ~(uint64_t)0x2020202020202020) && lower(x) == lower(y));
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    if (a.length != b.length)
        return false;
    size_t i = 0;
    for (; i + 8 <= a.length; i += 8) {
        if (!same(eight(a.data + i), eight(b.data + i)))
            return false;
    }
    if (i && i < a.length) /* the last eight once more */
        return same(eight(a.data + a.length - 8), eight(b.data + a.length - 8));
    if (!i && a.length >= 4)
        return same(some(a), some(b));
    for (; i < a.length; i++) {
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    }
    return true;
}

bool slice_ends(struct slice a, const char *suffix)
{
    struct slice s = slice_of(suffix);
    return a.length >= s.length && slice_equal(slice_part(a, a.length - s.length, a.length), s);
}

int slice_compare_rest(struct slice a, struct slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

size_t slice_find(struct slice a, struct slice needle)
{
    if (needle.length == 0)
        return 0;
    const char *at = a.length ? memmem(a.data, a.length, needle.data, needle.length) : NULL;
    return at ? (size_t)(at - a.data) : a.length;
}

bool slice_next(struct slice *rest, char separator, struct slice *piece)
{
    if (!rest->data)
        return false;
    size_t end = slice_find_byte(*rest, separator);
    *piece = slice_part(*rest, 0, end);
    if (end == rest->length)
        *rest = (struct slice){NULL, 0};
    else
        *rest = slice_part(*rest, end + 1, rest->length);
    return true;
}

struct slice slice_unmarked(struct slice a)
{
    return slice_starts(a, "\xEF\xBB\xBF") ? slice_part(a, 3, a.length) : a;
}

struct slice slice_trim(struct slice a)
{
    while (a.length && ascii_is_space(a.data[0]))
        a = slice_part(a, 1, a.length);
    while (a.length && ascii_is_space(a.data[a.length - 1]))
        a.length--;
    return a;
}

bool slice_to_integer(struct slice a, int64_t *number)
{
    bool negative = a.length && a.data[0] == '-';
    const char *at = a.data + negative, *end = a.data + a.length;
    if (at == end || end - at > 19)
        return false;
    uint64_t total = 0;
    for (; at < end; at++) {
        unsigned digit = (unsigned char)*at - (unsigned)'0';
        if (digit > 9)
            return false;
        total = total * 10 + digit;
    }
    if (total > INT64_MAX)
        return false;
    *number = negative ? -(int64_t)total : (int64_t)total;
    return true;
}

bool text_ends(const char *text, const char *suffix)
{
    return text && slice_ends(slice_of(text), suffix);
}

bool ascii_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
