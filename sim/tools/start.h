/* Programs that start another: env, xargs, watch. */
#ifndef AMBIT_TOOLS_START_H
#define AMBIT_TOOLS_START_H

#include "shell/process.h"

/* Runs a program with the streams of [process] and waits for its end; the status, or 127 with a message of
 * [program]'s when there is none of that name. [input] replaces its standard input when it is not NULL,
 * [output] its output. */
int start_program(struct process *process, const char *program, int count, char *const *words,
                  struct stream *input, struct stream *output);

/* The same without waiting. NULL: [message] and why not was said, and *status is what to end with. */
struct process *start_child(struct process *process, const char *message, int count, char *const *words,
                            int *status);

#endif
