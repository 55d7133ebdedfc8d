#include "tools/input.h"

extern const struct program uniq_program;

static const struct flag flags[] = {
    {"count", 'c', NULL, "prefix lines by the number of occurrences"},
    {"repeated", 'd', NULL, "only print duplicate lines, one for each group"},
    {"unique", 'u', NULL, "only print unique lines"},
    {"ignore-case", 'i', NULL, "ignore differences in case when comparing"},
    {0},
};

struct style {
    bool count, repeated, unique, nocase;
};

static void print_group(struct process *process, const struct style *style, struct slice line, long times)
{
    if (times == 0 || (style->repeated && times < 2) || (style->unique && times > 1))
        return;
    if (style->count)
        process_print(process, "%7ld ", times);
    process_write(process, STREAM_OUT, line);
    process_write(process, STREAM_OUT, SLICE("\n"));
}

static bool is_same(const struct style *style, struct arena *arena, struct slice a, struct slice b)
{
    if (!style->nocase)
        return slice_equal(a, b);
    struct arena_mark mark = arena_mark(arena);
    bool same = slice_is_nocase(a, arena_copy(arena, b));
    arena_rewind(arena, mark);
    return same;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &uniq_program, count, words);
    struct style style = {0};
    struct slice line, before = {0};
    long times = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        style.count |= flag->letter == 'c';
        style.repeated |= flag->letter == 'd';
        style.unique |= flag->letter == 'u';
        style.nocase |= flag->letter == 'i';
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count ? 1 : 0);
    if (!input_open(input))
        return 1;
    struct arena_mark mark = arena_mark(process->arena);
    while (input_line(input, &line, NULL)) {
        if (times && is_same(&style, process->arena, line, before)) {
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
