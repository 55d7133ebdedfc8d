/* What stands in a file system before anybody writes to it: in a container the files of its image, its
 * programs, and what the kubelet puts in: names, resolver, service account; on the learner's own machine the
 * rows of host.c (its programs are in shell/programs.h). It is looked up in constant tables and is in no world.
 * What somebody wrote or removed is the world's (shell/files.c). */
#ifndef AMBIT_IMAGES_FILES_H
#define AMBIT_IMAGES_FILES_H

#include "images/image.h"
#include "world/world.h"

/* The entry at an absolute [path] without links as the world would hold it: {data, mode}, with "fixed" (why it
 * can be neither written over nor removed) and "device" where they hold; a directory has no data. NULL: nothing
 * is there. [pod] is "NAMESPACE/NAME"; NULL: the learner's own machine, with a [world] that only files made of
 * it need. [container] NULL: the first. In [arena]. */
const struct value *image_entry(struct arena *arena, const struct world *world, const char *pod,
                                const char *container, const char *path);
/* Names in a directory, as members of an object. */
void image_names(struct arena *arena, const struct world *world, const char *pod, const char *container,
                 const char *directory, struct value *names);
/* The lines that the kubelet puts into every pod's /etc/hosts; one with the pod's address and name follows. */
extern const char image_common_hosts[];
struct image_link {
    const char *path, *target, *real; /* "/bin" is "usr/bin", which is "/usr/bin" */
};
/* The symbolic link that [path] is or begins with; NULL: none. */
const struct image_link *image_link(const char *pod, const char *path);

/* A program's file. No machine code is simulated, so it says whose it is, and a copy of it runs as that
 * program. */
struct slice image_program_text(struct arena *arena, const char *name);
const char *image_program_of(struct arena *arena, struct slice text); /* NULL: no program's file */
/* The directory ("/usr/bin/") in which that program of the image stands from the beginning; NULL: it has none of that name. */
const char *image_program_directory(const struct image *image, const char *name);
struct value *image_program_entry(struct arena *arena, const char *name);

/* The row of the image that a container runs; NULL: none. */
const struct image *image_of_container(const struct world *world, const char *pod, const char *container);
/* May the container's user write in this directory? root may everywhere, others at home and in /tmp. */
bool image_may_write(const struct world *world, const char *pod, const char *container, const char *directory);

#endif
