#include <string.h>

#include "shell/mode.h"
#include "shell/shell.h"
#include "tools/options.h"
#include "tools/tree.h"

extern const struct program chmod_program;

static const struct flag flags[] = {
    {"changes", 'c', NULL, "like verbose but report only when a change is made"},
    {"silent", 'f', NULL, "suppress most error messages"},
    {"quiet", 'f', NULL, "suppress most error messages"},
    {"verbose", 'v', NULL, "output a diagnostic for every file processed"},
    {"recursive", 'R', NULL, "change files and directories recursively"},
    {"reference", 0, "RFILE", "use RFILE's mode instead of MODE values"},
    {0},
};

struct change {
    struct process *process;
    bool changes, silent, verbose, recursive;
    const char *mode;
    const char *reference;
    unsigned given; /* of the reference */
    int status;
};

static void report(const struct change *change, const char *path, unsigned before, unsigned after,
                   bool directory)
{
    const char *old = mode_text(change->process->arena, before, directory ? 'd' : '-');
    const char *new = mode_text(change->process->arena, after, directory ? 'd' : '-');
    if (before != after)
        process_print(change->process, "mode of '%s' changed from %04o (%s) to %04o (%s)\n", path, before,
                      old + 1, after, new + 1);
    else if (change->verbose)
        process_print(change->process, "mode of '%s' retained as %04o (%s)\n", path, after, new + 1);
}

static void change_one(struct change *change, const char *path)
{
    struct file_status status;
    unsigned mode = change->given;
    const char *problem = process_status_of(change->process, path, &status);
    if (problem) {
        if (!change->silent)
            process_complain(change->process, "chmod: cannot access '%s': %s\n", path, problem);
        change->status = 1;
        return;
    }
    if (!change->reference)
        mode_read(change->mode, status.mode, shell_mask(change->process->shell), status.directory, &mode);
    if (mode != status.mode)
        problem = process_change_mode(change->process, path, mode);
    if (change->verbose || change->changes)
        report(change, path, status.mode, mode, status.directory);
}

static void change_tree(struct change *change, const char *path)
{
    if (!change->recursive || !process_is_directory(change->process, path)) {
        change_one(change, path);
        return;
    }
    const struct value *paths = tree_paths(change->process, path);
    size_t prefix = strlen(value_string_of(value_at(paths, 0)));
    for (size_t i = 0; i < value_count(paths); i++)
        change_one(change, arena_format(change->process->arena, "%s%s", path,
                                        value_string_of(value_at(paths, i)) + prefix));
}

/* "-x" and "-rwx" are modes, not flags: they are kept from getopt by a "+" clause that changes nothing. */
static char **hide_modes(struct process *process, int count, char *const *words, const char **mode)
{
    char **kept = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *kept);
    for (int i = 0; i < count; i++) {
        kept[i] = words[i];
        if (i && !*mode && words[i][0] == '-' && words[i][1] && strchr("rwxXstugoa,=", words[i][1])) {
            *mode = words[i];
            kept[i] = (char *)words[i] + 1;
        }
    }
    return kept;
}

static const char *take_reference(struct process *process, struct change *change)
{
    struct file_status status;
    const char *problem = process_status_of(process, change->reference, &status);
    change->given = status.mode;
    return problem;
}

static int run(struct process *process, int count, char *const *words)
{
    const char *hidden = NULL;
    struct options options =
        options_begin(process, &chmod_program, count, hide_modes(process, count, words, &hidden));
    struct change change = {.process = process};
    unsigned unused;
    for (const struct flag *flag; (flag = options_next(&options));) {
        change.changes |= flag->letter == 'c';
        change.silent |= flag->letter == 'f';
        change.verbose |= flag->letter == 'v';
        change.recursive |= flag->letter == 'R';
        if (text_equal(flag->name, "reference"))
            change.reference = options.value;
    }
    int first = change.reference ? 0 : 1;
    if (options.operand_count <= first) {
        if (options.operand_count == 0)
            process_complain(process, "chmod: missing operand\n");
        else
            process_complain(process, "chmod: missing operand after '%s'\n", options.operands[0]);
        options_fail(&options);
    }
    if (change.reference) {
        const char *problem = take_reference(process, &change);
        if (problem) {
            process_complain(process, "chmod: failed to get attributes of '%s': %s\n", change.reference,
                             problem);
            return 1;
        }
    } else {
        bool is_hidden = hidden && text_equal(options.operands[0], hidden + 1);
        change.mode = is_hidden ? hidden : options.operands[0];
        if (!mode_read(change.mode, 0, 0, false, &unused)) {
            process_complain(process, "chmod: invalid mode: '%s'\n", change.mode);
            options_fail(&options);
        }
    }
    for (int i = first; i < options.operand_count; i++)
        change_tree(&change, options.operands[i]);
    return change.status;
}

const struct program chmod_program = {.name = "chmod",
                                      .usage = "chmod [OPTION]... MODE[,MODE]... FILE...",
                                      .help = "Change the permissions of files",
                                      .flags = flags,
                                      .run = run};
