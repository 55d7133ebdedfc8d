/* The options that the real programs have and ours have not: they are "not simulated", and only what is no
 * option of the real one is "invalid". */
#ifndef AMBIT_TOOLS_OPTIONS_MISSING_H
#define AMBIT_TOOLS_OPTIONS_MISSING_H

#include "base/slice.h"

/* Of the program of this name. A program without a row has none. */
bool options_missing_letter(const char *program, char letter);
/* A whole long name, or the beginning of one. */
bool options_missing_name(const char *program, struct slice name);

#endif
