/* What may be a label's key and value (k8s.io/apimachinery/pkg/util/validation): also names of annotations. */
#ifndef AMBIT_DATA_LABEL_SYNTAX_H
#define AMBIT_DATA_LABEL_SYNTAX_H

#include "base/arena.h"

/* NULL when it may; else what is wrong, several reasons joined by "; " (arena). */
const char *label_key_problem(struct arena *arena, struct slice key);
const char *label_value_problem(struct arena *arena, struct slice value);
bool label_is_subdomain(struct slice text); /* RFC 1123, in small letters; of any length but none */

#endif
