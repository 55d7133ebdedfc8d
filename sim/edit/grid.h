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

/* What a row was drawn from: two rows of the same source have the same cells. Empty: nobody knows. */
struct grid_row {
    struct buffer source;
    int part;   /* of those that were drawn from it together */
    bool drawn; /* since it was shown */
};

/* The picture that is being drawn, and the one that the terminal shows. All-zero: an empty one. */
struct grid {
    int columns, rows;
    struct cell *cells, *shown, *blanks; /* heap; of the last: one row */
    struct grid_row *lines, *shown_lines;
    bool is_shown;
    struct buffer whole; /* what all rows but the last were drawn from (grid_is_from); empty: nobody knows */
    int cursor_row, cursor_column;
};

/* All blank, and what rows were drawn from is forgotten: for another text, whose lines may be numbered as the last one's. */
void grid_clear(struct grid *grid, int columns, int rows);
void grid_release(struct grid *grid);
/* A picture over the last one; with another size it begins blank. Rows that nobody asks about stay as they are. */
void grid_begin(struct grid *grid, int columns, int rows);
/* True: these rows are blank now, to be drawn from [source]: bytes that say all of what will be there; none: nobody
 * knows. False: they show what was drawn from the same bytes already, here or elsewhere in the last picture. */
bool grid_draws(struct grid *grid, int row, int count, struct slice source);
/* All rows but the last were drawn from the same bytes when this was asked last, so nothing need be asked of them; or
 * else (false) they will be, now. */
bool grid_is_from(struct grid *grid, struct slice source);
void grid_scroll_up(struct grid *grid, int count);

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
void grid_put_glyph(struct grid *grid, int row, int column, const struct glyph *glyph, enum style style);
/* One byte that is shown as it is, in one column: nearly all there is. */
static inline bool glyph_is_plain(struct slice line, size_t offset)
{
    return (unsigned char)(line.data[offset] - ' ') < 0x7f - ' ' &&
           (offset + 1 == line.length || (unsigned char)line.data[offset + 1] < 0x80);
}
/* How many of the first [most] bytes are plain: that many columns, too. */
size_t glyph_plain_length(struct slice line, size_t most);
/* The column at which the byte [offset] of [line] stands, and the byte that stands at or before a column. */
int glyph_column(struct slice line, size_t offset, const struct glyph_rules *rules);
size_t glyph_offset(struct slice line, int column, const struct glyph_rules *rules);
size_t glyph_next(struct slice line, size_t offset);     /* the next grapheme's offset */
size_t glyph_previous(struct slice line, size_t offset); /* 0 at the start */

/* The bytes that make a terminal show the picture; only rows that were asked about are looked at. */
void grid_show(struct grid *grid, struct buffer *out);
/* The terminal shows something else now. */
void grid_forget(struct grid *grid);

#endif
