/* From what a person names on the command line to a challenge: one built into the program, or a file or folder.
 * A file whose slug is that of a built-in challenge gets that challenge's set-up, tasks and checks with its own
 * text. */
#ifndef AMBIT_CLI_CHALLENGE_H
#define AMBIT_CLI_CHALLENGE_H

#include "base/arena.h"
#include "scenario/scenario.h"
#include "scenario/track.h"

struct challenge {
    struct scenario *scenario;
    struct arena arena; /* the files it was read from */
};

/* A track stands for its first challenge. False: a message was printed on stderr and nothing is held. */
bool challenge_load(struct challenge *challenge, const char *what);
void challenge_release(struct challenge *challenge);

/* A built-in challenge. NULL: *problem is heap text, or NULL when there is no such slug. */
struct scenario *challenge_embedded(struct arena *arena, const char *slug, const char **problem);

/* The track that is built in under this name, or that is this folder (then *folder is set, else NULL). NULL: neither,
 * or it was said on stderr why not. */
const struct track *challenge_track(struct arena *arena, const char *what, const char **folder);
/* What challenge_load takes for the challenge at a position; NULL: there is none. */
const char *challenge_in_track(struct arena *arena, const struct track *track, const char *folder, size_t position);

/* The one that comes behind [what] in its track, in the same way; NULL: none. */
const char *challenge_behind(struct arena *arena, const char *what);

/* The last part of a folder's real path. */
const char *challenge_folder_name(struct arena *arena, const char *folder);

/* A whole file of the real machine ("-": standard input), in the arena; false: said on stderr. */
bool challenge_read_file(struct arena *arena, const char *path, struct slice *text);

#endif
