/* Reading objects of a WORLD_APPLIED or WORLD_PROGRAMMED map, for the files of this folder. */
#ifndef AMBIT_MESH_LOOKUP_H
#define AMBIT_MESH_LOOKUP_H

#include "mesh/mesh.h"

const struct value *lookup_object(struct arena *arena, struct map objects, const char *resource,
                                  const char *namespace, const char *name); /* NULL: none */

/* Walks all objects of a resource, or of one namespace of it (NULL: all). */
struct map_walk lookup_all(struct arena *arena, struct map objects, const char *resource,
                           const char *namespace);

const char *lookup_text(const struct value *found, const char *otherwise); /* when it is no string */
/* metadata.labels[key]; NULL when missing. Keys of labels have dots, so paths cannot say them. */
const char *lookup_label(const struct value *object, const char *key);
const char *lookup_annotation(const struct value *object, const char *key);
const char *lookup_namespace(const struct value *object);
const char *lookup_name(const struct value *object);
/* status.conditions' entry of a type; NULL when there is none. */
const struct value *lookup_condition(const struct value *object, const char *type);

/* What a waypoint's Gateway serves, by its label istio.io/waypoint-for: enum waypoint_type flags (W5). */
unsigned waypoint_types(const struct value *gateway);

#define RESOURCE_GATEWAYS "gateways.gateway.networking.k8s.io"
#define RESOURCE_GATEWAY_CLASSES "gatewayclasses.gateway.networking.k8s.io"
#define RESOURCE_ROUTES "httproutes.gateway.networking.k8s.io"
#define RESOURCE_POLICIES "authorizationpolicies.security.istio.io"
#define RESOURCE_PEERS "peerauthentications.security.istio.io"
#define RESOURCE_TELEMETRIES "telemetries.telemetry.istio.io"
#define RESOURCE_SLICES "endpointslices.discovery.k8s.io"

#endif
