/* What keys do on the lab's screen. */
#include <string.h>

#include "data/value.h"
#include "edit/grid.h"
#include "tui/lab_record.h"
#include "tui/lesson.h"

enum { NEXT_PANE = 0x1d /* Ctrl-] */ };

static bool is_idle(const struct lab *lab)
{
    return prompt_editing(lab->prompt) && slice_trim(prompt_text(lab->prompt)).length == 0;
}

static void next_pane(struct lab *lab)
{
    int pane = lab->focus;
    do
        pane = (pane + 1) % PANES;
    while (pane == PANE_THIRD && lab->third == THIRD_NONE);
    lab->focus = (enum pane)pane;
    lab->back = 0;
    lab_arrange(lab);
}

/* Types a command, and runs it. */
static void run(struct lab *lab, const char *command)
{
    lab->back = 0;
    if (is_idle(lab))
        prompt_paste(lab->prompt, slice_of(command), true);
    else
        lab_notice(lab, "The prompt is busy, or something stands in it: Tab goes there.");
}

static void run_block(struct lab *lab, bool at_once)
{
    int block = lab->lesson.selected;
    if (block < 0 || !lesson_runs(&lab->blocks[block])) {
        lab_notice(lab, "No block is marked: arrows, j and k move.");
        return;
    }
    if (!is_idle(lab)) {
        lab_notice(lab, "The prompt is busy, or something stands in it: Tab goes there.");
        return;
    }
    lab->back = 0;
    prompt_paste(lab->prompt, slice_of(lab->blocks[block].text), at_once);
    if (!at_once) {
        lab->focus = PANE_TERMINAL;
        lab_arrange(lab);
        return;
    }
    int next = lesson_next(lab->blocks, lab->block_count, block, 1);
    lab_select(lab, &lab->lesson, next >= 0 ? next : block);
}

static void show_third(struct lab *lab, enum third third)
{
    lab->third = lab->third == third ? THIRD_NONE : third;
    lab->hops = 0;
    lab->view.top = 0;
    lab->view.selected = -1;
    if (lab->third != THIRD_NONE)
        lab->focus = PANE_THIRD;
    lab_arrange(lab);
}

/* The first required task that is not on record, from 1; 0: none. */
static size_t open_task(struct lab *lab)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(lab->session, "record", &arena);
    size_t open = 0;
    for (size_t i = 0; i < value_count(tasks) && !open; i++) {
        const struct value *task = value_at(tasks, i);
        if (!value_truth(value_get(task, "recorded")) && !value_truth(value_get(task, "optional")))
            open = i + 1;
    }
    arena_release(&arena);
    return open;
}

static void put_solution(struct lab *lab)
{
    const struct task *tasks;
    size_t task = open_task(lab);
    scenario_tasks(lab->scenario, &tasks);
    if (!task || !tasks[task - 1].solve)
        lab_notice(lab, "No task is open that has a written solution.");
    else if (!is_idle(lab))
        lab_notice(lab, "The prompt is busy, or something stands in it: Tab goes there.");
    else {
        prompt_paste(lab->prompt, slice_of(tasks[task - 1].solve), false);
        lab->focus = PANE_TERMINAL;
        lab_arrange(lab);
    }
}

/* What is not saved is not lost by one key. */
static void leave(struct lab *lab)
{
    lab->leaving = lab->warned || (lab->keep && keep_saved(lab->keep));
    lab->warned = true;
    if (!lab->leaving)
        lab_notice(lab, "Nothing of this lab is saved. q again leaves it.");
}

void lab_do(struct lab *lab, enum action_kind kind)
{
    lab->warned &= kind == ACTION_LEAVE;
    const struct action *action = &action_rows[kind];
    switch (kind) {
    case ACTION_RUN:
    case ACTION_EDIT:
        run_block(lab, kind == ACTION_RUN);
        break;
    case ACTION_SOLUTION:
        put_solution(lab);
        break;
    case ACTION_MESH:
        show_third(lab, THIRD_MESH);
        break;
    case ACTION_TRACE:
        show_third(lab, THIRD_TRACE);
        break;
    case ACTION_TIMELINE:
        show_third(lab, THIRD_TIMELINE);
        break;
    case ACTION_HELP:
        show_third(lab, THIRD_HELP);
        break;
    case ACTION_FOCUS:
        next_pane(lab);
        break;
    case ACTION_LARGE:
        lab->large = !lab->large;
        lab_arrange(lab);
        break;
    case ACTION_COMMAND:
        lab->naming = true;
        buffer_clear(&lab->typed);
        break;
    case ACTION_LEAVE:
        leave(lab);
        break;
    default:
        if (action->command)
            run(lab, action->command);
        break;
    }
}

/* --- the ":" line --- */

static void take_name(struct lab *lab)
{
    struct arena arena = {0};
    struct slice text = slice_trim(buffer_slice(&lab->typed));
    enum action_kind kind = action_named(text);
    lab->naming = false;
    if (kind != ACTIONS)
        lab_do(lab, kind);
    else if (text.length)
        run(lab, slice_starts(text, "lab ") ? arena_copy(&arena, text)
                                            : arena_format(&arena, "lab %.*s", (int)text.length, text.data));
    arena_release(&arena);
}

static void name_key(struct lab *lab, const struct key *key)
{
    if (key->kind == KEY_ENTER)
        take_name(lab);
    else if (key->kind == KEY_ESCAPE || (key->kind == KEY_CONTROL && key->letter == 'c'))
        lab->naming = false;
    else if (key->kind == KEY_BACKSPACE && lab->typed.length)
        lab->typed.length = glyph_previous(buffer_slice(&lab->typed), lab->typed.length);
    else if (key->kind == KEY_BACKSPACE)
        lab->naming = false;
    else if (key->kind == KEY_TEXT && lab->typed.length < 200)
        buffer_add(&lab->typed, key->text);
}

/* --- moving --- */

/* The item next to the selected one, as the rows stand; itself at the end. */
static int item_beside(const struct view *view, int direction)
{
    int selected = view->selected, found = -1;
    for (size_t i = 0; i < view->rows.count; i++) {
        size_t at = direction > 0 ? i : view->rows.count - 1 - i;
        int item = view->rows.list[at].item;
        if (item < 0)
            continue;
        if (selected < 0)
            return item;
        if (found == -2 && item != selected)
            return item;
        if (item == selected)
            found = -2;
    }
    return selected;
}

static void move(struct lab *lab, int direction)
{
    struct view *view = lab->focus == PANE_LESSON ? &lab->lesson : &lab->view;
    int block = lab->focus == PANE_LESSON
                    ? lesson_next(lab->blocks, lab->block_count, view->selected, direction)
                    : lab->third == THIRD_MESH || lab->third == THIRD_HELP || lab->hops ? -1 : item_beside(view, direction);
    if (block >= 0)
        lab_select(lab, view, block);
    else if (direction > 0)
        view->top++;
    else if (view->top)
        view->top--;
}

static void scroll(struct lab *lab, int direction)
{
    struct view *view = lab->focus == PANE_LESSON ? &lab->lesson : &lab->view;
    size_t step = lab->areas[lab->focus].rows > 2 ? (size_t)lab->areas[lab->focus].rows - 1 : 1;
    if (lab->focus == PANE_TERMINAL) {
        size_t most = vt_scrollback(lab->vt);
        lab->back = direction < 0 ? lab->back + step < most ? lab->back + step : most : lab->back > step ? lab->back - step : 0;
    } else {
        view->top = direction > 0 ? view->top + step : view->top > step ? view->top - step : 0;
    }
}

/* Enter in the third pane: a request opens, a point of the time line is gone to. */
static void open_item(struct lab *lab)
{
    struct arena arena = {0};
    struct view *view = &lab->view;
    if (lab->third == THIRD_TRACE && view->selected >= 0) {
        lab->hops = 1;
    } else if (lab->third == THIRD_TIMELINE && view->selected >= 0) {
        const struct value *points = session_ask(lab->session, "timeline", &arena);
        int present = 0;
        for (size_t i = 0; i < value_count(points); i++)
            present = value_truth(value_get(value_at(points, i), "present")) ? (int)i : present;
        if (view->selected != present)
            run(lab, arena_format(&arena, "lab %s %d", view->selected < present ? "undo" : "redo",
                                  view->selected < present ? present - view->selected : view->selected - present));
    }
    view->fresh = false;
    view->top = 0;
    arena_release(&arena);
}

/* Back to the list, at the request. */
static void close_request(struct lab *lab)
{
    lab->hops = 0;
    lab->view.fresh = false;
}

static void step_hops(struct lab *lab, int direction)
{
    if (!lab->hops)
        return;
    if (direction > 0)
        lab->hops += lab->hops < 20;
    else
        lab->hops--;
    lab->view.fresh = false;
}

static char letter_of(const struct key *key)
{
    if (key->kind == KEY_ENTER)
        return '\r';
    if (key->kind == KEY_TAB)
        return '\t';
    return key->kind == KEY_TEXT && key->text.length == 1 ? key->text.data[0] : '\0';
}

static void pane_key(struct lab *lab, const struct key *key)
{
    char letter = letter_of(key);
    bool third = lab->focus == PANE_THIRD;
    if (key->kind == KEY_DOWN || letter == 'j')
        move(lab, 1);
    else if (key->kind == KEY_UP || letter == 'k')
        move(lab, -1);
    else if (key->kind == KEY_PAGE_DOWN || letter == ' ')
        scroll(lab, 1);
    else if (key->kind == KEY_PAGE_UP)
        scroll(lab, -1);
    else if (third && (key->kind == KEY_RIGHT || key->kind == KEY_LEFT))
        step_hops(lab, key->kind == KEY_RIGHT ? 1 : -1);
    else if (third && letter == '\r')
        open_item(lab);
    else if (third && key->kind == KEY_ESCAPE && lab->hops)
        close_request(lab);
    else if (third && key->kind == KEY_ESCAPE)
        show_third(lab, lab->third);
    else if (action_with_key(letter) != ACTIONS)
        lab_do(lab, action_with_key(letter));
}

static void take_key(struct lab *lab, const struct key *key)
{
    buffer_clear(&lab->notice);
    lab_make_rows(lab);
    if (lab->naming)
        name_key(lab, key);
    else
        pane_key(lab, key);
}

/* Keys for the shell, up to one that leaves it; how many were taken. PageUp and PageDown look at what has left the
 * screen, but where a program has all of it. */
static size_t terminal_keys(struct lab *lab, struct slice bytes)
{
    static const char page_up[] = "\033[5~", page_down[] = "\033[6~";
    size_t end = slice_find_byte(bytes, NEXT_PANE);
    bool tab = bytes.data[0] == '\t' && is_idle(lab), up = slice_starts(bytes, page_up);
    if (!vt_alternate(lab->vt) && (up || slice_starts(bytes, page_down))) {
        scroll(lab, up ? -1 : 1);
        return sizeof page_up - 1;
    }
    lab->back = 0;
    if (end == 0 || tab) {
        next_pane(lab);
        return 1;
    }
    prompt_keys(lab->prompt, slice_part(bytes, 0, end));
    return end;
}

void lab_keys(struct lab *lab, struct slice bytes)
{
    while (bytes.length) {
        struct key key;
        size_t used = 1;
        if (lab->focus == PANE_TERMINAL && !lab->naming)
            used = terminal_keys(lab, bytes);
        else if (bytes.data[0] == NEXT_PANE)
            next_pane(lab);
        else if (keys_push(&lab->keys, bytes.data[0], &key))
            take_key(lab, &key);
        bytes = slice_part(bytes, used, bytes.length);
    }
    lab->quiet = false;
}

/* A moment without keys: an ESC that began no sequence is a key. */
void lab_flush_keys(struct lab *lab)
{
    struct key key;
    if (lab->quiet && keys_flush(&lab->keys, &key))
        take_key(lab, &key);
    lab->quiet = true;
}
