#include "tools/options.h"

extern const struct program whoami_program;

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &whoami_program, count, words);
    options_next(&options);
    process_print(process, "root\n");
    return 0;
}

const struct program whoami_program = {
    .name = "whoami", .usage = "whoami", .help = "Print the user's name", .run = run};
