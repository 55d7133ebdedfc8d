#include "data/gotext.h"

#include <inttypes.h>

#include "data/number.h"

static bool continues(struct slice text, size_t at)
{
    return at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

unsigned utf8_decode(struct slice text, size_t *width)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned first = (unsigned char)text.data[0];
    *width = 1;
    if (first < 0x80)
        return first;
    size_t length = first >= 0xF0 && first < 0xF8 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || first >= 0xF8)
        return 0xFFFD;
    unsigned code = first & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (!continues(text, i))
            return 0xFFFD;
        code = code << 6 | ((unsigned char)text.data[i] & 0x3F);
    }
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return 0xFFFD;
    *width = length;
    return code;
}

void utf8_encode(struct buffer *out, unsigned code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    if (code < 0x80) {
        buffer_add_byte(out, (char)code);
    } else if (code < 0x800) {
        buffer_add_byte(out, (char)(0xC0 | code >> 6));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        buffer_add_byte(out, (char)(0xE0 | code >> 12));
        buffer_add_byte(out, (char)(0x80 | (code >> 6 & 0x3F)));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3F)));
    } else {
        buffer_add_byte(out, (char)(0xF0 | code >> 18));
        buffer_add_byte(out, (char)(0x80 | (code >> 12 & 0x3F)));
        buffer_add_byte(out, (char)(0x80 | (code >> 6 & 0x3F)));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3F)));
    }
}

/* One unit of UTF-16, and how many bytes it took. */
static unsigned unit(struct slice text, bool big, size_t *width)
{
    *width = text.length < 2 ? text.length : 2;
    if (text.length < 2)
        return 0xFFFD;
    return big ? (unsigned)((unsigned char)text.data[0] << 8 | (unsigned char)text.data[1])
               : (unsigned)((unsigned char)text.data[1] << 8 | (unsigned char)text.data[0]);
}

static struct slice from_utf16(struct arena *arena, struct slice text, bool big)
{
    struct buffer out = {0};
    while (text.length) {
        size_t width, more;
        unsigned code = unit(text, big, &width);
        unsigned low = unit(slice_part(text, width, text.length), big, &more);
        if (code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00));
            width += more;
        }
        utf8_encode(&out, code);
        text = slice_part(text, width, text.length);
    }
    struct slice kept = {arena_copy(arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return kept;
}

struct slice utf8_by_mark(struct arena *arena, struct slice text)
{
    if (slice_starts(text, "\xFF\xFE") || slice_starts(text, "\xFE\xFF"))
        return from_utf16(arena, slice_part(text, 2, text.length), text.data[0] == '\xFE');
    return slice_unmarked(text);
}

bool utf8_is_ascii(struct slice text)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < text.length; i += 8)
        bits |= slice_word(text, i);
    return !(bits & 0x8080808080808080u);
}

struct slice utf8_valid(struct slice text, struct buffer *room)
{
    if (utf8_is_ascii(text))
        return text;
    for (size_t width; text.length; text = slice_part(text, width, text.length))
        utf8_encode(room, utf8_decode(text, &width));
    return buffer_slice(room);
}

struct slice utf8_mended(struct arena *arena, struct slice text)
{
    struct buffer room = {0};
    text = utf8_valid(utf8_by_mark(arena, text), &room);
    struct slice kept = {arena_copy(arena, text), text.length};
    buffer_release(&room);
    return kept;
}

static void quote_character(struct buffer *out, struct slice bytes, unsigned code)
{
    static const char named[] = "a\ab\bf\fn\nr\rt\tv\v\"\"\\\\";
    for (size_t i = 0; i + 1 < sizeof named - 1; i += 2) {
        if (code == (unsigned char)named[i + 1]) {
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, named[i]);
            return;
        }
    }
    if (code == 0xFFFD && bytes.length == 1)
        buffer_format(out, "\\x%02x", (unsigned char)bytes.data[0]);
    else if (code < 0x20 || code == 0x7F)
        buffer_format(out, "\\x%02x", code);
    else if ((code >= 0x80 && code <= 0xA0) || code == 0xAD || code == 0x2028 || code == 0x2029 ||
             code == 0xFEFF)
        buffer_format(out, "\\u%04x", code);
    else
        buffer_add(out, bytes);
}

void gotext_quote(struct buffer *out, struct slice text)
{
    buffer_add_byte(out, '"');
    while (text.length) {
        size_t width;
        unsigned code = utf8_decode(text, &width);
        quote_character(out, slice_part(text, 0, width), code);
        text = slice_part(text, width, text.length);
    }
    buffer_add_byte(out, '"');
}

bool gotext_is_literal(const struct value *value)
{
    const char *text = value_string_of(value);
    return !ascii_is_digit(text[text[0] == '-']);
}

/* A number or a truth value; both forms show them alike. */
static void add_scalar(struct buffer *out, const struct value *value)
{
    if (value_is(value, VALUE_BOOLEAN))
        buffer_add_text(out, value_truth(value) ? "true" : "false");
    else if (value_is(value, VALUE_INTEGER))
        buffer_format(out, "%" PRId64, value_number(value, 0));
    else if (gotext_is_literal(value))
        buffer_add_text(out, value_string_of(value));
    else
        number_write_general(out, value);
}

void gotext_plain(struct buffer *out, const struct value *value)
{
    switch (value_type(value)) {
    case VALUE_NULL:
        buffer_add_text(out, "<nil>");
        break;
    case VALUE_STRING:
        buffer_add(out, value_slice(value));
        break;
    case VALUE_ARRAY:
        buffer_add_byte(out, '[');
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_add_text(out, i ? " " : "");
            gotext_plain(out, value_at(value, i));
        }
        buffer_add_byte(out, ']');
        break;
    case VALUE_OBJECT:
        buffer_add_text(out, "map[");
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_format(out, "%s%s:", i ? " " : "", value_key_at(value, i));
            gotext_plain(out, value_member_at(value, i));
        }
        buffer_add_byte(out, ']');
        break;
    default:
        add_scalar(out, value);
    }
}

void gotext_syntax(struct buffer *out, const struct value *value, const char *map_type)
{
    switch (value_type(value)) {
    case VALUE_NULL:
        buffer_add_text(out, "interface {}(nil)");
        break;
    case VALUE_STRING:
        gotext_quote(out, value_slice(value));
        break;
    case VALUE_ARRAY:
        buffer_add_text(out, "[]interface {}{");
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_add_text(out, i ? ", " : "");
            gotext_syntax(out, value_at(value, i), map_type);
        }
        buffer_add_byte(out, '}');
        break;
    case VALUE_OBJECT:
        buffer_format(out, "%s{", map_type);
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_add_text(out, i ? ", " : "");
            gotext_quote(out, slice_of(value_key_at(value, i)));
            buffer_add_byte(out, ':');
            gotext_syntax(out, value_member_at(value, i), map_type);
        }
        buffer_add_byte(out, '}');
        break;
    default:
        add_scalar(out, value);
    }
}

const char *gotext_type(const struct value *value)
{
    static const char *const names[] = {
        [VALUE_NULL] = "<nil>",
        [VALUE_BOOLEAN] = "bool",
        [VALUE_INTEGER] = "int64",
        [VALUE_DECIMAL] = "float64",
        [VALUE_STRING] = "string",
        [VALUE_ARRAY] = "[]interface {}",
        [VALUE_OBJECT] = "map[string]interface {}",
    };
    return names[value_type(value)];
}
