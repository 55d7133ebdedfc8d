/* The rows of the builtins, for the table in builtins.c. */
#ifndef AMBIT_SHELL_BUILTINS_H
#define AMBIT_SHELL_BUILTINS_H

#include "shell/evaluate.h"

extern const struct program builtin_alias, builtin_bg, builtin_bracket, builtin_break, builtin_builtin,
    builtin_bind, builtin_caller, builtin_cd, builtin_compgen, builtin_complete, builtin_compopt, builtin_dirs, builtin_disown, builtin_fc,
    builtin_enable, builtin_help, builtin_popd, builtin_pushd, builtin_suspend, builtin_colon, builtin_command, builtin_continue, builtin_declare, builtin_dot, builtin_echo,
    builtin_eval, builtin_exec, builtin_exit, builtin_export, builtin_false, builtin_fg, builtin_getopts,
    builtin_hash, builtin_history, builtin_jobs, builtin_kill, builtin_let, builtin_local, builtin_logout,
    builtin_mapfile, builtin_printf, builtin_pwd, builtin_read, builtin_readarray, builtin_readonly,
    builtin_return, builtin_set, builtin_shift, builtin_shopt, builtin_source, builtin_test, builtin_times,
    builtin_trap, builtin_true, builtin_type, builtin_typeset, builtin_ulimit, builtin_umask, builtin_unalias,
    builtin_unset, builtin_wait;

void print_signals(struct process *process); /* the table of `kill -l` and `trap -l` */
/* "NAME: -x: invalid option" and the usage line; the status 2. */
int builtin_bad_option(struct process *process, const struct program *program, const char *option);
/* Goes to a directory, or says for [command] why not; the status. */
int change_directory(struct process *process, const char *command, const char *target);
/* The number of a word; false when it is none. */
bool builtin_number(const char *word, int64_t *number);

#endif
