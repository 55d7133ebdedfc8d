/* libncursesw and libvterm, loaded when a screen is opened and not before: most runs of ambit draw on none, and the
 * loader's time is the learner's time. */
#ifndef AMBIT_TUI_LIBRARIES_H
#define AMBIT_TUI_LIBRARIES_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <vterm.h>

/* FUNCTION(result, name, arguments) */
#define CURSES_FUNCTIONS(FUNCTION)                                                                                   \
    FUNCTION(SCREEN *, newterm, (const char *, FILE *, FILE *))                                                      \
    FUNCTION(SCREEN *, set_term, (SCREEN *))                                                                         \
    FUNCTION(void, delscreen, (SCREEN *))                                                                            \
    FUNCTION(bool, has_colors, (void))                                                                               \
    FUNCTION(int, raw, (void))                                                                                       \
    FUNCTION(int, noecho, (void))                                                                                    \
    FUNCTION(int, nonl, (void))                                                                                      \
    FUNCTION(int, start_color, (void))                                                                               \
    FUNCTION(int, use_default_colors, (void))                                                                        \
    FUNCTION(int, init_pair, (short, short, short))                                                                  \
    FUNCTION(int, reset_prog_mode, (void))                                                                           \
    FUNCTION(int, endwin, (void))                                                                                    \
    FUNCTION(int, resizeterm, (int, int))                                                                            \
    FUNCTION(int, clear, (void))                                                                                     \
    FUNCTION(char *, tigetstr, (const char *))                                                                       \
    FUNCTION(int, attr_set, (attr_t, short, void *))                                                                 \
    FUNCTION(int, mvaddstr, (int, int, const char *))                                                                \
    FUNCTION(int, curs_set, (int))                                                                                   \
    FUNCTION(int, move, (int, int))                                                                                  \
    FUNCTION(int, refresh, (void))

#define VTERM_FUNCTIONS(FUNCTION)                                                                                    \
    FUNCTION(VTerm *, vterm_new, (int, int))                                                                         \
    FUNCTION(void, vterm_free, (VTerm *))                                                                            \
    FUNCTION(void, vterm_set_utf8, (VTerm *, int))                                                                   \
    FUNCTION(void, vterm_set_size, (VTerm *, int, int))                                                              \
    FUNCTION(size_t, vterm_input_write, (VTerm *, const char *, size_t))                                             \
    FUNCTION(VTermScreen *, vterm_obtain_screen, (VTerm *))                                                          \
    FUNCTION(void, vterm_screen_set_callbacks, (VTermScreen *, const VTermScreenCallbacks *, void *))                \
    FUNCTION(void, vterm_screen_enable_altscreen, (VTermScreen *, int))                                              \
    FUNCTION(void, vterm_screen_reset, (VTermScreen *, int))                                                         \
    FUNCTION(void, vterm_screen_flush_damage, (VTermScreen *))                                                       \
    FUNCTION(int, vterm_screen_get_cell, (const VTermScreen *, VTermPos, VTermScreenCell *))

#define LIBRARY_MEMBER(result, name, arguments) result(*name) arguments;
struct curses_library {
    CURSES_FUNCTIONS(LIBRARY_MEMBER)
    int *columns, *rows, *colors, *pairs; /* its variables COLS, LINES, COLORS, COLOR_PAIRS */
};
struct vterm_library {
    VTERM_FUNCTIONS(LIBRARY_MEMBER)
};
#undef LIBRARY_MEMBER

/* False: it is not there. It stays loaded. */
bool curses_load(struct curses_library *library);
bool vterm_load(struct vterm_library *library);

#endif
