/* There is no screen to page on: everything is printed, as less does when its output is no terminal. */
#include "tools/input.h"

extern const struct program less_program;

static const struct flag flags[] = {
    {NULL, 'R', NULL, "accepted"}, {NULL, 'S', NULL, "accepted"},
    {NULL, 'N', NULL, "accepted"}, {NULL, 'F', NULL, "accepted"},
    {NULL, 'X', NULL, "accepted"}, {NULL, 'r', NULL, "accepted"},
    {NULL, 'i', NULL, "accepted"}, {0},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &less_program, count, words);
    struct slice some;
    while (options_next(&options))
        continue;
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->silent = true;
    while (input_open(input)) {
        while ((some = input_some(input)).length)
            process_write(process, STREAM_OUT, some);
    }
    for (int i = 0; input->failed && i < options.operand_count; i++) {
        const char *problem = NULL, *name = options.operands[i];
        if (process_is_directory(process, name))
            process_complain(process, "%s is a directory\n", name);
        else if (!process_file(process, name, &problem))
            process_complain(process, "%s: %s\n", name, problem);
    }
    return input->failed ? 1 : 0;
}

const struct program less_program = {
    .name = "less", .usage = "less [FILE]...", .help = "Print files", .flags = flags, .run = run};
const struct program more_program = {
    .name = "more", .usage = "more [FILE]...", .help = "Print files", .flags = flags, .run = run};
