/* How a line being edited is drawn: prompt and text, wrapped at the terminal's width, the cursor where it
 * belongs. Bytes out; only relative movements, so it works at any place of the screen. A dumb terminal gets no
 * escape sequences: text is appended, rubbed out with backspaces, or written anew on a new row. */
#ifndef AMBIT_SHELL_LINE_VIEW_H
#define AMBIT_SHELL_LINE_VIEW_H

#include "base/buffer.h"

struct line_view {
    int columns;
    bool dumb;
    struct buffer drawn; /* prompt and text as they are on the screen */
    size_t cursor;       /* offset in it where the terminal's cursor is */
    bool shown;
};

/* Makes the screen show [prompt] and [text] with the cursor before text[cursor]. */
void line_view_draw(struct line_view *view, struct slice prompt, struct slice text, size_t cursor,
                    struct buffer *out);
/* Takes it off the screen, for output above; draw shows it again. */
void line_view_hide(struct line_view *view, struct buffer *out);
/* Leaves it where it is and goes to the row below. */
void line_view_leave(struct line_view *view, struct buffer *out);
void line_view_release(struct line_view *view);

#endif
