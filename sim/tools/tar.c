/* BusyBox tar, as far as kubectl cp needs it: that it is there. */
#include "shell/process.h"

static int run(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    process_complain(process, "not simulated: tar\n");
    return 127;
}

const struct program tar_program = {.name = "tar",
                                    .usage = "tar c|x|t [-f TARFILE] [FILE]...",
                                    .help = "Create or extract archives",
                                    .pod_only = true,
                                    .run = run};
