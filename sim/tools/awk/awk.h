/* The interpreter of one awk process. Expressions leave their value on a stack of cells, so that the C stack
 * stays small and a kill finds every value. */
#ifndef AMBIT_TOOLS_AWK_AWK_H
#define AMBIT_TOOLS_AWK_AWK_H

#include "tools/awk/syntax.h"

/* Where records come from. */
struct reader {
    struct stream *stream; /* NULL: standard input, or nothing when it has ended */
    struct buffer bytes;
    size_t taken;
    bool ended;
};

/* A file or a command that the program has open, by its name. */
struct channel {
    struct channel *next;
    struct awk_text *name;
    bool output;
    struct stream *stream; /* of a command, or of a file that is written; held open */
    int descriptor;        /* of a standard stream, else -1 */
    struct process *child;
    struct buffer bytes; /* not yet written */
    struct reader reader;
    struct reader *reads; /* its own, or that of standard input */
};

struct frame {
    struct frame *outer;
    const struct function *function;
    int count;
    struct slot slots[];
};

enum awk_flow { AWK_NORMAL, AWK_BREAKS, AWK_CONTINUES, AWK_NEXTS, AWK_SKIPS_FILE, AWK_EXITS, AWK_RETURNS };

enum { DYNAMIC_PATTERNS = 64 };

struct awk {
    struct process *process;
    struct syntax_tree *tree;
    struct slot *globals;
    struct awk_text *texts; /* the lists of all there is */
    struct array *arrays;
    size_t memory; /* bytes of texts and arrays */
    struct awk_text *empty;

    struct cell *stack;
    size_t top, capacity;
    struct frame *frame;
    int depth;
    size_t steps; /* since the last tick of the process; long texts count for more than one */
    enum awk_flow flow;
    struct cell result; /* of return */
    int status;
    bool in_end, started; /* END runs; a record was read */

    struct cell record; /* $0 */
    struct cell *fields;
    int field_count, field_capacity;
    bool is_split, is_joined; /* fields follow the record; the record follows the fields */

    struct reader standard, file; /* standard input; the open file of ARGV */
    struct reader *input;         /* one of them; NULL: none is open */
    int argument;                 /* the next of ARGV */
    bool any_file;

    struct channel *channels;
    struct stream *held[2]; /* standard input and output, while others take their place */
    struct buffer out;
    bool immediate;     /* standard output is a terminal */
    struct buffer line; /* being printed */

    double seed;
    bool seeded;
    int32_t random[34];
    int random_at;

    struct pattern dynamic[DYNAMIC_PATTERNS];
    unsigned dynamic_next;
};

/* --- awk.c --- */
/* "awk: run time error: ..." with the place in the input, and the end of the process. */
_Noreturn void awk_fail(struct awk *awk, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void awk_out_of_memory(struct awk *awk);
void awk_step(struct awk *awk); /* to be called by all that could go on for long. WAITS. */
/* Handles escapes of a string constant, or of -v and command line assignments. */
struct slice awk_unescape(struct arena *arena, struct slice text);
void awk_assign_argument(struct awk *awk, struct slice name, struct slice value);

/* --- run.c, expression.c --- */
void awk_run(struct awk *awk, const struct awk_node *statement);
void awk_evaluate(struct awk *awk, const struct awk_node *node); /* pushes one cell */
void awk_push(struct awk *awk, struct cell cell);                /* takes it over */
struct cell awk_pop(struct awk *awk);                            /* the caller's now */
void awk_drop(struct awk *awk);
double awk_pop_number(struct awk *awk);
struct awk_text *awk_pop_text(struct awk *awk); /* the caller's reference */
struct cell *awk_peek(struct awk *awk, size_t below);
struct slot *awk_slot(struct awk *awk, const struct awk_node *node);
struct array *awk_array(struct awk *awk, const struct awk_node *node);
struct awk_text *awk_subscript(struct awk *awk, const struct awk_node *list);
/* Sets what [target] names: variable, element or field; the cell is taken over. */
void awk_store(struct awk *awk, const struct awk_node *target, struct cell cell);
void awk_call_builtin(struct awk *awk, const struct awk_node *node); /* functions.c; pushes one cell */
void awk_getline(struct awk *awk, const struct awk_node *node);      /* streams.c; pushes one cell */
bool awk_truth(struct awk *awk, const struct awk_node *condition);
double awk_arithmetic(int operator, double a, double b);

/* --- pattern.c --- */
struct pattern *awk_pattern_constant(struct process *process, const char *text, const char **problem);
/* What [node] says as a regular expression: its own, or its text at this moment. */
const struct pattern *awk_pattern(struct awk *awk, const struct awk_node *node);
const struct pattern *awk_pattern_of(struct awk *awk, struct slice source);
bool awk_match(const struct pattern *pattern, struct slice text, size_t from, size_t *start, size_t *end);

/* --- fields.c --- */
void awk_set_record(struct awk *awk, struct awk_text *text); /* takes it over */
struct cell awk_field(struct awk *awk, int number);          /* a reference */
void awk_set_field(struct awk *awk, int number, struct cell cell);
void awk_set_field_count(struct awk *awk, double count);
int awk_field_count(struct awk *awk);
struct awk_text *awk_record(struct awk *awk); /* borrowed */
/* Calls [take] for each part of [text] as FS (or [pattern]) cuts it. */
int awk_split(struct awk *awk, struct slice text, struct slice separator, const struct pattern *pattern,
              void (*take)(struct awk *awk, void *context, int number, struct slice part), void *context);
struct awk_text *awk_special_text(struct awk *awk, enum special special); /* a reference */
double awk_special_number(struct awk *awk, enum special special);
void awk_set_special(struct awk *awk, enum special special, double number);

/* --- streams.c --- */
void awk_release_streams(struct awk *awk);
/* The next record of the files of ARGV; false at the end of all. WAITS. */
bool awk_next_record(struct awk *awk, struct awk_text **record);
void awk_skip_file(struct awk *awk);
void awk_flush(struct awk *awk); /* standard output */
void awk_flush_all(struct awk *awk);
void awk_write(struct awk *awk, const struct awk_node *statement, struct slice bytes);
int awk_close(struct awk *awk, struct slice name);
void awk_close_all(struct awk *awk);
int awk_system(struct awk *awk, const char *command);

/* --- format.c --- */
/* sprintf of the [count] cells on top of the stack, of which the first is the format. */
void awk_format(struct awk *awk, struct buffer *out, size_t count, const char *function);
struct awk_text *awk_number_text(struct awk *awk, double number, struct slice format);

#endif
