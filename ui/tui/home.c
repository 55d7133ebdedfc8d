#include "tui/home.h"

#include "base/check.h"
#include "edit/grid.h"
#include "tui/rows.h"

enum { BESIDE = 100 /* columns from which a pane about the selected one has room */ };

struct home {
    const struct home_model *model;
    struct keymap usual;
    const struct keymap *keymap;
    bool unicode;
    int columns, rows;
    size_t selected, top;
    struct keys keys;
    bool quiet;
    char asking; /* '/', ':' or 0 */
    struct buffer typed, sought, notice;
    bool helping, leaving;
    struct home_choice choice;
    unsigned wishes;
};

struct home *home_new(const struct home_model *model, const struct home_options *options, int columns, int rows)
{
    struct home *home = memory_allocate(sizeof *home);
    *home = (struct home){.model = model, .unicode = options->unicode, .columns = columns, .rows = rows};
    keymap_begin(&home->usual);
    home->keymap = options->keymap ? options->keymap : &home->usual;
    home->selected = model->last < model->count ? model->last : model->first;
    for (size_t i = 0; options->selected && i < model->count; i++) {
        if (text_equal(model->list[i].what, options->selected))
            home->selected = i;
    }
    if (options->told)
        home_notice(home, options->told);
    return home;
}

void home_free(struct home *home)
{
    keys_release(&home->keys);
    buffer_release(&home->typed);
    buffer_release(&home->sought);
    buffer_release(&home->notice);
    memory_free(home);
}

void home_resize(struct home *home, int columns, int rows)
{
    home->columns = columns;
    home->rows = rows;
}

void home_notice(struct home *home, const char *text)
{
    buffer_clear(&home->notice);
    buffer_add_text(&home->notice, text);
}

/* --- handlers --- */

static void do_move(struct home *home, enum action_kind kind)
{
    size_t page = home->rows > 8 ? (size_t)home->rows - 8 : 1, last = home->model->count - 1;
    size_t step = kind == ACTION_PAGE_UP || kind == ACTION_PAGE_DOWN ? page : 1;
    if (kind == ACTION_TOP || kind == ACTION_BOTTOM)
        home->selected = kind == ACTION_TOP ? 0 : last;
    else if (kind == ACTION_UP || kind == ACTION_PAGE_UP)
        home->selected = home->selected > step ? home->selected - step : 0;
    else
        home->selected = home->selected + step < last ? home->selected + step : last;
}

static void do_open(struct home *home, enum action_kind kind)
{
    const struct home_challenge *chosen = &home->model->list[home->selected];
    bool fresh = kind == ACTION_BEGIN;
    home->choice = (struct home_choice){fresh ? chosen->anew : chosen->what, fresh};
    home->leaving = true;
}

static void do_leave(struct home *home, enum action_kind kind)
{
    (void)kind;
    home->leaving = true;
}

static void do_ask(struct home *home, enum action_kind kind)
{
    home->asking = kind == ACTION_SEARCH ? '/' : ':';
    buffer_clear(&home->typed);
}

static void do_help(struct home *home, enum action_kind kind)
{
    home->helping = kind == ACTION_HELP && !home->helping;
}

static void do_wish(struct home *home, enum action_kind kind)
{
    home->wishes |= kind == ACTION_REDRAW ? WISH_REDRAW : kind == ACTION_SUSPEND ? WISH_SUSPEND : WISH_THEME;
}

typedef void handler(struct home *home, enum action_kind kind);
static handler *const handlers[ACTIONS] = {
    [ACTION_UP] = do_move,        [ACTION_DOWN] = do_move,    [ACTION_PAGE_UP] = do_move, [ACTION_PAGE_DOWN] = do_move,
    [ACTION_TOP] = do_move,       [ACTION_BOTTOM] = do_move,  [ACTION_SEARCH] = do_ask,   [ACTION_OPEN] = do_open,
    [ACTION_BEGIN] = do_open,     [ACTION_BACK] = do_help,    [ACTION_COMMAND] = do_ask,  [ACTION_THEME] = do_wish,
    [ACTION_REDRAW] = do_wish,    [ACTION_SUSPEND] = do_wish, [ACTION_HELP] = do_help,    [ACTION_LEAVE] = do_leave,
};

bool home_can(enum action_kind kind)
{
    return kind < ACTIONS && handlers[kind];
}

/* --- the lines "/" and ":" --- */

/* The next challenge behind the selected one that has it, round the end; nothing typed: the same again. */
static void search(struct home *home, struct slice text)
{
    if (text.length) {
        buffer_clear(&home->sought);
        buffer_add(&home->sought, text);
    }
    for (size_t i = 1; home->sought.length && i <= home->model->count; i++) {
        size_t at = (home->selected + i) % home->model->count;
        if (home_matches(&home->model->list[at], buffer_slice(&home->sought))) {
            home->selected = at;
            return;
        }
    }
    home_notice(home, "No challenge has that in its title, teaser or name.");
}

static void take_name(struct home *home, struct slice text)
{
    enum action_kind kind = action_named(text);
    if (kind == ACTIONS && text.length == 1)
        kind = keymap_action(home->keymap, IN_HOME, key_code_named(text));
    if (home_can(kind))
        handlers[kind](home, kind);
    else if (text.length)
        home_notice(home, "No action here has that name: ? lists them.");
}

static void asked_key(struct home *home, const struct key *key)
{
    struct slice text = slice_trim(buffer_slice(&home->typed));
    char asking = home->asking;
    if (key->kind == KEY_ENTER) {
        home->asking = '\0';
        if (asking == '/')
            search(home, text);
        else
            take_name(home, text);
    } else if (key->kind == KEY_ESCAPE || (key->kind == KEY_CONTROL && key->letter == 'c') ||
               (key->kind == KEY_BACKSPACE && !home->typed.length)) {
        home->asking = '\0';
    } else if (key->kind == KEY_BACKSPACE) {
        home->typed.length = glyph_previous(buffer_slice(&home->typed), home->typed.length);
    } else if (key->kind == KEY_TEXT && home->typed.length < 200) {
        buffer_add(&home->typed, key->text);
    }
}

static void take_key(struct home *home, const struct key *key)
{
    buffer_clear(&home->notice);
    enum action_kind kind = keymap_action(home->keymap, IN_HOME, key_code(key));
    if (home->asking)
        asked_key(home, key);
    else if (home_can(kind))
        handlers[kind](home, kind);
}

void home_keys(struct home *home, struct slice bytes)
{
    for (size_t i = 0; i < bytes.length && !home->leaving; i++) {
        struct key key;
        if (keys_push(&home->keys, bytes.data[i], &key))
            take_key(home, &key);
    }
    home->quiet = false;
}

void home_pass(struct home *home)
{
    struct key key;
    if (home->quiet && keys_flush(&home->keys, &key))
        take_key(home, &key);
    home->quiet = true;
}

int home_wait(const struct home *home)
{
    enum { ESCAPE_MILLISECONDS = 25 };
    return home->keys.pending.length ? ESCAPE_MILLISECONDS : -1;
}

bool home_leaving(const struct home *home)
{
    return home->leaving;
}

struct home_choice home_chosen(const struct home *home)
{
    return home->choice;
}

unsigned home_wishes(struct home *home)
{
    unsigned wishes = home->wishes;
    home->wishes = 0;
    return wishes;
}

/* --- drawing --- */

static void add_challenge(struct home *home, struct rows *rows, size_t at)
{
    const struct home_challenge *challenge = &home->model->list[at];
    enum role role = challenge->state == HOME_DONE ? ROLE_GOOD : challenge->state == HOME_BEGUN ? ROLE_KEY : ROLE_PLAIN;
    int title = rows->width > 76 ? rows->width - 36 : 34;
    rows->item = (int)at;
    rows_line(rows, role, "  ");
    rows_format(rows, role, "%s ", home_mark(challenge->state, home->unicode));
    rows_column(rows, ROLE_PLAIN, challenge->title, title);
    rows_format(rows, role, "  %s", home_words(home->model, at, rows->arena));
    rows->item = -1;
}

static void list_rows(struct home *home, struct rows *rows)
{
    const struct home_model *model = home->model;
    const char *track = NULL;
    for (size_t i = 0; i < model->count; i++) {
        if (!text_equal(track, model->list[i].track)) {
            if (i)
                rows_new(rows);
            track = model->list[i].track;
            rows_line(rows, ROLE_TITLE, track[0] ? home_track_line(model, i, rows->arena) : "Clusters to try things on");
        }
        add_challenge(home, rows, i);
    }
}

/* What the selected one is about, and what Enter does. */
static void about_rows(struct home *home, struct rows *rows)
{
    const struct home_challenge *challenge = &home->model->list[home->selected];
    rows_prose(rows, "", "", ROLE_TITLE, challenge->title);
    rows_new(rows);
    if (challenge->teaser[0])
        rows_prose(rows, "", "", ROLE_PLAIN, challenge->teaser);
    rows_new(rows);
    rows_line(rows, ROLE_STRONG, home_words(home->model, home->selected, rows->arena));
    if (challenge->age[0])
        rows_line(rows, ROLE_DIM, arena_format(rows->arena, "%lld min, open %s ago", (long long)challenge->minutes, challenge->age));
    rows_new(rows);
    rows_line(rows, ROLE_KEY, challenge->state == HOME_NEW ? "Enter begins it." : "Enter goes on where you left it.");
    if (challenge->state != HOME_NEW)
        rows_line(rows, ROLE_DIM, "n begins it anew; what is saved stays.");
}

static void help_rows(struct home *home, struct rows *rows)
{
    rows_line(rows, ROLE_TITLE, "Keys");
    for (int i = 0; i < ACTIONS; i++) {
        if (!home_can((enum action_kind)i))
            continue;
        rows_line(rows, ROLE_KEY, arena_format(rows->arena, "%-17s", keymap_keys(home->keymap, (enum action_kind)i, rows->arena)));
        rows_format(rows, ROLE_STRONG, "%-10s ", action_rows[i].name);
        rows_add(rows, ROLE_PLAIN, action_rows[i].help);
    }
}

static void draw_header(struct home *home, struct canvas *canvas)
{
    const struct home_model *model = home->model;
    struct area area = {0, 0, 2, home->columns};
    bool last = model->last < model->count;
    int column = canvas_put(canvas, area, 0, 1, SLICE("ambit"), ROLE_TITLE);
    canvas_put(canvas, area, 0, column + 2, SLICE("a whole Istio ambient mesh to learn on, in this one program"), ROLE_PLAIN);
    if (model->count)
        canvas_format(canvas, area, 1, 1, ROLE_NOTICE, "%s %s", last ? "You were in:" : "Begin here:",
                      model->list[last ? model->last : model->first].title);
}

static void draw_footer(struct home *home, struct canvas *canvas)
{
    struct area area = {home->rows - 1, 0, 1, home->columns};
    if (home->asking) {
        int column = canvas_format(canvas, area, 0, 0, ROLE_KEY, "%c", home->asking);
        column = canvas_put(canvas, area, 0, column, buffer_slice(&home->typed), ROLE_PLAIN);
        canvas_cursor(canvas, area, 0, column);
    } else if (home->notice.length) {
        canvas_put(canvas, area, 0, 1, buffer_slice(&home->notice), ROLE_NOTICE);
    } else {
        canvas_put(canvas, area, 0, 1, SLICE("Enter opens   j k move   / searches   n begins anew   ? keys   q quit"),
                   ROLE_DIM);
    }
}

static void draw_list(struct home *home, struct canvas *canvas, struct area area, struct arena *arena)
{
    struct rows rows;
    rows_begin(&rows, arena, area.columns, home->unicode);
    if (home->helping)
        help_rows(home, &rows);
    else
        list_rows(home, &rows);
    size_t at = 0;
    while (at < rows.count && rows.list[at].item != (int)home->selected)
        at++;
    size_t most = rows.count > (size_t)area.rows ? rows.count - (size_t)area.rows : 0;
    if (!home->helping && at < home->top + 1)
        home->top = at ? at - 1 : 0; /* with the title above the first */
    if (!home->helping && at >= home->top + (size_t)area.rows)
        home->top = at + 1 - (size_t)area.rows;
    home->top = home->top < most ? home->top : most;
    rows_draw(&rows, canvas, area, home->helping ? 0 : home->top, home->helping ? -1 : (int)home->selected);
    if (!home->helping && !home->asking)
        canvas_cursor(canvas, area, (int)(at - home->top), 0); /* a screen reader follows it */
    rows_release(&rows);
}

void home_draw(struct home *home, struct canvas *canvas)
{
    struct arena arena = {0};
    struct area whole = {2, 0, home->rows - 3, home->columns};
    canvas_clear(canvas, home->columns, home->rows);
    draw_header(home, canvas);
    if (home->columns >= BESIDE) {
        struct area list = area_left(&whole, whole.columns * 2 / 3);
        struct rows rows;
        struct area about = canvas_frame(canvas, whole, "About", false, home->unicode);
        rows_begin(&rows, &arena, about.columns, home->unicode);
        if (home->model->count)
            about_rows(home, &rows);
        rows_draw(&rows, canvas, about, 0, -1);
        rows_release(&rows);
        whole = list;
    }
    draw_list(home, canvas, canvas_frame(canvas, whole, home->helping ? "Help" : "Challenges", true, home->unicode), &arena);
    draw_footer(home, canvas);
    if (!home->unicode)
        canvas_ascii(canvas);
    arena_release(&arena);
}
