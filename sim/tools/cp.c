#include "tools/options.h"
#include "tools/tree.h"

extern const struct program cp_program;

static const struct flag flags[] = {
    {"recursive", 'r', NULL, "copy directories recursively"},
    {NULL, 'R', NULL, "same as -r"},
    {"archive", 'a', NULL, "same as -r -p"},
    {"force", 'f', NULL, "accepted"},
    {NULL, 'p', NULL, "keep permissions and times"},
    {"preserve", 0, "?LIST", "keep permissions and times"},
    {"no-target-directory", 'T', NULL, "treat DEST as a normal file"},
    {"no-clobber", 'n', NULL, "do not overwrite an existing file"},
    {"verbose", 'v', NULL, "explain what is being done"},
    {NULL, 'i', NULL, "accepted"},
    {0},
};

struct style {
    bool recursive, keep, verbose, exactly;
};

static bool copy(struct process *process, const struct style *style, const char *from, const char *to)
{
    const char *problem = NULL, *target = tree_target(process, from, to);
    bool directory = process_is_directory(process, from);
    if (!directory && !process_file(process, from, &problem)) {
        process_complain(process, "cp: cannot stat '%s': %s\n", from, problem);
        return false;
    }
    if (directory && !style->recursive) {
        process_complain(process, "cp: -r not specified; omitting directory '%s'\n", from);
        return false;
    }
    if (directory && tree_is_inside(process, target, from)) {
        process_complain(process, "cp: cannot copy a directory, '%s', into itself, '%s'\n", from, target);
        return false;
    }
    if (text_equal(process_path(process, from), process_path(process, target))) {
        process_complain(process, "cp: '%s' and '%s' are the same file\n", from, target);
        return false;
    }
    const char *unused;
    if (style->keep && process_file(process, target, &unused))
        return true;
    problem = tree_copy(process, from, target, style->exactly);
    if (problem)
        process_complain(process, "cp: cannot create regular file '%s': %s\n", target, problem);
    else if (style->verbose)
        process_print(process, "'%s' -> '%s'\n", from, target);
    return !problem;
}

static void check_operands(struct options *options)
{
    int count = options->operand_count;
    struct process *process = options->process;
    if (count == 0)
        process_complain(process, "cp: missing file operand\n");
    else if (count == 1)
        process_complain(process, "cp: missing destination file operand after '%s'\n", options->operands[0]);
    if (count < 2)
        options_fail(options);
    const char *to = options->operands[count - 1], *problem = "No such file or directory";
    if (count == 2 || process_is_directory(process, to))
        return;
    if (process_file(process, to, &problem))
        problem = "Not a directory";
    process_complain(process, "cp: target '%s': %s\n", to, problem);
    process_exit(process, 1);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &cp_program, count, words);
    struct style style = {0};
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        style.recursive |= flag->letter == 'r' || flag->letter == 'R' || flag->letter == 'a';
        style.keep |= flag->letter == 'n';
        style.exactly |= flag->letter == 'p' || flag->letter == 'a' || text_equal(flag->name, "preserve");
        style.verbose |= flag->letter == 'v';
    }
    check_operands(&options);
    for (int i = 0; i + 1 < options.operand_count; i++)
        status |= !copy(process, &style, options.operands[i], options.operands[options.operand_count - 1]);
    return status;
}

const struct program cp_program = {
    .name = "cp", .usage = "cp [OPTION]... SOURCE... DEST", .help = "Copy files", .flags = flags, .run = run};
