/* History expansion: !!, !$, !n, !-n, !prefix, !?part?, ^old^new, word designators and modifiers, as GNU history 8.2 and
 * bash 5.2 do it, on what was typed at a prompt and nowhere else. */
#ifndef AMBIT_SHELL_HISTORY_H
#define AMBIT_SHELL_HISTORY_H

#include "shell/state.h"

enum history_outcome {
    HISTORY_SAME,     /* there is nothing to expand in it */
    HISTORY_EXPANDED, /* *text is the line to run, and to be shown first */
    HISTORY_PRINTED,  /* :p: *text is to be shown and remembered, and not run */
    HISTORY_FAILED,   /* *text is what is wrong: "!x: event not found" */
};
enum history_outcome history_expand(struct arena *arena, const struct shell *shell, struct slice line,
                                    const char **text);

/* Remembers a command: one of several lines as one line where that means the same. */
void history_add(struct shell *shell, struct slice command);

/* The command numbered [number]; NULL: there is none. */
const char *history_entry(const struct shell *shell, int64_t number);
int64_t history_first(const struct shell *shell); /* 0: there are none */
int64_t history_last(const struct shell *shell);
void history_clear(struct shell *shell);

#endif
