#include "images/httpbin.h"

#include <string.h>

void bin_add_text(struct buffer *out, struct slice text)
{
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        const char *special = c ? strchr(escaped, c) : NULL;
        if (special)
            buffer_format(out, "\\%c", letters[special - escaped]);
        else if ((unsigned char)c < 0x20)
            buffer_format(out, "\\u%04x", (unsigned)(unsigned char)c);
        else
            buffer_add_byte(out, c);
    }
    buffer_add_byte(out, '"');
}

static void indent(struct buffer *out, int depth)
{
    buffer_add_byte(out, '\n');
    buffer_add_repeated(out, ' ', (size_t)depth * 2);
}

static void add_members(struct buffer *out, const struct value *value, int depth, bool object)
{
    for (size_t i = 0; i < value_count(value); i++) {
        if (i)
            buffer_add_byte(out, ',');
        indent(out, depth + 1);
        if (object) {
            bin_add_text(out, slice_of(value_key_at(value, i)));
            buffer_add_text(out, ": ");
        }
        bin_add_value(out, object ? value_member_at(value, i) : value_at(value, i), depth + 1);
    }
    indent(out, depth);
}

void bin_add_value(struct buffer *out, const struct value *value, int depth)
{
    bool object = value_is(value, VALUE_OBJECT);
    if (value_is(value, VALUE_STRING)) {
        bin_add_text(out, value_slice(value));
    } else if (value_is(value, VALUE_INTEGER)) {
        buffer_format(out, "%lld", (long long)value_number(value, 0));
    } else if (value_is(value, VALUE_DECIMAL)) {
        buffer_add_text(out, value_string_of(value));
    } else if (value_is(value, VALUE_BOOLEAN)) {
        buffer_add_text(out, value_truth(value) ? "true" : "false");
    } else if (object || value_is(value, VALUE_ARRAY)) {
        buffer_add_byte(out, object ? '{' : '[');
        if (value_count(value))
            add_members(out, value, depth, object);
        buffer_add_byte(out, object ? '}' : ']');
    } else {
        buffer_add_text(out, "null");
    }
}
