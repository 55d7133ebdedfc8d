#include <string.h>

#include "tools/options.h"

extern const struct program mktemp_program;

static const struct flag flags[] = {
    {"directory", 'd', NULL, "create a directory, not a file"},
    {"dry-run", 'u', NULL, "do not create anything"},
    {"quiet", 'q', NULL, "suppress diagnostics"},
    {"suffix", 0, "SUFF", "append SUFF to TEMPLATE"},
    {"tmpdir", 'p', "?DIR", "interpret TEMPLATE relative to DIR"},
    {NULL, 't', NULL, "interpret TEMPLATE relative to /tmp"},
    {0},
};

/* The last run of X in the template, of three or more, filled with letters and digits from the session's seed.
 */
static bool fill(struct process *process, char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char *end = strrchr(name, 'X'), *start = end;
    if (!end)
        return false;
    while (start > name && start[-1] == 'X')
        start--;
    if (end - start < 2)
        return false;
    struct draft *draft = process_begin(process);
    uint64_t state = draft_random(draft);
    process_commit(process);
    for (; start <= end; start++)
        *start = letters[random_next(&state) % (sizeof letters - 1)];
    return true;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &mktemp_program, count, words);
    const char *template = "tmp.XXXXXXXXXX", *folder = NULL, *suffix = "";
    bool directory = false, dry = false, quiet = false;
    for (const struct flag *flag; (flag = options_next(&options));) {
        directory |= flag->letter == 'd';
        dry |= flag->letter == 'u';
        quiet |= flag->letter == 'q';
        if (flag->letter == 't' || flag->letter == 'p') {
            if (flag->letter == 'p' && !options.value && options.at < count)
                options.value = words[options.at++];
            folder = options.value ? options.value : "/tmp";
        }
        if (text_equal(flag->name, "suffix"))
            suffix = options.value;
    }
    if (options.operand_count > 1) {
        process_complain(process, "mktemp: too many templates\n");
        options_fail(&options);
    }
    if (options.operand_count)
        template = options.operands[0];
    else if (!folder)
        folder = "/tmp";
    char *name =
        arena_format(process->arena, "%s%s%s%s", folder ? folder : "", folder ? "/" : "", template, suffix);
    if (!fill(process, name)) {
        process_complain(process, "mktemp: too few X's in template '%s'\n", template);
        return 1;
    }
    const char *problem = NULL;
    if (!dry && !process_is_directory(process, "/tmp") && text_starts(name, "/tmp/"))
        process_make_directory(process, "/tmp");
    if (!dry && directory)
        problem = process_make_directory(process, name);
    else if (!dry)
        problem = process_write_file(process, name, SLICE(""));
    if (!problem && !dry)
        process_change_mode(process, name, directory ? 0700 : 0600);
    if (problem && !quiet)
        process_complain(process, "mktemp: failed to create %s via template '%s%s%s': %s\n",
                         directory ? "directory" : "file", folder ? folder : "", folder ? "/" : "", template,
                         problem);
    else if (!problem)
        process_print(process, "%s\n", name);
    return problem ? 1 : 0;
}

const struct program mktemp_program = {.name = "mktemp",
                                       .usage = "mktemp [OPTION]... [TEMPLATE]",
                                       .help = "Make a temporary file or directory, and print its name",
                                       .flags = flags,
                                       .run = run};
