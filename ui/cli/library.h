/* The challenges that sittings may be about: the built-in ones, or those of one track or folder. */
#ifndef AMBIT_CLI_LIBRARY_H
#define AMBIT_CLI_LIBRARY_H

#include "cli/challenge.h"

struct library {
    struct challenge *loaded; /* heap */
    size_t count;
    bool closed;      /* there are no others */
    const char *what; /* that the person named; NULL: nothing */
};

/* [what]: a track or a challenge, built in or a folder, or "TRACK/CHALLENGE"; NULL: whatever is built in.
 * False: said on stderr. */
bool library_open(struct library *library, const char *what);
void library_close(struct library *library);

/* struct grader's find; [context] is the library. */
const struct scenario *library_find(void *context, const char *slug, struct arena *arena, const char **problem);

#endif
