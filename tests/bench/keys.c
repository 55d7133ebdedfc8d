/* Row 8b: finding members of a large object whose keys begin with the same letters, and of one whose keys do not. */
#include "operations.h"

#include "base/check.h"
#include "data/value.h"

enum { KEYS = 20000, STEP = 7919 }; /* prime: each key is looked up once before one is again */

struct keys {
    struct arena arena;
    const struct value *object;
    struct slice *keys;
    size_t size, at;
};

/* A value compares keys eight bytes at a time: here these are the same, or never are. */
static void *begin(size_t size, const char *format)
{
    struct keys *keys = memory_allocate(sizeof *keys);
    struct value *object = value_object(&keys->arena);
    keys->keys = arena_allocate(&keys->arena, size * sizeof *keys->keys);
    keys->size = size;
    for (size_t i = 0; i < size; i++) {
        keys->keys[i] = slice_of(arena_format(&keys->arena, format, i, i));
        value_put_slice(&keys->arena, object, keys->keys[i], value_integer(&keys->arena, (int64_t)i));
    }
    keys->object = object;
    return keys;
}

static void *begin_alike(size_t size)
{
    return begin(size, "settings-of-%08zu-and-%zu");
}

static void *begin_apart(size_t size)
{
    return begin(size, "%08zu-settings-of-and-%zu");
}

static void end(void *context)
{
    struct keys *keys = context;
    arena_release(&keys->arena);
    memory_free(keys);
}

static void find(void *context, size_t times)
{
    struct keys *keys = context;
    for (size_t i = 0; i < times; i++) {
        keys->at = (keys->at + STEP) % keys->size;
        const struct value *found = value_get_slice(keys->object, keys->keys[keys->at]);
        check(value_number(found, -1) == (int64_t)keys->at);
    }
}

const struct operation alike_operation = {.name = "alike", .begin = begin_alike, .run = find, .end = end};
const struct operation apart_operation = {.name = "apart", .begin = begin_apart, .run = find, .end = end};

static void measure(struct report *report)
{
    struct comparison times = compare_operations(&alike_operation, KEYS, KEYS, &apart_operation, KEYS, KEYS);
    double alike = count_operation(&alike_operation, KEYS, KEYS, 2 * KEYS);
    double apart = count_operation(&apart_operation, KEYS, KEYS, 2 * KEYS);
    report_text(report, "%.0f ns, %.1f times", times.a, times.ratio);
    if (alike < 0) {
        report_text(report, "not counted: no valgrind");
        report_limit(report, times.ratio, 4, 3);
        return;
    }
    report_text(report, "%.0f instructions, %.1f times", alike, alike / apart);
    report_limit(report, alike / apart, 4, 3);
}

const struct row row_keys = {
    .number = "8b",
    .what = "finding one of an object's 20,000 keys that begin with the same eight letters; instructions",
    .peer = "the same of keys that do not",
    .must = "4 times",
    .wanted = "3 times",
    .measure = measure,
};
