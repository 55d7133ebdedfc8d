/* The table of programs: everything a learner can start, one row each, in its own file. */
#ifndef AMBIT_TOOLS_TOOLS_H
#define AMBIT_TOOLS_TOOLS_H

#include "shell/program.h"
#include "world/world.h"

extern const struct program *const program_rows[]; /* sorted by name */
extern const size_t program_count;

const struct program *tools_at(size_t index); /* NULL behind the last */

/* The row of a program on the learner's machine ([pod] NULL) or in a container of a pod ("NAMESPACE/NAME"),
 * where only what the image has inside is found. NULL when it is not there. */
const struct program *tools_find(const struct world *world, const char *pod, const char *container,
                                 const char *name);

#endif
