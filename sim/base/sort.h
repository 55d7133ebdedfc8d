/* The one sort: stable, so that equal things keep their order on every machine. */
#ifndef AMBIT_BASE_SORT_H
#define AMBIT_BASE_SORT_H

#include <stddef.h>

/* Sorts [count] elements of [size] bytes. [compare] gets two elements and [context]; <0, 0, >0. */
void sort_stable(void *elements, size_t count, size_t size,
                 int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
