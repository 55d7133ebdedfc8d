/* The files of scenarios/ as they were when the program was built (the Makefile makes the table). */
#ifndef AMBIT_SCENARIO_EMBEDDED_H
#define AMBIT_SCENARIO_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name;          /* relative to scenarios/: "SLUG/assignment.md" */
    const unsigned char *data; /* a NUL stands behind it */
    size_t length;
};

extern const struct embedded_file embedded_files[]; /* sorted by name, byte order; ends with {0} */
extern const size_t embedded_count;

#endif
