/* How a role looks: a colour of the sixteen and attributes, so that none is told by colour alone. */
#ifndef AMBIT_TUI_LOOKS_H
#define AMBIT_TUI_LOOKS_H

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONOCHROME, THEMES };

extern const char *const theme_names[THEMES];

struct paint looks_of(enum theme theme, enum role role); /* not of ROLE_PAINTED */

#endif
