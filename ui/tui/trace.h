/* One request, step by step: the hops that it has passed as a line each, and the one that it has come to in full. */
#ifndef AMBIT_TUI_TRACE_H
#define AMBIT_TUI_TRACE_H

#include "data/value.h"
#include "tui/rows.h"

/* [request]: "request/ID" of session_ask; [hops] of it, from 1, and one more for what came back. */
void trace_rows(struct rows *rows, const struct value *request, size_t hops);

/* "POST http://... from finance/curl" */
const char *trace_title(struct arena *arena, const struct value *request);

#endif
