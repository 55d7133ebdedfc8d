#include <string.h>

#include "tools/options.h"

extern const struct program rmdir_program;

static const struct flag flags[] = {
    {"parents", 'p', NULL, "remove DIRECTORY and its ancestors"},
    {"verbose", 'v', NULL, "output a diagnostic for every directory processed"},
    {0},
};

static bool remove_directory(struct process *process, const char *name, bool verbose, const char *what)
{
    const char *problem = NULL;
    if (verbose)
        process_print(process, "rmdir: removing directory, '%s'\n", name);
    if (process_file(process, name, &problem))
        problem = "Not a directory";
    else if (process_is_directory(process, name))
        problem = process_remove_file(process, name);
    if (problem)
        process_complain(process, "rmdir: failed to remove %s'%s': %s\n", what, name, problem);
    return !problem;
}

/* "a/b/c" without its last part, which may end with slashes; NULL when there is no other. */
static const char *parent_of(struct arena *arena, const char *name)
{
    size_t end = strlen(name);
    while (end && name[end - 1] == '/')
        end--;
    while (end && name[end - 1] != '/')
        end--;
    while (end && name[end - 1] == '/')
        end--;
    return end ? arena_copy(arena, (struct slice){name, end}) : NULL;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &rmdir_program, count, words);
    bool parents = false, verbose = false, good = true;
    for (const struct flag *flag; (flag = options_next(&options));) {
        parents |= flag->letter == 'p';
        verbose |= flag->letter == 'v';
    }
    if (options.operand_count == 0) {
        process_complain(process, "rmdir: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        const char *name = options.operands[i];
        bool removed = remove_directory(process, name, verbose, "");
        while (parents && removed && (name = parent_of(process->arena, name)))
            removed = remove_directory(process, name, verbose, "directory ");
        good &= removed;
    }
    return !good;
}

const struct program rmdir_program = {.name = "rmdir",
                                      .usage = "rmdir [OPTION]... DIRECTORY...",
                                      .help = "Remove empty directories",
                                      .flags = flags,
                                      .run = run};
