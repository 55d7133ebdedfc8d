/* The kubeconfig: which cluster, user and namespace the verbs work with. A value as the file has it. */
#ifndef AMBIT_TOOLS_KUBECTL_KUBECONFIG_H
#define AMBIT_TOOLS_KUBECTL_KUBECONFIG_H

#include "tools/kubectl/kubectl.h"

#define KUBECONFIG_PATH "/root/.kube/config"

/* What `kubeadm init` writes: every learner's machine begins with it. */
#define KUBECONFIG_FIRST                                                                                       \
    "apiVersion: v1\n"                                                                                         \
    "clusters:\n"                                                                                              \
    "- cluster:\n"                                                                                             \
    "    server: https://server:6443\n"                                                                        \
    "  name: kubernetes\n"                                                                                     \
    "contexts:\n"                                                                                              \
    "- context:\n"                                                                                             \
    "    cluster: kubernetes\n"                                                                                \
    "    user: kubernetes-admin\n"                                                                             \
    "  name: kubernetes-admin@kubernetes\n"                                                                    \
    "current-context: kubernetes-admin@kubernetes\n"                                                           \
    "kind: Config\n"                                                                                           \
    "users:\n"                                                                                                 \
    "- name: kubernetes-admin\n"                                                                               \
    "  user: {}\n"

/* The three lists of a kubeconfig: "contexts" of {name, context}, and so on. */
struct kubeconfig_list {
    const char *list, *inner, *title; /* "contexts", "context", "Context" */
};
extern const struct kubeconfig_list kubeconfig_contexts, kubeconfig_clusters, kubeconfig_users;

/* Of --kubeconfig, $KUBECONFIG, or the usual one. */
const char *kubeconfig_path(const struct kubectl *kubectl);
/* Never NULL: an empty one when there is no file. */
const struct value *kubeconfig_read(struct kubectl *kubectl);
/* The inner object of an entry; NULL when there is none of that name. */
const struct value *kubeconfig_find(const struct value *config, const struct kubeconfig_list *list,
                                    const char *name);
/* [config] with the entry set, or without it when [inner] is NULL; the list sorted by name. */
const struct value *kubeconfig_with(struct kubectl *kubectl, const struct value *config,
                                    const struct kubeconfig_list *list, const char *name,
                                    const struct value *inner);
/* Only what the context in use needs; NULL after a complaint. */
const struct value *kubeconfig_minified(struct kubectl *kubectl, const struct value *config);
const struct value *kubeconfig_empty(struct kubectl *kubectl); /* a whole one with nothing in it */
void kubeconfig_save(struct kubectl *kubectl, const struct value *config);

#endif
