/* Where programs are. On the learner's machine their files come from the table of programs, and like all files
 * may be read, copied, written over and removed (shell/files.c); in a container they are the image's. */
#ifndef AMBIT_SHELL_PROGRAMS_H
#define AMBIT_SHELL_PROGRAMS_H

#include "shell/expand.h"
#include "shell/process.h"

/* The file of a program at [path] on the learner's machine; NULL: none. In the process's arena. */
struct value *programs_entry(struct process *process, const char *path);
bool program_stands_in(const struct program *row, const char *directory); /* that file */

/* The paths along $PATH where a file called [name] can be executed, as execvp(3) tries them: the first, or
 * those behind [after], which is one of them. NULL: no more. A name with a slash is its own path. */
const char *program_path(struct process *process, const char *name, const char *after);

/* Where bash found the program that this process is, or its name; NULL in a container, whose shell is another. */
const char *program_started(struct process *process);
/* Leaves that in the environment as "_", as bash does, unless who was there before has. */
void program_leave_path(struct process *process);

/* The program that [words] start; what its words are then is put into [with] (an interpreter's come first).
 * NULL: *problem is "No such file or directory", "Permission denied", "cannot execute: required file not
 * found", "cannot execute binary file: Exec format error", or NULL when nothing along $PATH has the name. */
const struct program *program_of_words(struct process *process, int count, char *const *words,
                                       struct fields *with, const char **problem);

#endif
