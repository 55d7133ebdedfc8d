#include "base/base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static char digit_of(unsigned value, enum base64_alphabet alphabet)
{
    if (value < sizeof digits - 1)
        return digits[value];
    return alphabet == BASE64_URL ? "-_"[value & 1] : "+/"[value & 1];
}

void base64_add(struct buffer *out, struct slice bytes, enum base64_alphabet alphabet, bool padded)
{
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i;
        unsigned group = 0;
        for (size_t j = 0; j < 3; j++)
            group = group << 8 | (j < left ? (unsigned char)bytes.data[i + j] : 0);
        for (unsigned j = 0; j < 4; j++) {
            if (j <= left)
                buffer_add_byte(out, digit_of(group >> (18 - 6 * j) & 63, alphabet));
            else if (padded)
                buffer_add_byte(out, '=');
        }
    }
}

int base64_digit(char digit, enum base64_alphabet alphabet)
{
    size_t at = slice_find_byte(SLICE(digits), digit);
    if (at < sizeof digits - 1)
        return (int)at;
    if ((digit == '+' && alphabet != BASE64_URL) || (digit == '-' && alphabet != BASE64_PLAIN))
        return 62;
    if ((digit == '/' && alphabet != BASE64_URL) || (digit == '_' && alphabet != BASE64_PLAIN))
        return 63;
    return -1;
}

size_t base64_read(struct buffer *out, struct slice text, enum base64_alphabet alphabet)
{
    unsigned bits = 0, held = 0;
    size_t at = 0;
    for (int value; at < text.length && (value = base64_digit(text.data[at], alphabet)) >= 0; at++) {
        bits = bits << 6 | (unsigned)value;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        buffer_add_byte(out, (char)(bits >> held & 255));
    }
    return at;
}
