/* The real terminal: raw mode, its size, and the way back, whatever ends the program. */
#ifndef AMBIT_CLI_TERMINAL_H
#define AMBIT_CLI_TERMINAL_H

#include <stdbool.h>

bool terminal_is_dumb(void); /* TERM says that it has no cursor addressing */
/* Every key reaches the program at once; output is as usual. Undone by terminal_close and by signals that end
 * the program. False when standard input is no terminal. */
bool terminal_open(void);
bool terminal_resumed(void); /* the job was stopped and goes on: every key comes at once again; true once */
void terminal_close(void);
void terminal_alternate(bool shown); /* what terminal_close and a deadly signal must take away */
void terminal_size(int *columns, int *rows); /* 80x24 when it does not say */

#endif
