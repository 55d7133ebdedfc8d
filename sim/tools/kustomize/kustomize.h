/* kustomize v5.7.1: a directory with a kustomization.yaml, to the objects it stands for. What kubectl kustomize
 * prints and what -k applies. Fields that ambit does not know what to do with are said to be not simulated,
 * never passed over. Source: sigs.k8s.io/kustomize api/krusty, api/internal/target, api/internal/accumulator,
 * kyaml/yaml/merge2. */
#ifndef AMBIT_TOOLS_KUSTOMIZE_KUSTOMIZE_H
#define AMBIT_TOOLS_KUSTOMIZE_KUSTOMIZE_H

#include "shell/process.h"

struct kustomize {
    struct process *process;
    struct arena *arena;
    struct value *warnings;  /* texts, each a line for stderr */
    const char *problem;     /* why there is no result, in kustomize's words; NULL: there is one */
    const char *unsimulated; /* what is needed and not simulated: instead of a problem; NULL */
};

struct kustomize kustomize_begin(struct process *process);

/* The objects, in the order in which kubectl prints and applies them; NULL: see above. */
const struct value *kustomize_build(struct kustomize *kustomize, const char *directory);

#endif
