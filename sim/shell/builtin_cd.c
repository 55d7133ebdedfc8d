/* cd, pwd. */
#include <string.h>

#include "shell/builtins.h"

int change_directory(struct process *process, const char *command, const char *target)
{
    struct shell *shell = process->shell;
    const char *path = process_path(process, target), *problem = NULL;
    if (!process_is_directory(process, path)) {
        bool file = process_file(process, path, &problem) != NULL;
        if (shell->plain) {
            complain(process, "%s: can't cd to %s: %s", command, target, file ? "Not a directory" : problem);
            return 2;
        }
        complain(process, "%s: %s: %s", command, quote_for_message(process->arena, target),
                 file ? "Not a directory" : problem);
        return 1;
    }
    path = arena_text(process->arena, path);
    variable_set(shell, "OLDPWD", shell->directory);
    shell_set_directory(shell, path);
    variable_set(shell, "PWD", path);
    return 0;
}

/* The directory of $CDPATH that has [target]; NULL when it is not to be looked for, or is here. */
static const char *below_path(struct process *process, const char *target)
{
    const char *folders = variable_text(process->shell, "CDPATH");
    struct slice rest = slice_of(folders), folder;
    if (target[0] == '/' || text_equal(target, ".") || text_equal(target, "..") || text_starts(target, "./") ||
        text_starts(target, "../"))
        return NULL;
    while (rest.length && slice_next(&rest, ':', &folder)) {
        const char *path = arena_format(process->arena, "%.*s/%s", (int)folder.length, folder.data, target);
        if (folder.length && process_is_directory(process, path))
            return path;
        if (!folder.length && process_is_directory(process, target))
            return NULL;
    }
    return NULL;
}

static int run_cd(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int first = 1;
    while (first < count &&
           (text_equal(words[first], "-L") || text_equal(words[first], "-P") || text_equal(words[first], "--")))
        first++;
    if (count - first > 1) {
        complain(process, "cd: too many arguments");
        return 1;
    }
    const char *target = first < count ? words[first] : variable_text(shell, "HOME");
    bool back = target && text_equal(target, "-");
    if (!target) {
        complain(process, "cd: HOME not set");
        return 1;
    }
    if (target[0] == '-' && target[1])
        return builtin_bad_option(process, &builtin_cd, arena_format(process->arena, "%.2s", target));
    if (back)
        target = variable_text(shell, "OLDPWD");
    if (!target) {
        complain(process, "cd: OLDPWD not set");
        return 1;
    }
    if (!*target)
        return 0;
    const char *found = below_path(process, target);
    int status = change_directory(process, "cd", found ? found : target);
    if (status == 0 && (back || found))
        process_print(process, "%s\n", shell->directory);
    return status;
}

static int run_pwd(struct process *process, int count, char *const *words)
{
    if (count > 1 && words[1][0] == '-' && !text_equal(words[1], "-L") && !text_equal(words[1], "-P"))
        return builtin_bad_option(process, &builtin_pwd, words[1]);
    process_print(process, "%s\n", shell_directory(process->shell));
    return 0;
}

const struct program builtin_cd = {
    .name = "cd",
    .usage = "cd [-L|[-P [-e]] [-@]] [dir]",
    .help = "change the directory",
    .run = run_cd,
};
const struct program builtin_pwd = {
    .name = "pwd",
    .usage = "pwd [-LP]",
    .help = "print the directory",
    .run = run_pwd,
};
