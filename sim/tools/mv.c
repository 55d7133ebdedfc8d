#include "tools/options.h"
#include "tools/tree.h"

extern const struct program mv_program;

static const struct flag flags[] = {
    {"force", 'f', NULL, "accepted"},
    {"no-clobber", 'n', NULL, "do not overwrite an existing file"},
    {"verbose", 'v', NULL, "explain what is being done"},
    {NULL, 'i', NULL, "accepted"},
    {0},
};

struct style {
    bool keep, verbose;
};

static bool move(struct process *process, const struct style *style, const char *from, const char *to)
{
    const char *problem = NULL, *unused, *target = tree_target(process, from, to);
    bool directory = process_is_directory(process, from);
    if (!directory && !process_file(process, from, &problem)) {
        process_complain(process, "mv: cannot stat '%s': %s\n", from, problem);
        return false;
    }
    if (text_equal(process_path(process, from), process_path(process, target))) {
        process_complain(process, "mv: '%s' and '%s' are the same file\n", from, target);
        return false;
    }
    if (directory && tree_is_inside(process, target, from)) {
        process_complain(process, "mv: cannot move '%s' to a subdirectory of itself, '%s'\n", from, target);
        return false;
    }
    if (style->keep && process_file(process, target, &unused))
        return true;
    problem = tree_copy(process, from, target, true);
    if (!problem)
        problem = tree_remove(process, from);
    if (problem)
        process_complain(process, "mv: cannot move '%s' to '%s': %s\n", from, target, problem);
    else if (style->verbose)
        process_print(process, "renamed '%s' -> '%s'\n", from, target);
    return !problem;
}

static void check_operands(struct options *options)
{
    int count = options->operand_count;
    struct process *process = options->process;
    if (count == 0)
        process_complain(process, "mv: missing file operand\n");
    else if (count == 1)
        process_complain(process, "mv: missing destination file operand after '%s'\n", options->operands[0]);
    if (count < 2)
        options_fail(options);
    if (count > 2 && !process_is_directory(process, options->operands[count - 1])) {
        process_complain(process, "mv: target '%s' is not a directory\n", options->operands[count - 1]);
        process_exit(process, 1);
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &mv_program, count, words);
    struct style style = {0};
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        style.keep |= flag->letter == 'n';
        style.verbose |= flag->letter == 'v';
    }
    check_operands(&options);
    for (int i = 0; i + 1 < options.operand_count; i++)
        status |= !move(process, &style, options.operands[i], options.operands[options.operand_count - 1]);
    return status;
}

const struct program mv_program = {.name = "mv",
                                   .usage = "mv [OPTION]... SOURCE... DEST",
                                   .help = "Move or rename files",
                                   .flags = flags,
                                   .run = run};
