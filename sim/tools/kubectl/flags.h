/* Flags as kubectl (pflag) reads them: grouped letters, values behind '=', a blank or nothing, flags after
 * arguments,
 * "--". Shared with programs that use the same library. */
#ifndef AMBIT_TOOLS_KUBECTL_FLAGS_H
#define AMBIT_TOOLS_KUBECTL_FLAGS_H

#include "shell/program.h"

/* Values that are checked when read; any other word in flag.value takes every text. */
#define FLAG_INTEGER "N"
#define FLAG_DURATION "DURATION"

struct flag_given {
    const struct flag *flag;
    const char *value; /* "true" for a switch */
};

struct flags {
    size_t given_count;
    struct flag_given *given; /* in the order of the command line */
    int count;                /* arguments that are no flags */
    char **arguments;
    int dash; /* how many of them came before "--"; -1 without one */
    bool help;
};

/* Reads words[0..count) by the tables (NULL-terminated array). NULL, or what is wrong: "unknown flag: --bogus".
 */
const char *flags_read(struct flags *flags, struct arena *arena, const struct flag *const *tables, int count,
                       char *const *words);

bool flags_has(const struct flags *flags, const char *name);
bool flags_on(const struct flags *flags, const char *name); /* a switch that is given and not =false */
/* The last value of the flag, or [otherwise]. */
const char *flags_text(const struct flags *flags, const char *name, const char *otherwise);
int64_t flags_integer(const struct flags *flags, const char *name, int64_t otherwise);
struct duration flags_duration(const struct flags *flags, const char *name, struct duration otherwise);
/* The values of the flag one after the other: begin with *at = 0. NULL at the end. */
const char *flags_next(const struct flags *flags, const char *name, size_t *at);

#endif
