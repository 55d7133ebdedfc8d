/* How names, labels and annotations must look (k8s.io/apimachinery pkg/util/validation), in the server's words.
 */
#ifndef AMBIT_KINDS_NAMES_H
#define AMBIT_KINDS_NAMES_H

#include "kinds/kind.h"

/* NULL when [name] follows [rule]; what is wrong otherwise. */
const char *name_problem(enum name_rule rule, struct slice name);

void name_validate(struct findings *findings, enum name_rule rule, const char *field, struct slice name);
/* A map of labels; [field] is its path. */
void labels_validate(struct findings *findings, const char *field, const struct value *labels);
void annotations_validate(struct findings *findings, const char *field, const struct value *annotations);

/* [text] between double quotes, with Go's escapes. */
const char *name_quoted(struct arena *arena, struct slice text);

#endif
