#include "tools/options.h"

extern const struct program which_program;

static const struct flag flags[] = {{NULL, 'a', NULL, "print all matching pathnames"}, {0}};

/* In a container some programs are in /bin; on the learner's machine /bin is /usr/bin. */
static bool in_bin(struct process *process, const char *name)
{
    const char *problem;
    return process->pod && process_file(process, arena_format(process->arena, "/bin/%s", name), &problem);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &which_program, count, words);
    int status = 0;
    while (options_next(&options))
        continue;
    for (int i = 0; i < options.operand_count; i++) {
        const char *name = options.operands[i];
        const struct program *program = process_find_program(process, name);
        if (!program)
            status = 1;
        else if (name[0] == '/')
            process_print(process, "%s\n", name);
        else
            process_print(process, "%s/%s\n", in_bin(process, name) ? "/bin" : "/usr/bin", name);
    }
    return options.operand_count ? status : 1;
}

const struct program which_program = {.name = "which",
                                      .usage = "which [-a] NAME...",
                                      .help = "Say where a program is",
                                      .flags = flags,
                                      .run = run};
