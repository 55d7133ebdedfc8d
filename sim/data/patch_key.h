/* Which lists of built-in kinds merge by key in a strategic merge patch. For the patch files' own use. */
#ifndef AMBIT_DATA_PATCH_KEY_H
#define AMBIT_DATA_PATCH_KEY_H

#include "data/value.h"

/* The key by which the elements of the list called [field] are the same (patchMergeKey in k8s.io/api); NULL for
 * a list that is replaced as a whole. [list] tells container ports from service ports; either list will do. */
const char *patch_merge_key(const char *field, const struct value *list);

/* The element of [list] whose [key] equals that of [element]; *index is its place. */
const struct value *patch_find_element(const struct value *list, const char *key, const struct value *element,
                                       size_t *index);

#endif
