/* Both ways go over a decimal of up to MOST_DIGITS digits that is shifted by powers of two: every double has
 * fewer. Slow for large exponents and simple; whole numbers and short decimals do not come here. */
#include "data/float.h"

#include <math.h>
#include <string.h>

enum { MOST_DIGITS = 800, MOST_SHIFT = 60, MANTISSA_BITS = 52, BIAS = -1023 };

/* 0.DIGITS times ten to [point]; digits are numbers 0 to 9, without zeros at the end. */
struct digits {
    unsigned char digit[MOST_DIGITS];
    int count, point;
    bool cut; /* digits other than 0 were lost behind the last */
};

static void trim(struct digits *digits)
{
    while (digits->count && !digits->digit[digits->count - 1])
        digits->count--;
    if (!digits->count)
        digits->point = 0;
}

static void shift_left(struct digits *digits, int by)
{
    unsigned char front[20];
    int more = 0;
    uint64_t carry = 0;
    for (int i = digits->count; i-- > 0;) {
        carry += (uint64_t)digits->digit[i] << by;
        digits->digit[i] = (unsigned char)(carry % 10);
        carry /= 10;
    }
    for (; carry; carry /= 10)
        front[more++] = (unsigned char)(carry % 10);
    int kept = digits->count + more > MOST_DIGITS ? MOST_DIGITS - more : digits->count;
    for (int i = kept; i < digits->count; i++)
        digits->cut |= digits->digit[i] != 0;
    memmove(digits->digit + more, digits->digit, (size_t)kept);
    for (int i = 0; i < more; i++)
        digits->digit[i] = front[more - 1 - i];
    digits->count = kept + more;
    digits->point += more;
    trim(digits);
}

static void shift_right(struct digits *digits, int by)
{
    uint64_t left = 0, mask = ((uint64_t)1 << by) - 1;
    int read = 0, write = 0;
    while (left >> by == 0 && (read < digits->count || left)) {
        left = left * 10 + (read < digits->count ? digits->digit[read] : 0);
        read++;
    }
    digits->point -= read - 1;
    for (; read < digits->count; read++) {
        unsigned char next = digits->digit[read];
        digits->digit[write++] = (unsigned char)(left >> by);
        left = (left & mask) * 10 + next;
    }
    for (; left; left = (left & mask) * 10) {
        if (write < MOST_DIGITS)
            digits->digit[write++] = (unsigned char)(left >> by);
        else
            digits->cut = true;
    }
    digits->count = write;
    trim(digits);
}

static void shift(struct digits *digits, int by)
{
    for (; by > MOST_SHIFT && digits->count; by -= MOST_SHIFT)
        shift_left(digits, MOST_SHIFT);
    for (; by < -MOST_SHIFT && digits->count; by += MOST_SHIFT)
        shift_right(digits, MOST_SHIFT);
    if (by > 0 && digits->count)
        shift_left(digits, by);
    else if (by < 0 && digits->count)
        shift_right(digits, -by);
}

/* Is the number to be rounded up when it is cut to [count] digits? Half goes to even. */
static bool rounds_up(const struct digits *digits, int count)
{
    if (count < 0 || count >= digits->count)
        return false;
    if (digits->digit[count] == 5 && count + 1 == digits->count)
        return digits->cut || (count > 0 && digits->digit[count - 1] % 2);
    return digits->digit[count] >= 5;
}

static void round_to(struct digits *digits, int count)
{
    if (count >= digits->count)
        return;
    bool up = rounds_up(digits, count);
    digits->count = count < 0 ? 0 : count;
    while (up && digits->count && digits->digit[digits->count - 1] == 9)
        digits->count--;
    if (up && digits->count) {
        digits->digit[digits->count - 1]++;
    } else if (up) {
        digits->digit[digits->count++] = 1;
        digits->point++;
    }
    trim(digits);
}

static uint64_t rounded_integer(const struct digits *digits)
{
    uint64_t number = 0;
    for (int i = 0; i < digits->point; i++)
        number = number * 10 + (i < digits->count ? digits->digit[i] : 0);
    return number + rounds_up(digits, digits->point);
}

/* Digits of the number's text: the bytes used. */
static size_t read_digits(struct slice text, struct digits *digits)
{
    size_t at = 0;
    bool any = false, point = false;
    for (; at < text.length; at++) {
        char c = text.data[at];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!ascii_is_digit(c))
            break;
        any = true;
        if (digits->count < MOST_DIGITS && (digits->count || c != '0'))
            digits->digit[digits->count++] = (unsigned char)(c - '0');
        else
            digits->cut |= c != '0';
        digits->point += digits->count && !point;
        digits->point -= !digits->count && point;
    }
    trim(digits);
    return any ? at : 0;
}

static size_t read_exponent(struct slice text, size_t at, int *exponent)
{
    size_t next = at + 1;
    int number = 0;
    if (at >= text.length || (text.data[at] != 'e' && text.data[at] != 'E'))
        return at;
    bool negative = next < text.length && text.data[next] == '-';
    next += negative || (next < text.length && text.data[next] == '+');
    if (next >= text.length || !ascii_is_digit(text.data[next]))
        return at;
    for (; next < text.length && ascii_is_digit(text.data[next]); next++)
        number = number < 100000 ? number * 10 + (text.data[next] - '0') : number;
    *exponent = negative ? -number : number;
    return next;
}

/* Few digits and a small power of ten: both are exact, and so is their one rounding. */
static bool read_short(const struct digits *digits, double *number)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    int power = digits->point - digits->count;
    uint64_t whole = 0;
    if (digits->count > 15 || power > 22 || power < -22)
        return false;
    for (int i = 0; i < digits->count; i++)
        whole = whole * 10 + digits->digit[i];
    *number = power < 0 ? (double)whole / powers[-power] : (double)whole * powers[power];
    return true;
}

static int shift_for(int point)
{
    static const int powers[] = {1, 3, 6, 9, 13, 16, 19, 23, 26};
    return point < 9 ? powers[point] : 27;
}

static double read_long(struct digits *digits)
{
    int exponent = 0;
    if (digits->point > 310)
        return HUGE_VAL;
    if (digits->point < -330)
        return 0;
    while (digits->point > 0) {
        int by = shift_for(digits->point);
        shift(digits, -by);
        exponent += by;
    }
    while (digits->point < 0 || (digits->point == 0 && digits->digit[0] < 5)) {
        int by = shift_for(-digits->point);
        shift(digits, by);
        exponent -= by;
    }
    exponent--;
    if (exponent < BIAS + 1) {
        shift(digits, exponent - (BIAS + 1));
        exponent = BIAS + 1;
    }
    shift(digits, 1 + MANTISSA_BITS);
    return exponent > -BIAS ? HUGE_VAL : ldexp((double)rounded_integer(digits), exponent - MANTISSA_BITS);
}

size_t float_read(struct slice text, double *number)
{
    struct digits digits;
    digits.count = digits.point = 0;
    digits.cut = false;
    bool negative = text.length && text.data[0] == '-';
    size_t sign = negative || (text.length && text.data[0] == '+');
    size_t used = read_digits(slice_part(text, sign, text.length), &digits);
    int exponent = 0;
    *number = 0;
    if (!used)
        return 0;
    used = read_exponent(text, sign + used, &exponent);
    if (digits.count) {
        digits.point += exponent;
        if (!read_short(&digits, number))
            *number = read_long(&digits);
    }
    if (negative)
        *number = -*number;
    return used;
}

static void take_apart(double number, struct digits *digits)
{
    int exponent;
    uint64_t mantissa = (uint64_t)ldexp(frexp(number, &exponent), MANTISSA_BITS + 1);
    digits->count = digits->point = 0;
    digits->cut = false;
    unsigned char back[20];
    for (; mantissa; mantissa /= 10)
        back[digits->count++] = (unsigned char)(mantissa % 10);
    for (int i = 0; i < digits->count; i++)
        digits->digit[i] = back[digits->count - 1 - i];
    digits->point = digits->count;
    trim(digits);
    shift(digits, exponent - MANTISSA_BITS - 1);
}

static void add_digit(struct buffer *out, const struct digits *digits, int at)
{
    buffer_add_byte(out, (char)('0' + (at >= 0 && at < digits->count ? digits->digit[at] : 0)));
}

static void write_plain(struct buffer *out, const struct digits *digits, int places, bool point)
{
    for (int i = digits->point > 0 ? 0 : digits->point - 1; i < digits->point; i++)
        if (i >= 0 || i == digits->point - 1)
            add_digit(out, digits, i);
    if (places > 0 || point)
        buffer_add_byte(out, '.');
    for (int i = 0; i < places; i++)
        add_digit(out, digits, digits->point + i);
}

static void write_exponent(struct buffer *out, const struct digits *digits, int places, bool point)
{
    int exponent = digits->count ? digits->point - 1 : 0;
    add_digit(out, digits, 0);
    if (places > 0 || point)
        buffer_add_byte(out, '.');
    for (int i = 1; i <= places; i++)
        add_digit(out, digits, i);
    buffer_format(out, "e%c%02d", exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
}

static void write_general(struct buffer *out, struct digits *digits, int precision, bool alternate)
{
    precision = precision ? precision : 1;
    round_to(digits, precision);
    int exponent = digits->count ? digits->point - 1 : 0;
    int shown = alternate ? precision : digits->count ? digits->count : 1;
    if (exponent < -4 || exponent >= precision) {
        write_exponent(out, digits, shown - 1, alternate);
    } else {
        int places = shown - 1 - exponent;
        write_plain(out, digits, places > 0 ? places : 0, alternate);
    }
}

void float_write(struct buffer *out, double number, char form, int precision, bool alternate)
{
    struct digits digits;
    if (signbit(number))
        buffer_add_byte(out, '-');
    if (isnan(number) || isinf(number)) {
        buffer_add_text(out, isnan(number) ? "nan" : "inf");
        return;
    }
    precision = precision < 0 ? 6 : precision;
    take_apart(signbit(number) ? -number : number, &digits);
    if (form == 'g') {
        write_general(out, &digits, precision, alternate);
    } else if (form == 'e') {
        round_to(&digits, precision + 1);
        write_exponent(out, &digits, precision, alternate);
    } else {
        round_to(&digits, digits.point + precision);
        if (!digits.count)
            digits.point = 0;
        write_plain(out, &digits, precision, alternate);
    }
}
