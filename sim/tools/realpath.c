/* realpath and readlink. */
#include <string.h>

#include "tools/options.h"

extern const struct program realpath_program, readlink_program;

static const struct flag real_flags[] = {
    {"canonicalize-existing", 'e', NULL, "all components of the path must exist"},
    {"canonicalize-missing", 'm', NULL, "no path components need exist"},
    {"strip", 's', NULL, "accepted"},
    {"quiet", 'q', NULL, "suppress most error messages"},
    {"relative-to", 0, "DIR", "print the resolved path relative to DIR"},
    {0},
};

static const struct flag link_flags[] = {
    {"canonicalize", 'f', NULL, "canonicalize by following every link in every component"},
    {"canonicalize-existing", 'e', NULL, "the same, all components must exist"},
    {"canonicalize-missing", 'm', NULL, "the same, no components need exist"},
    {"no-newline", 'n', NULL, "do not output the trailing delimiter"},
    {"verbose", 'v', NULL, "report error messages"},
    {0},
};

/* NULL, or why there is no such path; only the last component may be missing unless [mode] says otherwise. */
static const char *check(struct process *process, const char *path, char mode)
{
    struct file_status status;
    const char *slash = strrchr(path, '/');
    if (mode == 'm')
        return NULL;
    if (mode != 'e' && slash && slash > path)
        path = arena_copy(process->arena, (struct slice){path, (size_t)(slash - path)});
    const char *problem = process_status_of(process, path, &status);
    return problem && (mode == 'e' || strrchr(path, '/') != path) ? problem : NULL;
}

static const char *relative(struct process *process, const char *path, const char *to)
{
    const char *base = process_path(process, to);
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool ends = !base[i] && (!path[i] || path[i] == '/');
        if (ends || (base[i] == '/' && (path[i] == '/' || !path[i])))
            common = i;
        if (ends || base[i] != path[i])
            break;
    }
    struct buffer out = {0};
    for (const char *rest = base + common; *rest; rest++)
        if (*rest == '/' && rest[1])
            buffer_add_text(&out, out.length ? "/.." : "..");
    if (path[common] && path[common + 1]) {
        buffer_add_text(&out, out.length ? "/" : "");
        buffer_add_text(&out, path + common + 1);
    }
    const char *copy = out.length ? arena_copy(process->arena, buffer_slice(&out)) : ".";
    buffer_release(&out);
    return copy;
}

static int run_realpath(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &realpath_program, count, words);
    char mode = 0;
    bool quiet = false;
    const char *to = NULL;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        mode = flag->letter == 'e' || flag->letter == 'm' ? flag->letter : mode;
        quiet |= flag->letter == 'q';
        to = flag->value ? options.value : to;
    }
    if (!options.operand_count) {
        process_complain(process, "realpath: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        const char *path = process_real_path(process, options.operands[i]),
                   *problem = check(process, path, mode);
        if (problem && !quiet)
            process_complain(process, "realpath: %s: %s\n", options.operands[i], problem);
        else if (!problem)
            process_print(process, "%s\n", to ? relative(process, path, to) : path);
        status |= problem != NULL;
    }
    return status;
}

static int run_readlink(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &readlink_program, count, words);
    char mode = 0;
    bool bare = false, verbose = false;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        bare |= flag->letter == 'n';
        verbose |= flag->letter == 'v';
        mode = strchr("fem", flag->letter) ? flag->letter : mode;
    }
    if (!options.operand_count) {
        process_complain(process, "readlink: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        struct file_status known;
        const char *path = process_real_path(process, options.operands[i]);
        const char *problem =
            mode ? check(process, path, mode) : process_status_of(process, options.operands[i], &known);
        if (!problem && !mode && known.link)
            path = known.link;
        else if (!problem && !mode)
            problem = "Invalid argument";
        if (!problem)
            process_print(process, "%s%s", path, bare && options.operand_count == 1 ? "" : "\n");
        else if (verbose)
            process_complain(process, "readlink: %s: %s\n", options.operands[i], problem);
        status |= problem != NULL;
    }
    return status;
}

const struct program realpath_program = {.name = "realpath",
                                         .usage = "realpath [OPTION]... FILE...",
                                         .help = "Print absolute paths",
                                         .flags = real_flags,
                                         .run = run_realpath};
const struct program readlink_program = {.name = "readlink",
                                         .usage = "readlink [OPTION]... FILE...",
                                         .help = "Print what links lead to, or canonical paths",
                                         .flags = link_flags,
                                         .run = run_readlink};
