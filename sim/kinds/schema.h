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

/* Unknown fields of [object], as the strict decoder names them ("spec.rules[0].form"), in an array of texts. */
const struct value *schema_unknown_fields(struct arena *arena, const struct kind *kind, const struct value *object);

/* Adds what has the wrong type, is missing or is not one of the enum, in the API server's words. */
void schema_validate(struct findings *findings, const struct kind *kind, const struct value *object);

#endif
