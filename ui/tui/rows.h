/* Rows of text with meaning, made for a width: what a pane shows and scrolls. */
#ifndef AMBIT_TUI_ROWS_H
#define AMBIT_TUI_ROWS_H

#include "tui/canvas.h"

struct span {
    struct slice text;
    enum role role;
    struct span *next;
};

struct row {
    struct span *first, **last;
    int item; /* what the row belongs to, as the maker counts (a block, an object); -1: nothing */
};

struct rows {
    struct arena *arena; /* of everything in them; the caller's */
    int width;           /* cells */
    bool unicode;
    struct row *list; /* heap */
    size_t count, capacity;
    int item; /* of the rows that come */
};

void rows_begin(struct rows *rows, struct arena *arena, int width, bool unicode);
void rows_release(struct rows *rows);

struct row *rows_new(struct rows *rows);                             /* an empty row */
void rows_add(struct rows *rows, enum role role, const char *text);  /* to the last row; [text] is borrowed */
void rows_format(struct rows *rows, enum role role, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* To the last row, cut or filled to a number of cells. */
void rows_column(struct rows *rows, enum role role, const char *text, int cells);
/* A row of one piece. */
void rows_line(struct rows *rows, enum role role, const char *text);

/* A paragraph of inline Markdown (**strong**, *emphasis*, `code`, [text](target)) wrapped at the width; the first row
 * begins with [first], the others with [other], which are as wide. */
void rows_prose(struct rows *rows, const char *first, const char *other, enum role role, const char *markdown);
/* The same for a text that is no Markdown. */
void rows_wrapped(struct rows *rows, const char *first, const char *other, enum role role, const char *text);
/* Text as it is, a row for each line, behind [first] and [other]; what is too wide goes on in the next row. */
void rows_verbatim(struct rows *rows, const char *first, const char *other, enum role role, struct slice text);
/* A paragraph in a frame with a title. */
void rows_box(struct rows *rows, const char *title, const char *markdown);

/* The first row from [from] on that has [text] in it, whatever its letters' case; the count: none. */
size_t rows_find(const struct rows *rows, size_t from, struct slice text);
/* Marks where rows that were drawn so have it. */
void rows_mark(const struct rows *rows, struct canvas *canvas, struct area area, size_t top, struct slice text);

/* Draws the rows from [top] on; those whose item is [selected] as selected. */
void rows_draw(const struct rows *rows, struct canvas *canvas, struct area area, size_t top, int selected);

#endif
