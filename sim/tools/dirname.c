#include "tools/options.h"

extern const struct program dirname_program;

static struct slice directory_part(struct slice name)
{
    while (name.length > 1 && name.data[name.length - 1] == '/')
        name.length--;
    while (name.length && name.data[name.length - 1] != '/')
        name.length--;
    while (name.length > 1 && name.data[name.length - 1] == '/')
        name.length--;
    return name.length ? name : SLICE(".");
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &dirname_program, count, words);
    options_next(&options);
    if (options.operand_count == 0) {
        process_complain(process, "dirname: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        struct slice directory = directory_part(slice_of(options.operands[i]));
        process_print(process, "%.*s\n", (int)directory.length, directory.data);
    }
    return 0;
}

const struct program dirname_program = {
    .name = "dirname", .usage = "dirname NAME...", .help = "Print a path without its last part", .run = run};
