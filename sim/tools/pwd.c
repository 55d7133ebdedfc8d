#include "shell/shell.h"

static int run(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    process_print(process, "%s\n", shell_directory(process->shell));
    return 0;
}

const struct program pwd_program = {
    .name = "pwd", .usage = "pwd", .help = "Print the working directory", .run = run};
