/* What a scalar means: YAML 1.1 as go-yaml version 2 resolves it. For the reader's and the writer's own use. */
#ifndef AMBIT_DATA_YAML_SCALAR_H
#define AMBIT_DATA_YAML_SCALAR_H

#include "data/value.h"

/* The value of a plain scalar. Timestamps are strings, as in Kubernetes. */
const struct value *yaml_scalar_resolve(struct arena *arena, struct slice text);

/* The same as go-yaml version 3 has it, whose instants kustomize writes anew: 2026-1-2 is 2026-01-02T00:00:00Z. */
const struct value *yaml_scalar_resolve_kyaml(struct arena *arena, struct slice text);

/* "+Inf", "-Inf" and "NaN" for .inf, -.inf, .nan in whatever letters YAML has for them; NULL: it is none of these. */
const char *yaml_scalar_unheld(struct slice text);

/* What Go writes in source text for a scalar that is such a number or an instant; NULL: it is neither. */
const char *yaml_scalar_literal(struct arena *arena, struct slice text);

/* The text, written plain, would be read as something other than this string by go-yaml or a YAML 1.1 reader.
 */
bool yaml_scalar_is_ambiguous(struct slice text);

#endif
