/* The syntax tree of a JSONPath template (k8s.io/client-go/util/jsonpath/parser.go). For jsonpath.c's own use.
 */
#ifndef AMBIT_DATA_JSONPATH_PARSE_H
#define AMBIT_DATA_JSONPATH_PARSE_H

#include "data/value.h"

enum jsonpath_type {
    JSONPATH_LIST,
    JSONPATH_TEXT,
    JSONPATH_FIELD,
    JSONPATH_IDENTIFIER, /* range, end */
    JSONPATH_ARRAY,
    JSONPATH_FILTER,
    JSONPATH_CONSTANT, /* a number or truth value */
    JSONPATH_WILDCARD,
    JSONPATH_RECURSIVE,
    JSONPATH_UNION
};

struct jsonpath_bound {
    int64_t value;
    bool known;
    bool derived; /* [3]: the end is the start and one more */
};

struct jsonpath_node {
    enum jsonpath_type type;
    struct slice text;               /* of a text, field or identifier; a filter's operator */
    struct jsonpath_bound bounds[3]; /* start, end, step */
    const struct value *constant;
    struct jsonpath_node *left; /* a filter's sides; right is NULL for "exists" */
    struct jsonpath_node *right;
    struct jsonpath_node *first; /* children of a list or a union */
    struct jsonpath_node *last;
    struct jsonpath_node *next;
};

/* The template as a list; NULL and *problem ("unclosed action") when it does not parse. */
struct jsonpath_node *jsonpath_parse(struct arena *arena, struct slice template, const char **problem);

#endif
