/* The scale subresource (autoscaling/v1 Scale) of kinds with KIND_SCALE. */
#ifndef AMBIT_API_SCALE_H
#define AMBIT_API_SCALE_H

#include "api/request.h"

const struct value *scale_of(struct arena *arena, const struct value *object);

/* Puts the Scale [scale] on [old]; the reply is the new Scale. */
struct api_reply scale_update(struct request *request, const struct value *old, const struct value *scale);

#endif
