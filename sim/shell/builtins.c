#include "shell/builtins.h"

#include <string.h>

/* One a line, as `enable` lists them: sorted by their bytes. */
const struct program *const builtin_rows[] = {
    &builtin_dot,
    &builtin_colon,
    &builtin_bracket,
    &builtin_alias,
    &builtin_bg,
    &builtin_bind,
    &builtin_break,
    &builtin_builtin,
    &builtin_caller,
    &builtin_cd,
    &builtin_command,
    &builtin_compgen,
    &builtin_complete,
    &builtin_compopt,
    &builtin_continue,
    &builtin_declare,
    &builtin_dirs,
    &builtin_disown,
    &builtin_echo,
    &builtin_enable,
    &builtin_eval,
    &builtin_exec,
    &builtin_exit,
    &builtin_export,
    &builtin_false,
    &builtin_fc,
    &builtin_fg,
    &builtin_getopts,
    &builtin_hash,
    &builtin_help,
    &builtin_history,
    &builtin_jobs,
    &builtin_kill,
    &builtin_let,
    &builtin_local,
    &builtin_logout,
    &builtin_mapfile,
    &builtin_popd,
    &builtin_printf,
    &builtin_pushd,
    &builtin_pwd,
    &builtin_read,
    &builtin_readarray,
    &builtin_readonly,
    &builtin_return,
    &builtin_set,
    &builtin_shift,
    &builtin_shopt,
    &builtin_source,
    &builtin_suspend,
    &builtin_test,
    &builtin_times,
    &builtin_trap,
    &builtin_true,
    &builtin_type,
    &builtin_typeset,
    &builtin_ulimit,
    &builtin_umask,
    &builtin_unalias,
    &builtin_unset,
    &builtin_wait,
};
const size_t builtin_count = sizeof builtin_rows / sizeof *builtin_rows;

const struct program *builtin_find(const struct shell *shell, const char *name)
{
    size_t low = 0, high = builtin_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, builtin_rows[middle]->name);
        if (order == 0)
            return shell_text(shell->disabled, name) ? NULL : builtin_rows[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool builtin_is_special(const char *name)
{
    static const char *const names[] = {".",    ":",     "break",  "continue", "eval",
                                        "exec", "exit",  "export", "readonly", "return",
                                        "set",  "shift", "times",  "trap",     "unset"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(names[i], name))
            return true;
    return false;
}

int builtin_bad_option(struct process *process, const struct program *program, const char *option)
{
    complain(process, "%s: %s: invalid option", program->name, option);
    process_complain(process, "%s: usage: %s\n", program->name, program->usage);
    return 2;
}

bool builtin_number(const char *word, int64_t *number)
{
    struct slice text = slice_trim(slice_of(word));
    if (slice_starts(text, "+"))
        text = slice_part(text, 1, text.length);
    return text.length && slice_to_integer(text, number);
}
