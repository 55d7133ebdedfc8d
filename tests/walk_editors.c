/* Random keys for the editors and the pager: whatever is typed, in whatever window, the cursor stays in the text, and
 * undoing everything brings the first text back; and what is drawn over the last picture is what is drawn from nothing. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "edit/nano.h"
#include "edit/pager.h"
#include "edit/text.h"
#include "edit/vi.h"
#include "screen.h"
#include "sitting.h"
#include "test.h"

struct luck {
    uint64_t state;
};

static uint64_t next(struct luck *luck, uint64_t below)
{
    luck->state = luck->state * 6364136223846793005u + 1442695040888963407u;
    return (luck->state >> 33) % below;
}

static const char *const first_texts[] = {
    "", "\n", "a", "foo bar (baz)\n\n  - x: \"y\"\n\tz\n", "\xff\xc3(\n\0", "e\xcc\x81 \xe3\x81\x82\n\n\n", "one\r\ntwo\r\n",
    "a:\n- b: 1 # x\n\n- c: \"y\"\n\n\n- d: true\n- b: 1 # x\n  e: |\n    1\n    2\n    3\n    4\n    5\n\n    6\n    7\n    8\n    9\n"
    "    a rather long line, longer than most windows are wide, so that it is wrapped or cut, as somebody wants it to be\n"
    "\tf\n\tg\nh: 1\nh: 1\nh: 1\nh: 2\nh: 1\nh: 1\nh: 1\ni: 'j'\n\n\n\n\n\n\nk\nl\n",
};

static struct slice first_text(uint64_t seed)
{
    const char *text = first_texts[seed % (sizeof first_texts / sizeof *first_texts)];
    return slice_of(text);
}

static const char *read_text(void *context, const char *path, struct buffer *into)
{
    struct slice *text = context;
    if (text_equal(path, "none"))
        return "No such file or directory";
    buffer_add(into, *text);
    return NULL;
}

static const char *write_text(void *context, const char *path, struct slice bytes)
{
    (void)context;
    (void)bytes;
    return text_equal(path, "none") ? "No space left on device" : NULL;
}

static bool no_directory(void *context, const char *path)
{
    (void)context;
    return text_equal(path, "/");
}

static const char *const pieces[] = {
    "\033[A", "\033[B", "\033[C", "\033[D", "\033[H", "\033[F", "\033[5~", "\033[6~", "\033[3~", "\033[200~a\rb\n\033[201~",
    "\r", "\n", "\t", "\x7f", "\033", "\033u", "\033e", "\033a", "\0336", "\033}", "\0333", "hello ", "foo", "(", "{", "\"",
    "\xff", "\xe3\x81\x82", "e\xcc\x81", "dd", "yyp", "cw", "ciw", "3x", "V", "v", "d", "y", "p", "P", "J", ">>", "u", "\x12",
    ".", "5", "G", "gg", "w", "b", "e", "}", "%", "f(", ";", "qa", "q", "@a", "R", "o", "O", "i", "A", ":%s/o/0/g\r",
    ":g/o/d\r", ":2,3m0\r", ":normal Ax\r", "/o\r", "n", "N", "~", "ma", "'a", "r\r", ":s/a*/-/g\r", ":%!x\r", "\x17", "\x0b",
    "\x15", "\x1c", "a", "\x1f", "3,2\r", "\x16", "\x19", "y", "n", "\x01", "\x05", "\x0a", "gU", "g~iw", "di\"", "da(", "dip",
    ":set nu\r", ":set nornu\r", ":set rnu\r", ":set nowrap\r", ":set wrap\r", ":set hls\r", ":set ts=4\r", ":set nonu\r",
    ":syntax off\r", ":syntax on\r", "jjjj", "kkkk", "\x04", "Yp", "zt", "zb", "ddp", "-S\r", "-N\r", "/[a-h]\r",
};

static void press(struct luck *luck, void *editor, void (*take)(void *editor, const struct key *key))
{
    const char *piece = pieces[next(luck, sizeof pieces / sizeof *pieces)];
    struct keys keys = {0};
    struct key key;
    for (; *piece; piece++) {
        if (keys_push(&keys, *piece, &key))
            take(editor, &key);
    }
    if (keys_flush(&keys, &key))
        take(editor, &key);
    keys_release(&keys);
}

static void draw_vi(void *editor, struct grid *grid)
{
    vi_draw(editor, grid);
}

static void take_vi(void *editor, const struct key *key)
{
    vi_key(editor, key);
}

static void draw_nano(void *editor, struct grid *grid)
{
    nano_draw(editor, grid);
}

static void take_nano(void *editor, const struct key *key)
{
    nano_key(editor, key);
}

enum { STEPS = 60, UNDOS = 2000 };

static bool is_in_grid(const struct grid *grid)
{
    return grid->cursor_row >= 0 && grid->cursor_row < grid->rows && grid->cursor_column >= 0 &&
           grid->cursor_column < grid->columns;
}

static bool same_picture(const struct grid *a, const struct grid *b)
{
    return a->columns == b->columns && a->rows == b->rows && a->cursor_row == b->cursor_row &&
           a->cursor_column == b->cursor_column &&
           memcmp(a->cells, b->cells, sizeof *a->cells * (size_t)(a->columns * a->rows)) == 0;
}

/* Draws over the last picture, and from nothing twice before it and once after: true, all are the same. In some tiny
 * windows an editor scrolls each time that it draws; there is nothing to compare then. */
static bool draws_the_same(void *editor, void (*draw)(void *editor, struct grid *grid), struct grid *grid)
{
    enum { BEFORE, SECOND, AFTER, FRESH };
    struct grid fresh[FRESH] = {0};
    draw(editor, &fresh[BEFORE]);
    draw(editor, &fresh[SECOND]);
    draw(editor, grid);
    draw(editor, &fresh[AFTER]);
    bool still = same_picture(&fresh[BEFORE], &fresh[SECOND]) && same_picture(&fresh[SECOND], &fresh[AFTER]);
    bool same = !still || same_picture(grid, &fresh[AFTER]);
    for (int i = 0; i < FRESH; i++)
        grid_release(&fresh[i]);
    return same;
}

/* As if a terminal was there, which sometimes shows something else. */
static void show(struct luck *luck, struct grid *grid)
{
    struct buffer out = {0};
    grid_show(grid, &out);
    buffer_release(&out);
    if (next(luck, 20) == 0)
        grid_forget(grid);
}

static struct edit_files files_of(struct slice *text)
{
    return (struct edit_files){.context = text, .read = read_text, .write = write_text, .is_directory = no_directory};
}

/* What an editor makes of a text before anybody types: its last line has an end. */
static bool same_text(struct text *text, struct slice first)
{
    struct slice now = text_slice(text, 0, text_length(text));
    if (first.length && first.data[first.length - 1] != '\n' && slice_ends(now, "\n"))
        now.length--;
    return slice_equal(now, first) || (first.length && slice_find_byte(first, '\r') < first.length);
}

static const char *walk_vi(uint64_t seed)
{
    struct luck luck = {seed};
    struct slice first = first_text(seed);
    struct edit_files files = files_of(&first);
    struct vi_options options = {0};
    struct grid grid = {0};
    char *names[] = {seed % 2 ? "x.yaml" : "x"};
    struct vi *vi = vi_new(&files, &options, 1, names, 80, 24);
    const char *problem = NULL;
    for (int step = 0; step < STEPS && !problem && !vi_ended(vi); step++) {
        if (next(&luck, 10) == 0)
            vi_resize(vi, 1 + (int)next(&luck, 100), 1 + (int)next(&luck, 30));
        press(&luck, vi, take_vi);
        if (!draws_the_same(vi, draw_vi, &grid))
            problem = "vi draws otherwise over its last picture than from nothing";
        show(&luck, &grid);
        if (vi_cursor(vi) > text_length(vi_text(vi)))
            problem = "vi's cursor is behind its text";
        if (!is_in_grid(&grid))
            problem = "vi's cursor is outside of its window";
    }
    for (int i = 0; i < 4; i++)
        take_vi(vi, &(struct key){.kind = KEY_ESCAPE});
    for (int i = 0; i < UNDOS; i++)
        take_vi(vi, &(struct key){.kind = KEY_TEXT, .text = SLICE("u")});
    if (!problem && !same_text(vi_text(vi), first))
        problem = "undoing all that was typed in vi does not bring the text back";
    vi_free(vi);
    grid_release(&grid);
    return problem;
}

static const char *walk_nano(uint64_t seed)
{
    struct luck luck = {seed};
    struct slice first = first_text(seed);
    struct edit_files files = files_of(&first);
    struct nano_options options = {.numbers = seed % 3 == 0};
    struct grid grid = {0};
    char *names[] = {seed % 2 ? "x.yaml" : "x"};
    struct nano *nano = nano_new(&files, &options, 1, names, 80, 24);
    const char *problem = NULL;
    for (int step = 0; step < STEPS && !problem && !nano_ended(nano); step++) {
        if (next(&luck, 10) == 0)
            nano_resize(nano, 1 + (int)next(&luck, 100), 1 + (int)next(&luck, 30));
        press(&luck, nano, take_nano);
        if (!draws_the_same(nano, draw_nano, &grid))
            problem = "nano draws otherwise over its last picture than from nothing";
        show(&luck, &grid);
        if (nano_cursor(nano) > text_length(nano_text(nano)))
            problem = "nano's cursor is behind its text";
        if (!is_in_grid(&grid))
            problem = "nano's cursor is outside of its window";
    }
    for (int i = 0; i < 3; i++)
        take_nano(nano, &(struct key){.kind = KEY_CONTROL, .letter = 'c'});
    for (int i = 0; i < UNDOS; i++)
        take_nano(nano, &(struct key){.kind = KEY_META, .letter = 'u'});
    if (!problem && !nano_ended(nano) && !same_text(nano_text(nano), first))
        problem = "undoing all that was typed in nano does not bring the text back";
    nano_free(nano);
    grid_release(&grid);
    return problem;
}

static void draw_pager(void *editor, struct grid *grid)
{
    pager_draw(editor, grid);
}

static void take_pager(void *pager, const struct key *key)
{
    pager_key(pager, key);
}

static const char *walk_pager(uint64_t seed)
{
    struct luck luck = {seed};
    struct pager_options options = {.numbers = seed % 2, .chop = seed % 3 == 0, .colours = seed % 5 == 0};
    struct grid grid = {0};
    struct pager *pager = pager_new(&options, "x", 80, 24);
    const char *problem = NULL;
    for (int step = 0; step < STEPS && !problem; step++) {
        if (next(&luck, 8) == 0)
            pager_resize(pager, 1 + (int)next(&luck, 100), 1 + (int)next(&luck, 30));
        for (uint64_t i = next(&luck, 4); i > 0; i--)
            pager_add(pager, first_text(next(&luck, 100)));
        press(&luck, pager, take_pager);
        if (step == STEPS / 2)
            pager_finish(pager);
        if (!draws_the_same(pager, draw_pager, &grid))
            problem = "less draws otherwise over its last picture than from nothing";
        show(&luck, &grid);
        if (!is_in_grid(&grid))
            problem = "less's cursor is outside of its window";
    }
    pager_free(pager);
    grid_release(&grid);
    return problem;
}

/* Very long lines, very many lines, a paste as large as a file may be: all stay well, and within the limits. */
static const char *walk_large(uint64_t seed)
{
    enum { LARGE = 1 << 20 };
    struct buffer large = {0};
    for (size_t i = 0; large.length < LARGE; i++)
        buffer_add_text(&large, seed % 2 ? "x: 0 \xff" : "y\n");
    struct slice first = buffer_slice(&large);
    struct edit_files files = files_of(&first);
    struct vi_options vi_options = {0};
    struct nano_options nano_options = {0};
    struct pager_options pager_options = {0};
    struct grid grid = {0};
    char *names[] = {"x.yaml"};
    struct key paste = {.kind = KEY_PASTE, .text = first};
    static const char keys[] = "$x0ifoo\033Gggdd:%s/x/z/g\r";
    struct vi *vi = vi_new(&files, &vi_options, 1, names, 80, 24);
    struct nano *nano = nano_new(&files, &nano_options, 1, names, 80, 24);
    struct pager *pager = pager_new(&pager_options, "x", 80, 24);
    struct keys decoder = {0};
    struct key key;
    for (const char *at = keys; *at; at++) {
        if (keys_push(&decoder, *at, &key) || (*at == '\033' && keys_flush(&decoder, &key)))
            vi_key(vi, &key);
        vi_draw(vi, &grid);
    }
    vi_key(vi, &(struct key){.kind = KEY_TEXT, .text = SLICE("i")});
    for (int i = 0; i < 10; i++) {
        vi_key(vi, &paste);
        nano_key(nano, &paste);
        pager_add(pager, first);
    }
    vi_draw(vi, &grid);
    nano_key(nano, &(struct key){.kind = KEY_END});
    nano_draw(nano, &grid);
    pager_finish(pager);
    pager_key(pager, &(struct key){.kind = KEY_TEXT, .text = SLICE("G")});
    pager_key(pager, &(struct key){.kind = KEY_TEXT, .text = SLICE("b")});
    pager_draw(pager, &grid);
    for (const char *at = "\033[200~"; *at; at++)
        keys_push(&decoder, *at, &key);
    for (int i = 0; i < 3; i++) {
        for (size_t at = 0; at < first.length; at++)
            keys_push(&decoder, first.data[at], &key);
    }
    for (const char *at = "\033[201~"; *at; at++) {
        if (keys_push(&decoder, *at, &key))
            vi_key(vi, &key);
    }
    keys_release(&decoder);
    bool small = text_length(vi_text(vi)) <= 4194304 && text_length(nano_text(nano)) <= 4194304;
    vi_free(vi);
    nano_free(nano);
    pager_free(pager);
    grid_release(&grid);
    buffer_release(&large);
    return small ? NULL : "a text is larger than a file may be";
}

/* Killed a little later each time: the terminal is never left raw, nor on the alternate screen. */
static const char *walk_kills(uint64_t seed)
{
    static const char *const commands[] = {"vi n", "nano n", "seq 1 99 | less", "kubectl edit ns accounts", "watch date",
                                           "seq 1 99 | more"};
    struct arena arena = {0};
    struct sitting sitting = {0};
    const char *problem = NULL, *command = commands[seed % (sizeof commands / sizeof *commands)];
    if (sitting_begin(&sitting, &arena, "waypoints-l7-where-it-matters", &problem)) {
        struct session *session = sitting.session;
        struct screen_terminal *screen = screen_new(80, 24);
        session_set_hostile(session);
        session_input(session, INPUT_RESIZE, "1", SLICE("80 24"));
        session_input(session, INPUT_LINE, "1", slice_of(command));
        session_advance(session, instant_add(session_now(session), MICROSECONDS(seed * seed)));
        session_input(session, INPUT_BYTES, "1", SLICE("ix\033"));
        session_advance(session, instant_add(session_now(session), MICROSECONDS(seed * 3)));
        session_input(session, INPUT_KILL, "1", SLICE(""));
        screen_write(screen, session_output(session, "1"));
        if (session_busy(session, "1") || session_raw(session, "1") || strstr(screen_text(screen, &arena), "alternate"))
            problem = "a full-screen program that was killed has kept the terminal";
        screen_free(screen);
    } else {
        problem = "the challenge does not load";
    }
    sitting_end(&sitting);
    arena_release(&arena);
    return problem;
}

void suite_editor_walks(struct run *run)
{
    walk(run, "tests/walk_editors.c: vi, random keys", walk_vi, 300);
    walk(run, "tests/walk_editors.c: nano, random keys", walk_nano, 300);
    walk(run, "tests/walk_editors.c: less, random keys", walk_pager, 200);
    walk(run, "tests/walk_editors.c: large texts", walk_large, 2);
    walk(run, "tests/walk_editors.c: killed at any time", walk_kills, 60);
}
