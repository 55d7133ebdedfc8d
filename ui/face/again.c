#include "face/again.h"

/* The session knows that it is kept, and need not be told what it knows. */
static void know_input(void *context, size_t number, struct instant at, const char *kind, const char *terminal,
                       struct slice bytes)
{
    (void)context, (void)number, (void)at, (void)kind, (void)terminal, (void)bytes;
}

static void know_outcome(void *context, size_t number, struct instant at, struct hash world, struct hash shown)
{
    (void)context, (void)number, (void)at, (void)world, (void)shown;
}

static void know_fact(void *context, size_t number, struct instant at, const char *kind, const char *what)
{
    (void)context, (void)number, (void)at, (void)kind, (void)what;
}

static bool know_saved(void *context)
{
    (void)context;
    return true;
}

bool again_run(struct replay *replay, const struct scenario *scenario, const struct value *journal, bool kept,
               const char *next, const struct replay_watch *watch, const char **problem)
{
    static const struct keeper knowing = {NULL, know_input, know_outcome, know_fact, know_saved};
    const struct value *entry;
    *replay = replay_begin(scenario, journal, problem);
    if (!replay->session)
        return false;
    replay->watch = watch;
    session_keep(replay->session, kept ? &knowing : NULL);
    session_offer_next(replay->session, next);
    while (replay_step(replay, &entry) != REPLAY_END)
        continue;
    replay_finish(replay);
    session_keep(replay->session, NULL);
    session_offer_next(replay->session, next);
    return true;
}
