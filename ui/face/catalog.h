/* The tracks and challenges that are built in, as a face shows them and opens them. */
#ifndef AMBIT_FACE_CATALOG_H
#define AMBIT_FACE_CATALOG_H

#include "sim.h"

/* {tracks: [{slug, title, teaser, challenges: [CHALLENGE]}], challenges: [CHALLENGE], the latter of no track}. CHALLENGE:
 * {slug, title, teaser}; of one that is broken {slug, title, broken: why}. */
const struct value *catalog_read(struct arena *arena);
/* The row of the challenge; *track: of the track that it stands in, or NULL. NULL: there is no such challenge. */
const struct value *catalog_find(const struct value *catalog, const char *slug, const struct value **track);
const char *catalog_behind(const struct value *catalog, const char *slug); /* the next of its track; NULL */

/* NULL: *problem is heap text, or NULL when there is none of this name. */
struct scenario *catalog_load(const char *slug, const char **problem);

#endif
