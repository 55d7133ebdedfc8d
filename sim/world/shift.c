/* A world at another time. */
#include <string.h>

#include "base/check.h"
#include "world/world.h"

enum { DAY = 24 * 60 * 60 };                  /* seconds */
enum { DATE = 10, SECOND = 19, EVENT = 16 }; /* characters: "2015-07-01", "2015-07-01T00:00:00", an event's name's end */

struct shift {
    struct arena *arena;
    struct instant now;
    struct duration by;
};

static bool is_near(const struct shift *shift, int64_t nanoseconds)
{
    int64_t away = nanoseconds - shift->now.nanoseconds;
    return away >= -SECONDS(DAY).nanoseconds && away <= SECONDS(DAY).nanoseconds;
}

/* "2015-07-01T00:00:00" and "2015/07/01 00:00:00" at the beginning of a text: what stands behind the second stays. */
static bool shift_date(const struct shift *shift, char *text, size_t length)
{
    if (length < SECOND || text[13] != ':' || text[4] != text[7] || (text[4] != '-' && text[4] != '/'))
        return false;
    char date[SECOND + 2];
    struct instant at;
    memcpy(date, text, SECOND);
    date[4] = date[7] = '-';
    date[DATE] = 'T';
    date[SECOND] = 'Z';
    date[SECOND + 1] = '\0';
    if (!instant_parse_rfc3339((struct slice){date, SECOND + 1}, &at) || !is_near(shift, at.nanoseconds))
        return false;
    const char *later = instant_rfc3339(shift->arena, instant_add(at, shift->by), 0);
    char between = text[4], before_hour = text[DATE];
    memcpy(text, later, SECOND);
    text[4] = text[7] = between;
    text[DATE] = before_hour;
    return true;
}

/* "ztunnel.13eca7414532900a" */
static bool shift_event(const struct shift *shift, char *text, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t number = 0;
    if (length <= EVENT || text[length - EVENT - 1] != '.')
        return false;
    for (size_t i = length - EVENT; i < length; i++) {
        const char *digit = memchr(digits, text[i], 16);
        if (!digit)
            return false;
        number = number << 4 | (uint64_t)(digit - digits);
    }
    if (number > INT64_MAX || !is_near(shift, (int64_t)number))
        return false;
    number += (uint64_t)shift->by.nanoseconds;
    for (size_t i = length; i > length - EVENT; i--, number >>= 4)
        text[i - 1] = digits[number & 15];
    return true;
}

/* The same text where nothing in it is an instant. */
static struct slice shift_text(const struct shift *shift, struct slice text)
{
    if (text.length < EVENT || (text.data[4] != '-' && text.data[4] != '/' &&
                                text.data[text.length - EVENT - (text.length > EVENT)] != '.'))
        return text;
    char *copy = arena_copy(shift->arena, text);
    bool shifted = shift_date(shift, copy, text.length) || shift_event(shift, copy, text.length);
    return shifted ? (struct slice){copy, text.length} : text;
}

static const struct value *shift_scalar(void *context, const struct value *scalar)
{
    const struct shift *shift = context;
    int64_t number;
    struct slice text, shifted;
    switch (value_type(scalar)) {
    case VALUE_INTEGER:
        number = value_number(scalar, 0);
        return is_near(shift, number) ? value_integer(shift->arena, number + shift->by.nanoseconds) : scalar;
    case VALUE_STRING:
        text = value_slice(scalar);
        shifted = shift_text(shift, text);
        return shifted.data == text.data ? scalar : value_string(shift->arena, shifted);
    default:
        return scalar;
    }
}

/* The key of a pending event begins with its instant in twenty digits. */
static struct slice shift_key(const struct shift *shift, enum world_root root, struct slice key)
{
    enum { DIGITS = 20 };
    int64_t number;
    if (root != WORLD_PENDING)
        return shift_text(shift, key);
    check(key.length > DIGITS && slice_to_integer(slice_part(key, 0, DIGITS), &number));
    const char *rest = arena_copy(shift->arena, slice_part(key, DIGITS, key.length));
    return slice_of(arena_format(shift->arena, "%020lld%s", (long long)(number + shift->by.nanoseconds), rest));
}

/* Applied and programmed are mostly the same values: what was the same stays the same. */
static const struct value *shift_item(struct shift *shift, const struct map_entry *entry, struct map before,
                                      struct map after, struct slice key)
{
    if (before.root && map_get(before, entry->key) == entry->item)
        return value_ref(map_get(after, key));
    return value_keep(value_replace(shift->arena, entry->item, shift_scalar, shift));
}

/* Keys of one length keep their order: what is shifted stands at their ends. Should they not, each finds its place. */
static struct map shift_map(struct shift *shift, enum world_root root, struct map map, struct map before,
                            struct map after)
{
    size_t count = map_count(map), done = 0;
    struct map_entry *entries = arena_allocate(shift->arena, (count + 1) * sizeof *entries), entry;
    struct map_walk walk = map_walk(map, SLICE(""));
    bool ascending = true;
    for (; map_walk_next(&walk, &entry); done++) {
        entries[done].key = shift_key(shift, root, entry.key);
        entries[done].item = shift_item(shift, &entry, before, after, entries[done].key);
        ascending = ascending && (!done || slice_compare(entries[done - 1].key, entries[done].key) < 0);
    }
    struct map made = {.type = map.type};
    if (ascending)
        made = map_make(map.type, entries, count);
    for (size_t i = 0; i < count; i++) {
        if (!ascending)
            map_set(&made, entries[i].key, entries[i].item);
        value_unref(entries[i].item);
    }
    return made;
}

struct world *world_shift(const struct world *world, struct duration by)
{
    check(by.nanoseconds % SECONDS(1).nanoseconds == 0);
    struct arena arena = {0};
    struct shift shift = {.arena = &arena, .now = world_now(world), .by = by};
    struct world *empty = world_new(instant_add(shift.now, by), world_random(world));
    struct draft draft;
    draft_begin(&draft, &arena, empty);
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        struct map map = world_map(world, root), twin = {0}, twin_now = {0};
        if (root == WORLD_PROGRAMMED) {
            twin = world_map(world, WORLD_APPLIED);
            twin_now = draft.maps[WORLD_APPLIED];
        }
        struct map shifted = shift_map(&shift, root, map, twin, twin_now);
        draft_restore(&draft, root, shifted);
        map_unref(shifted);
    }
    struct world *later = draft_commit(&draft);
    world_unref(empty);
    arena_release(&arena);
    return later;
}
