/* Which versions a text like ">=1.29, <2 || ~1.30.1" stands for, as Masterminds' semver reads it, which helm asks. */
#ifndef AMBIT_TOOLS_BUILDER_CONSTRAINT_H
#define AMBIT_TOOLS_BUILDER_CONSTRAINT_H

#include "base/slice.h"

enum constraint { CONSTRAINT_HOLDS, CONSTRAINT_FAILS, CONSTRAINT_IMPROPER };

/* Does it hold for [version], three numbers without anything behind them? */
enum constraint constraint_check(struct slice text, struct slice version);

#endif
