#include "server/escape.h"

#include <utf8proc.h>

enum { LONGEST = 4096 }; /* bytes of a sequence that are waited for */

/* Behind ESC [: the length up to the final byte; 0: it has not come. */
static size_t control_sequence(struct slice rest)
{
    size_t i = 0;
    while (i < rest.length && (unsigned char)rest.data[i] >= 0x20 && (unsigned char)rest.data[i] <= 0x3f)
        i++;
    return i < rest.length ? i + 1 : 0;
}

/* Behind ESC ], P, X, ^ or _: up to BEL or ESC \\; 0: it has not come. */
static size_t control_string(struct slice rest)
{
    for (size_t i = 0; i < rest.length; i++) {
        if (rest.data[i] == '\a')
            return i + 1;
        if (rest.data[i] == '\033' && i + 1 < rest.length)
            return rest.data[i + 1] == '\\' ? i + 2 : i;
    }
    return 0;
}

/* The length of the sequence that an ESC begins; 0: it does not end here. */
static size_t escape_sequence(struct slice rest)
{
    struct slice behind = slice_part(rest, 2, rest.length);
    size_t length = 0;
    if (rest.length < 2)
        return 0;
    switch (rest.data[1]) {
    case '[':
        length = control_sequence(behind);
        return length ? 2 + length : 0;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        length = control_string(behind);
        return length ? 2 + length : 0;
    case '(':
    case ')':
    case '#':
    case '%':
        return rest.length > 2 ? 3 : 0;
    default:
        return 2;
    }
}

/* The bytes that a character begun by [first] has. */
static size_t bytes_wanted(unsigned char first)
{
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

/* One character or sequence off the front: its length; 0: it does not end here. */
static size_t strip_one(struct buffer *out, struct slice rest)
{
    unsigned char byte = (unsigned char)rest.data[0];
    utf8proc_int32_t code;
    if (byte == '\033')
        return escape_sequence(rest);
    if (byte < 0x80) {
        if ((byte >= ' ' && byte != 0x7f) || byte == '\n' || byte == '\t')
            buffer_add_byte(out, (char)byte);
        return 1;
    }
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)rest.data, (utf8proc_ssize_t)rest.length, &code);
    if (length < 1 && rest.length < bytes_wanted(byte))
        return 0;
    if (length < 1)
        buffer_add_text(out, "\xEF\xBF\xBD");
    else if (code >= 0xa0) /* those before are control characters */
        buffer_add(out, slice_part(rest, 0, (size_t)length));
    return length < 1 ? 1 : (size_t)length;
}

/* How much at the front is text as it stands. */
static size_t plain_length(struct slice rest)
{
    size_t length = 0;
    while (length < rest.length && ((rest.data[length] >= ' ' && (unsigned char)rest.data[length] < 0x7f) || rest.data[length] == '\n'))
        length++;
    return length;
}

size_t escape_strip(struct buffer *out, struct slice bytes)
{
    size_t done = 0;
    while (done < bytes.length) {
        struct slice rest = slice_part(bytes, done, bytes.length);
        size_t plain = plain_length(rest), length = plain;
        if (plain)
            buffer_add(out, slice_part(rest, 0, plain));
        else
            length = strip_one(out, rest);
        if (!length && rest.length < LONGEST)
            break;
        done += length ? length : 1;
    }
    return done;
}
