/* Running a syntax tree. */
#ifndef AMBIT_SHELL_EVALUATE_H
#define AMBIT_SHELL_EVALUATE_H

#include "shell/expand.h"
#include "shell/state.h"

int evaluate(struct process *process, const struct node *node);
void evaluate_simple(struct process *process, const struct node *node);
/* Parses and runs [text] within this shell (eval, ., traps, functions); [line] is the number of its first line.
 */
int evaluate_text(struct process *process, const char *text, int line, const char *name);
/* A child shell that runs [text]: its status; what it writes, without the newlines at its end, in the arena. */
char *evaluate_substitution(struct process *process, const char *text);

/* Runs a command by its words, as a simple command does after expansion. */
enum { RUN_NO_FUNCTIONS = 1, RUN_NO_PROGRAMS = 2 };
int evaluate_words(struct process *process, int count, char **words, unsigned flags);
const struct program *builtin_find(const char *name);
bool builtin_is_special(const char *name); /* POSIX XCU 2.14 */

void evaluate_assignment(struct process *process,
                         const char *word); /* NAME=..., NAME+=..., NAME[i]=..., NAME=(...) */
/* The same with what "declare" adds; a value in parentheses is one word as written. */
bool assign(struct process *process, const char *name, const char *text, bool append);

int evaluate_condition(struct process *process, const struct node *node);  /* [[ ]] */
int test_evaluate(struct process *process, int count, char *const *words); /* test and [: 0, 1 or 2 */
/* One primary of test and [[ ]]. */
bool test_unary(struct process *process, char operator, const char * operand);
bool test_is_unary(const char *word);
bool test_is_binary(const char *word);
bool test_binary(struct process *process, const char *left, const char *operator, const char * right,
                 bool *known, bool arithmetic);

/* --- redirections --- */
struct saved_streams;
/* Applies them; NULL-terminated list. False when one failed: said on stderr and undone. [saved] may be NULL:
 * for good. */
bool redirect(struct process *process, const struct redirection *redirections, struct saved_streams **saved);
void redirect_restore(struct process *process, struct saved_streams *saved);

/* --- children --- */
int spawn_pipeline(struct process *process, const struct node *pipeline);
int spawn_subshell(struct process *process, const struct node *body);
void spawn_background(struct process *process, const struct node *node);
int spawn_program(struct process *process, const struct program *program, int count, char **words);
/* Becomes a shell that runs a script file's text. */
/* bash -c TEXT [NAME ARGUMENT...]: [words] from NAME. */
int run_command_text(struct process *process, const char *text, unsigned options, int count,
                     char *const *words);
int run_script(struct process *process, struct slice text, const char *name, unsigned options, int count,
               char *const *words);
void jobs_notice_ended(struct process *process, bool say);

/* --- messages and flow --- */
/* "NAME: line N: " or "-bash: ", then the message and a newline, on stderr. */
void complain(struct process *process, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *complaint_prefix(struct process *process);
/* An error that ends a script, or the line at a prompt. */
void abort_command(struct process *process, int status);
/* An expansion that failed: the rest of the line is not run, but a script goes on behind it. */
void discard_command(struct process *process, int status);
/* Lets others run; false when the learner pressed Ctrl-C: the flow is stopped then. */
bool keep_running(struct process *process);
void run_trap(struct process *process, const char *name);
void hint_characters(struct process *process, const char *text); /* typographic quotes, carriage returns */

const char *quote_word(struct arena *arena, const char *text);        /* as printf %q does */
const char *quote_single(struct arena *arena, const char *text);      /* 'text' */
const char *quote_for_message(struct arena *arena, const char *text); /* $'...' when it has control bytes */
const char *quote_trace(struct arena *arena, const char *text);       /* as set -x does */
const char *quote_double(struct arena *arena, const char *text);      /* as declare -p does */

#endif
