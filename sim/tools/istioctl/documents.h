/* YAML that istioctl is given: files and standard input, for validate and analyze. */
#ifndef AMBIT_TOOLS_ISTIOCTL_DOCUMENTS_H
#define AMBIT_TOOLS_ISTIOCTL_DOCUMENTS_H

#include "tools/istioctl/istioctl.h"

struct document {
    const struct value *object; /* with a kind, as written */
    const char *source;         /* the file's name; "-" */
    int line;                   /* where it begins, from 1 */
};

struct documents {
    struct document *items;
    size_t count, capacity;
    const char *problem; /* of the last file read, in the loader's words; NULL */
};

/* Adds what the file [path] ("-": standard input), or the manifests of that directory, hold. False when it
 * cannot be read: *problem is why. A text that does not parse is documents->problem; what came before it is
 * there. WAITS. */
bool documents_read(struct istioctl *istioctl, const char *path, struct documents *documents,
                    const char **problem);

/* What istiod's validation says of an object, one text a problem, and what it warns of. */
const struct value *document_problems(struct arena *arena, const struct kind *kind, const struct value *object,
                                      const struct value **warnings);

#endif
