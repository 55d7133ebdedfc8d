/* Fields of a kind, in a compact notation that validation, explain and completion read:
 *
 *   schema  = fields
 *   fields  = field { ' ' field }
 *   field   = NAME ['!'] [ ':' type ] [ '{' fields '}' ] [ '[]' | '[]{' fields '}' | '{}' ] [ '=' "help" ]
 *   type    = string | integer | boolean | number | quantity | intstr | date | any | enum(A,B,C) | TypeName
 *
 * 'name!' is required; 'x[]' an array; 'x{}' a map of free keys; 'any' a subtree that ambit accepts unread.
 * 'x:PodSpec{...}' says what explain calls the type of an object; without fields it is another such subtree.
 * apiVersion, kind, metadata and status are understood for every kind and need not be said.
 *
 * The notation is read when ambit is built (make/schemas.c), never when it runs. */
#ifndef AMBIT_KINDS_SCHEMA_H
#define AMBIT_KINDS_SCHEMA_H

#include "kinds/kind.h"

enum schema_shape { SCHEMA_ONE, SCHEMA_LIST, SCHEMA_MAP };

enum schema_type {
    SCHEMA_STRING, /* where nothing is said */
    SCHEMA_INTEGER,
    SCHEMA_BOOLEAN,
    SCHEMA_NUMBER,
    SCHEMA_QUANTITY,
    SCHEMA_INTSTR,
    SCHEMA_DATE,
    SCHEMA_ANY,
    SCHEMA_ENUM,
    SCHEMA_OBJECT, /* it has fields */
    SCHEMA_TYPES
};

struct schema {
    const struct schema_field *fields; /* in the order of the notation */
    size_t count, required;
};

struct schema_field {
    struct slice name;
    enum schema_type type;
    enum schema_shape shape;
    bool required;
    const char *called;  /* the type's name: "PodSpec"; NULL: none */
    const char *choices; /* of an enum: "A,B,C"; otherwise NULL */
    const char *help;    /* or NULL */
    struct schema below; /* of an object, or of the objects of a list or map */
};

extern const char *const schema_type_names[SCHEMA_TYPES]; /* as the notation says them */

/* One for each of kind_rows, with the fields that every kind has, and what is known of every status. */
extern const struct schema schema_rows[];
extern const struct schema schema_status;

const struct schema *schema_of(const struct kind *kind);
const struct schema_field *schema_find(const struct schema *schema, struct slice name); /* or NULL */

/* Reading the notation; what is no notation is an error of ours and ends the program. All in [arena]. */
struct schema schema_parse(struct arena *arena, struct slice notation);
struct schema schema_parse_kind(struct arena *arena, const struct kind *kind); /* what schema_rows holds */
struct schema schema_parse_status(struct arena *arena);                        /* what schema_status holds */

/* The reason of a cause that says that a built-in kind cannot be decoded: a 400, its message being Go's. */
#define CAUSE_DECODE "DecodeError"

/* [object] without its unknown fields and, for built-in kinds, without nulls: what a server keeps of it. Adds what is wrong with
 * that to [findings], in the API server's words: what has the wrong type, is missing or is not one of the enum.
 * *unknown: the fields that nobody knows, as the strict decoder names them ("spec.rules[0].form"), an array of
 * texts. What needs no change is shared with [object]. */
const struct value *schema_pruned(struct findings *findings, const struct kind *kind, const struct value *object,
                                  const struct value **unknown);

/* Who prunes sees on the way whether all of it [fits]. Where it does, only a status is looked at again, which has a schema of
 * its own. */
bool schema_fits(const struct schema_field *field, const struct value *value); /* a leaf */
void schema_validate(struct findings *findings, const struct kind *kind, const struct value *pruned, bool fits);

/* Where a walk stands, written out only when there is something to say about it. */
struct schema_path {
    const struct schema_path *above; /* NULL: the key is a field of the object itself */
    const char *key;                 /* NULL: the element [index] of a list */
    size_t index;
};
const char *schema_path_text(struct arena *arena, const struct schema_path *path); /* "spec.rules[0].form" */
bool schema_path_in_metadata(const struct schema_path *path); /* below metadata: a Go struct in every kind */

#endif
