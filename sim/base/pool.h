/* Pieces of memory of a few sizes that come and go by the hundred: an arena's first block, a map's nodes. What is given back
 * is what is taken next, while it is still in the cache. A thread keeps its own, up to POOL_KEPT bytes, until it calls
 * pool_drain. Under a sanitizer nothing is kept, so that a use after the end is seen. */
#ifndef AMBIT_BASE_POOL_H
#define AMBIT_BASE_POOL_H

#include <stddef.h>

enum { POOL_STEP = 16, POOL_SMALL = 1024, POOL_LARGE = 4096 + 64, POOL_KEPT = 512 * 1024 }; /* bytes */

/* Not zeroed. Any size: those above POOL_SMALL but for POOL_LARGE itself are memory_resize's. */
void *pool_take(size_t size);
void pool_give(void *memory, size_t size); /* of the size that was asked for; NULL is nothing */
void pool_drain(void);

#endif
