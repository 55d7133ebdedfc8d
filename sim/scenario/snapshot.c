#include "scenario/snapshot.h"

#include <string.h>

#include "base/check.h"

enum { CHUNK = 32768, PIECE = 4096 }; /* bytes */

struct snapshot_chunk {
    struct snapshot_chunk *older, *newer;
    size_t size, used; /* bytes of data */
    size_t kept_used;
    char *kept; /* heap: the data at snapshot_keep; NULL: it was not there */
    max_align_t data[];
};

struct snapshot_free {
    struct snapshot_free *next;
};

static struct snapshot_chunk *add_chunk(struct snapshot_chunk **list, size_t size)
{
    struct snapshot_chunk *chunk = memory_resize(NULL, sizeof *chunk + size);
    *chunk = (struct snapshot_chunk){.older = *list, .size = size};
    if (*list)
        (*list)->newer = chunk;
    *list = chunk;
    return chunk;
}

static size_t units_of(size_t size)
{
    return (size + SNAPSHOT_UNIT - 1) / SNAPSHOT_UNIT;
}

static void *take_small(struct snapshot *snapshot, size_t units)
{
    struct snapshot_free *block = snapshot->free[units];
    if (block) {
        snapshot->free[units] = block->next;
        return block;
    }
    struct snapshot_chunk *chunk = snapshot->small;
    if (!chunk || chunk->used + units * SNAPSHOT_UNIT > chunk->size)
        chunk = add_chunk(&snapshot->small, CHUNK);
    chunk->used += units * SNAPSHOT_UNIT;
    return (char *)chunk->data + chunk->used - units * SNAPSHOT_UNIT;
}

static void *take(struct snapshot *snapshot, size_t size)
{
    if (units_of(size) <= SNAPSHOT_UNITS)
        return take_small(snapshot, units_of(size));
    struct snapshot_chunk *chunk = add_chunk(&snapshot->large, size);
    chunk->used = size;
    return chunk->data;
}

static void drop_large(struct snapshot *snapshot, struct snapshot_chunk *chunk)
{
    if (chunk->kept) /* snapshot_restore wants it where it is */
        return;
    *(chunk->newer ? &chunk->newer->older : &snapshot->large) = chunk->older;
    if (chunk->older)
        chunk->older->newer = chunk->newer;
    memory_free(chunk);
}

void snapshot_free(struct snapshot *snapshot, void *block, size_t size)
{
    if (!block || !size)
        return;
    if (units_of(size) > SNAPSHOT_UNITS) {
        drop_large(snapshot, (struct snapshot_chunk *)((char *)block - offsetof(struct snapshot_chunk, data)));
        return;
    }
    struct snapshot_free *given = block;
    given->next = snapshot->free[units_of(size)];
    snapshot->free[units_of(size)] = given;
}

void *snapshot_resize(struct snapshot *snapshot, void *block, size_t old_size, size_t size)
{
    if (block && units_of(old_size) == units_of(size) && units_of(size) <= SNAPSHOT_UNITS)
        return block;
    void *moved = take(snapshot, size);
    if (block)
        memcpy(moved, block, old_size < size ? old_size : size);
    snapshot_free(snapshot, block, old_size);
    return moved;
}

static void keep_chunks(struct snapshot_chunk *chunk)
{
    for (; chunk; chunk = chunk->older) {
        chunk->kept = memory_resize(NULL, chunk->used + 1);
        chunk->kept_used = chunk->used;
        memcpy(chunk->kept, chunk->data, chunk->used);
    }
}

void snapshot_keep(struct snapshot *snapshot)
{
    keep_chunks(snapshot->small);
    keep_chunks(snapshot->large);
    memcpy(snapshot->kept_free, snapshot->free, sizeof snapshot->free);
}

/* Most of it is as it was: what did not change is not written again. */
static void restore_data(char *data, const char *kept, size_t size)
{
    for (size_t at = 0, part; at < size; at += part) {
        part = size - at < PIECE ? size - at : PIECE;
        if (memcmp(data + at, kept + at, part) != 0)
            memcpy(data + at, kept + at, part);
    }
}

static void restore_chunks(struct snapshot_chunk **list)
{
    for (struct snapshot_chunk *chunk = *list, *older; chunk; chunk = older) {
        older = chunk->older;
        if (!chunk->kept) {
            *(chunk->newer ? &chunk->newer->older : list) = older;
            if (older)
                older->newer = chunk->newer;
            memory_free(chunk);
            continue;
        }
        restore_data((char *)chunk->data, chunk->kept, chunk->kept_used);
        chunk->used = chunk->kept_used;
    }
}

void snapshot_restore(struct snapshot *snapshot)
{
    restore_chunks(&snapshot->small);
    restore_chunks(&snapshot->large);
    memcpy(snapshot->free, snapshot->kept_free, sizeof snapshot->free);
}

static void release_chunks(struct snapshot_chunk *chunk)
{
    while (chunk) {
        struct snapshot_chunk *older = chunk->older;
        memory_free(chunk->kept);
        memory_free(chunk);
        chunk = older;
    }
}

void snapshot_release(struct snapshot *snapshot)
{
    release_chunks(snapshot->small);
    release_chunks(snapshot->large);
    *snapshot = (struct snapshot){0};
}
