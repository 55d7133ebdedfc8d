#include <string.h>

#include "base/buffer.h"
#include "tools/options.h"

extern const struct program seq_program;

static const struct flag flags[] = {
    {"separator", 's', "STRING", "use STRING to separate numbers (default: \\n)"},
    {"equal-width", 'w', NULL, "equalize width by padding with leading zeroes"},
    {0},
};

enum { MOST_DIGITS = 6, PIECE = 1024 };

/* Numbers are counted in millionths, so that 0.1 is exact. */
static bool read_number(struct slice text, int64_t *number, int *digits)
{
    bool negative = slice_starts(text, "-");
    size_t point = slice_find_byte(text, '.');
    struct slice fraction = slice_part(text, point + 1, text.length);
    int64_t whole = 0, part = 0;
    struct slice front = slice_part(text, negative || slice_starts(text, "+"), point);
    if ((front.length && !slice_to_integer(front, &whole)) || fraction.length > MOST_DIGITS ||
        (fraction.length && !slice_to_integer(fraction, &part)) || front.length + fraction.length == 0 ||
        front.length > 12 || whole < 0 || part < 0)
        return false;
    for (size_t i = fraction.length; i < MOST_DIGITS; i++)
        part *= 10;
    *number = (whole * 1000000 + part) * (negative ? -1 : 1);
    if ((int)fraction.length > *digits)
        *digits = (int)fraction.length;
    return true;
}

static const char *number_text(struct arena *arena, int64_t number, int digits, int width)
{
    int64_t size = number < 0 ? -number : number;
    const char *sign = number < 0 ? "-" : "";
    int pad = width - (number < 0) - (digits ? digits + 1 : 0);
    char *text = arena_format(arena, "%s%0*lld.%06lld", sign, pad > 0 ? pad : 1, (long long)(size / 1000000),
                              (long long)(size % 1000000));
    size_t length = strlen(text) - MOST_DIGITS + (size_t)digits - (digits == 0);
    text[length] = 0;
    return text;
}

static void print_numbers(struct process *process, const int64_t *limits, int digits, const char *between,
                          bool equal)
{
    int64_t first = limits[0], step = limits[1], last = limits[2];
    size_t width = 0;
    for (int i = 0; equal && i < 3; i += 2) {
        size_t length = strlen(number_text(process->arena, limits[i], digits, 0));
        width = length > width ? length : width;
    }
    bool any = false;
    struct buffer *out = arena_allocate(process->arena, sizeof *out);
    process_own(process, (void (*)(void *))buffer_release, out);
    for (int64_t number = first; step > 0 ? number <= last : number >= last; number += step) {
        struct arena_mark mark = arena_mark(process->arena);
        buffer_add_text(out, any ? between : "");
        buffer_add_text(out, number_text(process->arena, number, digits, (int)width));
        arena_rewind(process->arena, mark);
        any = true;
        if (out->length < PIECE)
            continue;
        process_write(process, STREAM_OUT, buffer_slice(out));
        buffer_clear(out);
    }
    if (any)
        buffer_add_byte(out, '\n');
    process_write(process, STREAM_OUT, buffer_slice(out));
}

/* "-5" is a number here, not a flag. */
static bool is_negative(const char *word)
{
    return word[0] == '-' && (ascii_is_digit(word[1]) || word[1] == '.');
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &seq_program, count, words);
    int64_t limits[3] = {1000000, 1000000, 0};
    const char *between = "\n";
    bool equal = false;
    int digits = 0;
    for (;;) {
        options.leading = true;
        if (!options.cluster && options.at < count && is_negative(words[options.at])) {
            while (options.at < count)
                options.operands[options.operand_count++] = words[options.at++];
        }
        const struct flag *flag = options_next(&options);
        if (!flag)
            break;
        equal |= flag->letter == 'w';
        if (flag->letter == 's')
            between = options.value;
    }
    if (options.operand_count < 1 || options.operand_count > 3) {
        if (options.operand_count < 1)
            process_complain(process, "seq: missing operand\n");
        else
            process_complain(process, "seq: extra operand '%s'\n", options.operands[3]);
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        int place = i == options.operand_count - 1 ? 2 : i;
        if (!read_number(slice_of(options.operands[i]), &limits[place], &digits)) {
            process_complain(process, "seq: invalid floating point argument: '%s'\n", options.operands[i]);
            options_fail(&options);
        }
    }
    if (limits[1] == 0) {
        process_complain(process, "seq: invalid Zero increment value: '%s'\n", options.operands[1]);
        options_fail(&options);
    }
    print_numbers(process, limits, digits, between, equal);
    return 0;
}

const struct program seq_program = {.name = "seq",
                                    .usage = "seq [OPTION]... [FIRST [INCREMENT]] LAST",
                                    .help = "Print a sequence of numbers",
                                    .flags = flags,
                                    .run = run};
