/* A trial from the inside: shared by the files that make one. */
#ifndef AMBIT_WORKSHOP_TRIAL_H
#define AMBIT_WORKSHOP_TRIAL_H

#include "workshop.h"
#include "workshop/drive.h"

/* What a task's check says now: its verdict is "done", and *message (in the arena) what was observed. */
bool trial_check(struct session *session, size_t task, struct arena *arena, const char **verdict,
                 const char **message);

/* mutant.c: the wrong solutions of every task, each in a sitting of its own. */
const struct mutant_row *mutants_run(struct arena *arena, const struct scenario *scenario,
                                     const struct trial_order *order);

/* report.c: what is printed */
extern const char *const phase_names[PHASES];
extern const char *const fate_names[];
/* the first lines of a message, one behind the other. */
const char *report_short(struct arena *arena, const char *message);

#endif
