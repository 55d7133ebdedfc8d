#include "shell/pattern.h"

#include <string.h>

#include "shell/utf8.h"

enum { STEPS = 4000000, DEPTH = 60 };

struct matcher {
    bool ignore_case;
    long steps; /* what is left: a hostile pattern fails instead of running for ever */
    int depth;
};

static bool match(struct matcher *matcher, struct slice pattern, struct slice text);

static char folded(const struct matcher *matcher, char c)
{
    return matcher->ignore_case ? ascii_lower(c) : c;
}

static bool in_class(struct slice name, uint32_t c)
{
    static const struct {
        const char *name, *ranges;
    } classes[] = {
        {"alpha", "azAZ"},    {"digit", "09"},     {"alnum", "azAZ09"},         {"upper", "AZ"},
        {"lower", "az"},      {"space", "\t\r  "}, {"blank", "\t\t  "},         {"punct", "!/:@[`{~"},
        {"print", " ~"},      {"graph", "!~"},     {"cntrl", "\1\x1f\x7f\x7f"}, {"xdigit", "09afAF"},
        {"word", "azAZ09__"},
    };
    if (c >= 128)
        return character_in_class(c, name);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (slice_is(name, classes[i].name))
            for (const char *range = classes[i].ranges; *range; range += 2)
                if (c >= (unsigned char)range[0] && c <= (unsigned char)range[1])
                    return true;
    return false;
}

static uint32_t take_character(struct slice pattern, size_t *at)
{
    struct slice rest = slice_part(pattern, *at, pattern.length);
    *at += character_length(rest);
    return character_code(rest);
}

/* One bracket expression at the front of [pattern]: its length, 0 when it does not close. */
static size_t match_bracket(const struct matcher *matcher, struct slice pattern, struct slice character,
                            bool *matched)
{
    size_t i = 1;
    uint32_t c = character_code(character), other = matcher->ignore_case ? character_swapped(c) : c;
    bool negated = i < pattern.length && (pattern.data[i] == '!' || pattern.data[i] == '^'), found = false;
    i += negated;
    for (bool first = true;; first = false) {
        if (i >= pattern.length)
            return 0;
        if (pattern.data[i] == ']' && !first)
            break;
        if (pattern.data[i] == '[' && i + 1 < pattern.length && pattern.data[i + 1] == ':') {
            struct slice rest = slice_part(pattern, i + 2, pattern.length);
            size_t end = slice_find(rest, SLICE(":]"));
            if (end < rest.length) {
                found |= in_class(slice_part(rest, 0, end), c) || in_class(slice_part(rest, 0, end), other);
                i += end + 4;
                continue;
            }
        }
        if (pattern.data[i] == '\\' && i + 1 < pattern.length)
            i++;
        uint32_t low = take_character(pattern, &i), high = low;
        if (i + 1 < pattern.length && pattern.data[i] == '-' && pattern.data[i + 1] != ']') {
            i += pattern.data[i + 1] == '\\' && i + 2 < pattern.length ? 2 : 1;
            high = take_character(pattern, &i);
        }
        found |= (c >= low && c <= high) || (other >= low && other <= high);
    }
    *matched = found != negated;
    return i + 1;
}

/* Length of the group "(...)" that [pattern] begins with; 0 when it does not close. */
static size_t group_length(struct slice pattern)
{
    int depth = 0;
    for (size_t i = 0; i < pattern.length; i++) {
        if (pattern.data[i] == '\\')
            i++;
        else if (pattern.data[i] == '(')
            depth++;
        else if (pattern.data[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

static bool next_alternative(struct slice *rest, struct slice *alternative)
{
    int depth = 0;
    if (!rest->data)
        return false;
    for (size_t i = 0; i < rest->length; i++) {
        char c = rest->data[i];
        if (c == '\\')
            i++;
        else if (c == '|' && depth == 0) {
            *alternative = slice_part(*rest, 0, i);
            *rest = slice_part(*rest, i + 1, rest->length);
            return true;
        }
        depth += (c == '(') - (c == ')');
    }
    *alternative = *rest;
    rest->data = NULL;
    return true;
}

static bool any_matches(struct matcher *matcher, struct slice group, struct slice text)
{
    struct slice rest = group, alternative;
    while (next_alternative(&rest, &alternative))
        if (match(matcher, alternative, text))
            return true;
    return false;
}

/* KIND(group) at the front of [pattern], then the rest of the pattern, against the whole of [text]. */
static bool match_group(struct matcher *matcher, struct slice pattern, size_t length, struct slice text)
{
    char kind = pattern.data[0];
    struct slice group = slice_part(pattern, 2, length);
    struct slice behind = slice_part(pattern, length + 1, pattern.length);
    if (!behind.data)
        behind = SLICE("");
    if ((kind == '?' || kind == '*') && match(matcher, behind, text))
        return true;
    for (size_t end = 0; end <= text.length; end++) {
        struct slice head = slice_part(text, 0, end), tail = slice_part(text, end, text.length);
        if (any_matches(matcher, group, head) == (kind == '!'))
            continue;
        if (match(matcher, behind, tail))
            return true;
        if ((kind == '*' || kind == '+') && end > 0) {
            if (match(matcher, pattern, tail))
                return true;
        }
    }
    return false;
}

struct place {
    size_t pattern, text;
};

/* One step at [at]; false when the pattern cannot match there. */
static bool match_one(const struct matcher *matcher, struct slice pattern, struct slice text, struct place *at)
{
    char c = pattern.data[at->pattern];
    struct slice character = slice_part(text, at->text, text.length);
    character = slice_part(character, 0, character_length(character));
    if (c == '?') {
        at->pattern++;
        at->text += character.length;
        return true;
    }
    if (c == '[') {
        bool matched = false;
        size_t length =
            match_bracket(matcher, slice_part(pattern, at->pattern, pattern.length), character, &matched);
        if (length) {
            at->pattern += length;
            at->text += character.length;
            return matched;
        }
    }
    if (c == '\\' && at->pattern + 1 < pattern.length)
        c = pattern.data[++at->pattern];
    at->pattern++;
    return folded(matcher, text.data[at->text++]) == folded(matcher, c);
}

static bool match_here(struct matcher *matcher, struct slice pattern, struct slice text)
{
    struct place at = {0, 0}, star = {SIZE_MAX, 0};
    while (at.text < text.length || at.pattern < pattern.length) {
        if (--matcher->steps < 0)
            return false;
        char c = at.pattern < pattern.length ? pattern.data[at.pattern] : '\0';
        bool opens =
            c && strchr("?*+@!", c) && at.pattern + 1 < pattern.length && pattern.data[at.pattern + 1] == '(';
        size_t length = opens ? group_length(slice_part(pattern, at.pattern + 1, pattern.length)) : 0;
        if (length) {
            struct slice rest = slice_part(text, at.text, text.length);
            if (match_group(matcher, slice_part(pattern, at.pattern, pattern.length), length, rest))
                return true;
        } else if (c == '*') {
            star = (struct place){++at.pattern, at.text};
            continue;
        } else if (at.pattern < pattern.length && at.text < text.length &&
                   match_one(matcher, pattern, text, &at)) {
            continue;
        }
        if (star.pattern == SIZE_MAX || star.text >= text.length)
            return false;
        at = (struct place){star.pattern, ++star.text};
    }
    return true;
}

static bool match(struct matcher *matcher, struct slice pattern, struct slice text)
{
    if (matcher->depth >= DEPTH || matcher->steps < 0)
        return false;
    matcher->depth++;
    bool matched = match_here(matcher, pattern, text);
    matcher->depth--;
    return matched;
}

bool pattern_matches(const char *pattern, struct slice text, bool ignore_case)
{
    struct matcher matcher = {ignore_case, STEPS, 0};
    return match(&matcher, slice_of(pattern), text);
}

bool pattern_is_plain(const char *pattern)
{
    for (; *pattern; pattern++) {
        if (*pattern == '\\' && pattern[1])
            pattern++;
        else if (strchr("*?[", *pattern) || (strchr("+@!", *pattern) && pattern[1] == '('))
            return false;
    }
    return true;
}
