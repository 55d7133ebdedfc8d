#include "shell/process.h"

static int run(struct process *process, int count, char *const *words)
{
    (void)process;
    (void)count;
    (void)words;
    return 1;
}

const struct program false_program = {.name = "false", .usage = "false", .help = "Fail", .run = run};
