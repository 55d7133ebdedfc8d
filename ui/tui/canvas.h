/* The screen as cells in memory. Panes draw into areas of it; tests read it as text; term.c alone paints it. */
#ifndef AMBIT_TUI_CANVAS_H
#define AMBIT_TUI_CANVAS_H

#include "base/arena.h"
#include "base/buffer.h"

/* What a piece of text means. The theme gives each a look; none is told by colour alone. */
enum role {
    ROLE_PLAIN,
    ROLE_TITLE,    /* of the lab, of a heading */
    ROLE_DIM,      /* what is beside the point */
    ROLE_STRONG,   /* emphasis in prose */
    ROLE_CODE,     /* what could be typed */
    ROLE_KEY,      /* a key to press */
    ROLE_GOOD,     /* done, allowed */
    ROLE_BAD,      /* refused, failed */
    ROLE_WARN,     /* needs attention */
    ROLE_BORDER,   /* of a pane */
    ROLE_FOCUS,    /* of the pane that has the keys */
    ROLE_SELECTED, /* what Enter is about */
    ROLE_NOTICE,   /* the fixed line that announces */
    ROLE_STRING,   /* syntax: */
    ROLE_NUMBER,
    ROLE_NAME,
    ROLE_COMMENT,
    ROLE_FOUND, /* by a search */
    ROLE_PAINTED, /* the tile says its colours itself: a program's in the terminal pane */
    ROLES
};

enum { PAINT_BOLD = 1, PAINT_DIM = 2, PAINT_UNDERLINE = 4, PAINT_REVERSE = 8, PAINT_ITALIC = 16 };

/* Colours are -1 (the terminal's own) or 0 to 255. */
struct paint {
    short foreground, background;
    unsigned char flags;
};

enum { TILE_BYTES = 22 };

struct tile {
    char text[TILE_BYTES]; /* one grapheme, NUL behind it; "" is a blank */
    unsigned char width;   /* 0: the right half of the one before */
    unsigned char role;
    struct paint paint; /* of ROLE_PAINTED */
};

struct canvas {
    int columns, rows;
    struct tile *tiles; /* heap */
    bool cursor;        /* shown, at: */
    int cursor_row, cursor_column;
};

/* A rectangle of the canvas; what would be outside of it is not drawn. */
struct area {
    int row, column, rows, columns;
};

void canvas_clear(struct canvas *canvas, int columns, int rows); /* all blank; all zero is an empty one */
void canvas_release(struct canvas *canvas);
struct area canvas_area(const struct canvas *canvas); /* all of it */

/* Draws [text] in a row of the area from a column of it on; control characters are left out. Gives the column behind
 * it, which may be outside. */
int canvas_put(struct canvas *canvas, struct area area, int row, int column, struct slice text, enum role role);
int canvas_format(struct canvas *canvas, struct area area, int row, int column, enum role role, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void canvas_fill(struct canvas *canvas, struct area area, enum role role); /* blanks of that role */
void canvas_role(struct canvas *canvas, struct area area, int row, int column, int count, enum role role);
struct tile *canvas_tile(struct canvas *canvas, struct area area, int row, int column); /* NULL: outside */
void canvas_cursor(struct canvas *canvas, struct area area, int row, int column);

/* A frame with a title; gives what is inside. */
struct area canvas_frame(struct canvas *canvas, struct area area, const char *title, bool focused, bool unicode);

/* Parts: the first [rows] or [columns] of an area, and what is left of it. */
struct area area_top(struct area *area, int rows);
struct area area_bottom(struct area *area, int rows);
struct area area_left(struct area *area, int columns);

/* What is not ASCII becomes one character that is: the last resort, for what programs in the terminal pane write. */
void canvas_ascii(struct canvas *canvas);

/* As text, rows without blanks at their ends, for tests. */
void canvas_text(const struct canvas *canvas, struct buffer *out);

#endif
