#include "shell/programs.h"
#include "tools/options.h"

extern const struct program which_program;

static const struct flag flags[] = {{NULL, 'a', NULL, "print all matching pathnames"}, {0}};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &which_program, count, words);
    bool all = false;
    int status = 0;
    while (options_next(&options))
        all = true;
    for (int i = 0; i < options.operand_count; i++) {
        const char *path = program_path(process, options.operands[i], NULL);
        status |= !path;
        for (; path; path = all ? program_path(process, options.operands[i], path) : NULL)
            process_print(process, "%s\n", path);
    }
    return options.operand_count ? status : 1;
}

const struct program which_program = {.name = "which",
                                      .usage = "which [-a] NAME...",
                                      .help = "Say where a program is",
                                      .flags = flags,
                                      .run = run};
