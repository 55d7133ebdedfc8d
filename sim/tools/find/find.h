/* find's expression: a tree of tests and actions, read from the words behind the paths. */
#ifndef AMBIT_TOOLS_FIND_FIND_H
#define AMBIT_TOOLS_FIND_FIND_H

#include "shell/process.h"

struct find {
    struct process *process;
    int64_t least_depth, most_depth;
    bool below_first; /* -depth: what is in a directory before it */
    bool acts;        /* an action is in the expression: nothing is printed by itself */
    bool quits;
    int status;
    struct find_node *batches; /* -exec ... + */
};

struct find_file {
    const char *path; /* as printed */
    const char *start;
    int64_t depth;
    struct file_status status;
    bool pruned;
};

struct find_test;

struct find_node {
    const struct find_test *test; /* NULL: an operator */
    enum { FIND_AND, FIND_OR, FIND_NOT, FIND_COMMA } operator;
    struct find_node *left, *right;
    const char *text;
    int sign; /* of a number: -1 less, 0 equal, 1 more */
    int64_t number, unit;
    char *const *words; /* of -exec, up to its end */
    int word_count;
    bool batched;
    struct value *waiting; /* paths for -exec ... + */
    struct find_node *next_batch;
};

struct find_test {
    const char *name;                                        /* "-name" */
    int arguments;                                           /* 0 or 1; -1: -exec */
    bool action, option;                                     /* option: holds for the whole walk and is true */
    bool (*read)(struct find *find, struct find_node *node); /* false: the argument is no good; NULL: a text */
    bool (*holds)(struct find *find, const struct find_node *node, struct find_file *file);
    char letter; /* which of those that share functions */
};

extern const struct find_test find_tests[];

/* The expression of [words]; faults are complained of and end the process. */
struct find_node *find_parse(struct find *find, int count, char *const *words);
bool find_holds(struct find *find, const struct find_node *node, struct find_file *file);
void find_run_batches(struct find *find);

#endif
