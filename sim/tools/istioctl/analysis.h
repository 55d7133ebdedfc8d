/* What istioctl analyze finds: rows of analyzers over the objects of a cluster, and messages with Istio's
 * codes. */
#ifndef AMBIT_TOOLS_ISTIOCTL_ANALYSIS_H
#define AMBIT_TOOLS_ISTIOCTL_ANALYSIS_H

#include "tools/istioctl/documents.h"

enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_INFO };
extern const char *const level_names[];

struct analysis_message {
    enum level level;
    const char *code;     /* "IST0102" */
    const char *resource; /* "Service accounts/accounts", "Namespace default" */
    const char *namespace, *name;
    const char *source; /* of an object from a file: "x.yaml:3"; NULL */
    const char *text;
};

struct analysis {
    struct arena *arena;
    struct map objects; /* as applied, with the files' on top */
    const struct documents *documents;
    struct analysis_message *items;
    size_t count, capacity;
};

void analysis_add(struct analysis *analysis, enum level level, const char *code, const struct value *object,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Runs every analyzer over every object it is for. */
void analysis_run(struct analysis *analysis);

#endif
