/* What the third pane shows, as rows: the mesh, the last requests, the time line. From the values of session_ask. */
#ifndef AMBIT_TUI_TABLES_H
#define AMBIT_TUI_TABLES_H

#include "data/value.h"
#include "tui/rows.h"

void tables_mesh(struct rows *rows, const struct value *mesh, bool drawn); /* drawn: the picture, and then the table */
/* A row's item is the request's place in the list. */
void tables_requests(struct rows *rows, const struct value *requests);
void tables_timeline(struct rows *rows, const struct value *points); /* a row's item is the point's place */

#endif
