/* The memory of one Lua state, which can be put back to how it was: a check begins where challenge.lua ended, in the
 * time that a copy takes, and leaves nothing behind for the next. Blocks never move, so the state's pointers hold.
 * It belongs to one thread; the caps are the caller's (script.c). */
#ifndef AMBIT_SCENARIO_SNAPSHOT_H
#define AMBIT_SCENARIO_SNAPSHOT_H

#include <stddef.h>

enum { SNAPSHOT_UNIT = 16, SNAPSHOT_UNITS = 64 }; /* small blocks: so many units of so many bytes at most */

struct snapshot_chunk;
struct snapshot_free;

struct snapshot {
    struct snapshot_chunk *small; /* memory that small blocks are cut from, newest first */
    struct snapshot_chunk *large; /* blocks that are larger */
    struct snapshot_free *free[SNAPSHOT_UNITS + 1]; /* small blocks that were given back, by their units */
    struct snapshot_free *kept_free[SNAPSHOT_UNITS + 1]; /* at snapshot_keep */
};

/* As realloc; [old_size] is what [block] was asked for with, and [size] is not 0. */
void *snapshot_resize(struct snapshot *snapshot, void *block, size_t old_size, size_t size);
void snapshot_free(struct snapshot *snapshot, void *block, size_t size); /* NULL: nothing to do */

void snapshot_keep(struct snapshot *snapshot); /* remembers every byte; once */
void snapshot_restore(struct snapshot *snapshot);
void snapshot_release(struct snapshot *snapshot);

#endif
