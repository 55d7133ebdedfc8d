/* A session as tests use it: an embedded challenge, one terminal, a fixed start and seed, no waiting. */
#ifndef AMBIT_TESTS_SITTING_H
#define AMBIT_TESTS_SITTING_H

#include "sim.h"

struct sitting {
    bool typed; /* lines are typed at a prompt, not a script's */
    struct scenario *scenario;
    struct session *session;
};

/* False and *problem (in the arena): there is no such challenge, or it does not load. End it in both cases. */
bool sitting_begin(struct sitting *sitting, struct arena *arena, const char *slug, const char **problem);
void sitting_end(struct sitting *sitting);

/* One command to its end, then with [settle] until the cluster is quiet: what was shown, borrowed until the next. */
struct slice sitting_run(struct sitting *sitting, struct slice command, bool settle);
/* The same with Ctrl-Z or Ctrl-C (INPUT_SUSPEND, INPUT_INTERRUPT) when it has run for a second. */
struct slice sitting_run_key(struct sitting *sitting, struct slice command, enum input_kind key, bool settle);
/* A script: one complete command at a time. */
void sitting_run_script(struct sitting *sitting, struct slice script);
int sitting_status(const struct sitting *sitting);

/* Replays the sitting's journal and compares the worlds: NULL or what is wrong, in the arena. */
const char *sitting_replay(struct sitting *sitting, struct arena *arena);

#endif
