/* The functions that awk has. */
#ifndef AMBIT_TOOLS_AWK_BUILTINS_H
#define AMBIT_TOOLS_AWK_BUILTINS_H

#include "tools/awk/awk.h"

struct builtin {
    const char *name;
    int least, most;                                                      /* arguments */
    void (*run)(struct awk *awk, const struct awk_node *node, int count); /* NULL: see functions.c */
};

extern const struct builtin awk_builtins[];
int awk_builtin_find(struct slice name); /* -1: no such function */

#endif
