#include "tools/builder/constraint.h"

enum { PARTS = 3 };

/* "1.30" or "1.30.x" says two of its parts, the others are 0. */
struct numbers {
    int64_t part[PARTS];
    int said;
    bool earlier; /* "-rc.1" stands behind it */
};

static bool take_part(struct slice *text, struct numbers *numbers, int index)
{
    size_t length = 0;
    if (text->length && strchr("xX*", text->data[0])) {
        *text = slice_part(*text, 1, text->length);
        return true;
    }
    while (length < text->length && ascii_is_digit(text->data[length]))
        length++;
    if (!slice_to_integer(slice_part(*text, 0, length), &numbers->part[index]))
        return false;
    numbers->said += numbers->said == index; /* behind an x nothing counts */
    *text = slice_part(*text, length, text->length);
    return true;
}

/* What begins with [sign], up to a blank or comma; may be missing. */
static bool take_suffix(struct slice *text, char sign)
{
    size_t length = 1;
    if (!text->length || text->data[0] != sign)
        return false;
    while (length < text->length && !strchr(" \t,|+", text->data[length]))
        length++;
    *text = slice_part(*text, length, text->length);
    return length > 1;
}

static bool take_numbers(struct slice *text, struct numbers *numbers)
{
    *numbers = (struct numbers){0};
    if (text->length && text->data[0] == 'v')
        *text = slice_part(*text, 1, text->length);
    for (int i = 0; i < PARTS; i++) {
        if (i && !slice_starts(*text, "."))
            break;
        *text = slice_part(*text, i > 0, text->length);
        if (!take_part(text, numbers, i))
            return false;
    }
    numbers->earlier = take_suffix(text, '-');
    take_suffix(text, '+');
    return !text->length || strchr(" \t,|", text->data[0]);
}

static int compare(const struct numbers *a, const struct numbers *b)
{
    for (int i = 0; i < PARTS; i++)
        if (a->part[i] != b->part[i])
            return a->part[i] < b->part[i] ? -1 : 1;
    return b->earlier - a->earlier;
}

/* The first [count] parts are the same. */
static bool agrees(const struct numbers *a, const struct numbers *b, int count)
{
    for (int i = 0; i < count; i++)
        if (a->part[i] != b->part[i])
            return false;
    return true;
}

/* ^: up to the first part that is not 0. */
static bool is_compatible(const struct numbers *version, const struct numbers *wanted)
{
    int first = 0;
    while (first < wanted->said - 1 && wanted->part[first] == 0)
        first++;
    return compare(version, wanted) >= 0 && (!wanted->said || agrees(version, wanted, first + 1));
}

static bool is_close(const struct numbers *version, const struct numbers *wanted)
{
    return compare(version, wanted) >= 0 && agrees(version, wanted, wanted->said < 2 ? wanted->said : 2);
}

/* At most, and more than: what is not said does not count. */
static bool is_within(const struct numbers *version, const struct numbers *wanted)
{
    return compare(version, wanted) <= 0 || (wanted->said < PARTS && agrees(version, wanted, wanted->said));
}

static bool holds(const struct numbers *version, struct slice sign, const struct numbers *wanted)
{
    bool same = wanted->said < PARTS ? agrees(version, wanted, wanted->said) : compare(version, wanted) == 0;
    if (slice_is(sign, "!="))
        return !same;
    if (slice_is(sign, ">"))
        return !is_within(version, wanted);
    if (slice_is(sign, "<"))
        return compare(version, wanted) < 0;
    if (slice_is(sign, ">=") || slice_is(sign, "=>"))
        return compare(version, wanted) >= 0;
    if (slice_is(sign, "<=") || slice_is(sign, "=<"))
        return is_within(version, wanted);
    if (slice_is(sign, "^"))
        return is_compatible(version, wanted);
    if (slice_is(sign, "~") || slice_is(sign, "~>"))
        return is_close(version, wanted);
    return same;
}

static void skip(struct slice *text, const char *bytes)
{
    while (text->length && strchr(bytes, text->data[0]))
        *text = slice_part(*text, 1, text->length);
}

/* All of what stands between two "||". */
static enum constraint check_all(struct slice text, const struct numbers *version)
{
    static const char *const signs[] = {"", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"};
    enum constraint result = CONSTRAINT_HOLDS;
    for (skip(&text, " \t"); text.length; skip(&text, " \t,")) {
        size_t length = 0, known = 0;
        struct numbers wanted, last;
        while (length < text.length && strchr("=!<>~^", text.data[length]))
            length++;
        struct slice sign = slice_part(text, 0, length);
        while (known < sizeof signs / sizeof *signs && !slice_is(sign, signs[known]))
            known++;
        text = slice_part(text, length, text.length);
        skip(&text, " \t");
        if (known == sizeof signs / sizeof *signs || !take_numbers(&text, &wanted))
            return CONSTRAINT_IMPROPER;
        if (slice_starts(text, " - ")) {
            text = slice_part(text, 3, text.length);
            if (length || !take_numbers(&text, &last))
                return CONSTRAINT_IMPROPER;
            result = holds(version, SLICE(">="), &wanted) && holds(version, SLICE("<="), &last) ? result : CONSTRAINT_FAILS;
        } else if (!holds(version, sign, &wanted)) {
            result = CONSTRAINT_FAILS;
        }
    }
    return result;
}

enum constraint constraint_check(struct slice text, struct slice version)
{
    struct numbers numbers;
    enum constraint result = CONSTRAINT_FAILS;
    take_numbers(&version, &numbers);
    for (bool more = true; more;) {
        size_t end = slice_find(text, SLICE("||"));
        more = end < text.length;
        enum constraint part = check_all(slice_part(text, 0, end), &numbers);
        if (part == CONSTRAINT_IMPROPER)
            return part;
        result = part == CONSTRAINT_HOLDS ? part : result;
        text = slice_part(text, end + 2, text.length);
    }
    return result;
}
