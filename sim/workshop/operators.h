/* Wrong solutions said in words, and done to the objects of a right one. One row of operators.c a way to be
 * wrong:
 *
 *   drop FIELD              the field is not there; of a list in the singular ("drop rule"): its first element
 *   drop KIND               the object is not there
 *   drop FIELD VALUE        the list lacks the value
 *   add FIELD VALUE         the list has one more ("add method POST")
 *   set FIELD VALUE         the field has this value; a list, only this one
 *   FIELD VALUE to VALUE    "action ALLOW to DENY"
 *   FIELD lower case        "methods lower case"
 *   swap VALUE VALUE        wherever one stands, the other does
 *   targetRefs to selector  the policy is for the service's pods instead of the service (and "selector to
 * targetRefs") wrong namespace         the object is in another namespace: in "default" skip TEXT the commands
 * that have the text in them are not run
 *
 * A FIELD is the name of a field of spec, data, labels or annotations, in the plural or the singular; the first
 * one, from top to bottom. "ports.port" is the first port in ports; a number is a place in a list, from 0. */
#ifndef AMBIT_WORKSHOP_OPERATORS_H
#define AMBIT_WORKSHOP_OPERATORS_H

#include "world/world.h"

/* Is it one of these? NULL, or what is wrong with it, in the arena. */
const char *operator_problem(struct arena *arena, const char *mutant);

/* What [mutant] does to [object]; [world] (NULL: none) tells of other objects. False: nothing. *changed is the
 * new object, or NULL when it is not to be there. */
bool operator_change(struct arena *arena, const char *mutant, const struct world *world,
                     const struct value *object, const struct value **changed);

/* Of "skip TEXT" the text, else NULL. */
const char *operator_skips(const char *mutant);

/* The mutants that belong to the object's kind: texts, NULL at the end. */
const char *const *operator_defaults(const struct value *object);

#endif
