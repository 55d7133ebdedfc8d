/* The table of resource kinds: one file, one row each. get, describe, explain, completion, discovery,
 * defaulting and validation read the row; nothing else in ambit knows a kind's names, columns or fields. */
#ifndef AMBIT_KINDS_KIND_H
#define AMBIT_KINDS_KIND_H

#include "base/instant.h"
#include "data/value.h"

enum kind_flags {
    KIND_NAMESPACED = 1,
    KIND_CUSTOM = 2,                 /* comes from a CRD: merge patches, generic describe, blank cells */
    KIND_STATUS = 4,                 /* has the status subresource */
    KIND_SCALE = 8,                  /* has the scale subresource */
    KIND_SPEC_BUMPS_GENERATION = 16, /* metadata.generation counts changes of spec */
};

/* How a name must look (k8s.io/apimachinery validation). */
enum name_rule { NAME_SUBDOMAIN, NAME_LABEL, NAME_DNS_1035 };

/* One column of `kubectl get`. Either a path (value_find's grammar or, with a leading '{', a JSONPath) or a
 * function. */
struct column {
    const char *name; /* as the Table says it: "Cluster-IP"; kubectl upper-cases it */
    const char *path;
    const char *(*cell)(struct arena *arena, const struct value *object, struct instant now);
    bool wide;  /* only with -o wide (priority > 0) */
    bool date;  /* the path is a timestamp, the cell its age */
    bool count; /* the path is a number, 0 when it is missing */
};

/* What is wrong with an object: field errors become 422 Invalid, a denial a webhook's 400, warnings go to
 * stderr. */
struct findings {
    struct arena *arena;
    struct value
        *causes; /* array of {reason, message, field}: "FieldValueRequired", "Required value", "spec.x" */
    const char *denial;     /* the webhook's words, or NULL */
    struct value *warnings; /* array of texts */
};
void findings_add(struct findings *findings, const char *reason, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

struct kind {
    const char *group;       /* "" for core */
    const char *versions;    /* served, the preferred one first: "v1,v1beta1" */
    const char *kind;        /* "AuthorizationPolicy" */
    const char *list_kind;   /* NULL: KIND + "List" */
    const char *plural;      /* "authorizationpolicies" */
    const char *resource;    /* with the group behind a dot: "authorizationpolicies.security.istio.io", "pods" */
    const char *singular;    /* "authorizationpolicy" */
    const char *short_names; /* "ap", comma-separated; "" for none */
    const char *categories;  /* "istio-io,security-istio-io"; "" for none */
    unsigned flags;          /* enum kind_flags */
    enum name_rule name_rule;
    const struct column *columns; /* ends with a row whose name is NULL */
    const char *schema;           /* the fields, in the notation of kinds/schema.h */
    void (*set_defaults)(struct arena *arena, struct value *object); /* on an arena copy; may be NULL */
    void (*validate)(struct findings *findings, const struct value *object,
                     const struct value *old); /* may be NULL */
    const char *description;                   /* one sentence, for explain */
    /* A kind that is kept nowhere: [mirror] makes one from each object of the kind [mirrored] when it is read. */
    const struct kind *mirrored;
    const struct value *(*mirror)(struct arena *arena, const struct value *object);
    const char *warning; /* of the server to whoever reads it; NULL: none */
};

extern const struct kind *const kind_rows[]; /* in discovery order: core, apps, ..., CRDs by group */
extern const size_t kind_count;

/* "v1", "security.istio.io/v1": with the preferred version. */
const char *kind_api_version(struct arena *arena, const struct kind *kind);
bool kind_serves(const struct kind *kind, const char *version);

/* What a learner typed: plural, singular, short name, kind, in any case, with ".group", ".version.group" or a
 * group's prefix; NULL when there is none. */
const struct kind *kind_find(const char *word);
const struct kind *kind_of(const char *api_version, const char *kind); /* by apiVersion and kind; NULL */
const struct kind *kind_of_object(const struct value *object);
/* The row of an object_key's first part. */
const struct kind *kind_of_key(struct slice key);

/* One cell of the object's row. Never NULL. */
const char *kind_cell(struct arena *arena, const struct kind *kind, const struct column *column,
                      const struct value *object, struct instant now);

#endif
