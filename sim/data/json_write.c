#include "base/write.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/json_plain.h"

enum { LONGEST_PIECE = sizeof "\\u2028" - 1 }; /* bytes: of an escape, a character, or what ends a string */

/* The character at the front of [text], which does not stand for itself; *width: its bytes. */
static char *write_special(char *at, struct slice text, size_t *width)
{
    static const char named[] = {['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
                                 ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't'};
    unsigned char byte = (unsigned char)text.data[0];
    *width = 1;
    *at = '\\';
    if (byte < sizeof named && named[byte]) {
        at[1] = named[byte];
        return at + 2;
    }
    unsigned code = byte < 0x80 ? byte : utf8_decode(text, width);
    if (byte < 0x80 || code == 0x2028 || code == 0x2029 || (code == 0xFFFD && *width == 1)) {
        at[1] = 'u';
        for (int i = 0; i < 4; i++)
            at[2 + i] = "0123456789abcdef"[code >> 4 * (3 - i) & 15];
        return at + LONGEST_PIECE;
    }
    return write_slice(at, slice_part(text, 0, *width));
}

/* encoding/json with HTML escaping, as json.Marshal does it; [end] closes it. */
static void write_string(struct buffer *out, struct slice text, struct slice end)
{
    size_t width;
    buffer_add_byte(out, '"');
    for (;; text = slice_part(text, width, text.length)) {
        width = json_plain(text, true);
        char *at = write_slice(buffer_room(out, width + LONGEST_PIECE), slice_part(text, 0, width));
        text = slice_part(text, width, text.length);
        if (!text.length) {
            buffer_wrote(out, write_slice(at, end));
            return;
        }
        buffer_wrote(out, write_special(at, text, &width));
    }
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
        write_string(out, value_slice(value), SLICE("\""));
        break;
    default:
        buffer_add_text(out, "null");
    }
}

static void new_line(struct buffer *out, int indent, int level)
{
    if (indent < 0)
        return;
    size_t blanks = (size_t)(indent * level);
    char *at = buffer_room(out, 1 + blanks);
    *at = '\n';
    memset(at + 1, ' ', blanks);
    buffer_wrote(out, at + 1 + blanks);
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
        if (object)
            write_string(out, slice_of(value_key_at(value, i)), indent < 0 ? SLICE("\":") : SLICE("\": "));
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
