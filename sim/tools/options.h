/* The command line of a small program, read as GNU getopt_long reads it: flags anywhere, clusters of letters,
 * "--" ends them, --help from the row. Texts of errors are getopt's; an option that
 * only the real program has is "NAME: option -X: not simulated" (options_missing.c). */
#ifndef AMBIT_TOOLS_OPTIONS_H
#define AMBIT_TOOLS_OPTIONS_H

#include "shell/process.h"

struct options {
    struct process *process;
    const struct program *program;
    int failure;       /* exit status of a usage error */
    bool shows_usage;  /* usage errors print the usage, too */
    bool leading;      /* the first operand ends the flags (env, xargs, watch) */
    char digits;       /* "-5" is the flag of this letter with 5; 0: no such thing */
    const char *value; /* of the flag just given; NULL: it has none */
    char **operands;   /* complete when options_next has given NULL */
    int operand_count;
    int count, at; /* the words, and the next one */
    char *const *words;
    const char *cluster; /* the rest of "-abc" */
};

struct options options_begin(struct process *process, const struct program *program, int count,
                             char *const *words);
/* The next flag's row; NULL at the end. A usage error ends the process. */
const struct flag *options_next(struct options *options);
/* "Try 'NAME --help' for more information.", and the end of the process. */
_Noreturn void options_fail(struct options *options);
/* The flag's value as a number; complains with "NAME: WHAT: 'VALUE'" and ends the process when it is none. */
int64_t options_number(struct options *options, const char *what);
/* The same with a unit behind it: b 512, kB 1000, K or KiB 1024, MB, M, GB, G, ... */
int64_t options_size(struct options *options, const char *what);

#endif
