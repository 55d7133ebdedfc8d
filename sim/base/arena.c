#include "base/arena.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

enum { BLOCK_SIZE = 4096 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    max_align_t data[];
};

static void drop_newest(struct arena *arena)
{
    struct arena_block *block = arena->block;
    arena->block = block->older;
    arena->total -= block->size;
    memory_free(block);
}

void arena_release(struct arena *arena)
{
    while (arena->block)
        drop_newest(arena);
    *arena = (struct arena){0};
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

void *arena_allocate(struct arena *arena, size_t size)
{
    size_t aligned = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!arena->block || arena->used + aligned > arena->block->size) {
        size_t block_size = aligned > BLOCK_SIZE ? aligned : BLOCK_SIZE;
        struct arena_block *block = memory_allocate(offsetof(struct arena_block, data) + block_size);
        block->older = arena->block;
        block->size = block_size;
        arena->block = block;
        arena->used = 0;
        arena->total += block_size;
    }
    char *memory = (char *)arena->block->data + arena->used;
    arena->used += aligned;
    memset(memory, 0, aligned);
    return memory;
}

char *arena_copy(struct arena *arena, struct slice bytes)
{
    char *copy = arena_allocate(arena, bytes.length + 1);
    if (bytes.length)
        memcpy(copy, bytes.data, bytes.length);
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, slice_of(text));
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
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    check(length >= 0);
    char *text = arena_allocate(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
