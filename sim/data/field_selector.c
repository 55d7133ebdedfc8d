#include "data/selector.h"

/* The next part up to a comma that no backslash stands before. */
static struct slice next_term(struct slice *rest)
{
    size_t at = 0;
    while (at < rest->length && rest->data[at] != ',')
        at += rest->data[at] == '\\' && at + 1 < rest->length ? 2 : 1;
    struct slice term = slice_part(*rest, 0, at);
    *rest = slice_part(*rest, at + 1, rest->length);
    return term;
}

/* "\," "\=" and "\\" are what stands behind the backslash; false for anything else behind one, or a bare = or
 * comma. */
static bool unescape(struct arena *arena, struct slice text, const char **result, const char **problem)
{
    char *plain = arena_allocate(arena, text.length + 1);
    size_t length = 0;
    *result = plain;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '\\') {
            char escaped = i + 1 < text.length ? text.data[++i] : 0;
            if (escaped != '\\' && escaped != ',' && escaped != '=') {
                *problem =
                    escaped ? arena_format(arena, "invalid field selector: invalid escape sequence: \"\\%c\"",
                                           escaped)
                            : "invalid field selector: invalid escape sequence: \"\\\"";
                return false;
            }
            byte = escaped;
        } else if (byte == ',' || byte == '=') {
            *problem = arena_format(arena, "invalid field selector: unescaped character: '%c'", byte);
            return false;
        }
        plain[length++] = byte;
    }
    return true;
}

/* Splits at the first operator; the longer ones come first. */
static bool split(struct slice term, struct slice *path, struct slice *value, bool *equal)
{
    static const char *const operators[] = {"!=", "==", "="};
    for (size_t at = 0; at < term.length; at++) {
        if (term.data[at] == '\\') {
            at++;
            continue;
        }
        struct slice rest = slice_part(term, at, term.length);
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
            if (!slice_starts(rest, operators[i]))
                continue;
            *path = slice_part(term, 0, at);
            *value = slice_part(rest, slice_of(operators[i]).length, rest.length);
            *equal = i > 0;
            return true;
        }
    }
    return false;
}

int field_selector_parse(struct arena *arena, const char *text, const struct field_requirement **requirements,
                         const char **problem)
{
    struct slice rest = slice_of(arena_text(arena, text ? text : ""));
    struct field_requirement *found = arena_allocate(arena, (rest.length + 1) * sizeof *found);
    int count = 0;
    *requirements = found;
    *problem = NULL;
    while (rest.length) {
        struct slice term = next_term(&rest), path, value;
        struct field_requirement *one = found + count;
        if (term.length == 0)
            continue;
        if (!split(term, &path, &value, &one->equal)) {
            *problem = arena_format(arena, "invalid selector: '%s'; can't understand '%.*s'", text,
                                    (int)term.length, term.data);
            return -1;
        }
        one->path = arena_copy(arena, path);
        if (!unescape(arena, value, &one->value, problem))
            return -1;
        count++;
    }
    return count;
}
