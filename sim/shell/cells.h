/* How much room a text takes on a terminal. Widths are utf8proc's (Unicode's East Asian Width), the same
 * everywhere; the C library's wcwidth differs between systems. */
#ifndef AMBIT_SHELL_CELLS_H
#define AMBIT_SHELL_CELLS_H

#include "base/slice.h"

/* Bytes of the first character of [text] (which is not empty) and its cells: 0, 1 or 2. A byte that is no UTF-8
 * is one character of one cell. An escape sequence ("\033[...m") is one character of no cells. */
size_t cells_next(struct slice text, int *cells);
int cells_count(struct slice text);

#endif
