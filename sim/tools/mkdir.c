#include "shell/mode.h"
#include "tools/options.h"

extern const struct program mkdir_program;

static const struct flag flags[] = {
    {"parents", 'p', NULL, "no error if existing, make parent directories as needed"},
    {"verbose", 'v', NULL, "print a message for each created directory"},
    {"mode", 'm', "MODE", "set file mode (as in chmod), not a=rwx - umask"},
    {0},
};

/* NULL, or the problem. With [parents] every directory on the way is made. */
static const char *make(struct process *process, const char *path, bool parents)
{
    struct slice whole = slice_of(path);
    for (size_t i = 1; parents && i < whole.length; i++) {
        if (whole.data[i] != '/')
            continue;
        const char *part = arena_copy(process->arena, slice_part(whole, 0, i));
        if (!process_is_directory(process, part)) {
            const char *problem = process_make_directory(process, part);
            if (problem)
                return problem;
        }
    }
    if (parents && process_is_directory(process, path))
        return NULL;
    return process_make_directory(process, path);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &mkdir_program, count, words);
    bool parents = false, verbose = false, with_mode = false;
    unsigned mode = 0;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        parents |= flag->letter == 'p';
        verbose |= flag->letter == 'v';
        if (flag->letter == 'm' && !mode_read(options.value, 0777, 0, true, &mode)) {
            process_complain(process, "mkdir: invalid mode '%s'\n", options.value);
            return 1;
        }
        with_mode |= flag->letter == 'm';
    }
    if (options.operand_count == 0) {
        process_complain(process, "mkdir: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        bool new = !process_is_directory(process, options.operands[i]);
        const char *problem = make(process, options.operands[i], parents);
        if (!problem && with_mode && new)
            process_change_mode(process, options.operands[i], mode);
        if (problem) {
            process_complain(process, "mkdir: cannot create directory '%s': %s\n", options.operands[i],
                             problem);
            status = 1;
        } else if (verbose && new) {
            process_print(process, "mkdir: created directory '%s'\n", options.operands[i]);
        }
    }
    return status;
}

const struct program mkdir_program = {.name = "mkdir",
                                      .usage = "mkdir [OPTION]... DIRECTORY...",
                                      .help = "Make directories",
                                      .flags = flags,
                                      .run = run};
