/* The shell: bash's language as labs use it, over in-process programs. Parsing, expansion and evaluation; no
 * I/O of its own but through processes and streams. */
#ifndef AMBIT_SHELL_SHELL_H
#define AMBIT_SHELL_SHELL_H

#include "shell/process.h"

/* The state of one shell: variables, functions, aliases, options, directory, last status, history list. A
 * subshell is a copy, which costs a few references. */
/* The variables that shells begin with: made for the first, shared with the others of the same thread. Begins as {0}. */
struct shell_models {
    struct map fresh, login;
};
void shell_models_release(struct shell_models *models);
struct shell *shell_new(struct shell_models *models);   /* before its first command; [models] may be NULL */
struct shell *shell_login(struct shell_models *models); /* the same of one that has logged in */
struct shell *shell_copy(const struct shell *shell);
void shell_free(struct shell *shell);

const char *shell_variable(const struct shell *shell, const char *name); /* NULL when unset; until it changes */
void shell_set_plain(struct shell *shell); /* busybox's ash, as in a pod: its words, no brace expansion */
void shell_set_variable(struct shell *shell, const char *name, const char *text, bool exported);
const char *shell_directory(const struct shell *shell);
void shell_set_directory(struct shell *shell, const char *path);
int shell_status(const struct shell *shell); /* $? */
unsigned shell_mask(const struct shell *shell); /* umask */
void shell_set_status(struct shell *shell, int status);

/* The state as part of the world, under the terminal's name: WORLD_SHELL "TERMINAL/...". [before] is a shell that was
 * saved there once, which spares reading what the world still has of it; NULL: there is none. */
void shell_save(struct shell *shell, struct draft *draft, const char *terminal);
struct shell *shell_load(const struct world *world, const char *terminal, const struct shell *before);
bool shell_is_saved(const struct world *world, const char *terminal);

/* "root@server:~# " as PS1 says it (\u \h \w \W \$ \n and octal escapes), in the arena. */
const char *shell_prompt(struct arena *arena, const struct shell *shell);

/* Bytes of the first complete command line of [text] (a list up to its newline, with its heredocs), 0 when more
 * input is needed. A syntax error counts as complete: running it prints the message. When [final], what is
 * there is all. */
size_t shell_command_length(struct slice text, bool final);

/* Runs [text] in this process with its shell; returns the status. [name] prefixes syntax errors ("-bash",
 * "script.sh"). WAITS. `exit` inside makes shell_exiting true and the rest is not run. */
int shell_run(struct process *process, struct slice text, const char *name);
bool shell_exiting(const struct shell *shell);
/* The end of the shell's input: runs the EXIT trap and ends it; the status. WAITS. */
int shell_leave(struct process *process);
/* A line typed at the prompt: what is to be run (*run) and shown before (*told, or NULL), and whether there is anything
 * to run. History has it then. */
const char *shell_last_typed(const struct shell *shell); /* the newest command of the history; NULL */
bool shell_typed(struct shell *shell, struct arena *arena, struct slice line, const char **run, const char **told);
/* Gives the state that a line begins with, new from the world, what the shell of [process] remembers by itself
 * and no undo takes back: its jobs, the list of commands typed, $! and $$. */
void shell_go_on(struct shell *shell, struct process *process);
/* Is the child a process of a job of its? */
bool shell_has_job(const struct process *process, int id);
/* Its jobs as machine_jobs has them. */
const struct value *shell_jobs(const struct process *process, struct arena *arena);

/* The words of the line up to [cursor] for Tab: the simple command that the cursor is in, as completion.words.
 */
int shell_words_at(struct arena *arena, struct slice line, size_t cursor, char *const **words);

/* Builtins that need the shell's state (cd, export, set, read, trap, ...), sorted by name, for lookup, type and
 * Tab. */
extern const struct program *const builtin_rows[];
extern const size_t builtin_count;

#endif
