/* The mesh drawn: each namespace that serves as a box, the requests that go to it as arrows that end where they were
 * answered or refused. */
#ifndef AMBIT_TUI_PICTURE_H
#define AMBIT_TUI_PICTURE_H

#include "data/value.h"
#include "tui/rows.h"

enum { PICTURE_COLUMNS = 66 }; /* it takes at least so many */

/* From "mesh" of session_ask. */
void picture_rows(struct rows *rows, const struct value *mesh);

#endif
