/* Making and editing objects, for controllers. */
#ifndef AMBIT_CONTROL_OBJECTS_H
#define AMBIT_CONTROL_OBJECTS_H

#include "control/control.h"
#include "mesh/lookup.h"

/* The resource names that controllers speak of. */
#define RESOURCE_DEPLOYMENTS "deployments.apps"
#define RESOURCE_REPLICA_SETS "replicasets.apps"
#define RESOURCE_DAEMON_SETS "daemonsets.apps"

const struct value *objects_get(const struct draft *draft, const char *resource, const char *namespace,
                                const char *name);
/* An arena object {apiVersion, kind, metadata: {name, namespace}} of a resource. */
struct value *objects_new(struct draft *draft, const char *resource, const char *namespace, const char *name);
void objects_store(struct draft *draft, const char *resource, const struct value *object);
void objects_erase(struct draft *draft, const char *resource, const char *namespace, const char *name);
struct map_walk objects_walk(const struct draft *draft, const char *resource, const char *namespace);

/* metadata.ownerReferences with one controller: [owner]. */
void objects_set_owner(struct draft *draft, struct value *object, const struct value *owner);
/* Is [owner] the controller of [object]? */
bool objects_owned_by(const struct value *object, const struct value *owner);

/* [count] letters of Kubernetes' alphabet for generated names. */
const char *objects_suffix(struct draft *draft, uint64_t number, int count);

/* Sets status.conditions[type] on an arena object; lastTransitionTime moves only when the status does. With
 * [generation] true observedGeneration is written too. False when it is as it was. */
bool objects_set_condition(struct draft *draft, struct value *object, const char *type, const char *status,
                           const char *reason, const char *message, bool generation);

const char *objects_now(struct draft *draft); /* RFC 3339, seconds */

/* Records a Kubernetes Event about an object, as kubectl describe and get events show it. */
void objects_event(struct draft *draft, const char *resource, const struct value *object, const char *type,
                   const char *reason, const char *source, const char *message);

#endif
