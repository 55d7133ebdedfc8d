/* A file, or a directory with all that is in it: what rm, cp and mv work on. */
#ifndef AMBIT_TOOLS_TREE_H
#define AMBIT_TOOLS_TREE_H

#include "shell/process.h"

/* The paths of [path] and of everything below it, a directory before what is in it. */
const struct value *tree_paths(struct process *process, const char *path);
/* NULL, or the problem. */
const char *tree_remove(struct process *process, const char *path);
const char *tree_copy(struct process *process, const char *from, const char *to, bool exactly); /* times too */
/* Where [from] goes when it is put at [to]: below it when that is a directory. */
const char *tree_target(struct process *process, const char *from, const char *to);
/* Is [path] the same as [above] or below it? */
bool tree_is_inside(struct process *process, const char *path, const char *above);

#endif
