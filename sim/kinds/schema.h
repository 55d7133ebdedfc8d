/* Fields of a kind, in a compact notation that validation, explain and completion read:
 *
 *   schema  = fields
 *   fields  = field { ' ' field }
 *   field   = NAME ['!'] [ ':' type ] [ '{' fields '}' ] [ '[]' | '[]{' fields '}' | '{}' ] [ '=' "help" ]
 *   type    = string | integer | boolean | number | quantity | intstr | date | any | enum(A,B,C)
 *
 * 'name!' is required; 'x[]' an array; 'x{}' a map of free keys; 'any' a subtree that ambit accepts unread.
 * apiVersion, kind, metadata and status are understood for every kind and need not be said. */
#ifndef AMBIT_KINDS_SCHEMA_H
#define AMBIT_KINDS_SCHEMA_H

#include "kinds/kind.h"

enum schema_shape { SCHEMA_ONE, SCHEMA_LIST, SCHEMA_MAP };

/* One field of the notation; the slices point into it. */
struct schema_field {
    struct slice name;
    struct slice type; /* "string" where nothing is said; "object" when it has fields */
    struct slice fields;
    struct slice help;
    enum schema_shape shape;
    bool required;
};

/* Takes the first field off [rest]; false at the end. */
bool schema_next(struct slice *rest, struct schema_field *field);
bool schema_find(struct slice fields, struct slice name, struct schema_field *field);

/* The fields of [kind] with those that every kind has. */
struct slice schema_fields(struct arena *arena, const struct kind *kind);

/* Unknown fields of [object], as the strict decoder names them ("spec.rules[0].form"), in an array of texts. */
const struct value *schema_unknown_fields(struct arena *arena, const struct kind *kind,
                                          const struct value *object);

/* [object] without its unknown fields and, for built-in kinds, without nulls: what a server keeps of it. */
const struct value *schema_pruned(struct arena *arena, const struct kind *kind, const struct value *object);

/* The reason of a cause that says that a built-in kind cannot be decoded: a 400, its message being Go's. */
#define CAUSE_DECODE "DecodeError"

/* Adds what has the wrong type, is missing or is not one of the enum, in the API server's words. */
void schema_validate(struct findings *findings, const struct kind *kind, const struct value *object);

#endif
