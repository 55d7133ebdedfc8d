/* Running a syntax tree. */
#ifndef AMBIT_SHELL_EVALUATE_H
#define AMBIT_SHELL_EVALUATE_H

#include "shell/expand.h"
#include "shell/state.h"

int evaluate(struct process *process, const struct node *node);
void evaluate_simple(struct process *process, const struct node *node);
void evaluate_while(struct process *process, const struct node *node);
void evaluate_for(struct process *process, const struct node *node);
void evaluate_for_number(struct process *process, const struct node *node);
void evaluate_select(struct process *process, const struct node *node);
void evaluate_tolerantly(struct process *process,
                         const struct node *node); /* as a condition: -e does not end it */
/* What stands in (( )); false when it is wrong: said, and the status set. */
bool evaluate_expression(struct process *process, const char *text, int64_t *number);
/* A command is about to run: BASH_COMMAND and the DEBUG trap. */
void announce(struct process *process, const struct node *node);
void keep_pipe_statuses(struct process *process, const int *statuses, int count); /* PIPESTATUS */
/* Parses and runs [text] within this shell (eval, ., traps, functions); [line] is the number of its first line, [part] how
 * an error of syntax calls it, or NULL. */
int evaluate_text(struct process *process, const char *text, int line, const char *part);
/* A child shell that runs [text]: its status; what it writes, without the newlines at its end, in the arena. */
char *evaluate_substitution(struct process *process, const char *text);

/* Runs a command by its words, as a simple command does after expansion. */
enum { RUN_NO_FUNCTIONS = 1, RUN_NO_PROGRAMS = 2 };
int evaluate_words(struct process *process, int count, char **words, unsigned flags);
const struct program *builtin_find(const struct shell *shell, const char *name); /* NULL: none, or disabled */
bool builtin_is_special(const char *name);                                       /* POSIX XCU 2.14 */

void evaluate_assignment(struct process *process,
                         const char *word); /* NAME=..., NAME+=..., NAME[i]=..., NAME=(...) */
/* The same for a word of declare, whose text is expanded already unless it stands in parentheses. [traced]: set
 * -x shows it, as it does for export and readonly. */
void assign_declared(struct process *process, const char *word, bool traced);
/* The same with what "declare" adds; a value in parentheses is one word as written. */
bool assign(struct process *process, const char *name, const char *text, bool append);
/* expand_subscript, with the messages of an assignment. */
const char *assigned_key(struct process *process, const char *name, const char *subscript);

int evaluate_condition(struct process *process, const struct node *node);  /* [[ ]] */
int test_evaluate(struct process *process, int count, char *const *words); /* test and [: 0, 1 or 2 */
/* One primary of test and [[ ]]. */
bool test_unary(struct process *process, char operator, const char * operand);
bool test_is_unary(const char *word);
bool test_is_binary(const char *word);
bool test_binary(struct process *process, const char *left, const char *operator, const char * right,
                 bool *known, bool arithmetic);

/* --- functions --- */
struct function {
    int line; /* of its body's first */
    const char *source, *body;
    bool exported;
};
void function_define(struct process *process, const char *name, int line, const char *body);
bool function_find(struct arena *arena, const struct shell *shell, const char *name, struct function *function);
bool function_export(struct process *process, const char *name, bool exported); /* false: there is none */
int function_call(struct process *process, int count, char *const *words);
const char *function_print(struct process *process, const char *name); /* as declare -f; NULL: there is none */
/* Puts a call of a function or file on FUNCNAME and its like; what was before, for call_leave. */
const struct value *call_enter(struct process *process, const char *name, const char *source);
void call_leave(struct process *process, const struct value *before);

const char *print_command(struct arena *arena, const struct node *node);
const char *print_function(struct arena *arena, const char *name, const struct node *body);

/* --- variables as text --- */
void print_shell_variables(struct process *process, bool functions); /* as set does */
unsigned variable_flag(char letter);                                 /* of declare -x; 0: none */
const char *variable_letters(struct arena *arena, unsigned flags);
const char *variable_list(struct process *process, const char *name);        /* ([0]="a" [1]="b") */
const char *variable_pairs(struct process *process, const char *name);       /* 0 "a" 1 "b" */
const char *variable_declaration(struct process *process, const char *name); /* declare -- x="a" */
/* x='a', declare -i x='1'; [whole]: of an array, all of it. */
const char *variable_definition(struct process *process, const char *name, bool whole);

/* --- variables that are computed: LINENO, RANDOM, FUNCNAME, ... --- */
const char *computed_text(struct process *process, const char *name); /* NULL: none of them, or unset */
const struct value *computed_elements(struct process *process, const char *name);
const char *computed_kept(struct process *process, const char *name,
                          const char *text); /* what assigning keeps */

/* --- set -x --- */
void trace_simple(struct process *process, const struct fields *fields);
void trace(struct process *process, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- redirections --- */
struct saved_streams;
/* Applies them; NULL-terminated list. False when one failed: said on stderr and undone. [saved] may be NULL:
 * for good. */
bool redirect(struct process *process, const struct redirection *redirections, struct saved_streams **saved);
void redirect_restore(struct process *process, struct saved_streams *saved);

/* --- children --- */
int spawn_pipeline(struct process *process, const struct node *pipeline);
int spawn_subshell(struct process *process, const struct node *body);
/* <(text), or >(text) when not [reading]: runs it beside and gives the path of its other end, which stays open
 * until the command is over that it is a word of (substitutions_close). */
const char *spawn_substitution(struct process *process, const char *text, bool reading);
void substitutions_close(struct process *process, uint64_t before);
void spawn_background(struct process *process, const struct node *node);
int spawn_program(struct process *process, const struct program *program, int count, char **words);

/* What the words in front of a script ask of the shell that runs it. */
struct shell_start {
    unsigned on, off;             /* enum option */
    uint64_t shopts_on, shopts_off; /* bits of enum shopt */
    bool login, profile;          /* a login shell; that reads the files of one */
    bool reads_input;             /* the script comes from standard input */
};
/* Becomes a shell that runs a script file's text. */
int run_script(struct process *process, struct slice text, const char *name, const struct shell_start *start,
               int count, char *const *words);
/* bash -c TEXT [NAME ARGUMENT...]: [words] from NAME. */
int run_command_text(struct process *process, const char *text, const char *name,
                     const struct shell_start *start, int count, char *const *words);
/* Sets $1... and gives what was there, for arguments_restore; a process that is killed in between drops it. */
const struct value *arguments_replace(struct process *process, int count, char *const *words);
void arguments_restore(struct process *process, const struct value *before);

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
/* As if Ctrl-C had reached this shell. */
void interrupt_line(struct process *process);
void run_trap(struct process *process, const char *name);
/* Tells the machine which signals this shell catches and ignores, by its traps. */
void traps_handle(struct process *process);

const char *quote_word(struct arena *arena, const char *text);        /* as printf %q does */
const char *quote_single(struct arena *arena, const char *text);      /* 'text' */
const char *quote_plainly(struct arena *arena, const char *text);     /* the same, whatever is in it */
const char *quote_for_message(struct arena *arena, const char *text); /* $'...' when it has control bytes */
const char *quote_trace(struct arena *arena, const char *text);       /* as set -x does */
const char *quote_variable(struct arena *arena, const char *text);    /* as set does */
const char *quote_double(struct arena *arena, const char *text);      /* as declare -p does */
const char *quote_key(struct arena *arena, const char *text); /* of an associative array, as declare -p */

#endif
