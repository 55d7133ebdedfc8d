/* Inside this room: what stands in a file system before anybody writes to it, row by row. */
#ifndef AMBIT_IMAGES_PLACE_H
#define AMBIT_IMAGES_PLACE_H

#include "images/files.h"

/* Whose files are looked at: a container's, or without a pod the learner's own machine's. */
struct place {
    struct arena *arena;
    const struct world *world;
    const struct value *pod, *container;
    const struct image *image;
};

struct thing {
    const char *path, *mode;
    const char *text;                               /* of a file */
    const char *(*make)(const struct place *place); /* or its text is made when somebody looks */
    const char *program;                            /* or it is the file of that program */
    const char
        *fixed; /* why nobody can write over it nor remove it: "Device or resource busy"; NULL: one can */
    bool device;
};

/* The learner's machine (host.c); its programs are the shell's to know. */
extern const struct thing host_things[];
extern const size_t host_thing_count;
extern const struct image_link host_links[]; /* ends with {0} */

#endif
