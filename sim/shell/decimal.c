#include "shell/decimal.h"

#include <string.h>

#include "base/buffer.h"

enum { MOST_DIGITS = 1200, MOST_EXPONENT = 5000 };

/* 0.DIGITS times ten to the power of [point]; no digits: zero. */
struct decimal {
    struct buffer digits;
    int point;
};

const char *decimal_end(const char *text)
{
    size_t at = *text == '-' || *text == '+', digits = strspn(text + at, "0123456789");
    at += digits;
    if (text[at] == '.') {
        size_t fraction = strspn(text + at + 1, "0123456789");
        if (digits + fraction == 0)
            return text;
        at += 1 + fraction;
        digits += fraction;
    }
    if (digits == 0)
        return text;
    if (text[at] == 'e' || text[at] == 'E') {
        size_t sign = text[at + 1] == '-' || text[at + 1] == '+';
        size_t exponent = strspn(text + at + 1 + sign, "0123456789");
        at += exponent ? 1 + sign + exponent : 0;
    }
    return text + at;
}

static struct decimal read_decimal(const char *text)
{
    struct decimal decimal = {0};
    bool behind = false;
    text += *text == '-' || *text == '+';
    for (; ascii_is_digit(*text) || *text == '.'; text++) {
        if (*text == '.') {
            behind = true;
        } else if (decimal.digits.length == 0 && *text == '0') {
            decimal.point -= behind;
        } else {
            if (decimal.digits.length < MOST_DIGITS)
                buffer_add_byte(&decimal.digits, *text);
            decimal.point += !behind;
        }
    }
    if (*text == 'e' || *text == 'E') {
        int64_t exponent = 0;
        struct slice rest = slice_of(text + 1 + (text[1] == '+'));
        slice_to_integer(rest, &exponent);
        exponent = exponent > MOST_EXPONENT    ? MOST_EXPONENT
                   : exponent < -MOST_EXPONENT ? -MOST_EXPONENT
                                               : exponent;
        decimal.point += (int)exponent;
    }
    return decimal;
}

/* Keeps [count] digits, half to even as libc does. */
static void round_decimal(struct decimal *decimal, int count)
{
    struct buffer *digits = &decimal->digits;
    if (count < 0) {
        buffer_clear(digits);
        return;
    }
    if ((size_t)count >= digits->length)
        return;
    char next = digits->data[count], last = count ? digits->data[count - 1] : '0';
    bool more = false;
    for (size_t i = (size_t)count + 1; i < digits->length; i++)
        more |= digits->data[i] != '0';
    bool up = next > '5' || (next == '5' && (more || (last - '0') % 2));
    digits->length = (size_t)count;
    for (size_t i = digits->length; up && i > 0; i--) {
        up = digits->data[i - 1] == '9';
        digits->data[i - 1] = up ? '0' : (char)(digits->data[i - 1] + 1);
    }
    if (up) {
        struct buffer longer = {0};
        buffer_add_byte(&longer, '1');
        buffer_add(&longer, buffer_slice(digits));
        buffer_release(digits);
        *digits = longer;
        decimal->point++;
    }
}

static char digit_at(const struct decimal *decimal, int index)
{
    return index >= 0 && (size_t)index < decimal->digits.length ? decimal->digits.data[index] : '0';
}

static void write_fixed(struct buffer *out, struct decimal *decimal, int places)
{
    round_decimal(decimal, decimal->point + places);
    if (decimal->point <= 0)
        buffer_add_byte(out, '0');
    for (int i = 0; i < decimal->point; i++)
        buffer_add_byte(out, digit_at(decimal, i));
    if (places)
        buffer_add_byte(out, '.');
    for (int i = 0; i < places; i++)
        buffer_add_byte(out, digit_at(decimal, decimal->point + i));
}

static void write_scientific(struct buffer *out, struct decimal *decimal, int places, char letter)
{
    round_decimal(decimal, places + 1);
    int exponent = decimal->digits.length ? decimal->point - 1 : 0;
    buffer_add_byte(out, digit_at(decimal, 0));
    if (places)
        buffer_add_byte(out, '.');
    for (int i = 1; i <= places; i++)
        buffer_add_byte(out, digit_at(decimal, i));
    buffer_format(out, "%c%c%02d", letter, exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
}

/* %g: the shorter of the two, without zeros at the end. */
static void write_general(struct buffer *out, struct decimal *decimal, int precision, char letter)
{
    precision = precision ? precision : 1;
    round_decimal(decimal, precision);
    while (decimal->digits.length && decimal->digits.data[decimal->digits.length - 1] == '0')
        decimal->digits.length--;
    int exponent = decimal->digits.length ? decimal->point - 1 : 0, count = (int)decimal->digits.length;
    if (exponent < -4 || exponent >= precision)
        write_scientific(out, decimal, count ? count - 1 : 0, letter);
    else
        write_fixed(out, decimal, count > decimal->point && count ? count - decimal->point : 0);
}

const char *decimal_format(struct arena *arena, const char *text, char conversion, int precision)
{
    struct decimal decimal = read_decimal(text);
    struct buffer out = {0};
    char letter = conversion == 'E' || conversion == 'G' ? 'E' : 'e';
    precision = precision < 0 ? 6 : precision;
    if (conversion == 'f' || conversion == 'F')
        write_fixed(&out, &decimal, precision);
    else if (conversion == 'e' || conversion == 'E')
        write_scientific(&out, &decimal, precision, letter);
    else
        write_general(&out, &decimal, precision, letter);
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(&decimal.digits);
    return result;
}
