/* A POSIX regular expression that is given back when its process ends. */
#ifndef AMBIT_TOOLS_PATTERN_H
#define AMBIT_TOOLS_PATTERN_H

#include <regex.h>

#include "shell/process.h"

struct pattern {
    regex_t compiled;
    bool ready;
};

enum { PATTERN_EXTENDED = 1, PATTERN_NOCASE = 2 };

/* Zeroed before. NULL, or why it cannot be: "Unmatched ( or \\(", ... [pattern] stays where it is until the process
 * ends. Patterns that would cost much memory or a deep stack are "Regular expression too big". */
const char *pattern_compile(struct pattern *pattern, struct process *process, const char *text, unsigned flags);
/* The leftmost longest match in [text] at or behind [from]; parts are offsets in [text]. */
bool pattern_match(const struct pattern *pattern, struct slice text, size_t from, regmatch_t *parts, size_t count);

#endif
