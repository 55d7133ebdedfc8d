/* AuthorizationPolicy, compiled: rules of clauses of groups of matches, the same shape for ztunnel (L4) and
 * waypoints (L7). Which fields exist, at which layer, and how they match is the table in policy_fields.c. */
#ifndef AMBIT_TRAFFIC_POLICY_H
#define AMBIT_TRAFFIC_POLICY_H

#include "data/value.h"

enum policy_layer { LAYER_ZTUNNEL, LAYER_WAYPOINT };
enum policy_action { POLICY_ALLOW, POLICY_DENY };
enum policy_scope { SCOPE_GLOBAL, SCOPE_NAMESPACE, SCOPE_WORKLOAD, SCOPE_TARGET };

/* What is known of a connection or a request when it is judged. Texts are never NULL. */
struct facts {
    bool authenticated;     /* false: plaintext, so there is no identity at all */
    struct slice principal; /* "cluster.local/ns/NS/sa/SA" */
    struct slice namespace, service_account;
    struct slice source_address; /* of the direct peer */
    struct slice remote_address; /* of the original client, as forwarded */
    struct slice destination_address;
    int port;               /* ztunnel: the target port; waypoint: the Service's (R0.10) */
    struct slice port_text; /* the same in digits */
    bool http;              /* the rest is known */
    struct slice method, path, host;
    const struct http_message *request; /* headers */
};

struct policy_field;
struct workload;

/* field: values, or its "not" form. */
struct match {
    const struct policy_field *field;
    bool negated;
    const char *key;            /* the field as written: "notPrincipals", "request.headers[x-a]" */
    const char *argument;       /* of a when-key: the header's name; NULL */
    const struct value *values; /* array of texts */
    const struct slice *wanted; /* the same */
    size_t count;
};

void policy_match_set(struct match *match, struct arena *arena, const struct value *values);

/* One entry of from, to or when: all of its matches hold. Without matches it never holds (A26). */
struct group {
    const struct match *matches;
    size_t count;
};

/* from, to, or one when-entry: any of its groups holds. */
struct clause {
    const char *name; /* "from", "to", "when" */
    const struct group *groups;
    size_t count;
};

/* All clauses hold; a rule without clauses always holds. */
struct rule {
    int index; /* in the object's spec.rules */
    const struct clause *clauses;
    size_t count;
};

struct policy {
    const char *namespace, *name;
    enum policy_action action;
    enum policy_scope scope;
    const struct value *selector; /* of SCOPE_WORKLOAD: a LabelSelector */
    const struct workload *const
        *members; /* of SCOPE_WORKLOAD: these and no selector, ends with NULL; NULL: by labels */
    const struct rule *rules;
    size_t count;
    const struct value *object; /* where it came from */
    bool bad_custom;     /* its CUSTOM action names a provider that the mesh lacks: istiod denies everything */
    const char *dropped; /* HTTP fields left out for ztunnel: "methods, paths"; NULL */
};

struct policy_list {
    const struct policy **items;
    size_t count;
    const struct policy_index *index; /* of the items; NULL: there is none, they are asked one by one */
};

/* Why a connection or request was let in or not. */
struct decision {
    bool allowed;
    const struct policy *policy; /* the one that decided; NULL: nothing applies, or no ALLOW matched */
    int rule;                    /* of it, index in the object; -1: the policy has no rule that could match */
    /* Denied because no ALLOW matched: the rule that came closest, and what it lacked. */
    const struct policy *closest;
    int closest_rule;                         /* -1: it has no rules at all */
    const char *lacked_clause, *lacked_field; /* "from", "principals"; NULL with no rules */
    const struct value *wanted;               /* the field's values */
    struct slice observed;
    bool lacked_http;  /* the field is about HTTP, and this is a TCP connection */
    size_t considered; /* policies that were asked */
};

/* DENY first, then ALLOW; without any ALLOW everything else passes (A1, Z1). [list] holds what applies here. */
void policy_decide(const struct policy_list *list, const struct facts *facts, struct decision *decision);

/* The same by asking every policy: what an index is tested against, and who came closest to allowing. */
struct decision policy_decide_linear(const struct policy_list *list, const struct facts *facts);

bool policy_rule_holds(const struct policy *policy, const struct rule *rule, const struct facts *facts);

/* --- the table of fields --- */
struct policy_field {
    const char *name;    /* "principals" (in source), "methods" (in operation), "source.ip" (in when) */
    const char *negated; /* "notPrincipals"; NULL for when-keys, whose negation is notValues */
    const char *section; /* "source", "operation", "when" */
    bool ztunnel;        /* istiod sends it to ztunnel (3C, A13) */
    bool http;           /* known of HTTP requests only */
    bool identity;       /* about the peer's identity: without one it never matches, its negation always (A9) */
    struct slice (*observe)(const struct facts *facts, const struct match *match);
    /* Does one value match? [policy_namespace] for serviceAccounts without a namespace. */
    bool (*matches)(struct slice observed, struct slice value, const struct facts *facts,
                    const char *policy_namespace);
};
const struct policy_field *policy_field_find(const char *section, const char *name, bool *negated,
                                             const char **argument, struct arena *arena);

#endif
