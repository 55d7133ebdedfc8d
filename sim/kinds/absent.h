/* Kinds that a cluster of this kind has in life and ambit has not: to say so, instead of "no such type". */
#ifndef AMBIT_KINDS_ABSENT_H
#define AMBIT_KINDS_ABSENT_H

#include "base/arena.h"

/* "Ingress (networking.k8s.io/v1)" for a word as kind_find takes it; NULL when it is no such kind either. */
const char *kind_absent(struct arena *arena, const char *word);
/* The same for apiVersion and kind of a manifest. */
const char *kind_absent_in(struct arena *arena, const char *api_version, const char *kind);

#endif
