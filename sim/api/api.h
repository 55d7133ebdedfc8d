/* The API server: the only door to objects for everything but controllers. kubectl in the shell, istioctl, Lua,
 * the editor and the HTTP routes are its clients; none of them defaults, validates or merges on its own.
 *
 * Requests work on a draft. A request that fails leaves the draft as it was, and the reply holds a Status
 * object with the words of a real server (Kubernetes 1.35; webhook texts of Istio 1.30). */
#ifndef AMBIT_API_API_H
#define AMBIT_API_API_H

#include "kinds/kind.h"
#include "world/world.h"

enum patch_type { PATCH_STRATEGIC, PATCH_MERGE, PATCH_JSON, PATCH_APPLY };

enum field_validation { FIELDS_IGNORE, FIELDS_WARN, FIELDS_STRICT };

struct api_options {
    const char *field_manager;
    enum field_validation validation;
    bool dry_run;                 /* do everything, keep nothing */
    bool internal;                /* a controller asks: what it made of objects that fit their schema does, and the object
                                   * of the reply may be the draft's, no copy that outlives it */
    bool force;                   /* server-side apply: take fields from other managers */
    const char *subresource;      /* "status", "scale", "ephemeralcontainers" or NULL */
    int64_t grace_period_seconds; /* delete: -1 for the object's own */
    const char *propagation;      /* delete: "Background" (NULL), "Foreground", "Orphan" */
};

struct api_reply {
    int code;                   /* HTTP status: 200, 201, 404, ... */
    const struct value *object; /* the object, the list, or the Status when code >= 400. What a write replies is
                                 * in the arena; what a read replies is borrowed from the draft. */
    const struct value *warnings; /* array of texts for stderr; may be NULL */
};

/* [namespace] is NULL or "" for cluster-scoped kinds. Bodies are arena values, not changed. */
struct api_reply api_get(struct draft *draft, const struct kind *kind, const char *namespace, const char *name);

/* A List; [namespace] NULL means all. Selectors may be NULL. Items come in the order of etcd. */
struct api_reply api_list(struct draft *draft, const struct kind *kind, const char *namespace,
                          const char *label_selector, const char *field_selector);

struct api_reply api_create(struct draft *draft, const struct kind *kind, const char *namespace,
                            const struct value *object, const struct api_options *options);
struct api_reply api_update(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct value *object, const struct api_options *options);
/* PATCH_APPLY is server-side apply: it creates what is not there. Managers of fields are tracked per top-level
 * object only as far as conflicts need it. */
struct api_reply api_patch(struct draft *draft, const struct kind *kind, const char *namespace,
                           const char *name, enum patch_type type, const struct value *patch,
                           const struct api_options *options);
/* Pods and namespaces end gracefully (deletionTimestamp first, gone by an event of control/); the rest is gone
 * at once. The reply is the object or a Success Status. */
struct api_reply api_delete(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct api_options *options);

bool api_failed(const struct api_reply *reply);
const char *api_message(const struct api_reply *reply); /* of a failed reply */
const char *api_reason(const struct api_reply *reply);

/* A failure Status: what a client prints as "Error from server (Reason): message". */
const struct value *status_failure(struct arena *arena, int code, const char *reason, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* --- for controllers, which edit drafts directly but must leave objects as the API server would --- */
/* Stores [object] (namespace and name from its metadata) with a new resourceVersion; on a new object also uid
 * and creationTimestamp; generation counts when spec changed. No defaulting, no validation. Nothing happens,
 * and false is returned, when the stored object is the same already. */
bool object_store(struct draft *draft, const struct kind *kind, const struct value *object);
/* The resourceVersion of the last edit. */
int64_t object_version(const struct draft *draft);
/* Are they the same in all that counts for the generation: in everything but metadata and status? */
bool object_same_specification(const struct value *a, const struct value *b);
void object_erase(struct draft *draft, const struct kind *kind, const char *namespace, const char *name);
const struct value *object_get(const struct draft *draft, const struct kind *kind, const char *namespace,
                               const char *name);

#endif
