/* A sitting that was put away is built again: its journal is run, and the session goes on behind it. */
#ifndef AMBIT_FACE_AGAIN_H
#define AMBIT_FACE_AGAIN_H

#include "sim.h"

/* *replay is where its watch finds the session meanwhile; how it came out stands there, too. [kept]: it was saved, and says so
 * (`lab status`). [next] is what `lab next` goes on to, or NULL. False: it cannot begin; *problem is heap text or NULL. */
bool again_run(struct replay *replay, const struct scenario *scenario, const struct value *journal, bool kept,
               const char *next, const struct replay_watch *watch, const char **problem);

#endif
