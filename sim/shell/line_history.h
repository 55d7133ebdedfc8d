/* The commands that a line editor remembers, oldest first. */
#ifndef AMBIT_SHELL_LINE_HISTORY_H
#define AMBIT_SHELL_LINE_HISTORY_H

#include "base/slice.h"

struct line_history {
    char **entries; /* heap */
    size_t count;
};

void line_history_add(struct line_history *history, struct slice command);
/* The nearest entry older than [before] (newer than [after]) that begins with [prefix], or has [part] in it;
 * SIZE_MAX: there is none. */
size_t line_history_older(const struct line_history *history, size_t before, struct slice prefix);
size_t line_history_newer(const struct line_history *history, size_t after, struct slice prefix);
size_t line_history_search(const struct line_history *history, size_t before, struct slice part);
void line_history_release(struct line_history *history);

#endif
