/* printf (POSIX XCU printf; bash's -v, %q, %b). Decimals are made by hand: no floating point. */
#include <stdarg.h>
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"
#include "shell/decimal.h"
#include "shell/lexer.h"

struct formatter {
    struct process *process;
    struct buffer out;
    char *const *words;
    int count, at;
    bool writes;  /* to standard output, and not into a variable */
    bool stopped; /* by \c */
    int status;
};

struct directive {
    bool left, plus, blank, zero, alternate;
    int width, precision; /* precision -1: none */
};

/* The first [length] bytes of what is to be written. */
static void write_out(struct formatter *formatter, size_t length)
{
    char *bytes = arena_copy(formatter->process->arena, buffer_slice(&formatter->out));
    buffer_drop_front(&formatter->out, length);
    process_write(formatter->process, STREAM_OUT, (struct slice){bytes, length});
}

/* Behind the lines that were written before: bash writes line by line. */
__attribute__((format(printf, 2, 3))) static void complain_of(struct formatter *formatter, const char *format, ...)
{
    struct slice written = buffer_slice(&formatter->out);
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(formatter->process->arena, format, arguments);
    va_end(arguments);
    while (written.length && written.data[written.length - 1] != '\n')
        written.length--;
    if (formatter->writes && written.length)
        write_out(formatter, written.length);
    complain(formatter->process, "%s", text);
}

static const char *next_word(struct formatter *formatter)
{
    return formatter->at < formatter->count ? formatter->words[formatter->at++] : NULL;
}

/* False when there is no number at all. What is too large becomes the largest. */
static bool parse_integer(const char *text, int64_t *number, const char **end, bool *overflow)
{
    int base = 10;
    uint64_t value = 0;
    bool negative = *text == '-', any = false;
    text += *text == '-' || *text == '+';
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        base = 16;
        text += 2;
    } else if (text[0] == '0') {
        base = 8;
    }
    for (; *text; text++, any = true) {
        char c = ascii_lower(*text);
        int digit = ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (digit >= base)
            break;
        *overflow |= value > (UINT64_MAX - (uint64_t)digit) / (uint64_t)base;
        value = value * (uint64_t)base + (uint64_t)digit;
    }
    *overflow |= base == 10 && value > (uint64_t)INT64_MAX + negative;
    *number = (int64_t)(negative ? 0 - value : value);
    if (*overflow)
        *number = negative ? INT64_MIN : INT64_MAX;
    *end = text;
    return any;
}

static int64_t next_number(struct formatter *formatter)
{
    const char *word = next_word(formatter), *end;
    int64_t number = 0;
    if (!word || !*word)
        return 0;
    while (*word == ' ')
        word++;
    if (*word == '\'' || *word == '"')
        return (unsigned char)word[1];
    bool overflow = false, any = parse_integer(word, &number, &end, &overflow);
    if (!any || *end) {
        complain_of(formatter, "printf: %s: %s", word,
                 any && *word == '0' && ascii_is_digit(*end) ? "invalid octal number" : "invalid number");
        formatter->status = 1;
    } else if (overflow) {
        complain_of(formatter, "printf: warning: %s: Numerical result out of range", word);
    }
    return number;
}

/* [text] in a field: [sign] goes before zeros. */
static void pad(struct buffer *out, const struct directive *directive, const char *sign, struct slice text,
                bool zeros)
{
    size_t length = slice_of(sign).length + text.length;
    size_t missing =
        directive->width > 0 && (size_t)directive->width > length ? (size_t)directive->width - length : 0;
    if (!directive->left && !zeros)
        buffer_add_repeated(out, ' ', missing);
    buffer_add_text(out, sign);
    if (!directive->left && zeros)
        buffer_add_repeated(out, '0', missing);
    buffer_add(out, text);
    if (directive->left)
        buffer_add_repeated(out, ' ', missing);
}

static void add_number(struct formatter *formatter, const struct directive *directive, char conversion)
{
    struct arena *arena = formatter->process->arena;
    int64_t number = next_number(formatter);
    bool decimal = conversion == 'd' || conversion == 'i';
    const char *sign = decimal && number < 0         ? "-"
                       : decimal && directive->plus  ? "+"
                       : decimal && directive->blank ? " "
                                                     : "";
    unsigned long long plain =
        decimal && number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    const char *digits = conversion == 'x'   ? arena_format(arena, "%llx", plain)
                         : conversion == 'X' ? arena_format(arena, "%llX", plain)
                         : conversion == 'o' ? arena_format(arena, "%llo", plain)
                                             : arena_format(arena, "%llu", plain);
    if (directive->alternate && plain && conversion != 'u' && !decimal)
        sign = conversion == 'x' ? "0x" : conversion == 'X' ? "0X" : "0";
    struct buffer padded = {0};
    if (directive->precision > (int)slice_of(digits).length)
        buffer_add_repeated(&padded, '0', (size_t)directive->precision - slice_of(digits).length);
    buffer_add_text(&padded, digits);
    pad(&formatter->out, directive, sign, buffer_slice(&padded), directive->zero && directive->precision < 0);
    buffer_release(&padded);
}

static void add_decimal(struct formatter *formatter, const struct directive *directive, char conversion)
{
    const char *word = next_word(formatter), *end;
    while (word && *word == ' ')
        word++;
    word = word ? word : "0";
    end = decimal_end(word);
    if (*end) {
        complain_of(formatter, "printf: %s: invalid number", word);
        formatter->status = 1;
    }
    int precision = directive->precision > 1000 ? 1000 : directive->precision;
    const char *text = decimal_format(formatter->process->arena, word, conversion, precision);
    pad(&formatter->out, directive,
        *word == '-' && end > word ? "-"
        : directive->plus          ? "+"
        : directive->blank         ? " "
                                   : "",
        slice_of(text), directive->zero);
}

/* %(FORMAT)T: seconds since 1970, -1 for now. */
static void add_time(struct formatter *formatter, const struct directive *directive, const char *format)
{
    const char *word = formatter->at < formatter->count ? formatter->words[formatter->at] : NULL;
    int64_t seconds = word ? next_number(formatter) : -1;
    struct instant at = process_now(formatter->process);
    if (seconds >= 0)
        at.nanoseconds = seconds * 1000000000;
    struct buffer text = {0};
    instant_format(&text, *format ? format : "%X", at);
    pad(&formatter->out, directive, "", buffer_slice(&text), false);
    buffer_release(&text);
}

/* %b: backslash sequences as echo -e has them. */
static void add_interpreted(struct formatter *formatter, const struct directive *directive)
{
    const char *text = next_word(formatter);
    struct buffer plain = {0};
    while (text && *text && !formatter->stopped) {
        if (*text != '\\' || !text[1]) {
            buffer_add_byte(&plain, *text++);
        } else if (text[1] == 'c') {
            formatter->stopped = true;
        } else {
            text += text[1] == '0' && text[2] >= '0' && text[2] <= '7' ? 2 : 1;
            text += expand_escape(text, &plain);
        }
    }
    pad(&formatter->out, directive, "", buffer_slice(&plain), false);
    buffer_release(&plain);
}

static bool add_conversion(struct formatter *formatter, const struct directive *directive, char conversion)
{
    const char *word;
    switch (conversion) {
    case 's':
    case 'q':
        word = next_word(formatter);
        word = word ? word : "";
        if (conversion == 'q')
            word = quote_word(formatter->process->arena, word);
        size_t length = slice_of(word).length;
        if (directive->precision >= 0 && (size_t)directive->precision < length)
            length = (size_t)directive->precision;
        pad(&formatter->out, directive, "", (struct slice){word, length}, false);
        return true;
    case 'c':
        word = next_word(formatter);
        pad(&formatter->out, directive, "", (struct slice){word ? word : "", word && *word}, false);
        return true;
    case 'b':
        add_interpreted(formatter, directive);
        return true;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        add_number(formatter, directive, conversion);
        return true;
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
        add_decimal(formatter, directive, conversion);
        return true;
    default:
        return false;
    }
}

static int take_size(struct formatter *formatter, const char **format)
{
    int size = 0;
    if (**format == '*') {
        ++*format;
        int64_t given = next_number(formatter);
        return given > 10000 ? 10000 : given < -10000 ? -10000 : (int)given;
    }
    for (; ascii_is_digit(**format); ++*format)
        size = size > 1000 ? size : size * 10 + (**format - '0');
    return size;
}

/* One conversion behind its '%'; the bytes used, 0 when it is invalid. */
static const char *convert(struct formatter *formatter, const char *format)
{
    struct directive directive = {.precision = -1};
    const char *start = format - 1;
    for (; *format && strchr("-+ 0#'", *format); format++) {
        directive.left |= *format == '-';
        directive.plus |= *format == '+';
        directive.blank |= *format == ' ';
        directive.zero |= *format == '0';
        directive.alternate |= *format == '#';
    }
    directive.width = take_size(formatter, &format);
    if (directive.width < 0) {
        directive.left = true;
        directive.width = -directive.width;
    }
    if (*format == '.') {
        format++;
        directive.precision = take_size(formatter, &format);
    }
    size_t close = slice_find(slice_of(format), SLICE(")T"));
    if (*format == '(' && format[close]) {
        add_time(formatter, &directive,
                 arena_copy(formatter->process->arena, (struct slice){format + 1, close - 1}));
        return format + close + 2;
    }
    while (*format && strchr("hlLjzt", *format))
        format++;
    if (!add_conversion(formatter, &directive, *format)) {
        if (*format)
            complain_of(formatter, "printf: `%c': invalid format character", *format);
        else
            complain_of(formatter, "printf: `%s': missing format character", start);
        formatter->status = 1;
        formatter->stopped = true;
        return format;
    }
    return format + 1;
}

static void format_once(struct formatter *formatter, const char *format)
{
    while (*format && !formatter->stopped) {
        if (*format == '%' && format[1] == '%') {
            buffer_add_byte(&formatter->out, '%');
            format += 2;
        } else if (*format == '%') {
            format = convert(formatter, format + 1);
        } else if (*format == '\\' && format[1]) {
            format++;
            format += expand_escape(format, &formatter->out);
        } else {
            buffer_add_byte(&formatter->out, *format++);
        }
    }
}

static int run_printf(struct process *process, int count, char *const *words)
{
    const char *variable = NULL;
    int first = 1;
    if (count == 2 && text_equal(words[1], "-v")) {
        complain(process, "printf: -v: option requires an argument");
        process_complain(process, "printf: usage: %s\n", builtin_printf.usage);
        return 2;
    }
    if (count > 2 && text_equal(words[1], "-v")) {
        variable = words[2];
        first = 3;
        if (!word_is_name(slice_part(slice_of(variable), 0, slice_find_byte(slice_of(variable), '[')))) {
            complain(process, "printf: `%s': not a valid identifier", variable);
            return 2;
        }
    }
    if (first < count && text_equal(words[first], "--"))
        first++;
    if (first >= count) {
        process_complain(process, "printf: usage: %s\n", builtin_printf.usage);
        return 2;
    }
    if (first == 1 && words[1][0] == '-' && words[1][1] && words[1][1] != '%')
        return builtin_bad_option(process, &builtin_printf, arena_format(process->arena, "%.2s", words[1]));
    struct formatter formatter = {
        .process = process, .words = words, .count = count, .at = first + 1, .writes = !variable};
    int before;
    process_own(process, (void (*)(void *))buffer_release, &formatter.out);
    do {
        before = formatter.at;
        format_once(&formatter, words[first]);
    } while (!formatter.stopped && formatter.at < count && formatter.at > before);
    if (variable)
        formatter.status |= !assign(process, variable, buffer_text(&formatter.out), false);
    else
        write_out(&formatter, formatter.out.length);
    process_disown(process, &formatter.out);
    buffer_release(&formatter.out);
    return formatter.status;
}

const struct program builtin_printf = {
    .name = "printf",
    .usage = "printf [-v var] format [arguments]",
    .help = "write formatted arguments",
    .run = run_printf,
};
