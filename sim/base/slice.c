#include "base/slice.h"

#include <string.h>

bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool slice_is(struct slice a, const char *text)
{
    if (a.length && a.data[0] != text[0])
        return false;
    return slice_equal(a, slice_of(text));
}

/* Eight bytes with their capitals made small. */
static uint64_t lower_eight(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t word, low;
    memcpy(&word, bytes, sizeof word);
    low = word & ones * 0x7f;
    return word | (((low + ones * (0x80 - 'A')) ^ (low + ones * (0x7f - 'Z'))) & ~word & ones << 7) >> 2;
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    if (a.length != b.length)
        return false;
    size_t i = 0;
    for (; i + 8 <= a.length; i += 8) {
        if (lower_eight(a.data + i) != lower_eight(b.data + i))
            return false;
    }
    if (i && i < a.length) /* the last eight once more */
        return lower_eight(a.data + a.length - 8) == lower_eight(b.data + a.length - 8);
    for (; i < a.length; i++) {
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    }
    return true;
}

bool slice_is_nocase(struct slice a, const char *text)
{
    return slice_equal_nocase(a, slice_of(text));
}

bool slice_starts(struct slice a, const char *prefix)
{
    struct slice p = slice_of(prefix);
    return a.length >= p.length && slice_equal(slice_part(a, 0, p.length), p);
}

bool slice_ends(struct slice a, const char *suffix)
{
    struct slice s = slice_of(suffix);
    return a.length >= s.length && slice_equal(slice_part(a, a.length - s.length, a.length), s);
}

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

size_t slice_find_byte(struct slice a, char byte)
{
    const char *at = a.length ? memchr(a.data, byte, a.length) : NULL;
    return at ? (size_t)(at - a.data) : a.length;
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
    if (negative)
        a = slice_part(a, 1, a.length);
    if (a.length == 0 || a.length > 18)
        return false;
    int64_t total = 0;
    for (size_t i = 0; i < a.length; i++) {
        if (!ascii_is_digit(a.data[i]))
            return false;
        total = total * 10 + (a.data[i] - '0');
    }
    *number = negative ? -total : total;
    return true;
}

bool text_equal(const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    return strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *prefix)
{
    if (text && *prefix && *text != *prefix)
        return false;
    return text && strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
    return text && slice_ends(slice_of(text), suffix);
}

bool ascii_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
