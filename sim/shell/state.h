/* What one shell remembers. Everything that a copy shares is a persistent map or a kept value. */
#ifndef AMBIT_SHELL_STATE_H
#define AMBIT_SHELL_STATE_H

#include "base/buffer.h"
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
    VARIABLE_UNSET = 128, /* declared without a value */
};

enum option {
    OPTION_ERREXIT = 1,
    OPTION_NOUNSET = 2,
    OPTION_XTRACE = 4,
    OPTION_NOGLOB = 8,
    OPTION_ALLEXPORT = 16,
    OPTION_NOCLOBBER = 32,
    OPTION_NOEXEC = 64,
    OPTION_VERBOSE = 128,
    OPTION_PIPEFAIL = 256,
    OPTION_ERRTRACE = 512,
    OPTION_POSIX = 1024,
    OPTION_NULLGLOB = 2048,
    OPTION_NOCASEMATCH = 4096,
    OPTION_ALIASES = 8192,
    OPTION_FAILGLOB = 16384,
    OPTION_DOTGLOB = 32768,
    OPTION_HISTORY = 65536,
    OPTION_EMACS = 131072,
    OPTION_NOTIFY = 262144,
    OPTION_MONITOR = 524288,
    OPTION_EXTGLOB = 1048576,
};

/* Why the rest of a list is not run. */
enum flow { FLOW_ON, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN, FLOW_ABORT, FLOW_EXIT };

struct saved_variable {
    int scope;
    char *name;
    const struct value *entry; /* NULL: was unset */
};

struct job {
    int number, id;
    struct process *child;
    char *text;
};

struct shell {
    struct map variables, functions, aliases, traps, history;
    const struct value *arguments; /* $1... as an array of texts; kept */
    char *zero;                    /* $0 */
    char *directory;
    char *source; /* the name before messages: "-bash" when interactive, otherwise of the script */
    bool interactive;
    unsigned options;
    int status;
    int id;       /* $$ */
    int last_job; /* $! */
    int line;     /* of the command being run */
    enum flow flow;
    int flow_levels;     /* loops still to leave */
    int loops;           /* around this command */
    int functions_depth; /* calls around this command */
    int sources;         /* `.` around this command */
    int depth;           /* all nesting, for LIMIT_SHELL_DEPTH */
    int tolerant;        /* > 0: a failure here does not end the shell under -e */
    int substituted;     /* status of the last command substitution of this command, -1: none */
    bool in_trap;
    bool command_text;   /* bash -c: one text, so an error ends it all */
    const char *speaker; /* who evaluates an expression, for its messages: "((", "let"; NULL: nobody */
    bool forked;         /* a subshell */
    int history_next;
    int option_offset; /* of getopts inside a word */
    struct saved_variable *saved;
    int saved_count, saved_room;
    struct job *jobs;
    int job_count;
    struct arena scratch;
};

/* --- variables --- */
unsigned variable_flags(const struct shell *shell, const char *name);
const char *variable_text(const struct shell *shell,
                          const char *name); /* element 0 of an array; NULL when unset */
const struct value *variable_elements(const struct shell *shell, const char *name); /* object; NULL: no array */
const char *variable_element(const struct shell *shell, const char *name, const char *key);
/* False when it is read-only. Case and integer attributes are the caller's work. */
bool variable_set(struct shell *shell, const char *name, const char *text);
bool variable_set_element(struct shell *shell, const char *name, const char *key, const char *text);
bool variable_set_array(struct shell *shell, const char *name, const struct value *elements, bool associative);
bool variable_unset(struct shell *shell, const char *name);
bool variable_unset_element(struct shell *shell, const char *name, const char *key);
void variable_mark(struct shell *shell, const char *name, unsigned add, unsigned remove);
void variable_save(struct shell *shell, const char *name, int scope); /* put back when the scope ends */
void variable_restore(struct shell *shell, int scope);
const char *array_key(struct arena *arena, int64_t index); /* keys sort as their numbers do */
int64_t array_index(const char *key);
/* "NAME=value" of what is exported, as an array of texts. */
const struct value *shell_environment(struct arena *arena, const struct shell *shell);

/* --- texts by name --- */
const char *shell_text(struct map map, const char *name);                 /* NULL when there is none */
void shell_put_text(struct map *map, const char *name, const char *text); /* NULL removes */
const char *shell_alias(const struct shell *shell, const char *name);
bool shell_expands_aliases(const struct shell *shell);

/* A shell as `bash` starts it: the exported variables of [parent] and its directory. */
struct shell *shell_fresh(const struct shell *parent, int id);

void shell_set_arguments(struct shell *shell, const struct value *arguments); /* kept by the call */
const char *shell_argument(const struct shell *shell, size_t index); /* from 1; NULL when there is none */
void shell_replace_text(char **text, const char *with);              /* both heap */
void shell_history_add(struct shell *shell, const char *line);

#endif
