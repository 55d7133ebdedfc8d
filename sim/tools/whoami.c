#include "images/files.h"
#include "tools/options.h"

extern const struct program whoami_program;

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &whoami_program, count, words);
    options_next(&options);
    const struct image *image =
        process->pod ? image_of_container(process_cluster(process), process->pod, process->container) : NULL;
    process_print(process, "%s\n", image && image->user ? image->user : "root");
    return 0;
}

const struct program whoami_program = {
    .name = "whoami", .usage = "whoami", .help = "Print the user's name", .run = run};
