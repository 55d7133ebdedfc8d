#include "tui/layout.h"

enum { WHOLE = 1000, LEAST_SHARE = 100, MOST_SHARE = 900, LEAST_COLUMNS = 20, LEAST_ROWS = 4 }; /* with their frames */

static const struct {
    const char *name;
    int share; /* at first */
} border_rows[BORDERS] = {
    [BORDER_LESSON_COLUMNS] = {"lesson-columns", 400},
    [BORDER_VIEW_BESIDE] = {"view-beside", 500},
    [BORDER_EDITOR_BESIDE] = {"editor-beside", 667},
    [BORDER_LESSON_ROWS] = {"lesson-rows", 500},
    [BORDER_LESSON_VIEW_ROWS] = {"lesson-rows-with-view", 334},
    [BORDER_LESSON_EDITOR_ROWS] = {"lesson-rows-with-editor", 230},
    [BORDER_VIEW_BELOW] = {"view-below", 500},
    [BORDER_EDITOR_BELOW] = {"editor-below", 667},
};

void layout_begin(struct layout *layout)
{
    for (int i = 0; i < BORDERS; i++)
        layout->shares[i] = border_rows[i].share;
}

static struct area framed(struct area area)
{
    return (struct area){area.row + 1, area.column + 1, area.rows - 2, area.columns - 2};
}

static struct area whole_of(const struct placing *placing)
{
    return (struct area){1, 0, placing->rows - 2, placing->columns};
}

static bool is_beside(const struct placing *placing)
{
    return placing->columns >= SIDE_BY_SIDE;
}

static bool is_alone(const struct placing *placing)
{
    return placing->large || placing->columns < SMALLEST_COLUMNS || placing->rows < SMALLEST_ROWS;
}

static enum border lesson_border(const struct placing *placing)
{
    return is_beside(placing)  ? BORDER_LESSON_COLUMNS
           : !placing->third   ? BORDER_LESSON_ROWS
           : placing->edits    ? BORDER_LESSON_EDITOR_ROWS
                               : BORDER_LESSON_VIEW_ROWS;
}

static enum border third_border(const struct placing *placing)
{
    if (is_beside(placing))
        return placing->edits ? BORDER_EDITOR_BESIDE : BORDER_VIEW_BESIDE;
    return placing->edits ? BORDER_EDITOR_BELOW : BORDER_VIEW_BELOW;
}

/* A share of the cells: [least] at least, and [rest] for what stands on the other side. */
static int part(int share, int cells, int least, int rest)
{
    int cut = cells * share / WHOLE;
    cut = cut > cells - rest ? cells - rest : cut;
    return cut < least ? least : cut;
}

void layout_place(const struct layout *layout, const struct placing *placing, struct area areas[PANES])
{
    struct area whole = whole_of(placing);
    const int *shares = layout->shares;
    for (int i = 0; i < PANES; i++)
        areas[i] = (struct area){0};
    if (is_alone(placing)) {
        areas[placing->focus] = framed(whole);
        return;
    }
    int share = shares[lesson_border(placing)], below = placing->third ? LEAST_ROWS * 2 : LEAST_ROWS;
    struct area lesson = is_beside(placing) ? area_left(&whole, part(share, whole.columns, LEAST_COLUMNS, LEAST_COLUMNS))
                                            : area_top(&whole, part(share, whole.rows, LEAST_ROWS, below));
    areas[PANE_LESSON] = framed(lesson);
    if (placing->third)
        areas[PANE_THIRD] =
            framed(area_top(&whole, part(shares[third_border(placing)], whole.rows, LEAST_ROWS, LEAST_ROWS)));
    areas[PANE_TERMINAL] = framed(whole);
}

/* Is it one of the two rows of frames between [upper] and what is below it? */
static bool is_below(const struct area *upper, int row, int column)
{
    int end = upper->row + upper->rows;
    return upper->rows > 0 && (row == end || row == end + 1) && column >= upper->column - 1 &&
           column <= upper->column + upper->columns;
}

enum border layout_border(const struct placing *placing, const struct area areas[PANES], int row, int column)
{
    const struct area *lesson = &areas[PANE_LESSON];
    bool beside = is_beside(placing);
    int edge = lesson->column + lesson->columns;
    if (is_alone(placing))
        return BORDERS;
    if (beside ? column == edge || column == edge + 1 : is_below(lesson, row, column))
        return lesson_border(placing);
    return is_below(&areas[PANE_THIRD], row, column) ? third_border(placing) : BORDERS;
}

static void set(struct layout *layout, enum border border, int cells, int all)
{
    int share = all > 0 ? (cells * WHOLE + all - 1) / all : LEAST_SHARE;
    layout->shares[border] = share < LEAST_SHARE ? LEAST_SHARE : share > MOST_SHARE ? MOST_SHARE : share;
}

void layout_drag(struct layout *layout, const struct placing *placing, enum border border, int row, int column)
{
    struct area areas[PANES], whole = whole_of(placing);
    layout_place(layout, placing, areas);
    int above = is_beside(placing) ? 0 : areas[PANE_LESSON].rows + 2;
    if (border == BORDER_LESSON_COLUMNS)
        set(layout, border, column + 1, whole.columns);
    else if (border == lesson_border(placing))
        set(layout, border, row - whole.row + 1, whole.rows);
    else if (border != BORDERS)
        set(layout, border, row - whole.row - above + 1, whole.rows - above);
}

static void move(struct layout *layout, const struct placing *placing, enum border border, int cells)
{
    struct area areas[PANES], whole = whole_of(placing);
    layout_place(layout, placing, areas);
    if (border == BORDER_LESSON_COLUMNS)
        set(layout, border, areas[PANE_LESSON].columns + 2 + cells, whole.columns);
    else if (border == lesson_border(placing))
        set(layout, border, areas[PANE_LESSON].rows + 2 + cells, whole.rows);
    else
        set(layout, border, areas[PANE_THIRD].rows + 2 + cells,
            whole.rows - (is_beside(placing) ? 0 : areas[PANE_LESSON].rows + 2));
}

void layout_grow(struct layout *layout, const struct placing *placing, int columns, int rows)
{
    bool lesson = placing->focus == PANE_LESSON, third = placing->focus == PANE_THIRD, beside = is_beside(placing);
    if (is_alone(placing))
        return;
    if (columns && beside)
        move(layout, placing, BORDER_LESSON_COLUMNS, lesson ? columns : -columns);
    if (rows && !beside && (lesson || !placing->third))
        move(layout, placing, lesson_border(placing), lesson ? rows : -rows);
    else if (rows && placing->third && !lesson)
        move(layout, placing, third_border(placing), third ? rows : -rows);
}

void layout_write(const struct layout *layout, struct buffer *out)
{
    for (int i = 0; i < BORDERS; i++)
        buffer_format(out, "%s %d\n", border_rows[i].name, layout->shares[i]);
}

static bool read_line(struct layout *layout, struct slice line)
{
    struct slice name;
    int64_t share;
    if (!slice_next(&line, ' ', &name) || !slice_to_integer(slice_trim(line), &share) || share < LEAST_SHARE ||
        share > MOST_SHARE)
        return false;
    for (int i = 0; i < BORDERS; i++) {
        if (!slice_is(name, border_rows[i].name))
            continue;
        layout->shares[i] = (int)share;
        return true;
    }
    return false;
}

bool layout_read(struct layout *layout, struct slice text, struct arena *arena, const char **problem)
{
    struct layout read = *layout;
    struct slice line;
    for (int number = 1; text.length && slice_next(&text, '\n', &line); number++) {
        line = slice_trim(line);
        if (!line.length || line.data[0] == '#' || read_line(&read, line))
            continue;
        *problem = arena_format(arena, "line %d is no share of the screen", number);
        return false;
    }
    *layout = read;
    return true;
}
