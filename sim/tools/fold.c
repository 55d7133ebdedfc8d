#include "base/buffer.h"
#include "tools/input.h"

extern const struct program fold_program;

static const struct flag flags[] = {
    {"bytes", 'b', NULL, "count bytes rather than columns"},
    {"spaces", 's', NULL, "break at spaces"},
    {"width", 'w', "WIDTH", "use WIDTH columns instead of 80"},
    {0},
};

static void fold_line(struct slice line, size_t width, bool spaces, struct buffer *out)
{
    while (line.length > width) {
        size_t end = width;
        while (spaces && end && line.data[end - 1] != ' ')
            end--;
        end = end ? end : width;
        buffer_add(out, slice_part(line, 0, end));
        buffer_add_byte(out, '\n');
        line = slice_part(line, end, line.length);
    }
    buffer_add(out, line);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &fold_program, count, words);
    int64_t width = 80;
    bool spaces = false, whole;
    struct slice line;
    options.digits = 'w';
    for (const struct flag *flag; (flag = options_next(&options));) {
        spaces |= flag->letter == 's';
        if (flag->letter == 'w')
            width = options_number(&options, "invalid number of columns");
    }
    if (width < 1) {
        process_complain(process, "fold: invalid number of columns: '%lld'\n", (long long)width);
        return 1;
    }
    struct buffer *out = arena_allocate(process->arena, sizeof *out);
    process_own(process, (void (*)(void *))buffer_release, out);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    while (input_open(input)) {
        while (input_line(input, &line, &whole)) {
            buffer_clear(out);
            fold_line(line, (size_t)width, spaces, out);
            if (whole)
                buffer_add_byte(out, '\n');
            process_write(process, STREAM_OUT, buffer_slice(out));
        }
    }
    return input->failed ? 1 : 0;
}

const struct program fold_program = {.name = "fold",
                                     .usage = "fold [OPTION]... [FILE]...",
                                     .help = "Break long lines",
                                     .flags = flags,
                                     .run = run};
