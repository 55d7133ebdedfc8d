/* GNU nano 7.2 without a terminal: keys in, a window's cells out. */
#ifndef AMBIT_EDIT_NANO_H
#define AMBIT_EDIT_NANO_H

#include "edit/files.h"
#include "edit/grid.h"
#include "shell/keys.h"

struct nano;

struct nano_options {
    bool view, numbers, auto_indent, blanks_for_tabs, soft_wrap, no_help;
    int tab;             /* columns; 0: 8 */
    size_t line, column; /* to begin at, from 1; 0: not said */
};

/* The names are borrowed; files are opened in order, each when the one before is closed. */
struct nano *nano_new(const struct edit_files *files, const struct nano_options *options, int count,
                      char *const *names, int columns, int rows);
void nano_free(struct nano *nano);
void nano_resize(struct nano *nano, int columns, int rows);
void nano_key(struct nano *nano, const struct key *key);
void nano_draw(struct nano *nano, struct grid *grid);
bool nano_ended(const struct nano *nano);

/* For tests and panes. */
struct text *nano_text(struct nano *nano);
size_t nano_cursor(const struct nano *nano);

#endif
