#include "tools/input.h"

extern const struct program shuf_program;

static const struct flag flags[] = {
    {"echo", 'e', NULL, "treat each ARG as an input line"},
    {"input-range", 'i', "LO-HI", "treat each number LO through HI as an input line"},
    {"head-count", 'n', "COUNT", "output at most COUNT lines"},
    {"repeat", 'r', NULL, "output lines can be repeated"},
    {0},
};

enum { MOST_LINES = 1000000 };

static uint64_t draw(struct process *process)
{
    struct draft *draft = process_begin(process);
    uint64_t number = draft_random(draft);
    process_commit(process);
    return number;
}

static struct value *range_lines(struct options *options, const char *text)
{
    int64_t low, high;
    struct process *process = options->process;
    struct value *lines = value_array(process->arena);
    size_t dash = slice_find_byte(slice_of(text), '-');
    if (!slice_to_integer(slice_part(slice_of(text), 0, dash), &low) ||
        !slice_to_integer(slice_part(slice_of(text), dash + 1, slice_of(text).length), &high) || low > high ||
        high - low > MOST_LINES) {
        process_complain(process, "shuf: invalid input range: '%s'\n", text);
        process_exit(process, 1);
    }
    for (; low <= high; low++)
        value_append(process->arena, lines, value_format(process->arena, "%lld", (long long)low));
    return lines;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &shuf_program, count, words);
    struct value *lines = NULL;
    bool echo = false, repeat = false;
    int64_t most = INT64_MAX;
    struct slice line;
    for (const struct flag *flag; (flag = options_next(&options));) {
        echo |= flag->letter == 'e';
        repeat |= flag->letter == 'r';
        if (flag->letter == 'i')
            lines = range_lines(&options, options.value);
        else if (flag->letter == 'n')
            most = options_number(&options, "invalid line count");
    }
    bool given = lines != NULL;
    lines = lines ? lines : value_array(process->arena);
    for (int i = 0; echo && i < options.operand_count; i++)
        value_append(process->arena, lines, value_text(process->arena, options.operands[i]));
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    while (!echo && !given && input_open(input))
        while (input_line(input, &line, NULL))
            value_append(process->arena, lines, value_string(process->arena, line));
    size_t left = value_count(lines);
    uint64_t state = draw(process);
    size_t *order = arena_allocate(process->arena, (left + 1) * sizeof *order);
    for (size_t i = 0; i < left; i++)
        order[i] = i;
    for (int64_t i = 0; i < most && left; i++) {
        size_t at = (size_t)(random_next(&state) % left);
        process_write(process, STREAM_OUT, value_slice(value_at(lines, order[at])));
        process_write(process, STREAM_OUT, SLICE("\n"));
        if (!repeat)
            order[at] = order[--left];
    }
    return input->failed ? 1 : 0;
}

const struct program shuf_program = {.name = "shuf",
                                     .usage = "shuf [OPTION]... [FILE | -e [ARG]... | -i LO-HI]",
                                     .help = "Shuffle lines, by the session's seed",
                                     .flags = flags,
                                     .run = run};
