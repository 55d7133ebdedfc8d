/* File modes as chmod and umask read them: octal, or "u+x,go-w" (POSIX XCU chmod). */
#ifndef AMBIT_SHELL_MODE_H
#define AMBIT_SHELL_MODE_H

#include "base/arena.h"

/* What [text] makes of a file whose mode is [old]; [mask] holds what a clause without a class ("+w") leaves
 * alone. X counts for directories and where somebody may execute already. False: no mode. */
bool mode_read(const char *text, unsigned old, unsigned mask, bool directory, unsigned *mode);

/* "-rw-r--r--", "drwxr-xr-x", in the arena; the type is '-', 'd', 'l' or 'c'. */
const char *mode_text(struct arena *arena, unsigned mode, char type);

#endif
