/* Policies on their way into a configuration; for the files of this folder and for status. */
#ifndef AMBIT_MESH_POLICIES_H
#define AMBIT_MESH_POLICIES_H

#include "mesh/lookup.h"

bool policy_has_target(const struct value *object);

/* Compiled for one layer; NULL when istiod sends nothing there (targetRefs, AUDIT, CUSTOM, dry-run). */
const struct policy *policy_for_ztunnel(struct arena *arena, const struct value *object);
const struct policy *policy_for_waypoint(struct arena *arena, const struct value *object);

/* Does a PeerAuthentication make plaintext to these pods a refusal? And the DENY that says so (PA1 to PA3). */
bool peer_strict(struct arena *arena, struct map objects, const char *namespace, const struct value *labels);
const struct policy *policy_static_strict(struct arena *arena);

#endif
