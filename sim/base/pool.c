#include "base/pool.h"

#include <stdbool.h>

#include "base/check.h"

struct piece {
    struct piece *next;
};

enum { CLASSES = POOL_SMALL / POOL_STEP + 1 }; /* the last is POOL_LARGE's */

static _Thread_local struct {
    struct piece *free[CLASSES];
    size_t kept; /* bytes */
} pool;

#if defined __SANITIZE_ADDRESS__
static const bool keeps = false;
#else
static const bool keeps = true;
#endif

/* The class of a size, and the bytes of all its pieces; CLASSES: it has none. */
static inline size_t class_of(size_t *size)
{
    if (!keeps)
        return CLASSES;
    if (*size == POOL_LARGE)
        return CLASSES - 1;
    if (*size > POOL_SMALL || !*size)
        return CLASSES;
    size_t class = (*size - 1) / POOL_STEP;
    *size = (class + 1) * POOL_STEP;
    return class;
}

void *pool_take(size_t size)
{
    size_t class = class_of(&size);
    struct piece *piece = class < CLASSES ? pool.free[class] : NULL;
    if (!piece)
        return memory_resize(NULL, size);
    pool.free[class] = piece->next;
    pool.kept -= size;
    return piece;
}

void pool_give(void *memory, size_t size)
{
    struct piece *piece = memory;
    size_t class = class_of(&size);
    if (!piece || class == CLASSES || pool.kept + size > POOL_KEPT) {
        memory_free(memory);
        return;
    }
    piece->next = pool.free[class];
    pool.free[class] = piece;
    pool.kept += size;
}

void pool_drain(void)
{
    for (size_t i = 0; i < CLASSES; i++) {
        while (pool.free[i]) {
            struct piece *piece = pool.free[i];
            pool.free[i] = piece->next;
            memory_free(piece);
        }
    }
    pool.kept = 0;
}
