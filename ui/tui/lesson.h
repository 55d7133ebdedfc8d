/* The lesson: an assignment's blocks as rows, and which of them can be run. */
#ifndef AMBIT_TUI_LESSON_H
#define AMBIT_TUI_LESSON_H

#include "scenario/scenario.h"
#include "tui/rows.h"

/* The rows of all blocks; a row's item is the index of its block. */
void lesson_rows(struct rows *rows, const struct block *blocks, size_t count);

bool lesson_edits(const struct block *block); /* a manifest, for the editor */
/* The next block that runs or is edited, from [block] on in a direction (1, -1), itself not counted; -1: there is none. */
int lesson_next(const struct block *blocks, size_t count, int block, int direction);

#endif
