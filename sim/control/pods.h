/* Making the pods of a controller. */
#ifndef AMBIT_CONTROL_PODS_H
#define AMBIT_CONTROL_PODS_H

#include "control/objects.h"

/* Creates a pod from [owner]'s spec.template through the API's defaulting, named [name], on [node] (NULL:
 * unscheduled). */
void pods_create(struct draft *draft, const char *owner_resource, const struct value *owner, const char *name,
                 const char *node);
void pods_delete(struct draft *draft, const char *owner_resource, const struct value *owner,
                 const struct value *pod);
bool pods_ready(const struct value *pod);
bool pods_leaving(const struct value *pod);

#endif
