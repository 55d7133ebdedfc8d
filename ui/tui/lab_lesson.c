/* Moving in the lesson, so that nothing is passed over unread: what is marked can be seen, or Enter reads on. */
#include "tui/lab_record.h"
#include "tui/lesson.h"

static int window(const struct lab *lab)
{
    return lab->areas[PANE_LESSON].rows;
}

/* The rows of an item: false, it has none. */
static bool rows_of(const struct view *view, int item, size_t *first, size_t *last)
{
    bool found = false;
    *first = *last = 0;
    for (size_t i = 0; i < view->rows.count; i++) {
        if (item < 0 || view->rows.list[i].item != item)
            continue;
        *first = found ? *first : i;
        *last = i;
        found = true;
    }
    return found;
}

static bool begins_in_window(const struct lab *lab, int item)
{
    size_t first, last, top = lab->lesson.top;
    return rows_of(&lab->lesson, item, &first, &last) && first >= top && first < top + (size_t)window(lab);
}

/* All of it can be seen, or, where it is longer than the window, its beginning at the top. */
static bool is_shown(const struct lab *lab, int item)
{
    size_t first, last, top = lab->lesson.top, rows = (size_t)window(lab);
    if (!rows_of(&lab->lesson, item, &first, &last))
        return false;
    return first == top || (first > top && last < top + rows);
}

static size_t most_top(const struct lab *lab)
{
    size_t rows = (size_t)window(lab), count = lab->lesson.rows.count;
    return count > rows ? count - rows : 0;
}

/* The first block that runs (direction 1), or the last one (-1), of those that begin in the window; -1: none does. */
static int block_in_window(const struct lab *lab, int direction)
{
    int block = direction > 0 ? -1 : (int)lab->block_count;
    while ((block = lesson_next(lab->blocks, lab->block_count, block, direction)) >= 0) {
        if (begins_in_window(lab, block))
            return block;
    }
    return -1;
}

static void scroll_to(struct lab *lab, size_t top, int direction)
{
    lab->lesson.top = top < most_top(lab) ? top : most_top(lab);
    int block = begins_in_window(lab, lab->lesson.selected) ? -1 : block_in_window(lab, direction);
    if (block >= 0)
        lab->lesson.selected = block;
}

void lesson_move(struct lab *lab, int direction)
{
    struct view *view = &lab->lesson;
    int next = begins_in_window(lab, view->selected)
                   ? lesson_next(lab->blocks, lab->block_count, view->selected, direction)
                   : block_in_window(lab, direction);
    if (next >= 0 && is_shown(lab, next))
        view->selected = next;
    else if (direction > 0)
        scroll_to(lab, view->top + 1, 1);
    else
        scroll_to(lab, view->top ? view->top - 1 : 0, -1);
}

void lesson_page(struct lab *lab, int direction)
{
    size_t step = window(lab) > 2 ? (size_t)window(lab) - 1 : 1, top = lab->lesson.top;
    scroll_to(lab, direction > 0 ? top + step : top > step ? top - step : 0, direction);
}

void lesson_end(struct lab *lab, int direction)
{
    scroll_to(lab, direction > 0 ? lab->lesson.rows.count : 0, direction);
}

bool lesson_is_ready(const struct lab *lab)
{
    return is_shown(lab, lab->lesson.selected);
}

/* A page on towards the marked block, and not past it. */
void lesson_read_on(struct lab *lab)
{
    size_t first, last, rows = (size_t)window(lab), top = lab->lesson.top;
    if (!rows_of(&lab->lesson, lab->lesson.selected, &first, &last))
        return;
    size_t whole = last + 1 > rows && last + 1 - rows < first ? last + 1 - rows : first;
    size_t page = top + (rows > 2 ? rows - 1 : 1);
    size_t goal = first < top ? first : page < whole ? page : whole;
    lab->lesson.top = goal < most_top(lab) ? goal : most_top(lab);
}

/* The next block is marked; when it is not in sight, what stands between the two can be read first. */
void lesson_ran(struct lab *lab, int block)
{
    size_t first, last;
    int next = lesson_next(lab->blocks, lab->block_count, block, 1);
    if (next < 0)
        return;
    lab->lesson.selected = next;
    if (!is_shown(lab, next) && rows_of(&lab->lesson, block, &first, &last))
        lab->lesson.top = first < most_top(lab) ? first : most_top(lab);
}
