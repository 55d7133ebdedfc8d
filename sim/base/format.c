#include "base/format.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/write.h"

struct output {
    char *to;
    size_t room, length;
    va_list arguments; /* those still to come */
};

/* One conversion: %[flags][width][.precision][length]letter */
struct conversion {
    bool left, zero, plus, blank;
    size_t width;
    bool precise;
    size_t precision;
    size_t size; /* of an integer argument, in bytes */
    char letter;
};

static void add(struct output *output, const char *bytes, size_t count)
{
    if (count < output->room && output->length < output->room - count)
        memcpy(output->to + output->length, bytes, count);
    output->length += count;
}

static void add_repeated(struct output *output, char byte, size_t count)
{
    if (count < output->room && output->length < output->room - count)
        memset(output->to + output->length, byte, count);
    output->length += count;
}

static size_t read_number(struct output *output, const char **at, bool *negative)
{
    size_t number = 0;
    if (**at == '*') {
        int given = va_arg(output->arguments, int);
        ++*at;
        *negative = given < 0;
        return given < 0 ? (size_t) - (int64_t)given : (size_t)given;
    }
    for (; **at >= '0' && **at <= '9'; ++*at)
        number = number * 10 + (size_t)(**at - '0');
    return number;
}

static void read_flags(const char **at, struct conversion *conversion)
{
    for (;; ++*at) {
        if (**at == '-')
            conversion->left = true;
        else if (**at == '0')
            conversion->zero = true;
        else if (**at == '+')
            conversion->plus = true;
        else if (**at == ' ')
            conversion->blank = true;
        else
            return;
    }
}

static void read_size(const char **at, struct conversion *conversion)
{
    conversion->size = sizeof(int);
    if (**at == 'z') {
        conversion->size = sizeof(size_t);
        ++*at;
    } else if (**at == 'l') {
        bool twice = (*at)[1] == 'l';
        conversion->size = twice ? sizeof(long long) : sizeof(long);
        *at += twice ? 2 : 1;
    }
}

static struct conversion read_conversion(struct output *output, const char **at)
{
    struct conversion conversion = {.left = false};
    bool negative = false;
    read_flags(at, &conversion);
    conversion.width = read_number(output, at, &negative);
    conversion.left |= negative;
    if (**at == '.') {
        ++*at;
        negative = false;
        conversion.precision = read_number(output, at, &negative);
        conversion.precise = !negative;
    }
    read_size(at, &conversion);
    conversion.letter = *(*at)++;
    return conversion;
}

/* [prefix] and [text] with the zeros that the precision, or else the width, asks for between them. */
static void add_padded(struct output *output, const struct conversion *conversion, struct conversion number,
                       const char *prefix, const char *text, size_t length)
{
    size_t zeros = number.precise && number.precision > length ? number.precision - length : 0;
    size_t all = strlen(prefix) + zeros + length;
    size_t blanks = conversion->width > all ? conversion->width - all : 0;
    if (number.zero && !number.precise && !conversion->left) {
        zeros += blanks;
        blanks = 0;
    }
    if (!conversion->left && blanks)
        add_repeated(output, ' ', blanks);
    if (*prefix)
        add(output, prefix, strlen(prefix));
    if (zeros)
        add_repeated(output, '0', zeros);
    add(output, text, length);
    if (conversion->left && blanks)
        add_repeated(output, ' ', blanks);
}

static void add_number(struct output *output, const struct conversion *conversion, uint64_t number,
                       const char *prefix)
{
    char digits[24], *start = digits + sizeof digits;
    const char *names = conversion->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned base = conversion->letter == 'o'                                ? 8
                    : conversion->letter == 'x' || conversion->letter == 'X' ? 16
                                                                             : 10;
    for (; base == 10 && number; number /= 10) /* by a constant: most numbers are decimal, and division is slow */
        *--start = names[number % 10];
    for (; number; number /= base)
        *--start = names[number % base];
    if (start == digits + sizeof digits && !(conversion->precise && !conversion->precision))
        *--start = '0';
    add_padded(output, conversion, *conversion, prefix, start, (size_t)(digits + sizeof digits - start));
}

/* The same without anything around it, as most numbers are. */
static void add_decimal(struct output *output, int number)
{
    char digits[sizeof "-" + WRITE_NUMBER];
    add(output, digits, (size_t)(write_signed(digits, number) - digits));
}

static void add_text(struct output *output, const struct conversion *conversion, const char *text)
{
    if (!text)
        text = "(null)";
    size_t length = conversion->precise ? strnlen(text, conversion->precision) : strlen(text);
    if (!conversion->width)
        add(output, text, length);
    else
        add_padded(output, conversion, (struct conversion){.left = false}, "", text, length);
}

static void add_signed(struct output *output, const struct conversion *conversion, int64_t number)
{
    const char *prefix = number < 0 ? "-" : conversion->plus ? "+" : conversion->blank ? " " : "";
    add_number(output, conversion, number < 0 ? 0 - (uint64_t)number : (uint64_t)number, prefix);
}

static uint64_t take_unsigned(struct output *output, const struct conversion *conversion)
{
    if (conversion->size == sizeof(unsigned))
        return va_arg(output->arguments, unsigned);
    return conversion->size == sizeof(unsigned long) ? va_arg(output->arguments, unsigned long)
                                                     : va_arg(output->arguments, unsigned long long);
}

static int64_t take_signed(struct output *output, const struct conversion *conversion)
{
    uint64_t number = take_unsigned(output, conversion);
    return conversion->size == sizeof(int) ? (int)(unsigned)number : (int64_t)number;
}

/* False when the conversion is none of ours. */
static bool convert(struct output *output, const char **at)
{
    struct conversion conversion = read_conversion(output, at);
    const struct conversion plain = {.left = false};
    char byte;
    switch (conversion.letter) {
    case 's':
        if (conversion.size == sizeof(int))
            add_text(output, &conversion, va_arg(output->arguments, const char *));
        return conversion.size == sizeof(int);
    case 'c':
        byte = (char)va_arg(output->arguments, int);
        add_padded(output, &conversion, plain, "", &byte, 1);
        return conversion.size == sizeof(int);
    case 'd':
    case 'i':
        add_signed(output, &conversion, take_signed(output, &conversion));
        return true;
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        add_number(output, &conversion, take_unsigned(output, &conversion), "");
        return true;
    case '%':
        add(output, "%", 1);
        return true;
    default:
        return false;
    }
}

size_t format_list(char *to, size_t room, const char *format, va_list arguments)
{
    struct output output = {.to = to, .room = room};
    va_copy(output.arguments, arguments);
    bool ours = true;
    for (const char *at = format; *at && ours;) {
        if (*at != '%') { /* few of them, most often */
            if (output.length + 1 < room)
                to[output.length] = *at;
            output.length++;
            at++;
        } else if (at[1] == 's') {
            const char *text = va_arg(output.arguments, const char *);
            add(&output, text ? text : "(null)", strlen(text ? text : "(null)"));
            at += 2;
        } else if (at[1] == 'd') {
            add_decimal(&output, va_arg(output.arguments, int));
            at += 2;
        } else {
            at++;
            ours = convert(&output, &at);
        }
    }
    va_end(output.arguments);
    if (!ours) {
        va_list again;
        va_copy(again, arguments);
        int length = vsnprintf(to, room, format, again);
        va_end(again);
        check(length >= 0);
        return (size_t)length;
    }
    if (output.length < room)
        to[output.length] = '\0';
    return output.length;
}
