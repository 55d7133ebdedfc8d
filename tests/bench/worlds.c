/* Row 8: a fork, an undo, and a fork that is written to once, of small and of large worlds. */
#include "operations.h"

#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "world/world.h"

enum { SMALL = 50, LARGE = 50000, PEER_BYTES = 65536 };

struct worlds {
    struct world *now, *before; /* one edit apart */
    const struct world *shown;  /* what undo swaps */
    struct arena arena;
    const char *keys[SMALL]; /* of objects that are there, to be written to */
    const struct value *object;
    char *from, *to; /* of the peer */
};

static const struct value *make_object(struct arena *arena, size_t number)
{
    struct value *object = value_object(arena), *metadata = value_open(arena, object, "metadata");
    value_put_text(arena, object, "apiVersion", "v1");
    value_put_text(arena, object, "kind", "ConfigMap");
    value_put_text(arena, metadata, "name", arena_format(arena, "object-%zu", number));
    value_put_text(arena, value_open(arena, object, "data"), "key", "value");
    return object;
}

static const char *object_name(struct arena *arena, size_t number)
{
    return arena_format(arena, "configmaps/default/object-%zu", number);
}

static struct world *edited(const struct world *base, size_t from, size_t to)
{
    struct arena arena = {0};
    struct draft draft;
    draft_begin(&draft, &arena, base);
    for (size_t i = from; i < to; i++)
        draft_set(&draft, WORLD_APPLIED, object_name(&arena, i), make_object(&arena, i));
    struct world *world = draft_commit(&draft);
    arena_release(&arena);
    return world;
}

static void *begin(size_t size)
{
    struct worlds *worlds = memory_allocate(sizeof *worlds);
    struct world *empty = world_new((struct instant){0}, 1);
    worlds->before = edited(empty, 0, size);
    worlds->now = edited(worlds->before, size, size + 1);
    worlds->shown = world_ref(worlds->now);
    for (size_t i = 0; i < SMALL; i++)
        worlds->keys[i] = object_name(&worlds->arena, i * (size / SMALL));
    worlds->object = make_object(&worlds->arena, size);
    worlds->from = memory_allocate(PEER_BYTES);
    worlds->to = memory_allocate(PEER_BYTES);
    world_unref(empty);
    return worlds;
}

static void end(void *context)
{
    struct worlds *worlds = context;
    world_unref(worlds->shown);
    world_unref(worlds->now);
    world_unref(worlds->before);
    arena_release(&worlds->arena);
    memory_free(worlds->from);
    memory_free(worlds->to);
    memory_free(worlds);
}

static void fork_world(void *context, size_t times)
{
    struct worlds *worlds = context;
    for (size_t i = 0; i < times; i++)
        world_unref(world_ref(worlds->now));
}

static void undo_world(void *context, size_t times)
{
    struct worlds *worlds = context;
    for (size_t i = 0; i < times; i++) {
        const struct world *next = world_ref(worlds->shown == worlds->now ? worlds->before : worlds->now);
        world_unref(worlds->shown);
        worlds->shown = next;
    }
}

static void write_fork(void *context, size_t times)
{
    struct worlds *worlds = context;
    for (size_t i = 0; i < times; i++) {
        struct draft draft;
        draft_begin(&draft, &worlds->arena, worlds->now);
        draft_set(&draft, WORLD_APPLIED, worlds->keys[i % SMALL], worlds->object);
        world_unref(draft_commit(&draft));
    }
}

static void copy_bytes(void *context, size_t times)
{
    struct worlds *worlds = context;
    for (size_t i = 0; i < times; i++) {
        memcpy(worlds->to, worlds->from, PEER_BYTES);
        __asm__ volatile("" : : "r"(worlds->to) : "memory"); /* it was wanted */
    }
}

const struct operation fork_operation = {.name = "fork", .begin = begin, .run = fork_world, .end = end};
const struct operation undo_operation = {.name = "undo", .begin = begin, .run = undo_world, .end = end};
const struct operation write_operation = {.name = "write", .begin = begin, .run = write_fork, .end = end};
static const struct operation copy_operation = {.name = "copy", .begin = begin, .run = copy_bytes, .end = end};

static void measure(struct report *report)
{
    struct comparison forks = compare_operations(&fork_operation, LARGE, 10000, &copy_operation, SMALL, 1000);
    struct comparison undos = compare_operations(&undo_operation, LARGE, 10000, &copy_operation, SMALL, 1000);
    struct comparison writes = compare_operations(&write_operation, LARGE, 1000, &copy_operation, SMALL, 1000);
    double small = count_operation(&fork_operation, SMALL, 1000, 11000);
    double large = count_operation(&fork_operation, LARGE, 1000, 11000);
    report_text(report, "fork %.0f ns, undo %.0f ns", forks.a, undos.a);
    report_limit(report, forks.a, 1000, 50);
    report_limit(report, undos.a, 1000, 50);
    report_text(report, "fork, write and drop %.1f times", writes.ratio);
    report_limit(report, writes.ratio, 0, 4);
    if (small < 0)
        report_text(report, "not counted: no valgrind");
    else
        report_text(report, "%.2f times the instructions at 50,000 objects", large / small);
    if (small >= 0)
        report_limit(report, large / small, 1.1, 1.1);
}

const struct row row_worlds = {
    .number = "8",
    .what = "fork and undo of a world of 50,000 objects; a fork, one write, and its end",
    .peer = "copying 64 KiB; the same with 50 objects",
    .must = "1 us; instructions 1.1 times those at 50",
    .wanted = "write 4 times the copy",
    .measure = measure,
};
