#include <string.h>

#include "tools/options.h"
#include "tools/tree.h"

extern const struct program rm_program;

static const struct flag flags[] = {
    {"force", 'f', NULL, "ignore nonexistent files and arguments"},
    {"recursive", 'r', NULL, "remove directories and their contents"},
    {NULL, 'R', NULL, "same as -r"},
    {"dir", 'd', NULL, "remove empty directories"},
    {"verbose", 'v', NULL, "explain what is being done"},
    {NULL, 'i', NULL, "accepted"},
    {0},
};

struct style {
    bool force, recursive, empty, verbose;
};

/* What -v says: what is in a directory before the directory. */
static const char *removal_text(struct process *process, const char *path)
{
    const struct value *paths = tree_paths(process, path);
    size_t prefix = strlen(value_string_of(value_at(paths, 0)));
    struct buffer text = {0};
    for (size_t i = value_count(paths); i-- > 0;) {
        const char *one = value_string_of(value_at(paths, i));
        buffer_format(&text, "removed %s'%s%s'\n", process_is_directory(process, one) ? "directory " : "", path,
                      one + prefix);
    }
    const char *copy = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static bool remove_one(struct process *process, const struct style *style, const char *path)
{
    const char *problem = NULL;
    bool directory = process_is_directory(process, path);
    const char *said = style->verbose ? removal_text(process, path) : "";
    if (directory && style->recursive && text_equal(process_path(process, path), "/")) {
        process_complain(process, "rm: it is dangerous to operate recursively on '/'\n"
                                  "rm: use --no-preserve-root to override this failsafe\n");
        return false;
    }
    if (directory && !style->recursive && !style->empty)
        problem = "Is a directory";
    else if (directory && style->recursive)
        problem = tree_remove(process, path);
    else if (directory || process_file(process, path, &problem))
        problem = process_remove_file(process, path);
    if (problem && style->force && text_equal(problem, "No such file or directory"))
        return true;
    if (problem)
        process_complain(process, "rm: cannot remove '%s': %s\n", path, problem);
    else
        process_print(process, "%s", said);
    return !problem;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &rm_program, count, words);
    struct style style = {0};
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        style.force |= flag->letter == 'f';
        style.recursive |= flag->letter == 'r' || flag->letter == 'R';
        style.empty |= flag->letter == 'd';
        style.verbose |= flag->letter == 'v';
    }
    if (options.operand_count == 0 && !style.force) {
        process_complain(process, "rm: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++)
        status |= !remove_one(process, &style, options.operands[i]);
    return status;
}

const struct program rm_program = {
    .name = "rm", .usage = "rm [OPTION]... [FILE]...", .help = "Remove files", .flags = flags, .run = run};
