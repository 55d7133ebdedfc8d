#include "tools/options.h"

extern const struct program touch_program;

static const struct flag flags[] = {
    {"no-create", 'c', NULL, "do not create any files"},
    {NULL, 'a', NULL, "accepted"},
    {NULL, 'm', NULL, "accepted"},
    {"date", 'd', "STRING", "accepted"},
    {0},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &touch_program, count, words);
    bool keep = false;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));)
        keep |= flag->letter == 'c';
    if (options.operand_count == 0) {
        process_complain(process, "touch: missing file operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        const char *problem, *name = options.operands[i];
        const struct value *file = process_file(process, name, &problem);
        if ((!file && keep) || process_is_directory(process, name))
            continue;
        struct slice data = file_data(file);
        problem =
            process_write_file(process, name, (struct slice){arena_copy(process->arena, data), data.length});
        if (!problem)
            continue;
        process_complain(process, "touch: cannot touch '%s': %s\n", name, problem);
        status = 1;
    }
    return status;
}

const struct program touch_program = {.name = "touch",
                                      .usage = "touch [OPTION]... FILE...",
                                      .help = "Make empty files, or renew their times",
                                      .flags = flags,
                                      .run = run};
