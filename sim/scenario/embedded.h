/* Challenges inside the program (control/embedded.h has the table of files). */
#ifndef AMBIT_SCENARIO_EMBEDDED_H
#define AMBIT_SCENARIO_EMBEDDED_H

#include "control/embedded.h"
#include "scenario/scenario.h"
#include "scenario/track.h"

/* The challenge [slug], which is borrowed by the source; without such a challenge it reads nothing. */
struct scenario_source embedded_source(const char *slug);

/* The slug of the next embedded challenge, track by track in their orders, in the arena; NULL at the end. Begin with
 * *cursor = 0. */
const char *embedded_next(struct arena *arena, size_t *cursor);

/* A track, the next one, and the one that a challenge stands in; in the arena. NULL: there is none. */
const struct track *embedded_track(struct arena *arena, const char *slug);
const struct track *embedded_next_track(struct arena *arena, size_t *cursor);
const struct track *embedded_track_of(struct arena *arena, const char *challenge);

#endif
