/* The part of CEL in which labels of metrics and filters of access logs are said: literals, attributes,
 * members, the operators, the conditional, and the functions of a text (size, contains, startsWith, endsWith,
 * string, int, has). Source: the language's definition (github.com/google/cel-spec, langdef.md); Envoy's
 * attributes. */
#ifndef AMBIT_TRAFFIC_EXPRESSION_H
#define AMBIT_TRAFFIC_EXPRESSION_H

#include "data/value.h"

enum expression_state {
    EXPRESSION_VALUE,       /* a string, an integer or a boolean */
    EXPRESSION_MISSING,     /* an attribute that is not there, or an operator on the wrong types: CEL's error */
    EXPRESSION_UNSIMULATED, /* Envoy knows it, ambit does not */
    EXPRESSION_BROKEN,      /* no expression at all */
};

struct expression_result {
    enum expression_state state;
    const struct value *value; /* with EXPRESSION_VALUE */
};

/* [attributes] is an object of objects: {"request": {"method": ..., "headers": {...}}, "response": {"code":
 * ...}}; a null in it is an attribute that this request does not have. */
struct expression_result expression_evaluate(struct arena *arena, struct slice text,
                                             const struct value *attributes);

/* A value as Envoy prints it. */
const char *expression_print(struct arena *arena, const struct value *value);

#endif
