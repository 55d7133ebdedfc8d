/* Where each node of a YAML document stands in its text, for those who show a problem beside its line. Values are read
 * by data/yaml.h; this reads the same text once more and keeps nothing but places. */
#ifndef AMBIT_DATA_YAML_MARKS_H
#define AMBIT_DATA_YAML_MARKS_H

#include "base/arena.h"
#include "base/slice.h"

struct yaml_mark {
    const char *path;    /* "spec.rules[0].to", as the API server names fields; "" is the document */
    struct slice text;   /* of a scalar; data is NULL for others */
    size_t line, column; /* of the member's key, or the element; from 0, in characters */
    size_t value_line, value_column;
};

struct yaml_marks {
    struct yaml_mark *list; /* in the order of the text, in the arena */
    size_t count, capacity;
    bool broken; /* it cannot be read from here on: */
    size_t line, column;
};

/* At most LIMIT_VALUE_NODES of them, LIMIT_VALUE_DEPTH deep. */
struct yaml_marks yaml_marks(struct arena *arena, struct slice document);

/* The node at [path]; with [loose] indices are passed over, as Go's decoder does, and the first one is given. NULL. */
const struct yaml_mark *yaml_marks_find(const struct yaml_marks *marks, struct slice path, bool loose);

#endif
