/* An import as one text: the report, then each file of the track. For tests/imports.c and tests/case_import.c.
 */
#ifndef AMBIT_TESTS_IMPORT_TEXT_H
#define AMBIT_TESTS_IMPORT_TEXT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "workshop.h"

/* Imports and writes the report, the outcome, and the files into [out]; only those whose names contain [only],
 * when it is not NULL. Without a file and without "import-report.txt", which says the same as the report. */
void import_text_write(struct buffer *out, const char *platform, const struct import_source *source,
                       const char *only);

#endif
