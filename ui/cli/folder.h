/* A folder of the real machine as the workshop sees it: the names of its files and their texts. */
#ifndef AMBIT_CLI_FOLDER_H
#define AMBIT_CLI_FOLDER_H

#include "scenario/scenario.h"

struct folder {
    struct arena *arena;
    const char *path;
    const char *slug;         /* of its name: "05-waypoints" is "waypoints" */
    const char *const *names; /* of the regular files in it and below, as paths from it, in byte order */
    size_t count;
};

/* Hidden files, and what lies deeper than four folders, are not seen. False: it cannot be read; said on stderr.
 */
bool folder_read(struct folder *folder, struct arena *arena, const char *path);
bool folder_list(struct folder *folder, struct arena *arena,
                 const char *path); /* the same, and nothing is said */
/* The challenge in it; its neighbours are the challenges in the folder around it. [folder] is borrowed. */
struct scenario_source folder_source(struct folder *folder);

/* The folders of the challenges in [path] (itself, or those in it and below), in order; *count of them. */
const char *const *folder_challenges(struct arena *arena, const char *path, size_t *count);
bool folder_has(const char *path, const char *name); /* a regular file */

/* Adds a path to *list, which has *count of them. */
void folder_add_path(struct arena *arena, const char ***list, size_t *count, const char *path);

#endif
