#include "tui/term.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/base64.h"
#include "face/rescue.h"
#include "tui/libraries.h"

/* Bracketed paste; the mouse's buttons, wheel and drags, in the form that has no end at column 223. */
#define MODES_ON "\033[?2004h\033[?1002h\033[?1006h"
#define MODES_OFF "\033[?1006l\033[?1002l\033[?2004l"

/* What curses holds for the whole process anyway. */
static struct {
    struct curses_library curses;
    SCREEN *screen;
    enum theme theme;
    struct canvas shown;
    short pairs; /* made so far; pair n is colors[n] */
    struct {
        short foreground, background;
    } colors[256];
    bool open, colored;
} term;

/* What gives the terminal back when curses cannot be asked: its own words, and the modes that no terminfo knows. */
static const char *way_back(char *bytes, size_t size)
{
    static const char *const names[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
    size_t length = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = term.curses.tigetstr(names[i]);
        size_t more = text && text != (char *)-1 ? strcspn(text, "$") : 0; /* without its delays */
        if (length + more + sizeof MODES_OFF > size)
            break;
        memcpy(bytes + length, text ? text : "", more);
        length += more;
    }
    memcpy(bytes + length, MODES_OFF, sizeof MODES_OFF);
    return bytes;
}

static void say(const char *bytes, size_t length)
{
    while (length) {
        ssize_t count = write(STDOUT_FILENO, bytes, length);
        if (count <= 0)
            return;
        bytes += count;
        length -= (size_t)count;
    }
}

bool term_open(enum theme theme)
{
    char bytes[256];
    setlocale(LC_CTYPE, "");
    if (!curses_load(&term.curses) || !rescue_arm(""))
        return false;
    term.screen = term.curses.newterm(NULL, stdout, stdin);
    if (!term.screen || !term.curses.tigetstr("cup") || term.curses.tigetstr("cup") == (char *)-1) {
        if (term.screen) {
            term.curses.endwin();
            term.curses.delscreen(term.screen);
        }
        rescue_now();
        return false;
    }
    rescue_bytes(way_back(bytes, sizeof bytes));
    rescue_hold_errors();
    term.curses.set_term(term.screen);
    term.colored = term.curses.has_colors();
    term.theme = term.colored ? theme : THEME_MONOCHROME;
    term.open = true;
    term.pairs = 0;
    term.curses.raw();
    term.curses.noecho();
    term.curses.nonl();
    if (term.colored) {
        term.curses.start_color();
        term.curses.use_default_colors();
    }
    say(MODES_ON, sizeof MODES_ON - 1);
    return true;
}

void term_close(void)
{
    if (term.open) {
        say(MODES_OFF, sizeof MODES_OFF - 1);
        term.curses.endwin();
        term.curses.delscreen(term.screen);
        rescue_bytes("");
        rescue_now();
    }
    term.open = false;
    canvas_release(&term.shown);
}

enum theme term_next_theme(void)
{
    term.theme = term.colored ? (term.theme + 1) % THEMES : THEME_MONOCHROME;
    term_again();
    return term.theme;
}

/* The job was stopped, and goes on. */
static void resume(void)
{
    const char *screen = term.curses.tigetstr("smcup");
    term.curses.reset_prog_mode(); /* curses knows nothing of the stop, and paints all of it again */
    if (screen && screen != (char *)-1)
        say(screen, strcspn(screen, "$"));
    say(MODES_ON, sizeof MODES_ON - 1);
    term_again();
}

void term_suspend(void)
{
    rescue_stop();
}

void term_copy(struct slice text)
{
    struct buffer bytes = {0};
    buffer_add_text(&bytes, "\033]52;c;");
    base64_add(&bytes, text, BASE64_PLAIN, true);
    buffer_add_text(&bytes, "\007");
    say(bytes.data, bytes.length);
    buffer_release(&bytes);
}

void term_size(int *columns, int *rows)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row &&
        (size.ws_col != *term.curses.columns || size.ws_row != *term.curses.rows))
        term.curses.resizeterm(size.ws_row, size.ws_col);
    *columns = *term.curses.columns;
    *rows = *term.curses.rows;
}

void term_again(void)
{
    canvas_clear(&term.shown, 0, 0);
}

static short pair_of(short foreground, short background)
{
    if (term.theme == THEME_MONOCHROME || (foreground < 0 && background < 0))
        return 0;
    foreground = foreground < *term.curses.colors ? foreground : (short)(foreground % 8);
    background = background < *term.curses.colors ? background : (short)(background % 8);
    for (short i = 1; i <= term.pairs; i++) {
        if (term.colors[i].foreground == foreground && term.colors[i].background == background)
            return i;
    }
    if (term.pairs + 1 >= *term.curses.pairs || term.pairs + 1 >= (short)(sizeof term.colors / sizeof *term.colors))
        return 0;
    term.pairs++;
    term.colors[term.pairs].foreground = foreground;
    term.colors[term.pairs].background = background;
    term.curses.init_pair(term.pairs, foreground, background);
    return term.pairs;
}

static attr_t attributes_of(const struct tile *tile, short *pair)
{
    static const struct {
        unsigned char flag;
        attr_t attribute;
    } flags[] = {{PAINT_BOLD, A_BOLD}, {PAINT_DIM, A_DIM}, {PAINT_UNDERLINE, A_UNDERLINE}, {PAINT_REVERSE, A_REVERSE}};
    attr_t attributes = A_NORMAL;
    struct paint paint = tile->role == ROLE_PAINTED ? tile->paint : looks_of(term.theme, (enum role)tile->role);
    *pair = pair_of(paint.foreground, paint.background);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (paint.flags & flags[i].flag)
            attributes |= flags[i].attribute;
    }
    return attributes;
}

static bool same_tile(const struct tile *a, const struct tile *b)
{
    return a->width == b->width && a->role == b->role && strcmp(a->text, b->text) == 0 &&
           (a->role != ROLE_PAINTED || (a->paint.foreground == b->paint.foreground &&
                                        a->paint.background == b->paint.background && a->paint.flags == b->paint.flags));
}

/* Each tile at its own place, so that curses' idea of a width does not move its neighbours. */
void term_paint(const struct canvas *canvas)
{
    if (rescue_resumed())
        resume();
    bool whole = canvas->columns != term.shown.columns || canvas->rows != term.shown.rows;
    if (whole) {
        term.curses.clear();
        canvas_clear(&term.shown, canvas->columns, canvas->rows);
    }
    for (int i = 0; i < canvas->columns * canvas->rows; i++) {
        const struct tile *tile = &canvas->tiles[i];
        if (!tile->width || (!whole && same_tile(tile, &term.shown.tiles[i])))
            continue;
        short pair;
        attr_t attributes = attributes_of(tile, &pair);
        term.curses.attr_set(attributes, pair, NULL);
        term.curses.mvaddstr(i / canvas->columns, i % canvas->columns, tile->text[0] ? tile->text : " ");
    }
    memcpy(term.shown.tiles, canvas->tiles, (size_t)canvas->columns * (size_t)canvas->rows * sizeof *canvas->tiles);
    term.curses.curs_set(canvas->cursor);
    if (canvas->cursor)
        term.curses.move(canvas->cursor_row, canvas->cursor_column);
    term.curses.refresh();
}
