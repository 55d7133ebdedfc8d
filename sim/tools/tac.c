#include "base/buffer.h"
#include "tools/input.h"

extern const struct program tac_program;

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &tac_program, count, words);
    options_next(&options);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->before = "failed to open '";
    input->after = "' for reading";
    while (input_open(input)) {
        struct slice all = input_all(input);
        size_t end = all.length, at = end;
        while (at) {
            at--;
            if (at && all.data[at - 1] != '\n')
                continue;
            process_write(process, STREAM_OUT, slice_part(all, at, end));
            end = at;
        }
    }
    return input->failed ? 1 : 0;
}

const struct program tac_program = {
    .name = "tac", .usage = "tac [FILE]...", .help = "Print files with the last line first", .run = run};
