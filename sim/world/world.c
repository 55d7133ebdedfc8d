#include "world/world.h"

#include "base/check.h"
#include "base/pool.h"
#include "base/write.h"

struct world {
    unsigned count;
    struct map maps[WORLD_ROOTS];
    struct instant now;
    uint64_t random; /* state of the random stream */
};

static struct world *allocate(void)
{
    struct world *world = pool_take(sizeof *world);
    *world = (struct world){.count = 1};
    for (int i = 0; i < WORLD_ROOTS; i++)
        world->maps[i].type = &value_map_type;
    return world;
}

struct world *world_new(struct instant now, uint64_t seed)
{
    struct world *world = allocate();
    world->now = now;
    world->random = seed;
    return world;
}

struct world *world_ref(const struct world *world)
{
    struct world *mutable = (struct world *)world;
    mutable->count++;
    return mutable;
}

void world_unref(const struct world *world)
{
    struct world *mutable = (struct world *)world;
    if (!mutable || --mutable->count)
        return;
    for (int i = 0; i < WORLD_ROOTS; i++)
        map_unref(mutable->maps[i]);
    pool_give(mutable, sizeof *mutable);
}

struct instant world_now(const struct world *world)
{
    return world->now;
}

uint64_t world_random(const struct world *world)
{
    return world->random;
}

struct map world_map(const struct world *world, enum world_root root)
{
    return world->maps[root];
}

const struct value *world_get(const struct world *world, enum world_root root, const char *key)
{
    return map_get(world->maps[root], slice_of(key));
}

struct hash world_hash(const struct world *world)
{
    return world_hash_at(world, world->now);
}

struct hash world_hash_at(const struct world *world, struct instant now)
{
    struct hash hash = {(uint64_t)now.nanoseconds, world->random};
    for (int i = 0; i < WORLD_ROOTS; i++)
        hash = hash_pair(hash, map_hash(world->maps[i]));
    return hash;
}

struct world *world_at(const struct world *world, struct instant now)
{
    if (instant_compare(world->now, now) == 0)
        return world_ref(world);
    struct world *later = pool_take(sizeof *later);
    *later = *world;
    later->count = 1;
    later->now = now;
    for (int i = 0; i < WORLD_ROOTS; i++)
        map_ref(later->maps[i]);
    return later;
}

void world_difference(const struct world *before, const struct world *after, enum world_root root,
                      void (*visit)(void *context, struct slice key, const void *before, const void *after),
                      void *context)
{
    map_difference(before->maps[root], after->maps[root], visit, context);
}

void draft_begin(struct draft *draft, struct arena *arena, const struct world *base)
{
    *draft = (struct draft){.arena = arena, .now = base->now, .random = base->random, .base = world_ref(base)};
    for (int i = 0; i < WORLD_ROOTS; i++) {
        draft->maps[i] = base->maps[i];
        map_ref(draft->maps[i]);
    }
}

static bool unchanged(const struct draft *draft)
{
    if (instant_compare(draft->now, draft->base->now) || draft->random != draft->base->random)
        return false;
    for (int i = 0; i < WORLD_ROOTS; i++) {
        if (!map_same(draft->maps[i], draft->base->maps[i]))
            return false;
    }
    return true;
}

/* A version of a map, or an item that is not in the draft any more: as many as a block has room for, then the next block. */
struct draft_held {
    struct draft_held *older;
    size_t count;
    struct {
        struct map map;
        const struct value *item;
    } list[14];
};

static void hold(struct draft *draft, struct map map, const struct value *item)
{
    struct draft_held *held = draft->held;
    if (!held || held->count == sizeof held->list / sizeof *held->list) {
        held = pool_take(sizeof *held);
        held->older = draft->held;
        held->count = 0;
        draft->held = held;
    }
    held->list[held->count].map = map;
    held->list[held->count++].item = item;
}

static void let_go(struct draft_held *held)
{
    while (held->count--) {
        map_unref(held->list[held->count].map);
        value_unref(held->list[held->count].item);
    }
    pool_give(held, sizeof *held);
}

static void end_draft(struct draft *draft)
{
    for (struct draft_held *held = draft->held, *older; held; held = older) {
        older = held->older;
        let_go(held);
    }
    world_unref(draft->base);
    *draft = (struct draft){0};
}

struct world *draft_commit(struct draft *draft)
{
    check(draft->base);
    struct world *world;
    if (unchanged(draft)) {
        world = world_ref(draft->base);
        draft_abandon(draft);
        return world;
    }
    world = allocate();
    for (int i = 0; i < WORLD_ROOTS; i++)
        world->maps[i] = draft->maps[i];
    world->now = draft->now;
    world->random = draft->random;
    end_draft(draft);
    return world;
}

void draft_abandon(struct draft *draft)
{
    for (int i = 0; i < WORLD_ROOTS; i++)
        map_unref(draft->maps[i]);
    end_draft(draft);
}

struct map draft_map(const struct draft *draft, enum world_root root)
{
    struct map map = draft->maps[root];
    if (!map_same(map, draft->base->maps[root])) { /* which is held already */
        map_ref(map);
        hold((struct draft *)draft, map, NULL);
    }
    return map;
}

const struct value *draft_get(const struct draft *draft, enum world_root root, const char *key)
{
    return map_get(draft->maps[root], slice_of(key));
}

/* Puts [item] at [place], where [old] is, or NULL. */
static void set_at(struct draft *draft, enum world_root root, struct map_place *place, const struct value *old,
                   const struct value *item)
{
    const struct value *kept = value_keep(item);
    if (old)
        hold(draft, (struct map){0}, value_ref(old));
    map_set_at(&draft->maps[root], place, kept);
    value_unref(kept);
}

void draft_set(struct draft *draft, enum world_root root, const char *key, const struct value *item)
{
    struct map_place place;
    const struct value *old = map_find(draft->maps[root], slice_of(key), &place);
    if (old != item && !(old && value_equal(old, item)))
        set_at(draft, root, &place, old, item);
}

/* What is kept together lives together: so not all of it in one. */
enum { KEPT_TOGETHER = 64 };

void draft_set_all(struct draft *draft, enum world_root root, const struct map_entry *entries, size_t count)
{
    if (count == 1) { /* needs no list around it */
        struct map_place place;
        const struct value *old = map_find(draft->maps[root], entries->key, &place);
        set_at(draft, root, &place, old, entries->item);
        return;
    }
    if (count)
        draft_map(draft, root); /* whose items some of these may replace */
    for (size_t from = 0, to; from < count; from = to) {
        to = count - from < KEPT_TOGETHER ? count : from + KEPT_TOGETHER;
        struct value *list = value_array(draft->arena);
        for (size_t i = from; i < to; i++)
            value_append(draft->arena, list, entries[i].item);
        const struct value *kept = value_keep(list);
        struct map_entry part[KEPT_TOGETHER];
        for (size_t i = from; i < to; i++)
            part[i - from] = (struct map_entry){entries[i].key, value_at(kept, i - from)};
        map_set_all(&draft->maps[root], part, to - from);
        value_unref(kept);
    }
}

void draft_remove(struct draft *draft, enum world_root root, const char *key)
{
    struct map_place place;
    const struct value *old = map_find(draft->maps[root], slice_of(key), &place);
    if (!old)
        return;
    hold(draft, (struct map){0}, value_ref(old));
    map_remove_at(&draft->maps[root], &place);
}

void draft_restore(struct draft *draft, enum world_root root, struct map map)
{
    if (map_same(draft->maps[root], map))
        return;
    hold(draft, draft->maps[root], NULL);
    map_ref(map);
    draft->maps[root] = map;
}

uint64_t draft_random(struct draft *draft)
{
    return random_next(&draft->random);
}

int64_t draft_count(struct draft *draft, const char *note)
{
    return draft_count_on(draft, note, 1);
}

int64_t draft_count_on(struct draft *draft, const char *note, int64_t by)
{
    struct map_place place;
    const struct value *old = map_find(draft->maps[WORLD_NOTES], slice_of(note), &place);
    int64_t number = value_number(old, 0) + by;
    set_at(draft, WORLD_NOTES, &place, old, value_integer(draft->arena, number));
    return number;
}

char *object_key(struct arena *arena, const char *resource, const char *namespace, const char *name)
{
    struct slice plural = slice_of(resource), space = slice_of(namespace ? namespace : ""), own = slice_of(name);
    char *key = arena_room(arena, plural.length + space.length + own.length + sizeof "//");
    char *at = write_slice(key, plural);
    *at++ = '/';
    at = write_slice(at, space);
    *at++ = '/';
    *write_slice(at, own) = '\0';
    return key;
}
