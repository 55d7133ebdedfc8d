/* kubectl's JSONPath templates (k8s.io/client-go/util/jsonpath): text, {paths}, filters, ranges. */
#ifndef AMBIT_DATA_JSONPATH_H
#define AMBIT_DATA_JSONPATH_H

#include "base/buffer.h"
#include "data/value.h"

/* Evaluates [template] on [object] and adds the result to [out]. False on failure: *problem is what kubectl
 * prints after "error: " (arena; may have several lines). What was found before a run-time failure is in [out]
 * already. */
bool jsonpath_print(struct arena *arena, struct slice template, const struct value *object, struct buffer *out,
                    const char **problem);

/* All values a single path yields (".metadata.name", "{.a[*].b}", with or without braces), as an array; NULL
 * and *problem when the path does not parse. A missing key yields an empty array. For custom-columns,
 * --sort-by, wait --for=jsonpath and printer columns of CRDs. */
const struct value *jsonpath_find(struct arena *arena, struct slice path, const struct value *object,
                                  const char **problem);

#endif
