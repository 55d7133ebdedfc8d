#include "tui/term.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tui/libraries.h"

/* How a role looks: a colour of the sixteen (-1: the terminal's own) and attributes, so that none is colour alone. */
struct look {
    short dark, light;
    attr_t attributes;
};

static const struct look looks[ROLES] = {
    [ROLE_PLAIN] = {-1, -1, A_NORMAL},
    [ROLE_TITLE] = {-1, -1, A_BOLD | A_UNDERLINE},
    [ROLE_DIM] = {COLOR_WHITE, COLOR_BLACK, A_DIM},
    [ROLE_STRONG] = {-1, -1, A_BOLD},
    [ROLE_CODE] = {COLOR_CYAN, COLOR_BLUE, A_NORMAL},
    [ROLE_KEY] = {COLOR_YELLOW, COLOR_MAGENTA, A_BOLD},
    [ROLE_GOOD] = {COLOR_GREEN, COLOR_GREEN, A_NORMAL},
    [ROLE_BAD] = {COLOR_RED, COLOR_RED, A_BOLD},
    [ROLE_WARN] = {COLOR_YELLOW, COLOR_MAGENTA, A_NORMAL},
    [ROLE_BORDER] = {COLOR_WHITE, COLOR_BLACK, A_DIM},
    [ROLE_FOCUS] = {COLOR_CYAN, COLOR_BLUE, A_BOLD},
    [ROLE_SELECTED] = {-1, -1, A_REVERSE},
    [ROLE_NOTICE] = {COLOR_CYAN, COLOR_BLUE, A_BOLD},
    [ROLE_STRING] = {COLOR_GREEN, COLOR_GREEN, A_NORMAL},
    [ROLE_NUMBER] = {COLOR_MAGENTA, COLOR_MAGENTA, A_NORMAL},
    [ROLE_NAME] = {COLOR_CYAN, COLOR_BLUE, A_NORMAL},
    [ROLE_COMMENT] = {COLOR_WHITE, COLOR_BLACK, A_DIM},
    [ROLE_FOUND] = {COLOR_YELLOW, COLOR_MAGENTA, A_REVERSE},
};

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
    bool open;
} term;

bool term_open(enum theme theme)
{
    setlocale(LC_CTYPE, "");
    term.screen = curses_load(&term.curses) ? term.curses.newterm(NULL, stdout, stdin) : NULL;
    if (!term.screen)
        return false;
    term.curses.set_term(term.screen);
    term.theme = term.curses.has_colors() ? theme : THEME_MONOCHROME;
    term.open = true;
    term.curses.raw();
    term.curses.noecho();
    term.curses.nonl();
    if (term.theme != THEME_MONOCHROME) {
        term.curses.start_color();
        term.curses.use_default_colors();
    }
    return true;
}

void term_close(void)
{
    if (term.open) {
        term.curses.endwin();
        term.curses.delscreen(term.screen);
    }
    term.open = false;
    canvas_release(&term.shown);
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
    if (tile->role != ROLE_PAINTED) {
        const struct look *look = &looks[tile->role];
        *pair = pair_of(term.theme == THEME_LIGHT ? look->light : look->dark, -1);
        return look->attributes;
    }
    *pair = pair_of(tile->paint.foreground, tile->paint.background);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (tile->paint.flags & flags[i].flag)
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
    bool whole = canvas->columns != term.shown.columns || canvas->rows != term.shown.rows;
    if (whole) {
        term.curses.erase();
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
