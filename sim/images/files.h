/* What stands in a container's file system before anybody writes to it: the files of its image, the programs,
 * and what the kubelet puts in: names, resolver, service account. A learner's own files are the world's
 * (shell/files.c). */
#ifndef AMBIT_IMAGES_FILES_H
#define AMBIT_IMAGES_FILES_H

#include "images/image.h"
#include "world/world.h"

/* The entry at an absolute [path] as the world would hold it: {data, mode}; a directory has no data. NULL:
 * nothing is there. [pod] is "NAMESPACE/NAME"; [container] NULL: the first. In [arena]. */
const struct value *image_entry(struct arena *arena, const struct world *world, const char *pod,
                                const char *container, const char *path);
/* Names in a directory, as members of an object. */
void image_names(struct arena *arena, const struct world *world, const char *pod, const char *container,
                 const char *directory, struct value *names);
/* The row of the image that a container runs; NULL: none. */
const struct image *image_of_container(const struct world *world, const char *pod, const char *container);
/* May the container's user write in this directory? root may everywhere, others at home and in /tmp. */
bool image_may_write(const struct world *world, const char *pod, const char *container, const char *directory);

#endif
