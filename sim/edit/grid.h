/* A window's cells, drawn in memory; and the bytes that turn one picture on a terminal into the next (ECMA-48). */
#ifndef AMBIT_EDIT_GRID_H
#define AMBIT_EDIT_GRID_H

#include "base/buffer.h"

enum style {
    STYLE_PLAIN,
    STYLE_REVERSE,
    STYLE_BOLD,
    STYLE_DIM, /* tildes below the text, line numbers */
    STYLE_COMMENT,
    STYLE_KEY,
    STYLE_STRING,
    STYLE_NUMBER,
    STYLE_WORD, /* what a language reserves */
    STYLE_MARK, /* punctuation with a meaning */
    STYLE_ERROR,
    STYLE_FOUND,
    STYLES,
};

enum { CELL_BYTES = 22 };

struct cell {
    char text[CELL_BYTES];     /* one grapheme, NUL behind it; "" is a blank */
    unsigned char width; /* 0: the right half of the one before; blanks have 1 */
    unsigned char style;
};

struct grid {
    int columns, rows;
    struct cell *cells; /* heap */
    int cursor_row, cursor_column;
};

/* All blank; an earlier picture is dropped. An all-zero grid is an empty one. */
void grid_clear(struct grid *grid, int columns, int rows);
void grid_release(struct grid *grid);

/* Draws [text] as it is, cut at the window's edge; gives the column behind it. */
int grid_put(struct grid *grid, int row, int column, struct slice text, enum style style);
void grid_fill(struct grid *grid, int row, int column, int count, enum style style); /* blanks */
void grid_style(struct grid *grid, int row, int column, int count, enum style style);

/* One grapheme of a line at display column [at]: its bytes, its width, and what is shown for it. */
struct glyph {
    size_t length;
    int width;
    struct slice text;   /* to be shown; borrowed from the line or from [made] */
    char made[8];
    bool special;        /* "^A", "<ff>": shown for what cannot be */
};
struct glyph_rules {
    int tab;
    bool upper; /* "<FF>", as in less */
    bool hex; /* what is no UTF-8 is "<ff>", as in vi; else one replacement character, as in nano */
};
void glyph_at(struct slice line, size_t offset, int at, const struct glyph_rules *rules, struct glyph *glyph);
/* The column at which the byte [offset] of [line] stands, and the byte that stands at or before a column. */
int glyph_column(struct slice line, size_t offset, const struct glyph_rules *rules);
size_t glyph_offset(struct slice line, int column, const struct glyph_rules *rules);
size_t glyph_next(struct slice line, size_t offset);     /* the next grapheme's offset */
size_t glyph_previous(struct slice line, size_t offset); /* 0 at the start */

/* The bytes that make [after] of [before] on a terminal; [before] of another size: all of it is drawn. */
void grid_encode(const struct grid *before, const struct grid *after, struct buffer *out);

#endif
