/* Server-side apply: PATCH with the whole intent of one manager. */
#ifndef AMBIT_API_APPLY_H
#define AMBIT_API_APPLY_H

#include "api/request.h"

/* [old] is NULL when there is nothing yet: then the object is created. */
struct api_reply apply_object(struct request *request, const struct value *old, const struct value *intent);

#endif
