/* What the generators of `kubectl create` share: one file for each family of them, one row for each. */
#ifndef AMBIT_TOOLS_KUBECTL_CREATE_H
#define AMBIT_TOOLS_KUBECTL_CREATE_H

#include "tools/kubectl/verbs.h"

/* The flags that every generator takes; its own stand before or behind them. */
#define CREATE_FLAGS                                                                                           \
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},                                      \
        {"dry-run", 0, "?WHERE", "client or server: change nothing"},                                          \
        {"field-manager", 0, "NAME", "the manager of the fields"},                                             \
        {"output", 'o', "FORMAT", "yaml, json, name"}, {"save-config", 0, NULL, "write apply's annotation"},   \
        {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},                      \
        {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},                            \
    {                                                                                                          \
        "validate", 0, "?HOW", "strict, warn or ignore unknown fields"                                         \
    }

/* {apiVersion, kind, metadata: {name}}; the namespace too when -n was given. */
struct value *create_new(struct kubectl *kubectl, const char *api_version, const char *kind, const char *name,
                         bool namespaced);
struct value *create_new_kind(struct kubectl *kubectl, const struct kind *kind, const char *name);

/* The only argument before "--"; NULL after a complaint. */
const char *create_name(struct kubectl *kubectl);
/* Complains of those flags of [names] (between commas) that are not given. */
bool create_requires(struct kubectl *kubectl, const char *names);
/* {containers: [{name, image, command: what stands behind "--"}]} of a Job's pod. */
struct value *create_pod_spec(struct kubectl *kubectl, const char *name, const char *restart);

/* Prints an object of a kind that ambit does not keep, with --dry-run=client; else says that it does not.
 * [title]: "role.rbac.authorization.k8s.io". */
void create_stranger(struct kubectl *kubectl, const char *title, const struct value *object);

extern const struct verb create_service, create_docker_registry, create_role, create_role_binding,
    create_cluster_role, create_cluster_role_binding, create_job, create_cron_job, create_quota, create_ingress,
    create_disruption_budget, create_priority_class, create_token;

#endif
