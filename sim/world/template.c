/* A world at other times. */
#include <string.h>

#include "base/check.h"
#include "base/write.h"
#include "data/mold.h"
#include "world/world.h"

enum { DAY = 24 * 60 * 60 };                              /* seconds */
enum { DATE = 10, SECOND = 19, EVENT = 16, DIGITS = 20 }; /* characters: "2015-07-01", "2015-07-01T00:00:00", ... */

/* An instant in a key or a scalar, and how it is written there. */
struct stamp {
    enum stamp_kind {
        STAMP_NONE,
        STAMP_NUMBER, /* of nanoseconds, as an integer */
        STAMP_DATE,   /* "2015-07-01T00:00:00" or "2015/07/01 00:00:00": what stands behind the second stays */
        STAMP_EVENT,  /* "ztunnel.13eca7414532900a": at the end, nanoseconds */
        STAMP_KEY,    /* of a pending event: it begins with nanoseconds in twenty digits */
    } kind;
    size_t place; /* in the text */
    struct instant at;
};

/* One entry of a world's maps. */
struct template_entry {
    struct slice key; /* of the world's map */
    struct hash hash; /* of the key */
    struct stamp stamp;
    size_t item; /* in the form */
};

struct template_map {
    struct template_entry *entries;
    size_t count;
    bool timeless; /* none of its keys and items has an instant */
};

struct template {
    struct arena arena; /* of everything but the world and the mold */
    const struct world *world;
    struct mold *mold;    /* of all items of the maps */
    struct stamp *stamps; /* of the mold's scalars */
    struct template_map maps[WORLD_ROOTS];
};

/* --- finding instants --- */

static bool is_near(struct instant now, int64_t nanoseconds)
{
    int64_t away = nanoseconds - now.nanoseconds;
    return away >= -SECONDS(DAY).nanoseconds && away <= SECONDS(DAY).nanoseconds;
}

static bool find_date(struct instant now, struct slice text, struct stamp *stamp)
{
    if (text.length < SECOND || text.data[13] != ':' || text.data[4] != text.data[7] ||
        (text.data[4] != '-' && text.data[4] != '/'))
        return false;
    char date[SECOND + 2];
    memcpy(date, text.data, SECOND);
    date[4] = date[7] = '-';
    date[DATE] = 'T';
    date[SECOND] = 'Z';
    date[SECOND + 1] = '\0';
    stamp->kind = STAMP_DATE;
    return instant_parse_rfc3339((struct slice){date, SECOND + 1}, &stamp->at) && is_near(now, stamp->at.nanoseconds);
}

static bool find_event(struct instant now, struct slice text, struct stamp *stamp)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t number = 0;
    if (text.length <= EVENT || text.data[text.length - EVENT - 1] != '.')
        return false;
    for (size_t i = text.length - EVENT; i < text.length; i++) {
        const char *digit = memchr(digits, text.data[i], 16);
        if (!digit)
            return false;
        number = number << 4 | (uint64_t)(digit - digits);
    }
    *stamp = (struct stamp){STAMP_EVENT, text.length - EVENT, {(int64_t)number}};
    return number <= INT64_MAX && is_near(now, (int64_t)number);
}

/* Envoy's lines begin with their instant in brackets. */
static struct stamp stamp_of_text(struct instant now, struct slice text)
{
    struct stamp stamp = {.place = text.length && text.data[0] == '['};
    if (find_date(now, slice_part(text, stamp.place, text.length), &stamp) || find_event(now, text, &stamp))
        return stamp;
    return (struct stamp){.kind = STAMP_NONE};
}

static struct stamp stamp_of_key(struct instant now, enum world_root root, struct slice key)
{
    struct stamp stamp = {.kind = STAMP_KEY};
    if (root != WORLD_PENDING)
        return stamp_of_text(now, key);
    check(key.length > DIGITS && slice_to_integer(slice_part(key, 0, DIGITS), &stamp.at.nanoseconds));
    return stamp;
}

static struct stamp stamp_of(struct instant now, const struct value *scalar)
{
    if (!value_is(scalar, VALUE_INTEGER))
        return stamp_of_text(now, value_slice(scalar));
    int64_t number = value_number(scalar, 0);
    return (struct stamp){is_near(now, number) ? STAMP_NUMBER : STAMP_NONE, 0, {number}};
}

static bool is_stamped(void *now, const struct value *scalar)
{
    return stamp_of(*(struct instant *)now, scalar).kind != STAMP_NONE;
}

/* --- making a template --- */

/* What is programmed is what was applied when it was pushed: at rest they are one map, and each world made of it has one. */
static bool is_applied(const struct template *template, enum world_root root)
{
    return root == WORLD_PROGRAMMED &&
           map_same(world_map(template->world, root), world_map(template->world, WORLD_APPLIED));
}

/* If not, they are mostly the same values, and stay so: an item is in the form once. */
static size_t put_item(struct template *template, struct value *form, enum world_root root,
                       const struct map_entry *entry)
{
    const struct template_entry *twin = template->maps[WORLD_APPLIED].entries;
    if (root == WORLD_PROGRAMMED && map_get(world_map(template->world, WORLD_APPLIED), entry->key) == entry->item) {
        while (!slice_equal(twin->key, entry->key))
            twin++;
        return twin->item;
    }
    value_append(&template->arena, form, entry->item);
    return value_count(form) - 1;
}

static void put_entries(struct template *template, struct value *form, enum world_root root)
{
    struct map map = world_map(template->world, root);
    struct map_walk walk = map_walk(map, SLICE(""));
    struct map_entry entry;
    struct template_map *to = &template->maps[root];
    to->entries = arena_allocate(&template->arena, map_count(map) * sizeof *to->entries);
    while (map_walk_next(&walk, &entry))
        to->entries[to->count++] = (struct template_entry){
            .key = entry.key,
            .hash = hash_bytes(entry.key),
            .stamp = stamp_of_key(world_now(template->world), root, entry.key),
            .item = put_item(template, form, root, &entry),
        };
}

/* Which maps are the same in each world: those whose keys and items, as they were cast, are the world's own. */
static void find_timeless(struct template *template, const struct value *cast)
{
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        struct template_map *map = &template->maps[root];
        map->timeless = true;
        for (size_t i = 0; i < map->count; i++) {
            const struct template_entry *entry = &map->entries[i];
            map->timeless = map->timeless && entry->stamp.kind == STAMP_NONE &&
                            value_at(cast, entry->item) == map_get(world_map(template->world, root), entry->key);
        }
    }
}

struct template *template_new(const struct world *world)
{
    struct template *template = memory_allocate(sizeof *template);
    struct value *form = value_array(&template->arena);
    struct instant now = world_now(world);
    template->world = world_ref(world);
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        if (!is_applied(template, root))
            put_entries(template, form, root);
    }
    template->mold = mold_new(form, is_stamped, &now);
    size_t count = mold_count(template->mold);
    const struct value **scalars = arena_allocate(&template->arena, count * sizeof *scalars);
    template->stamps = arena_allocate(&template->arena, count * sizeof *template->stamps);
    for (size_t i = 0; i < count; i++) {
        scalars[i] = mold_at(template->mold, i);
        template->stamps[i] = stamp_of(now, scalars[i]);
    }
    const struct value *cast = mold_cast(template->mold, scalars);
    find_timeless(template, cast);
    value_unref(cast);
    return template;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    mold_free(template->mold);
    world_unref(template->world);
    arena_release(&template->arena);
    memory_free(template);
}

/* --- making a world --- */

static void write_date(char *text, struct instant at)
{
    struct calendar date = instant_calendar(at);
    write_four(text, (unsigned)date.year);
    write_two(text + 5, (unsigned)date.month);
    write_two(text + 8, (unsigned)date.day);
    write_two(text + 11, (unsigned)date.hour);
    write_two(text + 14, (unsigned)date.minute);
    write_two(text + 17, (unsigned)date.second);
}

static struct slice shift_text(struct arena *arena, struct slice text, const struct stamp *stamp, struct duration by)
{
    struct instant at = instant_add(stamp->at, by);
    char *copy = arena_copy(arena, text), *place = copy + stamp->place;
    if (stamp->kind == STAMP_DATE)
        write_date(place, at);
    else if (stamp->kind == STAMP_KEY)
        write_padded(place, (uint64_t)at.nanoseconds, DIGITS);
    else
        for (int i = EVENT; i--; at.nanoseconds >>= 4)
            place[i] = "0123456789abcdef"[at.nanoseconds & 15];
    return (struct slice){copy, text.length};
}

static const struct value *cast_items(const struct template *template, struct duration by, struct arena *arena)
{
    size_t count = mold_count(template->mold);
    const struct value **scalars = arena_allocate(arena, count * sizeof *scalars);
    for (size_t i = 0; i < count; i++) {
        const struct stamp *stamp = &template->stamps[i];
        struct slice text = value_slice(mold_at(template->mold, i));
        scalars[i] = stamp->kind == STAMP_NUMBER
                         ? value_integer(arena, instant_add(stamp->at, by).nanoseconds)
                         : value_string(arena, shift_text(arena, text, stamp, by));
    }
    return mold_cast(template->mold, scalars);
}

/* Keys of one length keep their order: what is shifted stands at their ends. Should they not, each finds its place. */
static struct map make_map(const struct template *template, enum world_root root, const struct value *items,
                           struct duration by, struct arena *arena)
{
    const struct template_map *from = &template->maps[root];
    struct map map = {.type = world_map(template->world, root).type};
    struct map_entry *made = arena_room(arena, from->count * sizeof *made);
    struct hash *hashes = arena_room(arena, from->count * sizeof *hashes);
    bool ascending = true;
    for (size_t i = 0; i < from->count; i++) {
        const struct template_entry *entry = &from->entries[i];
        made[i] = (struct map_entry){entry->key, value_at(items, entry->item)};
        hashes[i] = entry->hash;
        if (entry->stamp.kind != STAMP_NONE) {
            made[i].key = shift_text(arena, entry->key, &entry->stamp, by);
            hashes[i] = hash_bytes(made[i].key);
        }
        ascending = ascending && (!i || slice_compare(made[i - 1].key, made[i].key) < 0);
    }
    if (ascending)
        return map_make(map.type, made, hashes, from->count);
    for (size_t i = 0; i < from->count; i++)
        map_set(&map, made[i].key, made[i].item);
    return map;
}

struct world *template_world(const struct template *template, struct instant at)
{
    struct arena arena = {0};
    struct duration by = instant_since(at, world_now(template->world));
    check(by.nanoseconds % SECONDS(1).nanoseconds == 0);
    struct world *empty = world_new(at, world_random(template->world));
    const struct value *items = cast_items(template, by, &arena);
    struct draft draft;
    draft_begin(&draft, &arena, empty);
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        if (is_applied(template, root)) {
            draft_restore(&draft, root, draft_map(&draft, WORLD_APPLIED));
            continue;
        }
        if (template->maps[root].timeless) {
            draft_restore(&draft, root, world_map(template->world, root));
            continue;
        }
        struct map map = make_map(template, root, items, by, &arena);
        draft_restore(&draft, root, map);
        map_unref(map);
    }
    value_unref(items);
    struct world *world = draft_commit(&draft);
    world_unref(empty);
    arena_release(&arena);
    return world;
}
