/* Go's text/template, as far as `kubectl -o go-template` is used: fields, variables, pipelines, if, range,
 * with, and the functions that the package and kubectl define. No blocks, no nested templates. */
#ifndef AMBIT_DATA_GO_TEMPLATE_H
#define AMBIT_DATA_GO_TEMPLATE_H

#include "base/buffer.h"
#include "data/value.h"

/* Prints [data] by the template. False: *problem says why, and *executing whether the template was sound. */
bool go_template_print(struct arena *arena, struct slice text, const struct value *data, struct buffer *out,
                       const char **problem, bool *executing);
/* A value as Go's %v prints it: map[a:b], [x y], <no value>. */
void go_template_value(struct buffer *out, const struct value *value);

#endif
