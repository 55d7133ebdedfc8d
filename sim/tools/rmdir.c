#include "tools/options.h"

extern const struct program rmdir_program;

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &rmdir_program, count, words);
    int status = 0;
    options_next(&options);
    if (options.operand_count == 0) {
        process_complain(process, "rmdir: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        const char *problem = NULL;
        if (process_file(process, options.operands[i], &problem))
            problem = "Not a directory";
        else if (process_is_directory(process, options.operands[i]))
            problem = process_remove_file(process, options.operands[i]);
        if (problem) {
            process_complain(process, "rmdir: failed to remove '%s': %s\n", options.operands[i], problem);
            status = 1;
        }
    }
    return status;
}

const struct program rmdir_program = {
    .name = "rmdir", .usage = "rmdir DIRECTORY...", .help = "Remove empty directories", .run = run};
