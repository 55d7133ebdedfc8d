/* cd, pwd. */
#include <string.h>

#include "shell/builtins.h"

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
    const char *path = process_path(process, target), *problem = NULL;
    if (!process_is_directory(process, path)) {
        bool file = process_file(process, path, &problem) != NULL;
        complain(process, "cd: %s: %s", quote_for_message(process->arena, target),
                 file ? "Not a directory" : problem);
        hint_characters(process, target);
        return 1;
    }
    path = arena_text(process->arena, path);
    variable_set(shell, "OLDPWD", shell->directory);
    shell_set_directory(shell, path);
    variable_set(shell, "PWD", path);
    if (back)
        process_print(process, "%s\n", path);
    return 0;
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
