/* What one shell remembers. Everything that a copy shares is a persistent map or a kept value. */
#ifndef AMBIT_SHELL_STATE_H
#define AMBIT_SHELL_STATE_H

#include "base/buffer.h"
#include "shell/options.h"
#include "shell/shell.h"
#include "shell/syntax.h"

enum variable_flag {
    VARIABLE_EXPORTED = 1,
    VARIABLE_READONLY = 2,
    VARIABLE_INTEGER = 4,
    VARIABLE_ARRAY = 8, /* indexed */
    VARIABLE_MAP = 16,  /* associative */
    VARIABLE_LOWER = 32,
    VARIABLE_UPPER = 64,
    VARIABLE_UNSET = 128,     /* declared without a value */
    VARIABLE_REFERENCE = 256, /* its text is another variable's name */
};

/* Why the rest of a list is not run. */
enum flow { FLOW_ON, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN, FLOW_ABORT, FLOW_EXIT };

struct saved_variable {
    int scope;
    char *name;
    const struct value *entry; /* NULL: was unset */
};

/* A call's members in shell->calls. */
enum { CALL_NAME, CALL_SOURCE, CALL_LINE };

/* What was last loaded from the world or saved to it: while the world still has it, only what differs is looked at. */
enum { SHELL_ROOMS = 6 };
struct shell_kept {
    struct map world; /* WORLD_SHELL; no root: nothing is kept */
    struct map rooms[SHELL_ROOMS];
};

struct shell {
    struct shell_kept kept;
    struct map variables; /* but the last word; by variable_entry and shell_variables */
    struct map functions, aliases, traps, history;
    struct map disabled;             /* names of builtins: enable -n */
    unsigned mask;                   /* umask */
    const struct value *directories; /* of pushd, below the current one; kept */
    struct map completions;          /* name to the options of its `complete` */
    struct map inherited_traps;      /* of the parent of a subshell, for `trap` to show */
    const struct value *arguments;   /* $1... as an array of texts; kept */
    char *zero;                      /* $0; this and the next three by shell_share_text */
    char *directory;
    char *source;    /* the name before messages: "-bash" when interactive, otherwise of the script */
    char *last_word; /* $_ while nobody has asked for it; NULL: it is among the variables */
    bool interactive;
    bool plain; /* busybox's ash: fewer expansions, other words */
    unsigned options; /* enum option */
    uint64_t shopts;  /* bits numbered by enum shopt */
    int status;
    int id;       /* $$ */
    int last_job; /* $! */
    int line;     /* of the command being run */
    enum flow flow;
    int flow_levels;           /* loops still to leave */
    int loops;                 /* around this command */
    int functions_depth;       /* calls around this command */
    int sources;               /* `.` around this command */
    int depth;                 /* all nesting, for LIMIT_SHELL_DEPTH */
    int tolerant;              /* > 0: a failure here does not end the shell under -e */
    int substituted;           /* status of the last command substitution of this command, -1: none */
    int subshells;             /* around this one */
    int trace_depth;           /* how often set -x writes the first byte of PS4 once more */
    const struct value *calls; /* of functions and files around this command, the innermost first; kept */
    const struct value *pipe_statuses; /* of the last pipeline, as texts; kept */
    const struct node *running;        /* the command that BASH_COMMAND names; NULL: none */
    struct tree *running_tree;         /* its tree, where nothing else holds it any more; owned */
    bool in_trap;
    bool command_text;   /* bash -c: one text, so an error ends it all */
    bool reads_input;    /* a script that comes from standard input */
    const char *speaker; /* who evaluates an expression, for its messages: "((", "let"; NULL: nobody */
    bool forked;         /* a subshell */
    bool prefixing;      /* assigning for one command: what cannot be assigned does not keep it from running */
    bool substitution;   /* the first command of one that runs for its output */
    int history_next;
    int64_t history_fresh;   /* commands added since the last history -a */
    int64_t history_in_file; /* lines of the history file that are known here */
    int option_offset; /* of getopts inside a word */
    struct saved_variable *saved;
    int saved_count, saved_room;
    struct jobs *jobs;   /* NULL: none were begun */
    const struct node *command; /* the pipeline that runs, for the text of its job */
    uint64_t substitutions; /* descriptors of <() and >(), a bit for each */
    bool prompts;           /* reads from a terminal by itself: Ctrl-C ends a command of it, not the shell */
    bool last_command;   /* this child shell ends with the command it runs: a program takes its place */
    bool exit_warned;    /* the line before was an `exit` that stopped jobs held back */
    bool returns_told;   /* Windows line ends were told of */
    bool exit_warning;   /* this line is one */
    struct arena scratch;
};

struct shell *shell_blank(void); /* shell_new without variables */
/* The same with the variables of *model; if it has none yet, with those that [begin] sets, which it has then. */
struct shell *shell_like(struct map *model, void (*begin)(struct shell *shell));
void shell_set_defaults(struct shell *shell); /* what every bash has before its first command */
void shell_forget_kept(struct shell *shell);

/* --- variables --- */
struct map shell_variables(const struct shell *shell); /* all; borrowed until one changes */
void shell_set_variables(struct shell *shell, struct map variables);
const struct value *variable_entry(const struct shell *shell, const char *name); /* as it is kept; NULL: none */
/* $_ changes with each command and is hardly ever read, so it becomes a variable when somebody asks. */
void variable_set_last_word(struct shell *shell, const char *word);
unsigned variable_flags(const struct shell *shell, const char *name);
const char *variable_text(const struct shell *shell,
                          const char *name); /* element 0 of an array; NULL when unset */
const struct value *variable_elements(const struct shell *shell, const char *name); /* object; NULL: no array */
const char *variable_element(const struct shell *shell, const char *name, const char *key);
/* False when it is read-only. Case and integer attributes are the caller's work. */
/* The variable that [name] stands for: itself, or what a reference (declare -n) leads to, perhaps "array[key]".
 */
const char *variable_target(const struct shell *shell, const char *name);
/* Of the name itself, references not followed. */
unsigned variable_own_flags(const struct shell *shell, const char *name);
const char *variable_reference(const struct shell *shell, const char *name);
bool variable_set(struct shell *shell, const char *name, const char *text);
/* Whatever there was: a text, or an array's object of elements. */
void variable_define(struct shell *shell, const char *name, unsigned flags, const struct value *held);
void variable_set_plainly(struct shell *shell, const char *name,
                          const char *text); /* one text, whatever it was */
bool variable_set_element(struct shell *shell, const char *name, const char *key, const char *text);
bool variable_set_array(struct shell *shell, const char *name, const struct value *elements, bool associative);
bool variable_unset(struct shell *shell, const char *name);
bool variable_unset_element(struct shell *shell, const char *name, const char *key);
void variable_mark(struct shell *shell, const char *name, unsigned add, unsigned remove);
/* Puts the variable back when the scope ends; false when that was asked already. */
bool variable_save(struct shell *shell, const char *name, int scope);
void variable_forget(struct shell *shell, const char *name); /* read-only or not, references not followed */
void variable_set_reference(struct shell *shell, const char *name,
                            const char *target); /* NULL: to nothing yet */
void variable_restore(struct shell *shell, int scope);
/* The elements in the order in which bash names them: by index, or by the hash of their key. Indices are plain
 * numbers here. */
struct element {
    const char *key, *text;
    unsigned bucket;
};
struct element *array_elements(struct arena *arena, const struct value *elements, bool associative);
const char *array_key(struct arena *arena, int64_t index); /* keys sort as their numbers do */
int64_t array_index(const char *key);
/* "NAME=value" of what is exported, as an array of texts. */
const struct value *shell_environment(struct arena *arena, const struct shell *shell);

/* --- texts by name --- */
const char *shell_text(struct map map, const char *name);                 /* NULL when there is none */
void shell_put_text(struct map *map, const char *name, const char *text); /* NULL removes */
const char *shell_alias(const struct shell *shell, const char *name);
bool shell_expands_aliases(const struct shell *shell);
bool shell_has(const struct shell *shell, enum shopt shopt);

/* A shell as `bash` starts it: the exported variables of [parent] and its directory. */
struct shell *shell_fresh(const struct shell *parent, struct shell_models *models, int id);

void shell_set_arguments(struct shell *shell, const struct value *arguments); /* kept by the call */
const char *shell_argument(const struct shell *shell, size_t index); /* from 1; NULL when there is none */
void shell_share_text(char **text, const char *with); /* of zero, directory, source and last_word; NULL: none */
void shell_replace_text(char **text, const char *with);              /* both heap */
/* [format] with prompts' escapes (\\u, \\w, ...) replaced. */
const char *prompt_of(struct arena *arena, const struct shell *shell, const char *format);
void shell_history_add(struct shell *shell, const char *line);

/* A reference to a map of the shell that outlives a yield: until map_let_go, or till the process ends. */
struct map *map_hold(struct process *process, struct map map);
void map_let_go(struct process *process, struct map *held);

#endif
