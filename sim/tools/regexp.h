/* A POSIX regular expression that is given back when its process ends. */
#ifndef AMBIT_TOOLS_REGEXP_H
#define AMBIT_TOOLS_REGEXP_H

#include <regex.h>

#include "shell/process.h"

struct regexp {
    struct slice literal; /* what is looked for, of one without special characters: most are; else empty */
    regex_t compiled;     /* else */
};

enum { REGEXP_EXTENDED = 1, REGEXP_NOCASE = 2 };

/* In the process's arena; NULL: *problem is why it cannot be, "Unmatched ( or \\(" and the like. Patterns that
 * would cost much memory or a deep stack are "Regular expression too big". */
struct regexp *regexp_compile(struct process *process, const char *text, unsigned flags, const char **problem);
/* Gives it back before the process ends; NULL is nothing. */
void regexp_free(struct process *process, struct regexp *regexp);
/* The leftmost longest match in [text] at or behind [from], of which LIMIT_REGEXP_BYTES are looked at; parts
 * are offsets in [text]. */
bool regexp_match(const struct regexp *regexp, struct slice text, size_t from, regmatch_t *parts, size_t count);

#endif
