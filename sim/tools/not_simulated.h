/* The programs that answer "NAME: not simulated", sorted by name. */
#ifndef AMBIT_TOOLS_NOT_SIMULATED_H
#define AMBIT_TOOLS_NOT_SIMULATED_H

#include "shell/process.h"

extern const struct program not_simulated_rows[];
extern const size_t not_simulated_count;

#endif
