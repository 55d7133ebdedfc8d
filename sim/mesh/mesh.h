/* istiod: from objects to what the data plane is told. Compiles the programmed objects into a configuration,
 * and answers the questions whose answers istiod writes into status. */
#ifndef AMBIT_MESH_MESH_H
#define AMBIT_MESH_MESH_H

#include "data/parsed.h"
#include "traffic/configuration.h"
#include "world/world.h"

/* Compiles [world]: policies, waypoints, routes and identities from WORLD_PROGRAMMED, addresses, endpoints and
 * names (kube-proxy, DNS) from WORLD_APPLIED. What of [before] (NULL: nothing) is the same is taken from there; a MeshConfig
 * that is not in [texts] is added to them. Owned (configuration_unref). */
const struct configuration *mesh_compile(const struct world *world, const struct configuration *before,
                                         struct parsed_texts *texts);

/* Would it be compiled to the same from the maps [applied] and [programmed]? True when what has changed since is of no
 * kind that istiod reads. */
bool mesh_holds(const struct configuration *configuration, struct map applied, struct map programmed);

/* Why an object has a waypoint or not (W1 to W9). */
enum waypoint_binding { BINDING_NONE, BINDING_BOUND, BINDING_NOT_READY, BINDING_DENIED, BINDING_TYPE };
struct binding {
    enum waypoint_binding result;
    const char *namespace, *name; /* of the waypoint that is asked for; NULL for BINDING_NONE */
};
/* [objects] is a WORLD_APPLIED or WORLD_PROGRAMMED map. [object] is a Service or a Pod. */
struct binding mesh_binding(struct arena *arena, struct map objects, const struct value *object, bool service);
/* The same by somebody who asks for many objects, which come by their namespaces: [last] begins as {0}. */
struct binding_lookups {
    const char *namespace;
    const struct value *labels; /* of that namespace */
    const char *gateway_namespace, *gateway_name;
    const struct value *gateway; /* NULL: none that can be used */
};
struct binding mesh_binding_next(struct arena *arena, struct map objects, struct binding_lookups *last,
                                 const struct value *object, bool service);

/* Conditions istiod writes on an AuthorizationPolicy: ZtunnelAccepted or WaypointAccepted (A30 to A32), as
 * {type, status, reason, message}. */
const struct value *mesh_policy_condition(struct arena *arena, struct map objects, const struct value *policy);

/* HTTP fields that istiod leaves out for ztunnel, sorted and joined by ", "; NULL when there are none (3E). */
const char *mesh_http_fields(struct arena *arena, const struct value *policy);

#endif
