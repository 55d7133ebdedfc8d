/* Which fields of which kind a field selector may ask for (the kinds' strategies in Kubernetes; of CRDs,
 * metadata). */
#ifndef AMBIT_API_FIELDS_H
#define AMBIT_API_FIELDS_H

#include "data/selector.h"
#include "kinds/kind.h"

bool field_supported(const struct kind *kind, const char *path);
bool field_matches(struct arena *arena, const struct value *object,
                   const struct field_requirement *requirement);

#endif
