#include "base/buffer.h"
#include "tools/input.h"

extern const struct program rev_program;

/* By characters: the bytes behind the first of one go with it. */
static void reverse(struct slice line, struct buffer *out)
{
    size_t end = line.length;
    for (size_t at = end; at-- > 0;) {
        if (((unsigned char)line.data[at] & 0xc0) == 0x80 && at)
            continue;
        buffer_add(out, slice_part(line, at, end));
        end = at;
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &rev_program, count, words);
    struct slice line;
    struct buffer *out = arena_allocate(process->arena, sizeof *out);
    bool whole;
    process_own(process, (void (*)(void *))buffer_release, out);
    options_next(&options);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->before = "cannot open ";
    while (input_open(input)) {
        while (input_line(input, &line, &whole)) {
            buffer_clear(out);
            reverse(line, out);
            if (whole)
                buffer_add_byte(out, '\n');
            process_write(process, STREAM_OUT, buffer_slice(out));
        }
    }
    return input->failed ? 1 : 0;
}

const struct program rev_program = {
    .name = "rev", .usage = "rev [FILE]...", .help = "Reverse each line", .run = run};
