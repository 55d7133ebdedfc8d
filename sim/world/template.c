/* A world at other times. */
#include <string.h>

#include "base/check.h"
#include "world/world.h"

enum { DAY = 24 * 60 * 60 };                  /* seconds */
enum { DATE = 10, SECOND = 19, EVENT = 16 }; /* characters: "2015-07-01", "2015-07-01T00:00:00", an event's name's end */

/* One entry of a world's maps, and where in it instants stand. */
struct template_entry {
    struct slice key; /* of the world's map */
    const struct value *item;
    const struct value_places *places; /* NULL: nowhere */
    const struct template_entry *twin;  /* of WORLD_APPLIED, whose item this one has; NULL: none */
    size_t place;                      /* in its map */
    bool dated;                        /* the key is of an instant, too */
};

struct template {
    struct arena arena; /* of everything but the world */
    const struct world *world;
    struct template_entry *entries[WORLD_ROOTS];
};

/* A text that was shifted, and what it became: few instants stand in many places. */
struct shifted {
    struct slice text;        /* of the template's world */
    const struct value *kept; /* counted; NULL: none yet */
};

enum { SHIFTED = 64 };

/* Entries as they become. */
struct shift {
    struct shifted texts[SHIFTED];
    struct arena *arena;
    struct instant now;
    struct duration by;
    const struct template *template;
    struct map_entry *made[WORLD_ROOTS];
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

/* The same text where nothing in it is an instant. Envoy's lines begin with theirs in brackets. */
static struct slice shift_text(const struct shift *shift, struct slice text)
{
    size_t bracket = text.length && text.data[0] == '[';
    if (text.length < EVENT + bracket || (text.data[bracket + 4] != '-' && text.data[bracket + 4] != '/' &&
                                          text.data[text.length - EVENT - (text.length > EVENT)] != '.'))
        return text;
    char *copy = arena_copy(shift->arena, text);
    bool shifted =
        shift_date(shift, copy + bracket, text.length - bracket) || shift_event(shift, copy, text.length);
    return shifted ? (struct slice){copy, text.length} : text;
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

static bool is_dated(void *context, const struct value *scalar)
{
    const struct shift *shift = context;
    struct slice text = value_slice(scalar);
    if (value_is(scalar, VALUE_INTEGER))
        return is_near(shift, value_number(scalar, 0));
    return value_is(scalar, VALUE_STRING) && shift_text(shift, text).data != text.data;
}

/* Where [text] is, or may be put; NULL: others are there. */
static struct shifted *place_of(struct shift *shift, struct slice text)
{
    enum { TRIES = 8 };
    size_t first = (size_t)(slice_word(text, 11) * 0x9e3779b97f4a7c15u >> 32);
    for (size_t i = first; i < first + TRIES; i++) {
        struct shifted *place = &shift->texts[i % SHIFTED];
        if (!place->kept || slice_equal(place->text, text))
            return place;
    }
    return NULL;
}

static const struct value *shift_scalar(void *context, const struct value *scalar)
{
    struct shift *shift = context;
    if (value_is(scalar, VALUE_INTEGER))
        return value_integer(shift->arena, value_number(scalar, 0) + shift->by.nanoseconds);
    struct slice text = value_slice(scalar);
    struct shifted *place = place_of(shift, text);
    if (place && place->kept)
        return place->kept;
    const struct value *made = value_string(shift->arena, shift_text(shift, text));
    if (!place)
        return made;
    *place = (struct shifted){text, value_keep(made)};
    return place->kept;
}

/* --- making a template --- */

/* Applied and programmed are mostly the same values, and stay so. */
static const struct template_entry *find_twin(const struct template *template, enum world_root root,
                                             const struct map_entry *entry)
{
    struct map applied = world_map(template->world, WORLD_APPLIED);
    if (root != WORLD_PROGRAMMED || map_get(applied, entry->key) != entry->item)
        return NULL;
    const struct template_entry *twin = template->entries[WORLD_APPLIED];
    while (!slice_equal(twin->key, entry->key))
        twin++;
    return twin;
}

struct template *template_new(const struct world *world)
{
    struct template *template = memory_allocate(sizeof *template);
    struct arena scratch = {0};
    struct shift shift = {.arena = &scratch, .now = world_now(world), .template = template};
    template->world = world_ref(world);
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        struct map map = world_map(world, root);
        struct map_walk walk = map_walk(map, SLICE(""));
        struct map_entry entry;
        template->entries[root] =
            arena_allocate(&template->arena, (map_count(map) + 1) * sizeof *template->entries[root]);
        for (size_t i = 0; map_walk_next(&walk, &entry); i++)
            template->entries[root][i] = (struct template_entry){
                .key = entry.key,
                .item = entry.item,
                .places = value_places(&template->arena, entry.item, is_dated, &shift),
                .twin = find_twin(template, root, &entry),
                .place = i,
                .dated = root == WORLD_PENDING || shift_text(&shift, entry.key).data != entry.key.data};
    }
    arena_release(&scratch);
    return template;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    world_unref(template->world);
    arena_release(&template->arena);
    memory_free(template);
}

/* --- making a world --- */

static const struct value *make_item(struct shift *shift, const struct template_entry *entry)
{
    if (entry->twin)
        return value_ref(shift->made[WORLD_APPLIED][entry->twin->place].item);
    if (!entry->places)
        return value_ref(entry->item);
    return value_keep(value_replace(shift->arena, entry->item, entry->places, shift_scalar, shift));
}

/* Keys of one length keep their order: what is shifted stands at their ends. Should they not, each finds its place. */
static struct map make_map(struct shift *shift, enum world_root root)
{
    const struct template_entry *entries = shift->template->entries[root];
    struct map map = world_map(shift->template->world, root);
    size_t count = map_count(map);
    struct map_entry *made = arena_allocate(shift->arena, (count + 1) * sizeof *made);
    bool ascending = true;
    shift->made[root] = made;
    for (size_t i = 0; i < count; i++) {
        made[i].key = entries[i].dated ? shift_key(shift, root, entries[i].key) : entries[i].key;
        made[i].item = make_item(shift, &entries[i]);
        ascending = ascending && (!i || slice_compare(made[i - 1].key, made[i].key) < 0);
    }
    if (ascending)
        return map_make(map.type, made, count);
    struct map result = {.type = map.type};
    for (size_t i = 0; i < count; i++)
        map_set(&result, made[i].key, made[i].item);
    return result;
}

struct world *template_world(const struct template *template, struct instant at)
{
    struct arena arena = {0};
    struct instant now = world_now(template->world);
    struct shift shift = {.arena = &arena, .now = now, .by = instant_since(at, now), .template = template};
    check(shift.by.nanoseconds % SECONDS(1).nanoseconds == 0);
    struct world *empty = world_new(at, world_random(template->world));
    struct draft draft;
    draft_begin(&draft, &arena, empty);
    for (enum world_root root = 0; root < WORLD_ROOTS; root++) {
        struct map map = make_map(&shift, root);
        draft_restore(&draft, root, map);
        map_unref(map);
    }
    for (enum world_root root = 0; root < WORLD_ROOTS; root++)
        for (size_t i = 0; i < map_count(draft.maps[root]); i++)
            value_unref(shift.made[root][i].item);
    for (size_t i = 0; i < SHIFTED; i++)
        value_unref(shift.texts[i].kept);
    struct world *world = draft_commit(&draft);
    world_unref(empty);
    arena_release(&arena);
    return world;
}
