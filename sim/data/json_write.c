#include "base/write.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/json_plain.h"

/* Most strings are plain ones. */
static void write_plain(struct buffer *out, struct slice text)
{
    char *at = buffer_room(out, text.length + 2);
    *at = '"';
    at = write_slice(at + 1, text);
    *at = '"';
    buffer_wrote(out, at + 1);
}

/* encoding/json with HTML escaping, as json.Marshal does it. */
static void write_string(struct buffer *out, struct slice text)
{
    static const char named[] = "\"\"\\\\b\bf\fn\nr\rt\t";
    size_t width = json_plain(text, true);
    if (width == text.length) {
        write_plain(out, text);
        return;
    }
    buffer_add_byte(out, '"');
    for (;; width = json_plain(text, true)) {
        if (width)
            buffer_add(out, slice_part(text, 0, width));
        text = slice_part(text, width, text.length);
        if (!text.length)
            break;
        unsigned code = utf8_decode(text, &width);
        const char *name = NULL;
        for (size_t i = 0; i + 1 < sizeof named - 1; i += 2) {
            if (code == (unsigned char)named[i + 1])
                name = named + i;
        }
        if (name)
            buffer_add(out, (struct slice){(const char[]){'\\', *name}, 2});
        else if (code < 0x20 || code == '<' || code == '>' || code == '&' || code == 0x2028 || code == 0x2029)
            buffer_format(out, "\\u%04x", code);
        else if (code == 0xFFFD && width == 1)
            buffer_add_text(out, "\\ufffd");
        else
            buffer_add(out, slice_part(text, 0, width));
        text = slice_part(text, width, text.length);
    }
    buffer_add_byte(out, '"');
}

static void write_integer(struct buffer *out, int64_t number)
{
    buffer_wrote(out, write_signed(buffer_room(out, WRITE_NUMBER + 1), number));
}

static void write_scalar(struct buffer *out, const struct value *value)
{
    switch (value_type(value)) {
    case VALUE_BOOLEAN:
        buffer_add_text(out, value_truth(value) ? "true" : "false");
        break;
    case VALUE_INTEGER:
        write_integer(out, value_number(value, 0));
        break;
    case VALUE_DECIMAL:
        buffer_add(out, value_slice(value));
        break;
    case VALUE_STRING:
        write_string(out, value_slice(value));
        break;
    default:
        buffer_add_text(out, "null");
    }
}

static void new_line(struct buffer *out, int indent, int level)
{
    if (indent < 0)
        return;
    buffer_add_byte(out, '\n');
    buffer_add_repeated(out, ' ', (size_t)(indent * level));
}

/* [indent] below 0 is compact. */
static void write_value(struct buffer *out, const struct value *value, int indent, int level)
{
    bool object = value_is(value, VALUE_OBJECT);
    if (!object && !value_is(value, VALUE_ARRAY)) {
        write_scalar(out, value);
        return;
    }
    size_t count = value_count(value);
    buffer_add_byte(out, object ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_add_byte(out, ',');
        new_line(out, indent, level + 1);
        if (object) {
            write_string(out, slice_of(value_key_at(value, i)));
            buffer_add_text(out, indent < 0 ? ":" : ": ");
        }
        write_value(out, object ? value_member_at(value, i) : value_at(value, i), indent, level + 1);
    }
    if (count)
        new_line(out, indent, level);
    buffer_add_byte(out, object ? '}' : ']');
}

void json_write(struct buffer *out, const struct value *value)
{
    write_value(out, value, -1, 0);
}

void json_write_indented(struct buffer *out, const struct value *value, int indent)
{
    write_value(out, value, indent, 0);
}

char *json_text(struct arena *arena, const struct value *value)
{
    struct buffer out = {0};
    json_write(&out, value);
    char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}
