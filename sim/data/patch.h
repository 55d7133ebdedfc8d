/* The patches an API server and kubectl know. All results are arena values; inputs are never changed. */
#ifndef AMBIT_DATA_PATCH_H
#define AMBIT_DATA_PATCH_H

#include "data/value.h"

/* RFC 7386: null removes, objects merge, everything else replaces. */
const struct value *patch_merge(struct arena *arena, const struct value *target, const struct value *patch);

/* RFC 6902. NULL and *problem (the server's words) when an operation fails. */
const struct value *patch_json(struct arena *arena, const struct value *target, const struct value *operations,
                               const char **problem);

/* Kubernetes' strategic merge patch: lists of objects merge by the key that merge_key_for gives for their field
 * name (containers, env, volumes: name; ports: containerPort or port; ...), other lists are replaced; $patch:
 * delete|replace, $retainKeys and $setElementOrder/FIELD are understood. */
const struct value *patch_strategic(struct arena *arena, const struct value *target, const struct value *patch);

/* kustomize's strategic merge (kyaml merge2): like the one above, but of a list that merges by key the patch's elements
 * come first, in its order. [keyed]: false for kinds of CRDs, whose lists are replaced. */
const struct value *patch_layered(struct arena *arena, const struct value *target, const struct value *patch,
                                  bool keyed);

/* kubectl apply's three-way merge: the patch that turns [live] into what [modified] says, removing what
 * [original] (the last-applied configuration; may be NULL) had and [modified] no longer has. An empty object:
 * nothing to do. [strategic]: lists of objects are merged by key, for built-in kinds; CRDs get a JSON merge
 * patch. */
const struct value *patch_three_way(struct arena *arena, const struct value *original,
                                    const struct value *modified, const struct value *live, bool strategic);

#endif
