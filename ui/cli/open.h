/* `ambit open` for who chose a challenge elsewhere. */
#ifndef AMBIT_CLI_OPEN_H
#define AMBIT_CLI_OPEN_H

#include "cli/face.h"
#include "cli/lines.h"

/* The sitting, and those that `lab next` goes on to. [file]: the database, NULL: the usual one. The exit status. */
int open_challenge(const char *what, bool fresh, const char *file, const struct face *face, enum theme *theme,
                   struct lines *lines);

#endif
