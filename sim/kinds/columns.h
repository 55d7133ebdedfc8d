/* Columns that many kinds share (printers.go of Kubernetes; additionalPrinterColumns of CRDs). */
#ifndef AMBIT_KINDS_COLUMNS_H
#define AMBIT_KINDS_COLUMNS_H

#include "kinds/kind.h"

#define COLUMN_NAME                                                                                            \
    {                                                                                                          \
        .name = "Name", .path = "metadata.name"                                                                \
    }
#define COLUMN_AGE                                                                                             \
    {                                                                                                          \
        .name = "Age", .path = "metadata.creationTimestamp", .date = true                                      \
    }
#define COLUMN_END                                                                                             \
    {                                                                                                          \
        .name = NULL                                                                                           \
    }

extern const struct column columns_name_age[]; /* NAME AGE, as a CRD without columns of its own has */

/* "app=x,tier=y" of a map of labels; "<none>" when there is none. */
const char *columns_labels(struct arena *arena, const struct value *labels);
const char *columns_selector(struct arena *arena,
                             const struct value *label_selector); /* a metav1.LabelSelector */

/* The wide cells of everything that has a pod template. */
const char *columns_containers(struct arena *arena, const struct value *object, struct instant now);
const char *columns_images(struct arena *arena, const struct value *object, struct instant now);
const char *columns_spec_selector(struct arena *arena, const struct value *object, struct instant now);

/* The age of a timestamp text; "<unknown>" when it is none. */
const char *columns_age(struct arena *arena, const struct value *timestamp, struct instant now);

/* [number] at [path] as a cell; "0" when it is missing. */
const char *columns_count(struct arena *arena, const struct value *object, const char *path);

#endif
