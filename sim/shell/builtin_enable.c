/* enable; and the builtins that bash has and this shell does not. */
#include <string.h>

#include "shell/builtins.h"

static void list(struct process *process, bool enabled, bool disabled, bool special)
{
    for (size_t i = 0; i < builtin_count; i++) {
        const char *name = builtin_rows[i]->name;
        bool off = shell_text(process->shell->disabled, name) != NULL;
        if ((off ? disabled : enabled) && (!special || builtin_is_special(name)))
            process_print(process, "enable %s%s\n", off ? "-n " : "", name);
    }
}

static int run_enable(struct process *process, int count, char *const *words)
{
    bool off = false, all = false, special = false;
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "anps") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_enable,
                                      arena_format(process->arena, "%.2s", words[first]));
        off |= strchr(words[first], 'n') != NULL;
        all |= strchr(words[first], 'a') != NULL;
        special |= strchr(words[first], 's') != NULL;
    }
    if (first == count)
        list(process, all || !off, all || off, special);
    for (; first < count; first++) {
        bool known = false;
        for (size_t i = 0; i < builtin_count; i++)
            known |= text_equal(builtin_rows[i]->name, words[first]);
        if (known)
            shell_put_text(&process->shell->disabled, words[first], off ? "" : NULL);
        else
            complain(process, "enable: %s: not a shell builtin", words[first]);
        status |= !known;
    }
    return status;
}

static int run_other(struct process *process, int count, char *const *words)
{
    (void)count;
    complain(process, "not simulated: %s", words[0]);
    return 1;
}

const struct program builtin_enable = {
    .name = "enable",
    .usage = "enable [-a] [-dnps] [-f filename] [name ...]",
    .help = "turn builtins on and off",
    .run = run_enable,
};

#define OTHER(title)                                                                                           \
    const struct program builtin_##title = {                                                                   \
        .name = #title, .usage = #title, .help = "not simulated", .run = run_other}
OTHER(bind);
OTHER(help);
OTHER(suspend);
