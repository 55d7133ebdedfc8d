/* JSON text in and out. The reader is our own: it must say what Go's encoding/json says about a mistake, and
 * keep the digits of a number, which a tree of doubles cannot. */
#ifndef AMBIT_DATA_JSON_H
#define AMBIT_DATA_JSON_H

#include "base/buffer.h"
#include "data/value.h"

/* NULL when [text] is not one JSON value within LIMIT_VALUE_*; then *problem says why, in the words kubectl
 * uses
 * ("json: offset 42: invalid character ..."), allocated in the arena. */
const struct value *json_read(struct arena *arena, struct slice text, const char **problem);

/* The same for a format of our own: up to [bytes] and [values], and a key that an object says twice is a mistake. */
const struct value *json_read_strictly(struct arena *arena, struct slice text, size_t bytes, int values,
                                       const char **problem);

void json_write(struct buffer *out, const struct value *value); /* compact, keys sorted, Go's escapes */
void json_write_indented(struct buffer *out, const struct value *value,
                         int indent); /* as kubectl -o json: 4; no newline at the end */
char *json_text(struct arena *arena, const struct value *value); /* json_write into the arena */

#endif
