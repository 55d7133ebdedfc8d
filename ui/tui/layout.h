/* How the screen is shared among the panes: by shares that keys and the mouse change, and that are remembered. */
#ifndef AMBIT_TUI_LAYOUT_H
#define AMBIT_TUI_LAYOUT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "tui/canvas.h"

enum pane { PANE_LESSON, PANE_TERMINAL, PANE_THIRD, PANES };

/* Borders that can be moved; each is a share, in thousandths. The editor has its own, for it needs more. */
enum border {
    BORDER_LESSON_COLUMNS,     /* side by side: of the columns, the lesson's */
    BORDER_VIEW_BESIDE,        /* then, of the rows beside it, the third pane's */
    BORDER_EDITOR_BESIDE,
    BORDER_LESSON_ROWS,        /* one below the other: of the rows, the lesson's, alone */
    BORDER_LESSON_VIEW_ROWS,   /* with a third pane */
    BORDER_LESSON_EDITOR_ROWS,
    BORDER_VIEW_BELOW,         /* then, of what is left, the third pane's */
    BORDER_EDITOR_BELOW,
    BORDERS                    /* none */
};

struct layout {
    int shares[BORDERS];
};

enum { SIDE_BY_SIDE = 110, SMALLEST_COLUMNS = 80, SMALLEST_ROWS = 24 };

/* What is shown of it. */
struct placing {
    int columns, rows; /* of the screen: its first and last row are no pane's */
    bool third, edits; /* there is a third pane; it is the editor */
    bool large;        /* the pane with the focus alone */
    enum pane focus;
};

void layout_begin(struct layout *layout);
/* The panes' areas inside their frames; of no rows: not shown. */
void layout_place(const struct layout *layout, const struct placing *placing, struct area areas[PANES]);

enum border layout_border(const struct placing *placing, const struct area areas[PANES], int row, int column); /* there */
void layout_drag(struct layout *layout, const struct placing *placing, enum border border, int row, int column);
/* Makes the pane with the focus wider or taller, by so many cells. */
void layout_grow(struct layout *layout, const struct placing *placing, int columns, int rows);

/* As text, a line a border: "lesson-columns 400". */
void layout_write(const struct layout *layout, struct buffer *out);
/* False: [text] is none; the layout is as it was, and *problem (in the arena) says which line. */
bool layout_read(struct layout *layout, struct slice text, struct arena *arena, const char **problem);

#endif
