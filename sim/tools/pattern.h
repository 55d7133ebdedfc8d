/* A POSIX regular expression that is given back when its process ends. */
#ifndef AMBIT_TOOLS_PATTERN_H
#define AMBIT_TOOLS_PATTERN_H

#include <regex.h>

#include "shell/process.h"

struct pattern {
    regex_t compiled;
};

enum { PATTERN_EXTENDED = 1, PATTERN_NOCASE = 2 };

/* In the process's arena; NULL: *problem is why it cannot be, "Unmatched ( or \\(" and the like. Patterns that
 * would cost much memory or a deep stack are "Regular expression too big". */
struct pattern *pattern_compile(struct process *process, const char *text, unsigned flags,
                                const char **problem);
/* The leftmost longest match in [text] at or behind [from]; parts are offsets in [text]. */
bool pattern_match(const struct pattern *pattern, struct slice text, size_t from, regmatch_t *parts,
                   size_t count);

#endif
