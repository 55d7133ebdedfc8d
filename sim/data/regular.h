/* Regular expressions of RE2, as Envoy matches them: against the whole text. Compiled to an automaton that
 * takes time in proportion to the text, whatever the pattern (so no limits on matching are needed, which is why
 * no backtracking library is used). What RE2 refuses is refused in the words of Go's regexp, which istiod's
 * validation speaks. Bytes, not characters: patterns are ASCII. */
#ifndef AMBIT_DATA_REGULAR_H
#define AMBIT_DATA_REGULAR_H

#include "base/arena.h"

struct regular;

/* In the arena; NULL: *problem is why not, "missing closing ): `(a`". */
const struct regular *regular_compile(struct arena *arena, struct slice pattern, const char **problem);
bool regular_matches(const struct regular *regular, struct slice text); /* all of it */

#endif
