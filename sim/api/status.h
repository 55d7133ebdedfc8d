/* Status objects, in the words of a real server (k8s.io/apimachinery api/errors). All are arena values. */
#ifndef AMBIT_API_STATUS_H
#define AMBIT_API_STATUS_H

#include "api/api.h"

const struct value *status_not_found(struct arena *arena, const struct kind *kind, const char *name);
const struct value *status_exists(struct arena *arena, const struct kind *kind, const char *name);
const struct value *status_conflict(struct arena *arena, const struct kind *kind, const char *name,
                                    const char *why);
const struct value *status_forbidden(struct arena *arena, const struct kind *kind, const char *name,
                                     const char *why);
const struct value *status_bad_request(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* [causes] is an array of {reason, message, field}, at least one. */
const struct value *status_invalid(struct arena *arena, const struct kind *kind, const char *name,
                                   const struct value *causes);
/* Of a write to a kind that is made from another one. */
const struct value *status_unkept(struct arena *arena, const struct kind *kind);
const struct value *status_success(struct arena *arena, const struct kind *kind, const char *name,
                                   const char *uid);

/* [status] with details.causes = [causes]. */
const struct value *status_with_causes(struct arena *arena, const struct value *status,
                                       const struct value *causes);

struct api_reply status_reply(const struct value *status); /* a reply that failed */

#endif
