/* printf of awk. Integers of any size and decimals are written by float_write. */
#include <math.h>
#include <string.h>

#include "data/float.h"
#include "tools/awk/awk.h"

struct directive {
    bool left, plus, blank, zero, alternate;
    int width, precision; /* precision -1: none */
};

enum { MOST_WIDTH = 100000 };

struct formatter {
    struct awk *awk;
    struct buffer *out;
    const char *function;
    struct slice format;
    size_t base, next, end; /* cells on the stack */
    int number;             /* of the conversion, for messages */
};

static void pad(struct buffer *out, const struct directive *directive, struct slice sign, struct slice text,
                bool zeros)
{
    size_t length = sign.length + text.length;
    size_t missing =
        directive->width > 0 && (size_t)directive->width > length ? (size_t)directive->width - length : 0;
    if (!directive->left && !zeros)
        buffer_add_repeated(out, ' ', missing);
    buffer_add(out, sign);
    if (!directive->left && zeros)
        buffer_add_repeated(out, '0', missing);
    buffer_add(out, text);
    if (directive->left)
        buffer_add_repeated(out, ' ', missing);
}

static struct slice sign_of(const struct directive *directive, bool negative)
{
    return slice_of(negative ? "-" : directive->plus ? "+" : directive->blank ? " " : "");
}

/* Digits of a whole number in a base; of any size in base ten. */
static void write_integer(struct buffer *digits, double number, char conversion)
{
    double size = fabs(number);
    if (conversion == 'd' && size >= 1e18)
        float_write(digits, size, 'f', 0, false);
    else if (conversion == 'o')
        buffer_format(digits, "%llo", (unsigned long long)size);
    else if (conversion == 'x')
        buffer_format(digits, "%llx", (unsigned long long)size);
    else if (conversion == 'X')
        buffer_format(digits, "%llX", (unsigned long long)size);
    else
        buffer_format(digits, "%llu", (unsigned long long)size);
}

static void add_integer(struct buffer *out, const struct directive *directive, char conversion, double number)
{
    struct buffer digits = {0}, padded = {0};
    bool decimal = conversion == 'd' || conversion == 'i' || conversion == 'u';
    number = trunc(number);
    if (!decimal &&
        (number < 0 || number > 18446744073709549568.0)) /* as gawk: what does not fit is a decimal */
        decimal = true, conversion = 'd';
    write_integer(&digits, number, decimal ? 'd' : conversion);
    if (directive->precision >= 0 && (size_t)directive->precision > digits.length)
        buffer_add_repeated(&padded, '0', (size_t)directive->precision - digits.length);
    buffer_add(&padded, buffer_slice(&digits));
    struct slice sign = decimal ? sign_of(directive, number < 0) : SLICE("");
    if (directive->alternate && number != 0 && !decimal)
        sign = slice_of(conversion == 'o' ? "0" : conversion == 'x' ? "0x" : "0X");
    pad(out, directive, sign, buffer_slice(&padded), directive->zero && directive->precision < 0);
    buffer_release(&digits);
    buffer_release(&padded);
}

static void add_float(struct buffer *out, const struct directive *directive, char conversion, double number)
{
    struct buffer digits = {0};
    bool finite = !isnan(number) && !isinf(number);
    int precision = directive->precision > 1000 ? 1000 : directive->precision;
    float_write(&digits, fabs(number), ascii_lower(conversion), precision, directive->alternate);
    for (size_t i = 0; conversion < 'a' && i < digits.length; i++)
        digits.data[i] = ascii_upper(digits.data[i]);
    pad(out, directive, sign_of(directive, signbit(number)), buffer_slice(&digits), directive->zero && finite);
    buffer_release(&digits);
}

static struct cell *next_cell(struct formatter *formatter)
{
    if (formatter->next >= formatter->end)
        awk_fail(formatter->awk, "not enough arguments passed to %s(\"%.*s\")", formatter->function,
                 (int)formatter->format.length, formatter->format.data);
    return &formatter->awk->stack[formatter->next++];
}

static int take_size(struct formatter *formatter, size_t *at)
{
    struct slice format = formatter->format;
    int size = 0;
    if (*at < format.length && format.data[*at] == '*') {
        ++*at;
        double given = awk_cell_to_number(next_cell(formatter));
        return given > MOST_WIDTH ? MOST_WIDTH : given < -MOST_WIDTH ? -MOST_WIDTH : (int)given;
    }
    for (; *at < format.length && ascii_is_digit(format.data[*at]); ++*at)
        size = size > MOST_WIDTH / 10 ? MOST_WIDTH : size * 10 + (format.data[*at] - '0');
    return size;
}

static void add_text(struct formatter *formatter, const struct directive *directive, char conversion)
{
    struct cell *cell = next_cell(formatter);
    awk_cell_to_number(cell); /* decides what came from input */
    if (conversion == 'c' && (cell->kind == CELL_NUMBER || cell->kind == CELL_STRNUM)) {
        char byte = (char)(int64_t)awk_cell_to_number(cell);
        pad(formatter->out, directive, SLICE(""), (struct slice){&byte, 1}, false);
        return;
    }
    struct awk_text *text = awk_cell_to_text(formatter->awk, cell, false);
    struct slice shown = awk_text_slice(text);
    if (conversion == 'c')
        shown = (struct slice){text->bytes, 1}; /* of an empty text the NUL behind it, as mawk and gawk do */
    else if (directive->precision >= 0)
        shown = slice_part(shown, 0, (size_t)directive->precision);
    pad(formatter->out, directive, SLICE(""), shown, false);
    awk_text_unref(formatter->awk, text);
}

static void convert(struct formatter *formatter, const struct directive *directive, char conversion)
{
    formatter->number++;
    if (conversion == 's' || conversion == 'c') {
        add_text(formatter, directive, conversion);
    } else if (conversion && strchr("diouxX", conversion)) {
        double number = awk_cell_to_number(next_cell(formatter));
        if (isnan(number) || isinf(number))
            add_float(formatter->out, directive, 'f', number);
        else
            add_integer(formatter->out, directive, conversion, number);
    } else if (conversion && strchr("eEfFgG", conversion)) {
        add_float(formatter->out, directive, conversion, awk_cell_to_number(next_cell(formatter)));
    } else {
        awk_fail(formatter->awk, "improper conversion(number %d) in %s(\"%.*s\")", formatter->number,
                 formatter->function, (int)formatter->format.length, formatter->format.data);
    }
}

static size_t read_directive(struct formatter *formatter, size_t at, struct directive *directive)
{
    struct slice format = formatter->format;
    for (; at < format.length && strchr("-+ 0#", format.data[at]) && format.data[at]; at++) {
        directive->left |= format.data[at] == '-';
        directive->plus |= format.data[at] == '+';
        directive->blank |= format.data[at] == ' ';
        directive->zero |= format.data[at] == '0';
        directive->alternate |= format.data[at] == '#';
    }
    directive->width = take_size(formatter, &at);
    if (directive->width < 0) {
        directive->left = true;
        directive->width = -directive->width;
    }
    if (at < format.length && format.data[at] == '.') {
        at++;
        directive->precision = take_size(formatter, &at);
    }
    while (at < format.length && format.data[at] && strchr("hlLqjzt", format.data[at]))
        at++;
    return at;
}

void awk_format(struct awk *awk, struct buffer *out, size_t count, const char *function)
{
    struct formatter formatter = {.awk = awk, .out = out, .function = function};
    formatter.base = awk->top - count;
    formatter.next = formatter.base + 1;
    formatter.end = awk->top;
    struct awk_text *format = awk_cell_to_text(awk, &awk->stack[formatter.base], false);
    formatter.format = awk_text_slice(format);
    for (size_t at = 0; at < format->length;) {
        size_t percent = at + slice_find_byte(slice_part(formatter.format, at, format->length), '%');
        buffer_add(out, slice_part(formatter.format, at, percent));
        at = percent + 1;
        if (percent >= format->length)
            break;
        if (at < format->length && format->bytes[at] == '%') {
            buffer_add_byte(out, '%');
            at++;
            continue;
        }
        struct directive directive = {.precision = -1};
        at = read_directive(&formatter, at, &directive);
        convert(&formatter, &directive, at < format->length ? format->bytes[at] : 0);
        at++;
    }
    awk_text_unref(awk, format);
}

struct awk_text *awk_number_text(struct awk *awk, double number, struct slice format)
{
    struct buffer out = {0};
    if (number == trunc(number) && fabs(number) < 1e18) {
        buffer_format(&out, "%lld", (long long)number);
    } else if (number == trunc(number) && !isinf(number)) {
        float_write(&out, number, 'f', 0, false);
    } else if (slice_is(format, "%.6g")) {
        float_write(&out, number, 'g', 6, false);
    } else {
        awk_push(awk, awk_cell_text(awk_text_new(awk, format)));
        awk_push(awk, awk_cell_number(number));
        awk_format(awk, &out, 2, "sprintf");
        awk_drop(awk);
        awk_drop(awk);
    }
    struct awk_text *text = awk_text_new(awk, buffer_slice(&out));
    buffer_release(&out);
    return text;
}
