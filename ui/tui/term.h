/* The real screen, by curses: paints a canvas, and gives the terminal back whatever ends the program. */
#ifndef AMBIT_TUI_TERM_H
#define AMBIT_TUI_TERM_H

#include "tui/canvas.h"
#include "tui/looks.h"

bool term_open(enum theme theme); /* false: this terminal cannot do it */
void term_close(void);
void term_size(int *columns, int *rows);
void term_paint(const struct canvas *canvas); /* what differs from what is shown */
void term_again(void);                        /* paint all of it next time */
enum theme term_next_theme(void);             /* goes on to it */
void term_suspend(void);                      /* as Ctrl-Z does; back when the job goes on: all is painted again */
void term_copy(struct slice text);            /* into the clipboard, where the terminal has one (OSC 52) */

#endif
