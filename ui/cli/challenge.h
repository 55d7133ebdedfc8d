/* From what a person names on the command line to a challenge: one built into the program, or a file or folder.
 * A file whose slug is that of a built-in challenge gets that challenge's set-up, tasks and checks with its own
 * text. */
#ifndef AMBIT_CLI_CHALLENGE_H
#define AMBIT_CLI_CHALLENGE_H

#include "base/arena.h"
#include "scenario/scenario.h"

struct challenge {
    struct scenario *scenario;
    struct arena arena; /* the files it was read from */
};

/* False: a message was printed on stderr and nothing is held. */
bool challenge_load(struct challenge *challenge, const char *what);
void challenge_release(struct challenge *challenge);

/* The slugs of the built-in challenges, in order: the one behind [after] (NULL: the first); NULL at the end. */
const char *challenge_next(struct arena *arena, const char *after);
/* A built-in challenge. NULL: *problem is heap text, or NULL when there is no such slug. */
struct scenario *challenge_embedded(struct arena *arena, const char *slug, const char **problem);

/* A whole file of the real machine ("-": standard input), in the arena; false: said on stderr. */
bool challenge_read_file(struct arena *arena, const char *path, struct slice *text);

#endif
