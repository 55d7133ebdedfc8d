/* The real screen, by curses: paints a canvas, and gives the terminal back whatever ends the program. */
#ifndef AMBIT_TUI_TERM_H
#define AMBIT_TUI_TERM_H

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONOCHROME };

bool term_open(enum theme theme); /* false: this terminal cannot do it */
void term_close(void);
void term_size(int *columns, int *rows);
void term_paint(const struct canvas *canvas); /* what differs from what is shown */
void term_again(void);                        /* paint all of it next time */

#endif
