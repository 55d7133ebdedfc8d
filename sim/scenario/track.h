/* A track: challenges in order. A folder with track.yml (the fields of Instruqt's: slug, title, teaser, description,
 * level, tags, timelimit) and a folder NN-SLUG for each challenge. */
#ifndef AMBIT_SCENARIO_TRACK_H
#define AMBIT_SCENARIO_TRACK_H

#include "data/value.h"

struct track {
    const char *slug, *title, *teaser, *description;
    const struct value *front;     /* all of track.yml */
    const char *const *challenges; /* slugs, in order */
    size_t count;
};

/* Everything is in the arena. [challenges] are slugs in order, and are kept. NULL: *problem, in the arena too. */
const struct track *track_read(struct arena *arena, struct slice text, const char *slug,
                               const char *const *challenges, size_t count, const char **problem);

size_t track_position(const struct track *track, const char *challenge); /* the count: it is not in it */

/* The slug in a folder's name: "05-waypoints" and "01-05-waypoints" are "waypoints". */
struct slice track_folder_slug(struct slice folder);

#endif
