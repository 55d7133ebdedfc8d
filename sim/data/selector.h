/* Label and field selectors (k8s.io/apimachinery labels, fields). */
#ifndef AMBIT_DATA_SELECTOR_H
#define AMBIT_DATA_SELECTOR_H

#include "data/value.h"

struct selector; /* parsed, in an arena */

/* NULL when [text] does not parse; *problem is the server's message ("unable to parse requirement: ..."). An
 * empty text selects everything. */
const struct selector *selector_parse(struct arena *arena, const char *text, const char **problem);
bool selector_matches(const struct selector *selector, const struct value *labels); /* labels may be NULL */

/* A metav1.LabelSelector object ({matchLabels, matchExpressions}) or a plain map of labels (a Service's
 * selector). */
bool selector_object_matches(const struct value *label_selector, const struct value *labels);
bool selector_map_matches(const struct value *map, const struct value *labels);

/* "metadata.name=x,status.phase!=Running" on an object; [problem] as above when it does not parse. Which fields
 * a kind supports is the API's business. */
struct field_requirement {
    const char *path;
    const char *value;
    bool equal;
};
/* Parses into *requirements (arena); returns how many, or -1 and *problem. */
int field_selector_parse(struct arena *arena, const char *text, const struct field_requirement **requirements,
                         const char **problem);

#endif
