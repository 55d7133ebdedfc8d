#include <string.h>

#include "tools/input.h"
#include "tools/tree.h"

extern const struct program rm_program;

static const struct flag flags[] = {
    {"force", 'f', NULL, "ignore nonexistent files and arguments"},
    {"recursive", 'r', NULL, "remove directories and their contents"},
    {NULL, 'R', NULL, "same as -r"},
    {"dir", 'd', NULL, "remove empty directories"},
    {"verbose", 'v', NULL, "explain what is being done"},
    {NULL, 'i', NULL, "prompt before every removal"},
    {NULL, 'I', NULL, "prompt once before removing more than three files, or recursively"},
    {0},
};

struct style {
    bool force, recursive, empty, verbose, each, once;
};

/* Asks on standard error, and reads the answer from standard input. */
static bool agrees(struct process *process, struct input *answers, const char *question)
{
    struct slice line;
    process_complain(process, "rm: %s? ", question);
    return input_line(answers, &line, NULL) && line.length && ascii_upper(line.data[0]) == 'Y';
}

static bool agrees_to_all(struct process *process, struct input *answers, const struct style *style, int count)
{
    if (!style->once || (count <= 3 && !style->recursive) || count == 0)
        return true;
    return agrees(process, answers,
                  arena_format(process->arena, "remove %d argument%s%s", count, count == 1 ? "" : "s",
                               style->recursive ? " recursively" : ""));
}

/* -i: true when it may go, or is not there to ask about. */
static bool agrees_to_one(struct process *process, struct input *answers, const struct style *style,
                          const char *path)
{
    const char *unused, *kind = "directory";
    bool directory = process_is_directory(process, path);
    const struct value *file = directory ? NULL : process_file(process, path, &unused);
    if (!style->each || (!directory && !file))
        return true;
    if (directory && !style->recursive && !style->empty)
        return true;
    if (directory && style->recursive) {
        process_complain(process, "rm: not simulated: -i with -r (directory '%s')\n", path);
        process_exit(process, 1);
    }
    if (file)
        kind = file_data(file).length ? "regular file" : "regular empty file";
    return agrees(process, answers, arena_format(process->arena, "remove %s '%s'", kind, path));
}

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
    const char *problem = NULL, *link = process_link(process, path);
    bool directory = !link && process_is_directory(process, path);
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
    else if (directory || link || process_file(process, path, &problem))
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
        if (strchr("fiI", flag->letter)) { /* the last one holds */
            style.force = flag->letter == 'f';
            style.each = flag->letter == 'i';
            style.once = flag->letter == 'I';
        }
        style.recursive |= flag->letter == 'r' || flag->letter == 'R';
        style.empty |= flag->letter == 'd';
        style.verbose |= flag->letter == 'v';
    }
    if (options.operand_count == 0 && !style.force) {
        process_complain(process, "rm: missing operand\n");
        options_fail(&options);
    }
    struct input *answers = input_begin(&options, NULL, 0);
    if ((style.each || style.once) && !input_open(answers))
        return 1;
    if (!agrees_to_all(process, answers, &style, options.operand_count))
        return 0;
    for (int i = 0; i < options.operand_count; i++) {
        if (agrees_to_one(process, answers, &style, options.operands[i]))
            status |= !remove_one(process, &style, options.operands[i]);
    }
    return status;
}

const struct program rm_program = {
    .name = "rm", .usage = "rm [OPTION]... [FILE]...", .help = "Remove files", .flags = flags, .run = run};
