/* Filling in what a learner left out. Nothing that is said is ever changed, and what leaves nothing out stays the very same value:
 * a pod's containers are those of its template. All objects are arena values. */
#ifndef AMBIT_KINDS_DEFAULTS_H
#define AMBIT_KINDS_DEFAULTS_H

#include "kinds/kind.h"

void default_text(struct arena *arena, struct value *object, const char *key, const char *text);
void default_integer(struct arena *arena, struct value *object, const char *key, int64_t number);
void default_value(struct arena *arena, struct value *object, const char *key, const struct value *value);
void default_object(struct arena *arena, struct value *object, const char *key); /* {} */

/* Calls [fill] with an editable copy of the object [object.key], or of each object in such an array; what was edited gets its
 * place. */
void default_inside(struct arena *arena, struct value *object, const char *key,
                    void (*fill)(struct arena *arena, struct value *member));
void default_each(struct arena *arena, struct value *object, const char *key,
                  void (*fill)(struct arena *arena, struct value *element));

#endif
