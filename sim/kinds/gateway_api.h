/* What the kinds of the Gateway API share. */
#ifndef AMBIT_KINDS_GATEWAY_API_H
#define AMBIT_KINDS_GATEWAY_API_H

#include "kinds/kind.h"

/* The CRD's default of status.conditions: [type] is Unknown, Pending, since 1970. Nothing when the object has a
 * condition of that type. */
void gateway_default_condition(struct arena *arena, struct value *object, const char *type);

#endif
