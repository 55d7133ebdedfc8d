#include "base/arena.h"

#include <string.h>

#include "base/check.h"
#include "base/format.h"
#include "base/pool.h"
#include "base/write.h"

/* Bytes. The first block is of the size that the pool keeps. */
enum { BLOCK_HEAD = offsetof(struct arena_block, data), BLOCK_SIZE = POOL_LARGE - BLOCK_HEAD, BLOCK_SIZE_MAX = 65536 };

static void drop_newest(struct arena *arena)
{
    struct arena_block *block = arena->block;
    arena->block = block->older;
    arena->total -= block->size;
    pool_give(block, BLOCK_HEAD + block->size);
}

void arena_release(struct arena *arena)
{
    while (arena->block)
        drop_newest(arena);
    *arena = (struct arena){0};
}

void arena_drop_newer(struct arena *arena)
{
    while (arena->block->older)
        drop_newest(arena);
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->block, arena->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->block != mark.block) {
        check(arena->block);
        drop_newest(arena);
    }
    arena->used = mark.used;
}

/* Blocks grow with the arena, so that a big one is not a long list. */
void arena_grow(struct arena *arena, size_t size)
{
    size_t block_size = arena->total < BLOCK_SIZE       ? BLOCK_SIZE
                        : arena->total < BLOCK_SIZE_MAX ? arena->total
                                                        : BLOCK_SIZE_MAX;
    if (block_size < size)
        block_size = size;
    struct arena_block *block = pool_take(BLOCK_HEAD + block_size);
    block->older = arena->block;
    block->size = block_size;
    arena->block = block;
    arena->used = 0;
    arena->total += block_size;
}

void *arena_allocate(struct arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

char *arena_copy(struct arena *arena, struct slice bytes)
{
    char *copy = arena_room(arena, bytes.length + 1);
    if (bytes.length)
        memcpy(copy, bytes.data, bytes.length);
    copy[bytes.length] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, slice_of(text));
}

char *arena_join(struct arena *arena, const char *const *parts, size_t count)
{
    enum { MOST_PARTS = 16 };
    struct slice texts[MOST_PARTS];
    size_t length = 0;
    check(count <= MOST_PARTS);
    for (size_t i = 0; i < count; i++) {
        texts[i] = slice_of(parts[i]);
        length += texts[i].length;
    }
    char *text = arena_room(arena, length + 1), *end = text;
    for (size_t i = 0; i < count; i++)
        end = write_slice(end, texts[i]);
    *end = '\0';
    return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

char *arena_format_list(struct arena *arena, const char *format, va_list arguments)
{
    enum { GUESS = 128 };
    va_list again;
    va_copy(again, arguments);
    char guess[GUESS];
    size_t length = format_list(guess, sizeof guess, format, arguments);
    char *text = arena_room(arena, length + 1);
    if (length < sizeof guess)
        memcpy(text, guess, length + 1);
    else
        format_list(text, length + 1, format, again);
    va_end(again);
    return text;
}
