#include "data/number.h"

#include <inttypes.h>
#include <string.h>

#include "data/float.h"

/* 0.DIGITS times ten to [point]; no zeros at either end of the digits, none at all for zero. */
struct decimal {
    bool negative;
    struct slice digits; /* in the arena */
    int64_t point;
};

/* A decimal of so many digits is that of a float64 for certain, unless it is so small that a float64 has fewer. */
#define CERTAIN_DIGITS 15
#define CERTAIN_POINT (-300)
#define MOST_DIGITS 17      /* of any float64 */

static size_t digit_run(struct slice text, size_t at)
{
    while (at < text.length && ascii_is_digit(text.data[at]))
        at++;
    return at;
}

static bool read_exponent(struct slice text, size_t at, int64_t *exponent)
{
    *exponent = 0;
    if (at == text.length)
        return true;
    if (text.data[at] != 'e' && text.data[at] != 'E')
        return false;
    at++;
    bool negative = at < text.length && text.data[at] == '-';
    if (negative || (at < text.length && text.data[at] == '+'))
        at++;
    if (at == text.length || digit_run(text, at) != text.length)
        return false;
    for (; at < text.length && *exponent < 100000; at++)
        *exponent = *exponent * 10 + (text.data[at] - '0');
    if (negative)
        *exponent = -*exponent;
    return true;
}

/* Takes the text apart. */
static bool read_decimal(struct arena *arena, struct slice text, struct decimal *number)
{
    *number = (struct decimal){0};
    size_t at = 0;
    if (at < text.length && (text.data[at] == '-' || text.data[at] == '+'))
        number->negative = text.data[at++] == '-';
    size_t whole = at, dot = digit_run(text, at), end = dot;
    if (dot < text.length && text.data[dot] == '.')
        end = digit_run(text, dot + 1);
    size_t count = end - whole - (end > dot);
    int64_t exponent;
    if (count == 0 || !read_exponent(text, end, &exponent))
        return false;
    char *digits = arena_allocate(arena, count + 1);
    size_t length = 0;
    int64_t zeros = 0;
    for (size_t i = whole; i < end; i++) {
        if (text.data[i] == '.')
            continue;
        if (length == 0 && text.data[i] == '0')
            zeros++;
        else
            digits[length++] = text.data[i];
    }
    number->point = (int64_t)(dot - whole) - zeros + exponent;
    while (length && digits[length - 1] == '0')
        length--;
    number->digits = (struct slice){digits, length};
    return true;
}

static bool to_integer(const struct decimal *number, int64_t *result)
{
    if (number->digits.length == 0) {
        *result = 0;
        return true;
    }
    if (number->point < (int64_t)number->digits.length || number->point > 19)
        return false;
    uint64_t total = 0;
    for (size_t i = 0; i < (size_t)number->point; i++) {
        unsigned digit = i < number->digits.length ? (unsigned)(number->digits.data[i] - '0') : 0;
        if (total > (UINT64_MAX - digit) / 10)
            return false;
        total = total * 10 + digit;
    }
    if (total > (uint64_t)INT64_MAX + number->negative)
        return false;
    *result = number->negative ? (int64_t)(0 - total) : (int64_t)total;
    return true;
}

/* Whole, and no more than a uint64 holds. */
static bool is_unsigned(const struct decimal *number)
{
    const struct slice greatest = SLICE("18446744073709551615");
    int64_t most = (int64_t)greatest.length;
    if (number->negative || number->point < (int64_t)number->digits.length || number->point > most)
        return false;
    return number->point < most || slice_compare(number->digits, greatest) <= 0; /* zeros at its end change nothing */
}

static void write_exponent_form(struct buffer *out, const struct decimal *number, int least)
{
    buffer_add(out, slice_part(number->digits, 0, 1));
    if (number->digits.length > 1) {
        buffer_add_byte(out, '.');
        buffer_add(out, slice_part(number->digits, 1, number->digits.length));
    }
    int64_t exponent = number->point - 1;
    buffer_add_text(out, exponent < 0 ? "e-" : "e+");
    buffer_format(out, "%0*" PRId64, least, exponent < 0 ? -exponent : exponent);
}

/* [least]: digits an exponent has at least (2 in Go; encoding/json cuts e-09 to e-9). */
static void write_decimal(struct buffer *out, const struct decimal *number, int64_t low, int64_t high,
                          int least)
{
    if (number->negative)
        buffer_add_byte(out, '-');
    int64_t exponent = number->point - 1, length = (int64_t)number->digits.length;
    if (length == 0) {
        buffer_add_byte(out, '0');
    } else if (exponent < low || exponent >= high) {
        write_exponent_form(out, number, exponent >= 0 ? 2 : least);
    } else if (number->point <= 0) {
        buffer_add_text(out, "0.");
        buffer_add_repeated(out, '0', (size_t)-number->point);
        buffer_add(out, number->digits);
    } else if (number->point >= length) {
        buffer_add(out, number->digits);
        buffer_add_repeated(out, '0', (size_t)(number->point - length));
    } else {
        buffer_add(out, slice_part(number->digits, 0, (size_t)number->point));
        buffer_add_byte(out, '.');
        buffer_add(out, slice_part(number->digits, (size_t)number->point, number->digits.length));
    }
}

/* Beyond the largest float64, 1.7976931348623157e308: strconv.ParseFloat says that it is out of range. */
static bool too_large(const struct decimal *number)
{
    enum { POINT = 309 };
    return number->digits.length &&
           (number->point > POINT ||
            (number->point == POINT && slice_compare(number->digits, SLICE("17976931348623158")) > 0));
}

/* The fewest digits that are the same float64. */
static void shorten(struct arena *arena, struct slice text, struct decimal *number)
{
    struct buffer written = {0};
    double nearest, again;
    if (number->digits.length <= CERTAIN_DIGITS && number->point > CERTAIN_POINT)
        return;
    float_read(text, &nearest);
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
        buffer_clear(&written);
        float_write(&written, nearest, 'e', digits - 1, false);
        float_read(buffer_slice(&written), &again);
        if (again == nearest)
            break;
    }
    read_decimal(arena, slice_of(arena_copy(arena, buffer_slice(&written))), number);
    buffer_release(&written);
}

const struct value *number_read(struct arena *arena, struct slice text)
{
    struct decimal number;
    int64_t integer;
    if (slice_to_integer(text, &integer))
        return value_integer(arena, integer);
    if (!read_decimal(arena, text, &number) || too_large(&number))
        return NULL;
    bool whole = digit_run(text, !ascii_is_digit(text.data[0])) == text.length;
    if (whole && to_integer(&number, &integer)) /* the least int64 */
        return value_integer(arena, integer);
    shorten(arena, text, &number);
    if (to_integer(&number, &integer))
        return value_integer(arena, integer);
    struct buffer canonical = {0};
    write_decimal(&canonical, &number, -6, 21, 1);
    const struct value *value = value_decimal(arena, buffer_slice(&canonical));
    buffer_release(&canonical);
    return value;
}

const struct value *number_read_unsigned(struct arena *arena, struct slice text)
{
    struct decimal number;
    if (!digit_run(text, 0) || digit_run(text, 0) != text.length || !read_decimal(arena, text, &number) ||
        !is_unsigned(&number))
        return NULL;
    return value_decimal(arena, text);
}

void number_write_yaml(struct buffer *out, const struct value *decimal)
{
    struct arena arena = {0};
    struct decimal number;
    if (read_decimal(&arena, value_slice(decimal), &number) && is_unsigned(&number))
        write_decimal(out, &number, -4, 21, 2);
    else
        number_write_general(out, decimal);
    arena_release(&arena);
}

void number_write_general(struct buffer *out, const struct value *decimal)
{
    enum { LIMIT = 6 };
    struct arena arena = {0};
    struct decimal number;
    if (read_decimal(&arena, value_slice(decimal), &number)) {
        write_decimal(out, &number, -4, LIMIT, 2);
    } else {
        buffer_add(out, value_slice(decimal));
    }
    arena_release(&arena);
}

static bool decimal_of(struct arena *arena, const struct value *value, struct decimal *number)
{
    if (value_is(value, VALUE_DECIMAL))
        return read_decimal(arena, value_slice(value), number);
    return read_decimal(arena, slice_of(arena_format(arena, "%" PRId64, value_number(value, 0))), number);
}

static int compare_magnitude(const struct decimal *a, const struct decimal *b)
{
    if (!a->digits.length || !b->digits.length)
        return (a->digits.length > 0) - (b->digits.length > 0);
    if (a->point != b->point)
        return a->point < b->point ? -1 : 1;
    return slice_compare(a->digits, b->digits);
}

int number_compare(const struct value *a, const struct value *b)
{
    struct arena arena = {0};
    struct decimal left = {0}, right = {0};
    decimal_of(&arena, a, &left);
    decimal_of(&arena, b, &right);
    int order = compare_magnitude(&left, &right);
    if (left.negative != right.negative && (left.digits.length || right.digits.length))
        order = left.negative ? -1 : 1;
    else if (left.negative)
        order = -order;
    arena_release(&arena);
    return order;
}
