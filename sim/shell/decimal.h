/* Decimal fractions as text, digit by digit: no floating point, so every machine writes the same. */
#ifndef AMBIT_SHELL_DECIMAL_H
#define AMBIT_SHELL_DECIMAL_H

#include "base/arena.h"

/* Where the number at the front of [text] ends ("-1.5e3"); [text] itself when there is none. */
const char *decimal_end(const char *text);
/* [text] without its sign, as printf's %f, %e or %g (or F, E, G) write it; [precision] -1: 6. */
const char *decimal_format(struct arena *arena, const char *text, char conversion, int precision);

#endif
