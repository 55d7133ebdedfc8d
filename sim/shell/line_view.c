#include "shell/line_view.h"

#include <string.h>

#include "shell/cells.h"

enum { TAB_CELLS = 8 };

struct place {
    int row, column; /* column may be the width: the wrap is pending, as on a real terminal */
};

static struct place step(struct place at, int columns, struct slice character, int cells)
{
    if (character.data[0] == '\n')
        return (struct place){at.row + 1, 0};
    if (character.data[0] == '\t')
        cells = TAB_CELLS - at.column % TAB_CELLS;
    if (cells && at.column + cells > columns)
        at = (struct place){at.row + 1, 0};
    at.column += cells;
    return at;
}

/* Where the character at [offset] stands. */
static struct place place_of(const struct line_view *view, struct slice whole, size_t offset)
{
    struct place at = {0};
    for (size_t i = 0; i < offset && i < whole.length;) {
        int cells;
        struct slice rest = slice_part(whole, i, whole.length);
        size_t length = cells_next(rest, &cells);
        at = step(at, view->columns, slice_part(rest, 0, length), cells);
        i += length;
    }
    if (at.column >= view->columns)
        at = (struct place){at.row + 1, 0};
    return at;
}

/* Writes whole[from..] as the terminal needs it; [from] stands at [at]. */
static void write_from(struct line_view *view, struct slice whole, size_t from, struct buffer *out)
{
    struct place at = place_of(view, whole, from);
    for (size_t i = from; i < whole.length;) {
        int cells;
        struct slice rest = slice_part(whole, i, whole.length);
        size_t length = cells_next(rest, &cells);
        struct slice character = slice_part(rest, 0, length);
        struct place next = step(at, view->columns, character, cells);
        if (character.data[0] == '\n')
            buffer_add_text(out, "\r\n");
        else if (character.data[0] == '\t')
            buffer_add_repeated(out, ' ', (size_t)(next.column - (next.row > at.row ? 0 : at.column)));
        else if (cells || character.data[0] == '\033')
            buffer_add(out, character);
        else if ((unsigned char)character.data[0] >= 0x80)
            buffer_add(out, character);
        at = next;
        i += length;
    }
    if (at.column >= view->columns)
        buffer_add_text(out, "\r\n");
}

static void move(const struct line_view *view, struct slice whole, size_t from, size_t to, struct buffer *out)
{
    struct place start = place_of(view, whole, from), end = place_of(view, whole, to);
    if (start.row > end.row)
        buffer_format(out, "\033[%dA", start.row - end.row);
    else if (start.row < end.row)
        buffer_format(out, "\033[%dB", end.row - start.row);
    if (start.column == end.column)
        return;
    buffer_add_text(out, "\r");
    if (end.column)
        buffer_format(out, "\033[%dC", end.column);
}

static size_t common_length(struct slice a, struct slice b)
{
    size_t i = 0;
    while (i < a.length && i < b.length && a.data[i] == b.data[i])
        i++;
    /* Not inside a character, and not between a full row and its newline. */
    while (i > 0 && i < b.length && (((unsigned char)b.data[i] & 0xc0) == 0x80 || b.data[i] == '\n'))
        i--;
    return i;
}

static void back_up(struct slice passed, struct buffer *out, bool rub)
{
    int cells = cells_count(passed);
    for (int i = 0; i < cells; i++)
        buffer_add_text(out, rub ? "\b \b" : "\b");
}

static void draw_dumb(struct line_view *view, struct slice whole, size_t cursor, struct buffer *out)
{
    struct slice old = buffer_slice(&view->drawn);
    size_t same = view->shown ? common_length(old, whole) : 0;
    bool at_end = view->cursor == old.length;
    bool shorter = same == whole.length && at_end;
    bool longer = same == old.length && at_end;
    if (shorter && view->shown) {
        back_up(slice_part(old, same, old.length), out, true);
    } else if (longer && view->shown) {
        buffer_add(out, slice_part(whole, same, whole.length));
    } else if (view->shown && same == old.length && same == whole.length) {
        buffer_add(out, slice_part(whole, view->cursor, whole.length));
    } else {
        if (view->shown)
            buffer_add_text(out, "\r\n");
        buffer_add(out, whole);
    }
    back_up(slice_part(whole, cursor, whole.length), out, false);
}

void line_view_draw(struct line_view *view, struct slice prompt, struct slice text, size_t cursor,
                    struct buffer *out)
{
    struct buffer next = {0};
    buffer_add(&next, prompt);
    buffer_add(&next, text);
    struct slice whole = buffer_slice(&next), old = buffer_slice(&view->drawn);
    cursor += prompt.length;
    if (view->dumb) {
        draw_dumb(view, whole, cursor, out);
    } else {
        size_t same = view->shown ? common_length(old, whole) : 0;
        if (!view->shown || same < old.length || same < whole.length) {
            if (view->shown)
                move(view, old, view->cursor, same, out);
            if (view->shown && same < old.length)
                buffer_add_text(out, "\033[J");
            write_from(view, whole, same, out);
            view->cursor = whole.length;
        }
        move(view, whole, view->cursor, cursor, out);
    }
    buffer_release(&view->drawn);
    view->drawn = next;
    view->cursor = cursor;
    view->shown = true;
}

void line_view_hide(struct line_view *view, struct buffer *out)
{
    if (view->shown && view->dumb)
        buffer_add_text(out, "\r\n");
    else if (view->shown) {
        move(view, buffer_slice(&view->drawn), view->cursor, 0, out);
        buffer_add_text(out, "\r\033[J");
    }
    view->shown = false;
}

void line_view_leave(struct line_view *view, struct buffer *out)
{
    if (view->shown && !view->dumb)
        move(view, buffer_slice(&view->drawn), view->cursor, view->drawn.length, out);
    if (view->shown)
        buffer_add_text(out, "\r\n");
    view->shown = false;
}

void line_view_release(struct line_view *view)
{
    buffer_release(&view->drawn);
}
