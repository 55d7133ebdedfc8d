#include "shell/process.h"

static int run(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    process_print(process, "\033[H\033[2J\033[3J");
    return 0;
}

const struct program clear_program = {
    .name = "clear", .usage = "clear", .help = "Clear the screen", .run = run};
