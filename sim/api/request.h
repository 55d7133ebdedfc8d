/* One write on its way through the API server: decoded, admitted, validated, stored. */
#ifndef AMBIT_API_REQUEST_H
#define AMBIT_API_REQUEST_H

#include "api/api.h"
#include "api/status.h"

struct request {
    struct draft *draft;
    const struct kind *kind;
    const char *namespace; /* "" for cluster-scoped kinds */
    const char *name;      /* "" while a create has none yet */
    struct api_options options;
    struct findings findings;
    struct value *warnings;
    bool patching; /* strict decoding speaks shorter */

    struct map maps[WORLD_ROOTS]; /* the draft as it was, to go back to */
    uint64_t random;
};

void request_begin(struct request *request, struct draft *draft, const struct kind *kind, const char *namespace,
                   const char *name, const struct api_options *options);

/* The reply, after which the draft is as it was when the request failed or was a dry run. */
struct api_reply request_fail(struct request *request, const struct value *status);
struct api_reply request_finish(struct request *request, int code, const struct value *object);

/* --- steps; each returns NULL or the Status that ends the request --- */

/* Unknown fields and wrong types. *object: [body] pruned, with the row's apiVersion and kind. */
const struct value *request_decode(struct request *request, const struct value *body,
                                   const struct value **object);

/* What admission fills in and refuses on a new object: the namespace, cluster IPs, service account tokens. */
const struct value *request_check_namespace(struct request *request);
const struct value *request_check_account(struct request *request, const struct value *object);
void request_allocate(struct request *request, struct value *object);
const char *request_generated_name(struct request *request, const char *prefix); /* five letters behind it */

/* Metadata, the kind's rules, the webhook. [old] is NULL on create. */
const struct value *request_validate(struct request *request, const struct value *object,
                                     const struct value *old);

/* The subresource ephemeralcontainers: [old] with the ephemeral containers of [candidate], and their rules. */
struct value *ephemeral_merged(struct arena *arena, const struct value *old, const struct value *candidate);
const struct value *ephemeral_validate(struct request *request, const struct value *object,
                                       const struct value *old);

/* [candidate], decoded already, in the place of [old]. */
struct api_reply request_replace(struct request *request, const struct value *old,
                                 const struct value *candidate);
struct api_reply request_create(struct request *request, const struct value *body);

#endif
