/* The mouse: xterm's SGR reports, "ESC [ < BUTTON ; COLUMN ; ROW M" (m when a button is let go). A click takes the keys to
 * a pane and marks what it hits, on the mark before a block it runs it; the wheel scrolls what is under it; a border is
 * dragged. */
#include "tui/lab_record.h"

#include "tui/lesson.h"

enum { MOTION = 32, WHEEL = 64, BUTTONS = 3, LONGEST = 24, STEP = 3 };

struct report {
    int64_t button, column, row;
    bool pressed;
};

/* Bytes of the report at the front; 0: there is none; SIZE_MAX: it has not come to its end. */
static size_t take_report(struct slice bytes, struct report *report)
{
    struct slice rest, part;
    size_t end = 3;
    if (!slice_starts(bytes, "\033[<"))
        return 0;
    while (end < bytes.length && (ascii_is_digit(bytes.data[end]) || bytes.data[end] == ';'))
        end++;
    if (end == bytes.length)
        return end < LONGEST ? SIZE_MAX : end;
    rest = slice_part(bytes, 3, end);
    report->pressed = bytes.data[end] == 'M';
    if (!slice_next(&rest, ';', &part) || !slice_to_integer(part, &report->button) || !slice_next(&rest, ';', &part) ||
        !slice_to_integer(part, &report->column) || !slice_to_integer(rest, &report->row))
        report->button = -1;
    return end + 1;
}

static bool inside(struct area area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
}

static enum pane pane_at(const struct lab *lab, int row, int column)
{
    int pane = 0;
    for (; pane < PANES; pane++) {
        struct area area = lab->areas[pane];
        struct area outer = {area.row - 1, area.column - 1, area.rows + 2, area.columns + 2};
        if (area.rows > 0 && inside(outer, row, column))
            break;
    }
    return (enum pane)pane;
}

/* What the row of a pane belongs to; -1: nothing. */
static int item_at(const struct view *view, struct area area, int row)
{
    size_t at = view->top + (size_t)(row - area.row);
    return row >= area.row && row < area.row + area.rows && at < view->rows.count ? view->rows.list[at].item : -1;
}

static void click_lesson(struct lab *lab, int row, int column)
{
    struct area area = lab->areas[PANE_LESSON];
    int item = item_at(&lab->lesson, area, row);
    if (item < 0 || (!scenario_block_runs(&lab->blocks[item]) && !lesson_edits(&lab->blocks[item])))
        return;
    lab->lesson.selected = item;
    if (column - area.column < 2)
        lab_do(lab, ACTION_RUN);
}

static void click_third(struct lab *lab, int row, int column)
{
    struct view *view = &lab->view;
    int item = lab->third == THIRD_EDITOR ? -1 : item_at(view, lab->areas[PANE_THIRD], row);
    if (lab->third == THIRD_EDITOR)
        editor_click(lab->editor, row, column);
    else if (item >= 0 && !lab->hops && item == view->selected)
        lab_do(lab, ACTION_JUMP);
    else if (item >= 0 && !lab->hops)
        view->selected = item;
}

static void press(struct lab *lab, int row, int column)
{
    struct placing placing = lab_placing(lab);
    lab->dragging = layout_border(&placing, lab->areas, row, column);
    enum pane pane = pane_at(lab, row, column);
    if (lab->dragging != BORDERS || pane == PANES)
        return;
    buffer_clear(&lab->notice);
    if (pane != lab->focus) {
        lab->focus = pane;
        lab->back = 0;
        lab_arrange(lab);
        lab_make_rows(lab);
    }
    if (pane == PANE_LESSON)
        click_lesson(lab, row, column);
    else if (pane == PANE_THIRD)
        click_third(lab, row, column);
}

static void drag(struct lab *lab, int row, int column)
{
    struct placing placing = lab_placing(lab);
    if (lab->dragging == BORDERS)
        return;
    layout_drag(&lab->layout, &placing, lab->dragging, row, column);
    lab_arrange(lab);
}

static void wheel(struct lab *lab, int row, int column, int direction)
{
    enum pane pane = pane_at(lab, row, column);
    struct view *view = pane == PANE_LESSON ? &lab->lesson : &lab->view;
    size_t most = vt_scrollback(lab->vt);
    if (pane == PANE_THIRD && lab->third == THIRD_EDITOR) {
        editor_wheel(lab->editor, direction);
    } else if (pane == PANE_TERMINAL && !vt_alternate(lab->vt)) {
        size_t back = direction < 0 ? lab->back + STEP : lab->back > STEP ? lab->back - STEP : 0;
        lab->back = back < most ? back : most;
    } else if (pane == PANE_LESSON || pane == PANE_THIRD) {
        view->top = direction > 0 ? view->top + STEP : view->top > STEP ? view->top - STEP : 0;
    }
}

static void take(struct lab *lab, const struct report *report)
{
    int row = (int)report->row - 1, column = (int)report->column - 1;
    if (report->button < 0 || report->row > 10000 || report->column > 10000 || lab->asking)
        return;
    lab_make_rows(lab);
    if (report->button & WHEEL)
        wheel(lab, row, column, report->button & 1 ? 1 : -1);
    else if (!report->pressed)
        lab->dragging = BORDERS;
    else if (report->button & MOTION)
        drag(lab, row, column);
    else if ((report->button & BUTTONS) == 0)
        press(lab, row, column);
}

size_t lab_mouse(struct lab *lab, struct slice bytes)
{
    struct report report = {0};
    size_t used = take_report(bytes, &report);
    if (used == SIZE_MAX) {
        buffer_add(&lab->mouse, bytes);
        return bytes.length;
    }
    if (used)
        take(lab, &report);
    return used;
}
