/* Folders of the real machine, looked at again and again. */
#ifndef AMBIT_CLI_WATCH_H
#define AMBIT_CLI_WATCH_H

#include "base/hash.h"

/* What the names, sizes and times of the files in the folders are now. */
struct hash watch_state(const char *const *paths, size_t count);
/* Waits until that has changed and then, for editors write in several steps, until it has stayed so for a
 * moment. */
void watch_wait(const char *const *paths, size_t count, struct hash *state);

#endif
