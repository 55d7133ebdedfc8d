/* What a learner's regular expression may cost: glibc's compiler recurses over operators and copies what is
 * repeated, and its matcher takes exponential time for back-references. Whoever calls regcomp asks here first.
 */
#ifndef AMBIT_BASE_EXPRESSION_H
#define AMBIT_BASE_EXPRESSION_H

#include "base/slice.h"

/* NULL, or why the POSIX expression is not compiled: "Regular expression too big", or that its back-references
 * are not simulated. */
const char *expression_refusal(struct slice text, bool extended);

#endif
