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

/* An entry of a list of conditions. A reason or message that is NULL is not said. */
struct condition {
    const char *type, *status, *reason, *message;
};

/* [list] with these conditions; lastTransitionTime moves only when a status does. [generation] is their observedGeneration, or
 * NULL. [list] itself when they are as they were. */
const struct value *objects_conditions(struct draft *draft, const struct value *list, const struct condition *conditions,
                                       size_t count, const struct value *generation);
/* The same in status.conditions of an arena object, with its generation or without. False when they are as they were. */
bool objects_set_conditions(struct draft *draft, struct value *object, const struct condition *conditions, size_t count,
                            bool generation);

const char *objects_now(struct draft *draft); /* RFC 3339, seconds */

/* Records a Kubernetes Event about an object, as kubectl describe and get events show it. */
void objects_event(struct draft *draft, const char *resource, const struct value *object, const char *type,
                   const char *reason, const char *source, const char *message);

#endif
