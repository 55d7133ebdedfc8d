#include <string.h>

#include "tools/input.h"

extern const struct program uniq_program;

static const struct flag flags[] = {
    {"count", 'c', NULL, "prefix lines by the number of occurrences"},
    {"repeated", 'd', NULL, "only print duplicate lines, one for each group"},
    {"unique", 'u', NULL, "only print unique lines"},
    {NULL, 'D', NULL, "print all duplicate lines"},
    {"skip-fields", 'f', "N", "avoid comparing the first N fields"},
    {"skip-chars", 's', "N", "avoid comparing the first N characters"},
    {"check-chars", 'w', "N", "compare no more than N characters in lines"},
    {"ignore-case", 'i', NULL, "ignore differences in case when comparing"},
    {0},
};

struct style {
    bool count, repeated, unique, nocase, all;
    int64_t fields, skipped, compared; /* compared: -1: all */
};

static void print_line(struct process *process, struct slice line)
{
    process_write(process, STREAM_OUT, line);
    process_write(process, STREAM_OUT, SLICE("\n"));
}

static void print_group(struct process *process, const struct style *style, struct slice line, long times)
{
    if (style->all || times == 0 || (style->repeated && times < 2) || (style->unique && times > 1))
        return;
    if (style->count)
        process_print(process, "%7ld ", times);
    print_line(process, line);
}

/* What is compared of a line: behind -f fields (blanks, then others) and -s bytes, -w of them. */
static struct slice compared_part(const struct style *style, struct slice line)
{
    size_t at = 0, end = line.length;
    for (int64_t field = 0; field < style->fields && at < end; field++) {
        while (at < end && (line.data[at] == ' ' || line.data[at] == '\t'))
            at++;
        while (at < end && line.data[at] != ' ' && line.data[at] != '\t')
            at++;
    }
    at = (uint64_t)style->skipped < end - at ? at + (size_t)style->skipped : end;
    if (style->compared >= 0 && (uint64_t)style->compared < end - at)
        end = at + (size_t)style->compared;
    return slice_part(line, at, end);
}

static bool is_same(const struct style *style, struct arena *arena, struct slice a, struct slice b)
{
    a = compared_part(style, a);
    b = compared_part(style, b);
    if (!style->nocase)
        return slice_equal(a, b);
    struct arena_mark mark = arena_mark(arena);
    bool same = slice_is_nocase(a, arena_copy(arena, b));
    arena_rewind(arena, mark);
    return same;
}

static void read_flags(struct style *style, struct options *options)
{
    for (const struct flag *flag; (flag = options_next(options));) {
        style->count |= flag->letter == 'c';
        style->repeated |= flag->letter == 'd';
        style->unique |= flag->letter == 'u';
        style->nocase |= flag->letter == 'i';
        style->all |= flag->letter == 'D';
        int64_t *number = flag->letter == 'f'   ? &style->fields
                          : flag->letter == 's' ? &style->skipped
                          : flag->letter == 'w' ? &style->compared
                                                : NULL;
        const char *what = flag->letter == 'f'   ? "invalid number of fields to skip"
                           : flag->letter == 's' ? "invalid number of bytes to skip"
                                                 : "invalid number of bytes to compare";
        if (!number)
            continue;
        if (!ascii_is_digit(options->value[strspn(options->value, "+")])) {
            process_complain(options->process, "uniq: %s: %s\n", options->value, what);
            process_exit(options->process, 1);
        }
        *number = options_number(options, what);
    }
    if (style->all && style->count) {
        process_complain(options->process,
                         "uniq: printing all duplicated lines and repeat counts is meaningless\n");
        options_fail(options);
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &uniq_program, count, words);
    struct style style = {.compared = -1};
    struct slice line, before = {0};
    long times = 0;
    read_flags(&style, &options);
    if (options.operand_count > 2) {
        process_complain(process, "uniq: extra operand '%s'\n", options.operands[2]);
        options_fail(&options);
    }
    if (options.operand_count == 2) {
        process_complain(process, "uniq: not simulated: an output file (uniq IN > OUT does it)\n");
        return 1;
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count ? 1 : 0);
    if (!input_open(input))
        return 1;
    struct arena_mark mark = arena_mark(process->arena);
    while (input_line(input, &line, NULL)) {
        if (times && is_same(&style, process->arena, line, before)) {
            if (style.all && times == 1)
                print_line(process, before);
            if (style.all)
                print_line(process, line);
            times++;
            continue;
        }
        print_group(process, &style, before, times);
        arena_rewind(process->arena, mark);
        before = (struct slice){arena_copy(process->arena, line), line.length};
        times = 1;
    }
    print_group(process, &style, before, times);
    return 0;
}

const struct program uniq_program = {.name = "uniq",
                                     .usage = "uniq [OPTION]... [INPUT]",
                                     .help = "Leave out repeated lines",
                                     .flags = flags,
                                     .run = run};
