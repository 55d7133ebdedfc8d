/* Word expansion (POSIX XCU 2.6): braces, tilde, parameters, substitutions, arithmetic, fields, path names,
 * quotes.
 *
 * All calls may WAIT, for a substitution runs commands. A failure (an unbound variable, a bad substitution,
 * ...) has been said on stderr and stopped the shell's flow when they return; look at shell->flow then. Results
 * are in the process's arena. */
#ifndef AMBIT_SHELL_EXPAND_H
#define AMBIT_SHELL_EXPAND_H

#include "shell/process.h"

struct fields {
    char **words; /* NULL behind the last */
    int count, room;
};

void fields_add(struct process *process, struct fields *fields, const char *word);

void expand_word(struct process *process, const char *word, struct fields *fields);
char *expand_text(struct process *process, const char *word);              /* one field: assignments, targets */
char *expand_value(struct process *process, const char *word);             /* the same with ~ after ':' */
char *expand_pattern(struct process *process, const char *word);           /* quoted bytes behind backslashes */
char *expand_condition_pattern(struct process *process, const char *word); /* of [[ ]], as set -x shows it */
char *expand_regular_expression(struct process *process, const char *word);
char *expand_replacement(struct process *process,
                         const char *word);                       /* of ${x/p/r}: quoted & and \\ are hidden */
char *expand_document(struct process *process, const char *body); /* a here-document */
/* What stands in $(( )) or a subscript: parameters and substitutions only. */
char *expand_expression(struct process *process, const char *text);

/* --- for the files of expansion --- */

/* Text with one mark for each byte: where it came from. */
struct marked {
    char *text, *marks;
    size_t length, room;
    char literal;    /* the mark of plain bytes: MARK_PLAIN or MARK_SPLIT */
    bool single;     /* no fields wanted: $@ is joined with blanks */
    bool empty_list; /* "$@" without elements was seen */
    bool beside_at;  /* in quotes with $@ or ${x[@]}: a ${*...} that is changed keeps its elements apart there */
    bool document, braces, tilde_everywhere;
    const char *value; /* behind the "=" of a word that looks like an assignment: a tilde counts there */
};

enum mark {
    MARK_PLAIN = 'p',  /* as written */
    MARK_QUOTED = 'q', /* quoted: no special meaning any more */
    MARK_SPLIT = 's',  /* from an unquoted expansion: splits at IFS */
    MARK_BREAK = 'b',  /* between the elements of $@ */
    MARK_EMPTY = 'e',  /* "": a field although there is nothing in it */
};

void marked_add(struct process *process, struct marked *marked, char byte, char mark);
void marked_add_text(struct process *process, struct marked *marked, const char *text, bool quoted);
void marked_add_list(struct process *process, struct marked *marked, char **values, size_t count, char kind,
                     bool quoted);
void expand_into(struct process *process, struct marked *marked, const char *text, bool quoted);
/* [text] begins with "$" or "`"; the bytes used. */
size_t expand_dollar(struct process *process, struct marked *marked, const char *text, bool quoted);
/* [text] begins with "<(" or ">("; the bytes used. */
size_t expand_process(struct process *process, struct marked *marked, const char *text);
/* "${...}" whose inside is [text]. */
void expand_parameter(struct process *process, struct marked *marked, char *text, bool quoted);
/* Special and positional parameters and variables; NULL when unset. */
const char *expand_named(struct process *process, const char *name);
void expand_unset_error(struct process *process, const char *name); /* for set -u */
const char *expand_subscript(struct process *process, const char *name,
                             const char *subscript); /* a key; NULL: bad */
const char *expand_escaped(struct arena *arena, struct slice inside);
size_t expand_escape(const char *text, struct buffer *into); /* behind a backslash in $'...' */

void expand_braces(struct process *process, const char *word, struct fields *fields);
void expand_split(struct process *process, const struct marked *marked, struct fields *fields);
void expand_paths(struct process *process, const char *pattern,
                  struct fields *fields); /* adds the matches, sorted */

#endif
