/* Making a cluster, part by part, from the manifests that every base cluster is made of (scenarios/base): what
 * kubeadm, k3d, kind, helm and istioctl install leave behind. All in one draft; the rest the controllers do. */
#ifndef AMBIT_CONTROL_INSTALL_H
#define AMBIT_CONTROL_INSTALL_H

#include "control/control.h"

#define ISTIO_VERSION "1.30.3"

enum install_part {
    INSTALL_KUBERNETES, /* namespaces, kube-system; nodes come with install_nodes */
    INSTALL_GATEWAY_API,
    INSTALL_ISTIO_BASE, /* Istio's CustomResourceDefinitions */
    INSTALL_ISTIOD,
    INSTALL_CNI,
    INSTALL_ZTUNNEL,
    INSTALL_PARTS
};

/* Creates what the part has and the cluster has not. GatewayClasses come with whichever of istiod and Gateway
 * API is the second, as istiod makes them. NULL, or what went wrong (in the draft's arena). */
const char *install_part(struct draft *draft, enum install_part part);
/* Deletes what the part has but its definitions: their names, an array, are what stays (in the draft's arena).
 */
const struct value *install_remove(struct draft *draft, enum install_part part);
bool install_has(const struct world *world,
                 enum install_part part); /* the cluster has the part's last object */

/* The nodes, and on the first server the pods of its control plane unless it is one binary (k3s). */
struct install_nodes {
    const char *const *servers, *const *agents; /* names; each list ends with NULL */
    bool one_binary;
};
const char *install_nodes(struct draft *draft, const struct install_nodes *nodes);
bool install_has_cluster(const struct world *world); /* there is a node */

/* Creates one object, and then its status when it says one: the status of what no controller reports. */
const char *install_object(struct draft *draft, const struct value *object, const char *manager);

/* Is the kind known to the cluster: built in, or its CustomResourceDefinition there? */
bool install_serves(struct arena *arena, const struct world *world, const struct kind *kind);

/* definitions.c: the CustomResourceDefinition of a kind that comes from one, in the arena */
const struct value *definition_of(struct arena *arena, const struct kind *kind);

/* istiod's own settings: environment variables of its container (an object of texts; null takes one
 * away), and where proxies write
 * their access log ("": nowhere). Its pods begin anew for the first. */
void install_environment(struct draft *draft, const struct value *variables);
void install_access_log(struct draft *draft, const char *path);

#endif
