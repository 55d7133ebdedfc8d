#include "data/label_syntax.h"

#include "base/buffer.h"

#define NAME_REGEX "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
#define NAME_RULE                                                                                              \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "   \
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" NAME_REGEX "')"
#define VALUE_RULE                                                                                             \
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "  \
    "start "                                                                                                   \
    "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "     \
    "validation "                                                                                              \
    "is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
#define SUBDOMAIN_RULE                                                                                         \
    "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "   \
    "'.', and "                                                                                                \
    "must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "     \
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

static bool is_alphanumeric(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte);
}

static bool is_name(struct slice text)
{
    if (!text.length || !is_alphanumeric(text.data[0]) || !is_alphanumeric(text.data[text.length - 1]))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (!is_alphanumeric(byte) && byte != '-' && byte != '_' && byte != '.')
            return false;
    }
    return true;
}

bool label_is_subdomain(struct slice text)
{
    char before = '.';
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool between = before != '.' && (byte == '-' || (byte == '.' && before != '-'));
        if (!between && !ascii_is_digit(byte) && !(byte >= 'a' && byte <= 'z'))
            return false;
        before = byte;
    }
    return before != '.' && before != '-';
}

static void add(struct buffer *problems, const char *problem)
{
    buffer_add_text(problems, problems->length ? "; " : "");
    buffer_add_text(problems, problem);
}

static const char *joined(struct arena *arena, struct buffer *problems)
{
    const char *text = problems->length ? arena_copy(arena, buffer_slice(problems)) : NULL;
    buffer_release(problems);
    return text;
}

const char *label_key_problem(struct arena *arena, struct slice key)
{
    struct buffer problems = {0};
    size_t slash = slice_find_byte(key, '/');
    struct slice name = key;
    if (slash < key.length) {
        struct slice prefix = slice_part(key, 0, slash);
        name = slice_part(key, slash + 1, key.length);
        if (slice_find_byte(name, '/') < name.length)
            return "a qualified name " NAME_RULE " with an optional DNS subdomain prefix and '/' (e.g. "
                   "'example.com/MyName')";
        if (prefix.length == 0)
            add(&problems, "prefix part must be non-empty");
        else if (prefix.length > 253)
            add(&problems, "prefix part must be no more than 253 bytes");
        if (prefix.length && !label_is_subdomain(prefix))
            add(&problems, SUBDOMAIN_RULE);
    }
    if (name.length == 0)
        add(&problems, "name part must be non-empty");
    else if (name.length > 63)
        add(&problems, "name part must be no more than 63 bytes");
    if (!is_name(name))
        add(&problems, "name part " NAME_RULE);
    return joined(arena, &problems);
}

const char *label_value_problem(struct arena *arena, struct slice value)
{
    struct buffer problems = {0};
    if (value.length > 63)
        add(&problems, "must be no more than 63 bytes");
    if (value.length && !is_name(value))
        add(&problems, VALUE_RULE);
    return joined(arena, &problems);
}
