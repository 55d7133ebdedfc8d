/* Columns of text as Go's text/tabwriter lays them out, which every table of kubectl and istioctl goes through:
 * cells end with a tab, the last cell of a line belongs to no column, and a column is a run of lines that all
 * have it. */
#ifndef AMBIT_TOOLS_TABWRITER_H
#define AMBIT_TOOLS_TABWRITER_H

#include "base/buffer.h"

/* Widths that are kept from one flush to the next (kubectl's RememberWidths), so that watched rows stay
 * aligned. */
struct tab_memory {
    size_t count;
    size_t widths[100];
};

/* Adds [text] to [out] with its cells padded with blanks: a column is as wide as its widest cell (in
 * characters) and [padding], at least [minimum]. [memory] may be NULL. */
void tabwriter_format(struct buffer *out, struct slice text, size_t minimum, size_t padding,
                      struct tab_memory *memory);

#endif
