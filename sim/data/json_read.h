/* JSON values one after the other, as Go's json.Decoder reads a stream. For json.c's and yaml.c's own use. */
#ifndef AMBIT_DATA_JSON_READ_H
#define AMBIT_DATA_JSON_READ_H

#include "data/value.h"

/* Takes the next value off the front of [rest]; [base] is how many bytes of the stream came before it. */
const struct value *json_read_front(struct arena *arena, struct slice *rest, size_t base, const char **problem);

#endif
