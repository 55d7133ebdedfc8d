/* Memory that is given back all at once: a process's, a request's, a command's.
 * What is allocated lives until the arena is released or rewound to a mark taken before. */
#ifndef AMBIT_BASE_ARENA_H
#define AMBIT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/slice.h"

struct arena_block {
    struct arena_block *older;
    size_t size;
    max_align_t data[];
};

struct arena {
    struct arena_block *block; /* the newest; NULL while the arena owns nothing */
    size_t used;               /* bytes of it in use */
    size_t total;              /* bytes of all blocks, for quotas */
};

struct arena_mark {
    struct arena_block *block;
    size_t used;
};

void arena_release(struct arena *arena); /* an arena that is all zero is an empty one */

void arena_drop_newer(struct arena *arena); /* all blocks but the oldest */
/* The same, but it keeps a block for what comes next. */
static inline void arena_clear(struct arena *arena)
{
    if (arena->block && arena->block->older)
        arena_drop_newer(arena);
    arena->used = 0;
}

struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

void *arena_allocate(struct arena *arena, size_t size); /* zeroed, aligned for any type */
void arena_grow(struct arena *arena, size_t size);      /* by a block with room for as much */
/* The same, not zeroed. */
static inline void *arena_room(struct arena *arena, size_t size)
{
    size_t aligned = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!arena->block || arena->used + aligned > arena->block->size)
        arena_grow(arena, aligned);
    char *memory = (char *)arena->block->data + arena->used;
    arena->used += aligned;
    return memory;
}

/* Copies; the result is NUL-terminated. */
char *arena_copy(struct arena *arena, struct slice bytes);
char *arena_text(struct arena *arena, const char *text);
char *arena_join(struct arena *arena, const char *const *parts, size_t count); /* one behind the other */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_format_list(struct arena *arena, const char *format, va_list arguments);

#endif
