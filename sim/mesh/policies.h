/* Policies on their way into a configuration; for the files of this folder and for status. */
#ifndef AMBIT_MESH_POLICIES_H
#define AMBIT_MESH_POLICIES_H

#include "mesh/lookup.h"
#include "traffic/configuration.h"

bool policy_has_target(const struct value *object);

/* Compiled for one layer; NULL when istiod sends nothing there (targetRefs, AUDIT, CUSTOM, dry-run). */
const struct policy *policy_for_ztunnel(struct arena *arena, const struct value *object);
const struct policy *policy_for_waypoint(struct arena *arena, const struct value *object);
/* What a CUSTOM policy becomes whose provider is none of the mesh's extensionProviders: a DENY of everything.
 * With a provider it is not simulated, and nothing. */
const struct policy *policy_of_bad_custom(struct arena *arena, const struct value *object);

/* --- auto_allow.c --- */
bool policy_auto_allows(struct arena *arena, struct map objects); /* istiod's variable says so */
/* The ALLOW that lets the waypoint into the workloads behind it. */
const struct policy *policy_of_waypoint(struct arena *arena, const struct configuration *configuration,
                                        const struct waypoint *waypoint);

/* --- PeerAuthentication (peers.c) --- */
/* What holds for these pods: plaintext is refused by the static DENY, or by a DENY of its own, "NS/NAME", where
 * single ports differ (PA1 to PA5). */
struct peer_effect {
    bool strict;
    const char *policy; /* NULL: none */
};
struct peer_effect peer_effect(struct arena *arena, struct map objects, const char *namespace,
                               const struct value *labels);
const struct policy *policy_static_strict(struct arena *arena);
/* The DENY that a PeerAuthentication with portLevelMtls becomes; NULL when its ports are as the rest. */
const struct policy *policy_for_peer(struct arena *arena, struct map objects, const struct value *peer);

#endif
