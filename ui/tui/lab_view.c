/* Where the panes are, and what is in them. */
#include "data/value.h"
#include "tui/lab_record.h"
#include "tui/lesson.h"
#include "tui/tables.h"
#include "tui/trace.h"

struct placing lab_placing(const struct lab *lab)
{
    return (struct placing){.columns = lab->columns,
                            .rows = lab->rows,
                            .third = lab->third != THIRD_NONE,
                            .edits = lab->third == THIRD_EDITOR,
                            .large = lab->large,
                            .focus = lab->focus};
}

/* The terminal's place; where one pane is all of the screen, that which it has when it is seen. */
static struct area terminal_area(const struct lab *lab)
{
    struct area areas[PANES];
    struct placing placing = lab_placing(lab);
    if (lab->areas[PANE_TERMINAL].rows > 0 || (lab->columns >= SMALLEST_COLUMNS && lab->rows >= SMALLEST_ROWS))
        return lab->areas[PANE_TERMINAL];
    placing.focus = PANE_TERMINAL;
    layout_place(&lab->layout, &placing, areas);
    return areas[PANE_TERMINAL];
}

/* The shell is told of its window's size once that has stayed the same for a pass: a storm of sizes is one input. */
void lab_arrange(struct lab *lab)
{
    enum { PASSES = 2 };
    if (lab->focus == PANE_THIRD && lab->third == THIRD_NONE)
        lab->focus = PANE_TERMINAL;
    struct placing placing = lab_placing(lab);
    layout_place(&lab->layout, &placing, lab->areas);
    lab->lesson.fresh = lab->view.fresh = false;
    struct area terminal = terminal_area(lab);
    if (terminal.rows < 1 || terminal.columns < 2 || !lab->vt)
        return;
    vt_resize(lab->vt, terminal.columns, terminal.rows);
    lab->resized = PASSES;
}

void lab_tell_size(struct lab *lab)
{
    struct area terminal = terminal_area(lab);
    lab->resized = 0;
    if (terminal.rows > 0 && terminal.columns > 1)
        prompt_resize(lab->prompt, terminal.columns, terminal.rows);
}

void lab_refresh(struct lab *lab)
{
    lab->view.fresh = false;
}

void lab_notice(struct lab *lab, const char *text)
{
    buffer_clear(&lab->notice);
    buffer_add_text(&lab->notice, text);
}

/* --- rows --- */

static void begin_rows(struct lab *lab, struct view *view, struct area area)
{
    rows_release(&view->rows);
    arena_release(&view->arena);
    rows_begin(&view->rows, &view->arena, area.columns, lab->unicode);
    view->fresh = true;
}

/* The actions of the lab, those of the lesson first. */
static void help_rows(struct rows *rows, const struct keymap *keymap)
{
    static const struct {
        unsigned where;
        const char *title;
    } parts[] = {{IN_LESSON, "Keys of the lesson"}, {IN_VIEW, "Keys of this pane"}, {IN_LAB, "Keys of both"}};
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        rows_line(rows, ROLE_TITLE, parts[part].title);
        for (int i = 0; i < ACTIONS; i++) {
            const struct action *action = &action_rows[i];
            if ((action->where & IN_LAB) != parts[part].where)
                continue;
            rows_line(rows, ROLE_KEY, arena_format(rows->arena, "%-17s", keymap_keys(keymap, (enum action_kind)i, rows->arena)));
            rows_format(rows, ROLE_STRONG, "%-10s ", action->name);
            rows_add(rows, ROLE_PLAIN, action->help);
        }
        rows_new(rows);
    }
    rows_prose(rows, "", "", ROLE_PLAIN,
               "A letter that does not move is pressed twice, hh for a hint: the first time the line below says what it does, "
               "and if something else is typed then, it goes to the shell, as do letters that nothing here is called by. "
               "In the terminal pane every key is the shell's, but Ctrl-] goes to the next pane from everywhere, and so does "
               "Tab at an empty prompt. Names work behind : too. The mouse takes the keys to a pane, "
               "marks and scrolls, runs a block on its mark and drags borders; with Shift it selects text, as in any terminal. A file of keys of your own changes them: ambit help keys.");
}

/* The request with the bytes and the manifests of its hops. */
static const struct value *stepped(struct lab *lab, const struct value *request)
{
    struct arena *arena = &lab->view.arena;
    long long id = (long long)value_number(value_get(request, "id"), 0);
    return session_ask(lab->session, arena_format(arena, "request/%lld", id), arena);
}

size_t lab_steps(struct lab *lab)
{
    struct arena arena = {0};
    const struct value *requests = session_ask(lab->session, "requests", &arena);
    const struct value *request = lab->view.selected < 0 ? NULL : value_at(requests, (size_t)lab->view.selected);
    size_t steps = value_count(value_get(request, "hops")) + 1;
    arena_release(&arena);
    return steps;
}

static void make_view(struct lab *lab)
{
    struct view *view = &lab->view;
    begin_rows(lab, view, lab->areas[PANE_THIRD]);
    const struct value *requests = session_ask(lab->session, "requests", &view->arena);
    bool one = lab->hops && view->selected >= 0 && (size_t)view->selected < value_count(requests);
    if (lab->third == THIRD_MESH)
        tables_mesh(&view->rows, session_ask(lab->session, "mesh", &view->arena), lab->columns >= SIDE_BY_SIDE);
    else if (lab->third == THIRD_TIMELINE)
        tables_timeline(&view->rows, session_ask(lab->session, "timeline", &view->arena));
    else if (lab->third == THIRD_TRACE && one)
        trace_rows(&view->rows, stepped(lab, value_at(requests, (size_t)view->selected)), lab->hops);
    else if (lab->third == THIRD_TRACE)
        tables_requests(&view->rows, requests);
    else
        help_rows(&view->rows, lab->keymap);
}

/* Scrolls so that the selected item is seen, its last row and then its first. */
static void show_selected(struct view *view, int rows)
{
    size_t first = view->rows.count, last = 0;
    for (size_t i = 0; i < view->rows.count; i++) {
        if (view->selected < 0 || view->rows.list[i].item != view->selected)
            continue;
        first = first < i ? first : i;
        last = i;
    }
    if (first == view->rows.count)
        return;
    if (last >= view->top + (size_t)rows)
        view->top = last + 1 - (size_t)rows;
    if (first < view->top)
        view->top = first;
}

void lab_select(struct lab *lab, struct view *view, int item)
{
    view->selected = item;
    show_selected(view, lab->areas[view == &lab->lesson ? PANE_LESSON : PANE_THIRD].rows);
}

/* Rows are made anew for another width: what stood at the top does so again. */
static void make_lesson(struct lab *lab)
{
    struct view *view = &lab->lesson;
    size_t count = view->rows.count, top = view->top < count ? view->top : count ? count - 1 : 0, first = 0;
    int item = count ? view->rows.list[top].item : -1;
    size_t at = top, behind = 0; /* rows of the item above the top */
    while (item >= 0 && at > 0 && view->rows.list[at - 1].item == item) {
        at--;
        behind++;
    }
    begin_rows(lab, view, lab->areas[PANE_LESSON]);
    lesson_rows(&view->rows, lab->blocks, lab->block_count);
    while (item >= 0 && first < view->rows.count && view->rows.list[first].item != item)
        first++;
    if (item >= 0 && first < view->rows.count)
        view->top = first + behind;
}

void lab_make_rows(struct lab *lab)
{
    if (!lab->lesson.fresh && lab->areas[PANE_LESSON].rows > 0)
        make_lesson(lab);
    if (!lab->view.fresh && lab->areas[PANE_THIRD].rows > 0 && lab->third != THIRD_EDITOR) {
        make_view(lab);
        show_selected(&lab->view, lab->areas[PANE_THIRD].rows);
    }
}

/* --- drawing --- */

static const char *const third_titles[] = {
    [THIRD_MESH] = "Mesh", [THIRD_TRACE] = "Requests", [THIRD_TIMELINE] = "Time line", [THIRD_HELP] = "Help"};

static struct area frame(struct lab *lab, struct canvas *canvas, enum pane pane, const char *title)
{
    struct area area = lab->areas[pane];
    struct area outer = {area.row - 1, area.column - 1, area.rows + 2, area.columns + 2};
    return canvas_frame(canvas, outer, title, lab->focus == pane, lab->unicode);
}

/* Where the selected item begins in the window; its first row when it does not. */
static int selected_row(const struct view *view, int rows)
{
    for (int i = 0; i < rows && view->top + (size_t)i < view->rows.count; i++) {
        if (view->selected >= 0 && view->rows.list[view->top + (size_t)i].item == view->selected)
            return i;
    }
    return 0;
}

static void draw_rows(struct lab *lab, struct canvas *canvas, struct view *view, struct area area, enum pane pane)
{
    size_t most = view->rows.count > (size_t)area.rows ? view->rows.count - (size_t)area.rows : 0;
    view->top = view->top < most ? view->top : most;
    rows_draw(&view->rows, canvas, area, view->top, lab->focus == pane || pane == PANE_LESSON ? view->selected : -1);
    struct area below = {area.row + area.rows, area.column, 1, area.columns};
    if (view->top < most)
        canvas_put(canvas, below, 0, area.columns - 3, slice_of(lab->unicode ? " ▼ " : " v "), ROLE_KEY);
    if (lab->focus == pane)
        canvas_cursor(canvas, area, selected_row(view, area.rows), 0); /* a screen reader follows it */
}

/* "[x]1 [>]2 [ ]3  1 of 3 done, next: ...": done, the next, to come; and in words. */
static void draw_header(struct lab *lab, struct canvas *canvas)
{
    struct arena arena = {0};
    struct area area = {0, 0, 1, lab->columns};
    const struct value *tasks = session_ask(lab->session, "record", &arena), *next = NULL;
    size_t required = 0, done = 0, gone = 0;
    int column = 1;
    if (lab->columns >= SIDE_BY_SIDE || !value_count(tasks))
        column = canvas_format(canvas, area, 0, column, ROLE_STRONG, "%s  ", scenario_title(lab->scenario));
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        bool recorded = value_truth(value_get(task, "recorded")), optional = value_truth(value_get(task, "optional"));
        bool open = !recorded && !optional && !next;
        next = open ? task : next;
        required += !optional;
        done += recorded && !optional;
        bool back = i < TASK_BITS && lab->gone & TASK_BIT(i);
        gone += back;
        const char *mark = back       ? lab->unicode ? "↺" : "<"
                           : recorded ? lab->unicode ? "✔" : "x"
                           : open     ? ">"
                           : optional ? "+"
                                      : "-";
        column = canvas_format(canvas, area, 0, column, back ? ROLE_WARN : recorded ? ROLE_GOOD : open ? ROLE_KEY : ROLE_DIM, "%s%zu ", mark, i + 1);
    }
    if (required)
        column = canvas_format(canvas, area, 0, column + 1, ROLE_PLAIN, "%zu of %zu done", done, required);
    if (gone)
        column = canvas_format(canvas, area, 0, column, ROLE_WARN, ", %zu of them %s not hold now", gone, gone == 1 ? "does" : "do");
    if (next)
        canvas_format(canvas, area, 0, column, ROLE_KEY, ", next: %s", value_find_text(next, "title"));
    else if (required && !gone)
        canvas_put(canvas, area, 0, column, SLICE(", that is all: nn goes on to the next challenge"), ROLE_GOOD);
    arena_release(&arena);
}

static void draw_footer(struct lab *lab, struct canvas *canvas)
{
    static const char *const keys[PANES] = {
        [PANE_LESSON] = "Enter runs the block  ee edit  hh hint  uu undo  type: shell  ? keys  qq quit",
        [PANE_TERMINAL] = "Tab at an empty prompt, or Ctrl-]: next pane",
        [PANE_THIRD] = "j k move  Enter opens  mm mesh  tt requests  TT time line  Tab: lesson  ? keys",
    };
    struct area area = {lab->rows - 1, 0, 1, lab->columns};
    if (lab->asking) {
        int column = canvas_format(canvas, area, 0, 0, ROLE_KEY, "%c", lab->asking);
        column = canvas_put(canvas, area, 0, column, buffer_slice(&lab->typed), ROLE_PLAIN);
        canvas_cursor(canvas, area, 0, column);
    } else if (lab->notice.length) {
        canvas_put(canvas, area, 0, 1, buffer_slice(&lab->notice), ROLE_NOTICE);
    } else if (lab->focus == PANE_LESSON && lab->lesson.selected >= 0 && lab->areas[PANE_LESSON].rows > 0 && !lesson_is_ready(lab)) {
        canvas_put(canvas, area, 0, 1, SLICE("Enter reads on  ee edit  hh hint  uu undo  type: shell  ? keys  qq quit"), ROLE_DIM);
    } else {
        bool editor = lab->focus == PANE_THIRD && lab->third == THIRD_EDITOR;
        canvas_put(canvas, area, 0, 1, slice_of(editor ? editor_keys(lab->editor) : keys[lab->focus]), ROLE_DIM);
    }
}

static void draw_editor(struct lab *lab, struct canvas *canvas)
{
    struct arena arena = {0};
    struct area area = frame(lab, canvas, PANE_THIRD, editor_title(lab->editor, &arena));
    editor_draw(lab->editor, canvas, area, lab->focus == PANE_THIRD && !lab->asking);
    arena_release(&arena);
}

void lab_draw(struct lab *lab, struct canvas *canvas)
{
    canvas_clear(canvas, lab->columns, lab->rows);
    lab->handled = lab->output = 0;
    lab_make_rows(lab);
    draw_header(lab, canvas);
    if (lab->areas[PANE_LESSON].rows > 0) {
        struct area area = frame(lab, canvas, PANE_LESSON, "Lesson");
        draw_rows(lab, canvas, &lab->lesson, area, PANE_LESSON);
        rows_mark(&lab->lesson.rows, canvas, area, lab->lesson.top, buffer_slice(&lab->sought));
    }
    if (lab->areas[PANE_THIRD].rows > 0 && lab->third == THIRD_EDITOR) {
        draw_editor(lab, canvas);
    } else if (lab->areas[PANE_THIRD].rows > 0) {
        struct area area = frame(lab, canvas, PANE_THIRD, third_titles[lab->third]);
        draw_rows(lab, canvas, &lab->view, area, PANE_THIRD);
    }
    if (lab->areas[PANE_TERMINAL].rows > 0) {
        struct arena arena = {0};
        struct area area = frame(lab, canvas, PANE_TERMINAL, lab_tab_title(lab, &arena));
        arena_release(&arena);
        vt_draw(lab->vt, canvas, area, lab->back, lab->focus == PANE_TERMINAL && !lab->asking);
    }
    draw_footer(lab, canvas);
    if (!lab->unicode)
        canvas_ascii(canvas);
}
