/* What keys do on the lab's screen: one handler for each action, and the keys that find it. */
#include <string.h>

#include "data/value.h"
#include "edit/grid.h"
#include "tui/lab_record.h"
#include "tui/lesson.h"

enum { NEXT_PANE = 0x1d /* Ctrl-] */, SUSPEND = 0x1a, REDRAW = 0x0c, INTERRUPT = 0x03 };

static bool is_idle(const struct lab *lab)
{
    return prompt_editing(lab->prompt) && slice_trim(prompt_text(lab->prompt)).length == 0;
}

static void go_to_pane(struct lab *lab, int direction)
{
    int pane = lab->focus;
    do
        pane = (pane + PANES + direction) % PANES;
    while (pane == PANE_THIRD && lab->third == THIRD_NONE);
    lab->focus = (enum pane)pane;
    lab->back = 0;
    lab_arrange(lab);
}

static bool wants_prompt(struct lab *lab)
{
    if (!is_idle(lab))
        lab_notice(lab, "The prompt is busy, or something stands in it: Tab goes there.");
    return is_idle(lab);
}

/* Where one pane has all of the screen, what is typed for somebody is not done behind their back. */
static void show_terminal(struct lab *lab)
{
    if (lab->areas[PANE_TERMINAL].rows > 0)
        return;
    lab->focus = PANE_TERMINAL;
    lab_arrange(lab);
}

/* Types a command, and runs it. */
void lab_type(struct lab *lab, const char *command)
{
    show_terminal(lab);
    lab->back = 0;
    if (wants_prompt(lab))
        prompt_paste(lab->prompt, slice_of(command), true);
}

/* --- handlers --- */

static struct view *view_of(struct lab *lab)
{
    return lab->focus == PANE_LESSON ? &lab->lesson : &lab->view;
}

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

static void do_move(struct lab *lab, enum action_kind kind)
{
    struct view *view = view_of(lab);
    int direction = kind == ACTION_DOWN ? 1 : -1;
    if (lab->focus == PANE_LESSON) {
        lesson_move(lab, direction);
        return;
    }
    int item = lab->third == THIRD_MESH || lab->third == THIRD_HELP || lab->hops ? -1 : item_beside(view, direction);
    if (item >= 0)
        lab_select(lab, view, item);
    else if (direction > 0)
        view->top++;
    else if (view->top)
        view->top--;
}

static void scroll(struct lab *lab, int direction)
{
    struct view *view = view_of(lab);
    size_t step = lab->areas[lab->focus].rows > 2 ? (size_t)lab->areas[lab->focus].rows - 1 : 1;
    if (lab->focus == PANE_TERMINAL) {
        size_t most = vt_scrollback(lab->vt);
        lab->back = direction < 0 ? lab->back + step < most ? lab->back + step : most : lab->back > step ? lab->back - step : 0;
    } else {
        view->top = direction > 0 ? view->top + step : view->top > step ? view->top - step : 0;
    }
}

static void do_page(struct lab *lab, enum action_kind kind)
{
    int direction = kind == ACTION_PAGE_DOWN ? 1 : -1;
    if (lab->focus == PANE_LESSON)
        lesson_page(lab, direction);
    else
        scroll(lab, direction);
}

static void do_end(struct lab *lab, enum action_kind kind)
{
    if (lab->focus == PANE_LESSON)
        lesson_end(lab, kind == ACTION_TOP ? -1 : 1);
    else
        lab->view.top = kind == ACTION_TOP ? 0 : lab->view.rows.count;
}

static void do_next_block(struct lab *lab, enum action_kind kind)
{
    int direction = kind == ACTION_NEXT_BLOCK ? 1 : -1;
    int block = lesson_next(lab->blocks, lab->block_count, lab->lesson.selected, direction);
    if (block >= 0)
        lab_select(lab, &lab->lesson, block);
}

static void do_hop(struct lab *lab, enum action_kind kind)
{
    if (!lab->hops)
        return;
    if (kind == ACTION_RIGHT)
        lab->hops += lab->hops < lab_steps(lab);
    else
        lab->hops--;
    lab->view.top = 0;
    lab->view.fresh = false;
}

static void do_block(struct lab *lab, enum action_kind kind)
{
    int block = lab->lesson.selected;
    bool opens = block >= 0 && (kind == ACTION_EDIT || (kind == ACTION_RUN && lesson_edits(&lab->blocks[block])));
    if (opens && lab_edit_block(lab, &lab->blocks[block]))
        return;
    if (block < 0 || !scenario_block_runs(&lab->blocks[block])) {
        lab_notice(lab, "No block is marked: arrows, j and k move.");
        return;
    }
    if (kind == ACTION_COPY) {
        lab->wishes |= WISH_COPY;
        lab_notice(lab, "Copied, where your terminal takes it (OSC 52). ee puts it into the prompt.");
        return;
    }
    if (lab->areas[PANE_LESSON].rows > 0 && !lesson_is_ready(lab)) {
        lesson_read_on(lab);
        return;
    }
    if (!wants_prompt(lab))
        return;
    show_terminal(lab);
    lab->back = 0;
    prompt_paste(lab->prompt, slice_of(lab->blocks[block].text), kind == ACTION_RUN);
    if (kind == ACTION_EDIT) {
        lab->focus = PANE_TERMINAL;
        lab_arrange(lab);
        return;
    }
    lesson_ran(lab, block);
}

void lab_show_third(struct lab *lab, enum third third)
{
    lab->third = lab->third == third ? THIRD_NONE : third;
    lab->hops = 0;
    lab->view.top = 0;
    lab->view.selected = -1;
    if (lab->third == THIRD_NONE && lab->focus == PANE_THIRD)
        lab->focus = lab->before;
    if (lab->third != THIRD_NONE && lab->focus != PANE_THIRD) {
        lab->before = lab->focus;
        lab->focus = PANE_THIRD;
    }
    lab_arrange(lab);
}

static void do_third(struct lab *lab, enum action_kind kind)
{
    lab_show_third(lab, kind == ACTION_MESH       ? THIRD_MESH
                    : kind == ACTION_TRACE    ? THIRD_TRACE
                    : kind == ACTION_TIMELINE ? THIRD_TIMELINE
                                              : THIRD_HELP);
}

/* It comes into the prompt, and waits for Enter there. */
static void do_solution(struct lab *lab, enum action_kind kind)
{
    if (!wants_prompt(lab))
        return;
    lab_type(lab, action_rows[kind].command);
    lab->focus = PANE_TERMINAL;
    lab_arrange(lab);
}

const char *lab_loses(const struct lab *lab)
{
    if (editor_unsaved(lab->editor) > 0)
        return "A text in the editor is not saved (ff shows which). q again leaves without it.";
    return lab->keep && keep_saved(lab->keep) ? NULL : "Nothing of this lab is saved. q again leaves it.";
}

/* What is not saved is not lost by one key. */
static void do_leave(struct lab *lab, enum action_kind kind)
{
    const char *lost = lab_loses(lab);
    (void)kind;
    lab->leaving = lab->warned || !lost;
    lab->warned = true;
    if (!lab->leaving)
        lab_notice(lab, lost);
}

/* In the third pane: a request opens, a point of the time line is gone to. */
static void do_jump(struct lab *lab, enum action_kind kind)
{
    struct arena arena = {0};
    struct view *view = &lab->view;
    (void)kind;
    if (lab->third == THIRD_TRACE && view->selected >= 0) {
        lab->hops = 1;
    } else if (lab->third == THIRD_TIMELINE && view->selected >= 0) {
        const struct value *points = session_ask(lab->session, "timeline", &arena);
        int present = 0;
        for (size_t i = 0; i < value_count(points); i++)
            present = value_truth(value_get(value_at(points, i), "present")) ? (int)i : present;
        if (view->selected != present)
            lab_type(lab, arena_format(&arena, "lab %s %d", view->selected < present ? "undo" : "redo",
                                  view->selected < present ? present - view->selected : view->selected - present));
    }
    view->fresh = false;
    view->top = 0;
    arena_release(&arena);
}

static void do_back(struct lab *lab, enum action_kind kind)
{
    (void)kind;
    if (lab->focus != PANE_THIRD)
        return;
    if (lab->hops) {
        lab->hops = 0;
        lab->view.fresh = false;
    } else {
        lab_show_third(lab, lab->third);
    }
}

static void do_focus(struct lab *lab, enum action_kind kind)
{
    go_to_pane(lab, kind == ACTION_FOCUS ? 1 : -1);
}

static void do_large(struct lab *lab, enum action_kind kind)
{
    (void)kind;
    lab->large = !lab->large;
    lab_arrange(lab);
}

static void do_size(struct lab *lab, enum action_kind kind)
{
    enum { COLUMNS = 4, ROWS = 2 };
    struct placing placing = lab_placing(lab);
    int columns = kind == ACTION_WIDER ? COLUMNS : kind == ACTION_NARROWER ? -COLUMNS : 0;
    int rows = kind == ACTION_TALLER ? ROWS : kind == ACTION_SHORTER ? -ROWS : 0;
    layout_grow(&lab->layout, &placing, columns, rows);
    lab_arrange(lab);
}

static void do_ask(struct lab *lab, enum action_kind kind)
{
    lab->asking = kind == ACTION_SEARCH ? '/' : ':';
    buffer_clear(&lab->typed);
}

static void do_wish(struct lab *lab, enum action_kind kind)
{
    lab->wishes |= kind == ACTION_REDRAW ? WISH_REDRAW : kind == ACTION_SUSPEND ? WISH_SUSPEND : WISH_THEME;
}

static void do_command(struct lab *lab, enum action_kind kind)
{
    lab_type(lab, action_rows[kind].command);
}

typedef void handler(struct lab *lab, enum action_kind kind);
static handler *const handlers[ACTIONS] = {
    [ACTION_UP] = do_move,
    [ACTION_DOWN] = do_move,
    [ACTION_LEFT] = do_hop,
    [ACTION_RIGHT] = do_hop,
    [ACTION_PAGE_UP] = do_page,
    [ACTION_PAGE_DOWN] = do_page,
    [ACTION_TOP] = do_end,
    [ACTION_BOTTOM] = do_end,
    [ACTION_SEARCH] = do_ask,
    [ACTION_RUN] = do_block,
    [ACTION_EDIT] = do_block,
    [ACTION_COPY] = do_block,
    [ACTION_NEXT_BLOCK] = do_next_block,
    [ACTION_PREVIOUS_BLOCK] = do_next_block,
    [ACTION_READ] = do_command,
    [ACTION_TASKS] = do_command,
    [ACTION_CHECK] = do_command,
    [ACTION_HINT] = do_command,
    [ACTION_SOLUTION] = do_solution,
    [ACTION_SKIP] = do_command,
    [ACTION_WHY] = do_command,
    [ACTION_UNDO] = do_command,
    [ACTION_REDO] = do_command,
    [ACTION_RESET] = do_command,
    [ACTION_SUBMIT] = do_command,
    [ACTION_NEXT] = do_command,
    [ACTION_MESH] = do_third,
    [ACTION_TRACE] = do_third,
    [ACTION_TIMELINE] = do_third,
    [ACTION_FILES] = lab_editor_do,
    [ACTION_SAVE] = lab_editor_do,
    [ACTION_APPLY] = lab_editor_do,
    [ACTION_JUMP] = do_jump,
    [ACTION_FOCUS] = do_focus,
    [ACTION_FOCUS_BACK] = do_focus,
    [ACTION_LARGE] = do_large,
    [ACTION_WIDER] = do_size,
    [ACTION_NARROWER] = do_size,
    [ACTION_TALLER] = do_size,
    [ACTION_SHORTER] = do_size,
    [ACTION_TERMINAL] = lab_tab_do,
    [ACTION_NEW_TERMINAL] = lab_tab_do,
    [ACTION_BACK] = do_back,
    [ACTION_COMMAND] = do_ask,
    [ACTION_THEME] = do_wish,
    [ACTION_REDRAW] = do_wish,
    [ACTION_SUSPEND] = do_wish,
    [ACTION_HELP] = do_third,
    [ACTION_LEAVE] = do_leave,
};

bool lab_can(enum action_kind kind)
{
    return kind < ACTIONS && handlers[kind];
}

void lab_do(struct lab *lab, enum action_kind kind)
{
    lab->warned &= kind == ACTION_LEAVE;
    if (lab_can(kind))
        handlers[kind](lab, kind);
}

/* --- the lines ":" and "/" --- */

/* A name, a key's own name as vi's ":q" is one, or what lab takes. */
static void take_name(struct lab *lab, struct slice text)
{
    struct arena arena = {0};
    enum action_kind kind = action_named(text);
    if (kind == ACTIONS && text.length == 1)
        kind = keymap_action(lab->keymap, IN_LESSON, key_code_named(text));
    if (slice_starts(text, "open "))
        lab_open_file(lab, slice_trim(slice_part(text, 5, text.length)));
    else if (lab_can(kind))
        lab_do(lab, kind);
    else if (text.length)
        lab_type(lab, slice_starts(text, "lab ") ? arena_copy(&arena, text)
                                            : arena_format(&arena, "lab %.*s", (int)text.length, text.data));
    arena_release(&arena);
}

/* The next row with the text, from the top on, round the end; nothing typed: the same text again. */
static void take_search(struct lab *lab, struct slice text)
{
    struct view *view = &lab->lesson;
    size_t from = text.length ? view->top : view->top + 1;
    if (text.length) {
        buffer_clear(&lab->sought);
        buffer_add(&lab->sought, text);
    }
    size_t row = rows_find(&view->rows, from, buffer_slice(&lab->sought));
    if (row == view->rows.count)
        row = rows_find(&view->rows, 0, buffer_slice(&lab->sought));
    if (row == view->rows.count)
        lab_notice(lab, "The lesson does not say that.");
    else
        view->top = row;
}

static void take_asked(struct lab *lab)
{
    struct slice text = slice_trim(buffer_slice(&lab->typed));
    char asking = lab->asking;
    lab->asking = '\0';
    if (asking == '/')
        take_search(lab, text);
    else
        take_name(lab, text);
}

/* Tab: the first action that begins like this. */
static void complete_name(struct lab *lab)
{
    struct slice typed = buffer_slice(&lab->typed);
    for (int i = 0; lab->asking == ':' && typed.length && i < ACTIONS; i++) {
        struct slice name = slice_of(action_rows[i].name);
        if (lab_can((enum action_kind)i) && name.length > typed.length &&
            slice_equal(slice_part(name, 0, typed.length), typed)) {
            buffer_add(&lab->typed, slice_part(name, typed.length, name.length));
            return;
        }
    }
}

static void asked_key(struct lab *lab, const struct key *key)
{
    if (key->kind == KEY_ENTER)
        take_asked(lab);
    else if (key->kind == KEY_TAB)
        complete_name(lab);
    else if (key->kind == KEY_ESCAPE || (key->kind == KEY_CONTROL && key->letter == 'c'))
        lab->asking = '\0';
    else if (key->kind == KEY_BACKSPACE && lab->typed.length)
        lab->typed.length = glyph_previous(buffer_slice(&lab->typed), lab->typed.length);
    else if (key->kind == KEY_BACKSPACE)
        lab->asking = '\0';
    else if ((key->kind == KEY_TEXT || key->kind == KEY_PASTE) && lab->typed.length + key->text.length < 200)
        buffer_add(&lab->typed, slice_part(key->text, 0, slice_find_byte(key->text, '\n')));
}

/* --- keys --- */

static void find_action(struct lab *lab, const struct key *key)
{
    enum action_place place = lab->focus == PANE_THIRD ? IN_VIEW : IN_LESSON;
    enum action_kind kind = keymap_action(lab->keymap, place, key_code(key));
    if (!lab_letter(lab, key, kind))
        lab_do(lab, kind);
}

static void take_key(struct lab *lab, const struct key *key)
{
    buffer_clear(&lab->notice);
    lab_make_rows(lab);
    bool editor = lab->focus == PANE_THIRD && lab->third == THIRD_EDITOR;
    if (lab->asking)
        asked_key(lab, key);
    else if (!editor || !lab_editor_key(lab, key))
        find_action(lab, key);
}

/* Keys for the shell, up to one that leaves it; how many were taken. PageUp and PageDown look at what has left the
 * screen, but where a program has all of it; Ctrl-Z at the prompt stops the whole of ambit. */
static size_t terminal_keys(struct lab *lab, struct slice bytes)
{
    static const char page_up[] = "\033[5~", page_down[] = "\033[6~", back_tab[] = "\033[Z";
    size_t end = slice_find_byte(bytes, NEXT_PANE);
    bool idle = is_idle(lab), tab = bytes.data[0] == '\t' && idle, up = slice_starts(bytes, page_up);
    bool before = idle && slice_starts(bytes, back_tab);
    if (!vt_alternate(lab->vt) && (up || slice_starts(bytes, page_down))) {
        scroll(lab, up ? -1 : 1);
        return sizeof page_up - 1;
    }
    lab->back = 0;
    if (end == 0 || tab || before) {
        go_to_pane(lab, before ? -1 : 1);
        return before ? sizeof back_tab - 1 : 1;
    }
    if (bytes.data[0] == SUSPEND && idle) {
        lab->wishes |= WISH_SUSPEND;
        return 1;
    }
    lab->wishes |= bytes.data[0] == REDRAW ? WISH_REDRAW : 0;
    if (bytes.data[0] == INTERRUPT && !vt_alternate(lab->vt)) /* as a terminal does: what it has not shown yet is dropped */
        buffer_clear(prompt_output(lab->prompt));
    prompt_keys(lab->prompt, slice_part(bytes, 0, end));
    return end;
}

static size_t take_some(struct lab *lab, struct slice bytes)
{
    struct key key;
    size_t mouse = lab_mouse(lab, bytes);
    if (mouse || lab->focus == PANE_TERMINAL || lab->asking)
        lab_forget_letters(lab);
    if (mouse)
        return mouse;
    if (lab->focus == PANE_TERMINAL && !lab->asking) {
        size_t end = 1 + slice_find(slice_part(bytes, 1, bytes.length), SLICE("\033[<"));
        return terminal_keys(lab, slice_part(bytes, 0, end));
    }
    if (bytes.data[0] == NEXT_PANE)
        go_to_pane(lab, 1);
    else if (keys_push(&lab->keys, bytes.data[0], &key))
        take_key(lab, &key);
    return 1;
}

void lab_keys(struct lab *lab, struct slice bytes)
{
    struct buffer whole = lab->mouse; /* what began in the bytes before */
    lab->mouse = (struct buffer){0};
    if (whole.length) {
        buffer_add(&whole, bytes);
        bytes = buffer_slice(&whole);
    }
    lab->handled += bytes.length;
    while (bytes.length)
        bytes = slice_part(bytes, take_some(lab, bytes), bytes.length);
    lab->quiet = false;
    buffer_release(&whole);
}

/* A moment without keys: an ESC that began no sequence is a key. */
void lab_flush_keys(struct lab *lab)
{
    struct key key;
    if (lab->quiet && keys_flush(&lab->keys, &key))
        take_key(lab, &key);
    lab->quiet = true;
}

unsigned lab_wishes(struct lab *lab)
{
    unsigned wishes = lab->wishes;
    lab->wishes = 0;
    return wishes;
}

struct slice lab_copied(const struct lab *lab)
{
    return slice_of(lab->lesson.selected < 0 ? "" : lab->blocks[lab->lesson.selected].text);
}
