/* Parameters as ${...} sees them (POSIX XCU 2.6.2): taken off a text, loaded, changed. */
#ifndef AMBIT_SHELL_PARAMETER_H
#define AMBIT_SHELL_PARAMETER_H

#include "shell/process.h"

/* A parameter and what it holds: one text, or the elements of a list. */
struct parameter {
    const char *name;
    const char *subscript; /* as written; NULL when there is none */
    char list;             /* '@' or '*'; 0: one text */
    bool set;
    char **values;
    size_t count;
};

/* Takes the name and subscript off the front of [text]; the rest. NULL when there is none. */
char *parameter_take(struct process *process, char *text, struct parameter *parameter);
void parameter_load(struct process *process, struct parameter *parameter);

/* --- operators; [word] is what stands behind the operator --- */
void parameter_substring(struct process *process, struct parameter *parameter, const char *word);
void parameter_trim(struct process *process, struct parameter *parameter, char operator, const char * word);
void parameter_replace(struct process *process, struct parameter *parameter, const char *word);
void parameter_change_case(struct process *process, struct parameter *parameter, char operator,
                           const char * word);
/* ${name@word}; false when there is no such transformation. */
bool parameter_transform(struct process *process, struct parameter *parameter, const char *word);

#endif
