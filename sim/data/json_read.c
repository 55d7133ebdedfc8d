#include "data/json_read.h"

#include "base/limits.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/json_plain.h"
#include "data/member_list.h"
#include "data/number.h"

/* One value being read. After a failure [problem] is set and every call returns NULL at once. */
struct reading {
    struct arena *arena;
    struct slice text;
    size_t at;
    size_t base; /* bytes of the stream before [text], for offsets */
    bool stream; /* the end of the text is "unexpected EOF", as json.Decoder says */
    bool unique; /* keys of an object differ */
    int depth;
    int values, most_values;
    const char *problem;
};

static void fail_at(struct reading *reading, size_t at, const char *context)
{
    if (reading->problem)
        return;
    if (at >= reading->text.length) {
        reading->problem = reading->stream
                               ? "unexpected EOF"
                               : arena_format(reading->arena, "json: offset %zu: unexpected end of JSON input",
                                              reading->base + reading->text.length);
        return;
    }
    char byte = reading->text.data[at];
    struct buffer quoted = {0};
    if (byte == '"' || byte == '\'') {
        buffer_add_text(&quoted, byte == '"' ? "'\"'" : "'\\''");
    } else { /* Go takes the byte for a code point */
        struct buffer character = {0};
        utf8_encode(&character, (unsigned char)byte);
        gotext_quote(&quoted, buffer_slice(&character));
        quoted.data[0] = quoted.data[quoted.length - 1] = '\'';
        buffer_release(&character);
    }
    reading->problem = arena_format(reading->arena, "json: offset %zu: invalid character %s %s",
                                    reading->base + at + 1, buffer_text(&quoted), context);
    buffer_release(&quoted);
}

static int peek(const struct reading *reading)
{
    return reading->at < reading->text.length ? reading->text.data[reading->at] : -1;
}

static void skip_space(struct reading *reading)
{
    int byte;
    while ((byte = peek(reading)) == ' ' || byte == '\t' || byte == '\r' || byte == '\n')
        reading->at++;
}

static int hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* The four digits of \uXXXX; -1 and a problem when they are not there. */
static int read_hex(struct reading *reading)
{
    int code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(peek(reading));
        if (digit < 0) {
            fail_at(reading, reading->at, "in \\u hexadecimal character escape");
            return -1;
        }
        code = code * 16 + digit;
        reading->at++;
    }
    return code;
}

static void read_unicode_escape(struct reading *reading, struct buffer *out)
{
    int code = read_hex(reading);
    struct slice rest = slice_part(reading->text, reading->at, reading->text.length);
    if (code >= 0xD800 && code < 0xDC00 && slice_starts(rest, "\\u")) {
        size_t back = reading->at;
        reading->at += 2;
        int low = read_hex(reading);
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
        else
            reading->at = back;
    }
    if (!reading->problem)
        utf8_encode(out, (unsigned)code);
}

static void read_escape(struct reading *reading, struct buffer *out)
{
    static const char pairs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    int byte = peek(reading);
    if (byte == 'u') {
        reading->at++;
        read_unicode_escape(reading, out);
        return;
    }
    for (size_t i = 0; i + 1 < sizeof pairs - 1; i += 2) {
        if (byte == pairs[i]) {
            reading->at++;
            buffer_add_byte(out, pairs[i + 1]);
            return;
        }
    }
    fail_at(reading, reading->at, "in string escape code");
}

/* Takes the bytes off the front that stand for themselves. */
static struct slice take_plain(struct reading *reading)
{
    struct slice rest = slice_part(reading->text, reading->at, reading->text.length);
    size_t length = json_plain(rest, false);
    reading->at += length;
    return slice_part(rest, 0, length);
}

/* The rest of a string that begins with [plain], and then has what does not stand for itself. */
static __attribute__((noinline)) struct slice read_special(struct reading *reading, struct slice plain, struct buffer *out)
{
    for (; !reading->problem; plain = take_plain(reading)) {
        if (plain.length)
            buffer_add(out, plain);
        int byte = peek(reading);
        if (byte == '"') {
            reading->at++;
            break;
        }
        if (byte == '\\') {
            reading->at++;
            read_escape(reading, out);
        } else if (byte < 0x20) {
            fail_at(reading, reading->at, "in string literal");
        } else {
            size_t width;
            utf8_encode(out, utf8_decode(slice_part(reading->text, reading->at, reading->text.length), &width));
            reading->at += width;
        }
    }
    return buffer_slice(out);
}

/* A string's contents; the opening quote is the next byte. They stand in the text itself where every byte stands for itself,
 * else in [out]. */
static struct slice read_string(struct reading *reading, struct buffer *out)
{
    reading->at++;
    struct slice plain = take_plain(reading);
    if (peek(reading) != '"')
        return read_special(reading, plain, out);
    reading->at++;
    return plain;
}

static const struct value *read_literal(struct reading *reading, const char *word, const struct value *value)
{
    for (const char *letter = word; *letter; letter++, reading->at++) {
        if (peek(reading) != *letter) {
            fail_at(reading, reading->at,
                    arena_format(reading->arena, "in literal %s (expecting '%c')", word, *letter));
            return NULL;
        }
    }
    return value;
}

static bool skip_digits(struct reading *reading, const char *context)
{
    size_t at = reading->at;
    while (at < reading->text.length && ascii_is_digit(reading->text.data[at]))
        at++;
    if (at == reading->at)
        fail_at(reading, at, context);
    bool any = at > reading->at;
    reading->at = at;
    return any;
}

static const struct value *read_number(struct reading *reading)
{
    size_t start = reading->at;
    if (peek(reading) == '-')
        reading->at++;
    if (peek(reading) == '0')
        reading->at++;
    else if (!skip_digits(reading, "in numeric literal"))
        return NULL;
    if (peek(reading) == '.') {
        reading->at++;
        if (!skip_digits(reading, "after decimal point in numeric literal"))
            return NULL;
    }
    if (peek(reading) == 'e' || peek(reading) == 'E') {
        reading->at++;
        if (peek(reading) == '+' || peek(reading) == '-')
            reading->at++;
        if (!skip_digits(reading, "in exponent of numeric literal"))
            return NULL;
    }
    struct slice text = slice_part(reading->text, start, reading->at);
    const struct value *number = number_read(reading->arena, text);
    if (!number && !reading->problem)
        reading->problem =
            arena_format(reading->arena, "json: cannot unmarshal number %.*s into Go value of type float64",
                         (int)text.length, text.data);
    return number;
}

static const struct value *read_value(struct reading *reading);

static const struct value *read_array(struct reading *reading)
{
    struct value *array = value_array(reading->arena);
    reading->at++;
    skip_space(reading);
    if (peek(reading) == ']') {
        reading->at++;
        return array;
    }
    while (true) {
        const struct value *element = read_value(reading);
        if (!element)
            return NULL;
        value_append(reading->arena, array, element);
        skip_space(reading);
        int byte = peek(reading);
        if (byte != ',' && byte != ']') {
            fail_at(reading, reading->at, "after array element");
            return NULL;
        }
        reading->at++;
        if (byte == ']')
            return array;
    }
}

/* "key": value into [members]. Keys are C strings here, so a NUL in one becomes U+FFFD. */
static bool read_member(struct reading *reading, struct member_list *members)
{
    skip_space(reading);
    if (peek(reading) != '"') {
        fail_at(reading, reading->at, "looking for beginning of object key string");
        return false;
    }
    struct buffer text = {0}, key = {0};
    struct slice name = read_string(reading, &text);
    if (text.length) { /* a NUL can only have been an escape */
        for (size_t i = 0; i < name.length; i++) {
            if (name.data[i])
                buffer_add_byte(&key, name.data[i]);
            else
                utf8_encode(&key, 0xFFFD);
        }
        name = (struct slice){arena_copy(reading->arena, buffer_slice(&key)), key.length};
        buffer_release(&text);
        buffer_release(&key);
    }
    skip_space(reading);
    if (peek(reading) != ':')
        fail_at(reading, reading->at, "after object key");
    reading->at++;
    const struct value *member = reading->problem ? NULL : read_value(reading);
    if (member)
        member_list_add(reading->arena, members, name, member);
    return member;
}

/* NULL when a key stands twice where none may. */
static const struct value *close_object(struct reading *reading, const struct member_list *members)
{
    const struct value *object = member_list_object(reading->arena, members);
    if (!reading->unique || value_count(object) == members->count)
        return object;
    reading->problem = arena_format(reading->arena, "json: offset %zu: a key stands twice in this object",
                                    reading->base + reading->at);
    return NULL;
}

static const struct value *read_object(struct reading *reading)
{
    struct member_list members = {0};
    reading->at++;
    skip_space(reading);
    if (peek(reading) == '}') {
        reading->at++;
        return close_object(reading, &members);
    }
    while (true) {
        if (!read_member(reading, &members))
            return NULL;
        skip_space(reading);
        int byte = peek(reading);
        if (byte != ',' && byte != '}') {
            fail_at(reading, reading->at, "after object key:value pair");
            return NULL;
        }
        reading->at++;
        if (byte == '}')
            return close_object(reading, &members);
    }
}

static const struct value *read_text(struct reading *reading)
{
    struct buffer text = {0};
    struct slice contents = read_string(reading, &text);
    const struct value *value = reading->problem ? NULL : value_string(reading->arena, contents);
    buffer_release(&text);
    return value;
}

static const struct value *read_container(struct reading *reading)
{
    if (reading->depth == LIMIT_VALUE_DEPTH) {
        reading->problem = arena_format(reading->arena, "json: offset %zu: exceeded max depth of %d",
                                        reading->base + reading->at + 1, LIMIT_VALUE_DEPTH);
        return NULL;
    }
    reading->depth++;
    const struct value *value = peek(reading) == '{' ? read_object(reading) : read_array(reading);
    reading->depth--;
    return value;
}

static const struct value *read_value(struct reading *reading)
{
    skip_space(reading);
    if (++reading->values > reading->most_values) {
        reading->problem = arena_format(reading->arena, "json: offset %zu: more than %d values",
                                        reading->base + reading->at + 1, reading->most_values);
        return NULL;
    }
    switch (peek(reading)) {
    case '{':
    case '[':
        return read_container(reading);
    case '"':
        return read_text(reading);
    case 't':
        return read_literal(reading, "true", value_boolean(true));
    case 'f':
        return read_literal(reading, "false", value_boolean(false));
    case 'n':
        return read_literal(reading, "null", value_null());
    case '-':
        return read_number(reading);
    default:
        if (peek(reading) >= '0' && peek(reading) <= '9')
            return read_number(reading);
        fail_at(reading, reading->at, "looking for beginning of value");
        return NULL;
    }
}

const struct value *json_read_front(struct arena *arena, struct slice *rest, size_t base, const char **problem)
{
    struct reading reading = {
        .arena = arena, .text = *rest, .base = base, .stream = true, .most_values = LIMIT_VALUE_NODES};
    const struct value *value = read_value(&reading);
    *problem = reading.problem;
    *rest = slice_part(*rest, reading.at, rest->length);
    return value;
}

static const struct value *read_whole(struct reading *reading, size_t bytes, const char **problem)
{
    if (reading->text.length > bytes) {
        *problem = arena_format(reading->arena, "json: offset %zu: document is too long", bytes);
        return NULL;
    }
    const struct value *value = read_value(reading);
    skip_space(reading);
    if (value && reading->at < reading->text.length) {
        fail_at(reading, reading->at, "after top-level value");
        value = NULL;
    }
    *problem = reading->problem;
    return value;
}

const struct value *json_read(struct arena *arena, struct slice text, const char **problem)
{
    struct reading reading = {.arena = arena, .text = text, .most_values = LIMIT_VALUE_NODES};
    return read_whole(&reading, LIMIT_DOCUMENT_BYTES, problem);
}

const struct value *json_read_strictly(struct arena *arena, struct slice text, size_t bytes, int values,
                                       const char **problem)
{
    struct reading reading = {.arena = arena, .text = text, .unique = true, .most_values = values};
    return read_whole(&reading, bytes, problem);
}
