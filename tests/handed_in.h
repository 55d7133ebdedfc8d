/* Submissions as tests make them: a sitting in an embedded challenge, whose tasks are checked after each
 * command. */
#ifndef AMBIT_TESTS_HANDED_IN_H
#define AMBIT_TESTS_HANDED_IN_H

#include "sitting.h"
#include "workshop.h"

/* Runs the script and adds the submission. NULL or what went wrong. */
const char *handed_in(struct buffer *text, struct arena *arena, const char *slug, struct slice script);

/* Grades it with the embedded challenges. */
const struct value *handed_in_grade(struct slice text, bool explain, struct arena *arena);

#endif
