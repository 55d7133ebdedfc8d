#include "kinds/names.h"

#include "base/buffer.h"
#include "data/label_syntax.h"

#define SUBDOMAIN_MAXIMUM 253
#define LABEL_MAXIMUM 63
#define ANNOTATIONS_MAXIMUM 262144

#define SUBDOMAIN_MESSAGE                                                                                      \
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and "      \
    "must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "     \
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
#define LABEL_MESSAGE                                                                                          \
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "    \
    "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "     \
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
#define DNS_1035_MESSAGE                                                                                       \
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "    \
    "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "        \
    "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

static bool lower_alphanumeric(char c)
{
    return ascii_is_digit(c) || (c >= 'a' && c <= 'z');
}

static bool is_label(struct slice text)
{
    if (!text.length || !lower_alphanumeric(text.data[0]) || !lower_alphanumeric(text.data[text.length - 1]))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!lower_alphanumeric(text.data[i]) && text.data[i] != '-')
            return false;
    }
    return true;
}

const char *name_problem(enum name_rule rule, struct slice name)
{
    if (rule == NAME_SUBDOMAIN)
        return name.length > SUBDOMAIN_MAXIMUM ? "must be no more than 253 bytes"
               : label_is_subdomain(name)      ? NULL
                                               : SUBDOMAIN_MESSAGE;
    if (name.length > LABEL_MAXIMUM)
        return "must be no more than 63 bytes";
    if (rule == NAME_LABEL)
        return is_label(name) ? NULL : LABEL_MESSAGE;
    return is_label(name) && !ascii_is_digit(name.data[0]) ? NULL : DNS_1035_MESSAGE;
}

static void add_invalid(struct findings *findings, const char *field, struct slice text, const char *problem)
{
    if (problem)
        findings_add(findings, "FieldValueInvalid", field, "Invalid value: %s: %s",
                     name_quoted(findings->arena, text), problem);
}

void name_validate(struct findings *findings, enum name_rule rule, const char *field, struct slice name)
{
    add_invalid(findings, field, name, name_problem(rule, name));
}

void labels_validate(struct findings *findings, const char *field, const struct value *labels)
{
    if (!value_is(labels, VALUE_OBJECT))
        return;
    for (size_t i = 0; i < value_count(labels); i++) {
        struct slice key = slice_of(value_key_at(labels, i));
        struct slice value = value_slice(value_member_at(labels, i));
        add_invalid(findings, field, key, label_key_problem(findings->arena, key));
        add_invalid(findings, field, value, label_value_problem(findings->arena, value));
    }
}

void annotations_validate(struct findings *findings, const char *field, const struct value *annotations)
{
    size_t total = 0;
    if (!value_is(annotations, VALUE_OBJECT))
        return;
    for (size_t i = 0; i < value_count(annotations); i++) {
        struct slice key = slice_of(value_key_at(annotations, i));
        char *lower = arena_copy(findings->arena, key);
        for (size_t j = 0; j < key.length; j++)
            lower[j] = ascii_lower(lower[j]);
        add_invalid(findings, field, key, label_key_problem(findings->arena, (struct slice){lower, key.length}));
        total += key.length + value_slice(value_member_at(annotations, i)).length;
    }
    if (total > ANNOTATIONS_MAXIMUM)
        findings_add(findings, "FieldValueTooLong", field, "Too long: may not be more than %d bytes",
                     ANNOTATIONS_MAXIMUM);
}

const char *name_quoted(struct arena *arena, struct slice text)
{
    struct buffer quoted = {0};
    buffer_add_byte(&quoted, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\')
            buffer_format(&quoted, "\\%c", c);
        else if (c == '\n' || c == '\t' || c == '\r')
            buffer_add_text(&quoted, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
        else if (c < 0x20 || c == 0x7f)
            buffer_format(&quoted, "\\x%02x", c);
        else
            buffer_add_byte(&quoted, (char)c);
    }
    buffer_add_byte(&quoted, '"');
    const char *result = arena_copy(arena, buffer_slice(&quoted));
    buffer_release(&quoted);
    return result;
}
