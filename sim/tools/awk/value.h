/* awk's values: counted texts, cells and arrays. Everything hangs in lists from the interpreter, so that a
 * killed process gives back all of it, whatever it was in the middle of. */
#ifndef AMBIT_TOOLS_AWK_VALUE_H
#define AMBIT_TOOLS_AWK_VALUE_H

#include "base/buffer.h"
#include "tools/regexp.h"

struct awk_text {
    struct awk_text *before, *after; /* in the interpreter's list */
    size_t count;
    size_t length;
    char bytes[]; /* NUL behind them */
};

enum cell_kind {
    CELL_UNSET,
    CELL_NUMBER,
    CELL_TEXT,
    CELL_MAYBE,  /* from input, not yet looked at: a number if it looks like one (POSIX: numeric string) */
    CELL_STRNUM, /* it does: text and number */
};

struct cell {
    enum cell_kind kind;
    double number;
    struct awk_text *text;
};

struct entry {
    struct awk_text *key; /* NULL: deleted */
    struct cell cell;
    unsigned hash;
};

/* Keys stay in the order in which they came: `for (key in array)` walks it, where POSIX leaves the order open.
 */
struct array {
    struct array *before, *after;
    size_t count; /* of entries that are not deleted */
    size_t used, capacity;
    struct entry *entries;
    int *index; /* open hash table of places in entries, -1: free */
    size_t index_size;
};

/* A variable: what it is shows when it is used first. */
struct slot {
    enum { SLOT_OPEN, SLOT_SCALAR, SLOT_ARRAY } kind;
    struct cell cell;
    struct array *array;
    bool borrowed;       /* the array is a caller's */
    struct slot *origin; /* an open variable of the caller, which becomes an array with this one */
};

struct pattern {
    struct regexp *regexp;
    struct slice literal; /* when data is not NULL: no more than this text */
    struct awk_text *source;
};

struct awk;

struct awk_text *awk_text_new(struct awk *awk, struct slice bytes);
struct awk_text *awk_text_room(struct awk *awk, size_t length); /* to be filled by the caller */
struct awk_text *awk_text_ref(struct awk_text *text);
void awk_text_unref(struct awk *awk, struct awk_text *text);
struct slice awk_text_slice(const struct awk_text *text);

struct cell awk_cell_number(double number);
struct cell awk_cell_text(struct awk_text *text);  /* takes the reference over */
struct cell awk_cell_maybe(struct awk_text *text); /* same */
struct cell awk_cell_ref(const struct cell *cell);
void awk_cell_release(struct awk *awk, struct cell *cell);
double awk_cell_to_number(struct cell *cell);
bool awk_cell_is_true(struct cell *cell);
/* A reference to its text; numbers by CONVFMT, or by OFMT for [output]. */
struct awk_text *awk_cell_to_text(struct awk *awk, struct cell *cell, bool output);
int awk_cell_compare(struct awk *awk, struct cell *a, struct cell *b);

struct array *awk_array_new(struct awk *awk);
void awk_array_free(struct awk *awk, struct array *array);
void awk_array_clear(struct awk *awk, struct array *array);
struct cell *awk_array_find(struct array *array, struct slice key); /* NULL: not there; until the next change */
struct cell *awk_array_at(struct awk *awk, struct array *array,
                          struct awk_text *key); /* made when it is missing */
void awk_array_remove(struct awk *awk, struct array *array, struct slice key);

#endif
