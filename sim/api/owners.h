/* Who set which field: what server-side apply needs to know, in notes of the world ("ssa/KEY/MANAGER"), not in
 * the object. A set of fields is a tree: {} is a whole field, an object the fields in it; an element of a list
 * that is merged by key stands as [name="x"]. */
#ifndef AMBIT_API_OWNERS_H
#define AMBIT_API_OWNERS_H

#include "api/api.h"

#define OWNERS_MANAGER_DEFAULT "unknown"

/* All fields of [object] that can be owned. */
const struct value *owners_fields(struct arena *arena, const struct kind *kind, const struct value *object);

const struct value *owners_union(struct arena *arena, const struct value *a, const struct value *b);
const struct value *owners_subtract(struct arena *arena, const struct value *a, const struct value *b);

/* The part of [fields] whose values in the two objects differ or are missing from one. */
const struct value *owners_changed(struct arena *arena, const struct value *fields, const struct value *before,
                                   const struct value *after);

/* [object] without [fields]. */
const struct value *owners_without(struct arena *arena, const struct value *object, const struct value *fields);

/* ".spec.replicas" and so on, one text for each field. */
struct value *owners_paths(struct arena *arena, const struct value *fields);

/* A note: {fields, apply: BOOLEAN}; NULL when the manager owns nothing. */
const char *owners_note(struct arena *arena, const char *key, const char *manager);
void owners_set(struct draft *draft, const char *key, const char *manager, const struct value *fields,
                bool apply);

/* After a write that was no apply: the manager owns what changed, nobody else does. */
void owners_update(struct draft *draft, const struct kind *kind, const char *manager, const struct value *old,
                   const struct value *object);
void owners_forget(struct draft *draft, const char *key);

#endif
