#include "control/control.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/write.h"
#include "control/objects.h"
#include "control/rows.h"

static const struct controller *const controller_rows[] = {
    &namespace_controller, &deployment_controller, &replica_set_controller, &daemon_set_controller,
    &scheduler_controller, &kubelet_controller,    &endpoint_controller,    &gateway_controller,
    &status_controller,    &route_controller,      &ambient_controller,     &push_controller,
    &garbage_controller,   &node_controller,       &install_controller,
};
enum { CONTROLLERS = sizeof controller_rows / sizeof *controller_rows };

const struct event_row event_rows[] = {
    {.kind = "schedule", .fire = scheduler_assign},
    {.kind = "start", .fire = kubelet_start},
    {.kind = "ready", .fire = kubelet_ready},
    {.kind = "end", .fire = kubelet_end},
    {.kind = "stop", .fire = kubelet_stop},
    {.kind = "exit", .periodic = true, .fire = kubelet_exit},
    {.kind = "restart", .periodic = true, .fire = kubelet_restart},
    {.kind = "back-off", .periodic = true, .fire = kubelet_back_off},
    {.kind = "push", .fire = push_fire},
    {.kind = "push-held", .periodic = true, .fire = push_fire},
    {.kind = "fault", .periodic = true, .fire = fault_fire},
    {.kind = "enrol", .fire = ambient_enrol},
    {.kind = "namespace-gone", .fire = namespace_gone},
};

const size_t event_count = sizeof event_rows / sizeof *event_rows;

/* --- reacting --- */

struct collector {
    struct arena *arena;
    struct change *changes;
    size_t count, capacity;
};

static void collect(void *context, struct slice key, const void *before, const void *after)
{
    struct collector *collector = context;
    struct arena *arena = collector->arena;
    struct slice rest = key, resource, namespace;
    slice_next(&rest, '/', &resource);
    slice_next(&rest, '/', &namespace);
    if (collector->count == collector->capacity) {
        size_t capacity = collector->capacity ? collector->capacity * 2 : 16;
        struct change *more = arena_allocate(arena, capacity * sizeof *more);
        if (collector->count)
            memcpy(more, collector->changes, collector->count * sizeof *more);
        collector->changes = more;
        collector->capacity = capacity;
    }
    collector->changes[collector->count++] = (struct change){
        .resource = arena_copy(arena, resource),
        .namespace = arena_copy(arena, namespace),
        .name = arena_copy(arena, rest),
        .before = before,
        .after = after,
    };
}

static bool is_serving(const struct value *object)
{
    return value_says(value_get(lookup_condition(object, "Ready"), "status"), "True");
}

static inline __attribute__((always_inline)) bool same_at(const struct value *before, const struct value *after, const char *key)
{
    return value_equal(value_get(before, key), value_get(after, key));
}

static unsigned parts_of(const struct value *before, const struct value *after)
{
    if (!before || !after)
        return CHANGED_EXISTENCE;
    const struct value *old = value_get(before, "metadata"), *new = value_get(after, "metadata");
    unsigned parts = same_at(old, new, "labels") ? 0 : CHANGED_LABELS;
    if (!same_at(old, new, "ownerReferences"))
        parts |= CHANGED_OWNERS;
    if (!same_at(old, new, "deletionTimestamp"))
        parts |= CHANGED_SERVICE;
    if (!object_same_specification(before, after))
        parts |= CHANGED_SPEC;
    if (same_at(before, after, "status"))
        return parts;
    if (is_serving(before) != is_serving(after) ||
        !same_at(value_get(before, "status"), value_get(after, "status"), "podIP"))
        parts |= CHANGED_SERVICE;
    return parts | CHANGED_STATUS;
}

/* Who has made the edits up to a resourceVersion, from the one after the last piece's on. */
struct piece {
    int64_t last;
    size_t author; /* a controller; CONTROLLERS: nobody of them */
};

struct settling {
    struct draft *draft;
    bool doubt;
    size_t answering;
    struct piece *pieces; /* in the order of their versions; the memory is the heap's */
    size_t count, capacity;
};

static void note_author(struct settling *settling, size_t author)
{
    if (settling->count == settling->capacity) {
        settling->capacity = settling->capacity ? settling->capacity * 2 : 16;
        settling->pieces = memory_resize(settling->pieces, settling->capacity * sizeof *settling->pieces);
    }
    settling->pieces[settling->count++] = (struct piece){object_version(settling->draft), author};
}

static bool has_left(const struct settling *settling, const struct value *object)
{
    int64_t version = 0;
    slice_to_integer(value_slice(value_get(value_get(object, "metadata"), "resourceVersion")), &version);
    size_t low = 0, high = settling->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (settling->pieces[middle].last < version)
            low = middle + 1;
        else
            high = middle;
    }
    return low < settling->count && settling->pieces[low].author == settling->answering;
}

static void answer(struct settling *settling, const struct change *change)
{
    struct draft *draft = settling->draft;
    struct hash before = map_hash(draft->maps[WORLD_APPLIED]);
    controller_rows[settling->answering]->reconcile(draft, change);
    if (!hash_equal(before, map_hash(draft->maps[WORLD_APPLIED])))
        note_author(settling, settling->answering);
}

static void answer_in_vain(struct settling *settling, const struct change *change)
{
    struct draft *draft = settling->draft;
    struct hash before[WORLD_ROOTS];
    uint64_t random = draft->random;
    for (int i = 0; i < WORLD_ROOTS; i++)
        before[i] = map_hash(draft->maps[i]);
    controller_rows[settling->answering]->reconcile(draft, change);
    check(draft->random == random);
    for (int i = 0; i < WORLD_ROOTS; i++)
        check(hash_equal(before[i], map_hash(draft->maps[i])));
}

static bool is_watched(const struct watch *watch, const char *resource)
{
    return *watch->resource == '*' ||
           (*watch->resource == *resource && text_equal(watch->resource, resource));
}

/* Has the controller something to answer, who asked for [parts]? */
static bool is_news(struct settling *settling, struct change *change, unsigned parts)
{
    if (!(parts & CHANGED_ANYTHING)) {
        if (!change->parts)
            change->parts = CHANGED_ANYTHING | parts_of(change->before, change->after);
        if (!(parts & change->parts))
            return false;
    }
    return !controller_rows[settling->answering]->knows_own || !change->after ||
           !has_left(settling, change->after);
}

static void react(struct settling *settling, struct change *change)
{
    const struct watch *watch = controller_rows[settling->answering]->watches;
    while (watch->resource && !is_watched(watch, change->resource))
        watch++;
    if (!watch->resource)
        return;
    if (is_news(settling, change, watch->parts))
        answer(settling, change);
    else if (settling->doubt)
        answer_in_vain(settling, change);
}

void control_settle(struct draft *draft, bool doubt)
{
    struct settling settling = {.draft = draft, .doubt = doubt};
    struct map seen = world_map(draft->base, WORLD_APPLIED);
    struct arena arena = {0}, *outer = draft->arena;
    if (map_same(seen, draft->maps[WORLD_APPLIED]))
        return;
    map_ref(seen);
    draft->arena = &arena;
    note_author(&settling, CONTROLLERS);
    for (int round = 0; !map_same(seen, draft->maps[WORLD_APPLIED]); round++) {
        check(round < LIMIT_CONTROL_ROUNDS);
        struct collector collector = {.arena = &arena};
        struct map now = draft->maps[WORLD_APPLIED];
        map_ref(now);
        map_difference(seen, now, collect, &collector);
        for (size_t i = 0; i < collector.count; i++) {
            for (settling.answering = 0; settling.answering < CONTROLLERS; settling.answering++)
                react(&settling, &collector.changes[i]);
        }
        map_unref(seen);
        seen = now;
        arena_release(&arena);
    }
    memory_free(settling.pieces);
    map_unref(seen);
    draft->arena = outer;
}

/* --- pending events: "INSTANT/KIND/SUBJECT" -> {}, and a note "pending/KIND/SUBJECT" with the instant --- */

#define NO_INSTANT "00000000000000000000"

static const char *pending_key(struct arena *arena, struct instant at, const char *kind, const char *subject)
{
    char *key = arena_join(arena, (const char *[]){NO_INSTANT "/", kind, "/", subject}, 4);
    write_padded(key, (uint64_t)at.nanoseconds, sizeof NO_INSTANT - 1);
    return key;
}

static const char *pending_note(struct arena *arena, const char *kind, const char *subject)
{
    const char *parts[] = {"pending/", kind, "/", subject};
    return arena_join(arena, parts, sizeof parts / sizeof *parts);
}

void control_cancel(struct draft *draft, const char *kind, const char *subject)
{
    const char *note = pending_note(draft->arena, kind, subject);
    const struct value *at = draft_get(draft, WORLD_NOTES, note);
    if (!at)
        return;
    struct instant instant = {value_number(at, 0)};
    draft_remove(draft, WORLD_PENDING, pending_key(draft->arena, instant, kind, subject));
    draft_remove(draft, WORLD_NOTES, note);
}

void control_schedule(struct draft *draft, const char *kind, const char *subject, struct duration in, bool keep)
{
    const char *note = pending_note(draft->arena, kind, subject);
    bool waits = draft_get(draft, WORLD_NOTES, note);
    if (keep && waits)
        return;
    if (waits)
        control_cancel(draft, kind, subject);
    struct instant at = instant_add(draft->now, in);
    draft_set(draft, WORLD_NOTES, note, value_integer(draft->arena, at.nanoseconds));
    draft_set(draft, WORLD_PENDING, pending_key(draft->arena, at, kind, subject), value_boolean(true));
}

static const struct event_row *row_of(struct slice key, const char **subject)
{
    struct slice rest = key, at, kind;
    slice_next(&rest, '/', &at);
    slice_next(&rest, '/', &kind);
    *subject = rest.data;
    for (size_t i = 0; i < event_count; i++) {
        if (slice_is(kind, event_rows[i].kind))
            return &event_rows[i];
    }
    return NULL;
}

static struct instant instant_of(struct slice key)
{
    struct slice digits = slice_part(key, 0, slice_find_byte(key, '/'));
    int64_t nanoseconds = 0;
    for (size_t i = 0; i < digits.length; i++)
        nanoseconds = nanoseconds * 10 + (digits.data[i] - '0');
    return (struct instant){nanoseconds};
}

struct instant control_next(const struct world *world, bool quiet)
{
    struct map_walk walk = map_walk(world_map(world, WORLD_PENDING), SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *subject;
        const struct event_row *row = row_of(entry.key, &subject);
        if (!quiet || !row || !row->periodic)
            return instant_of(entry.key);
    }
    return INSTANT_NEVER;
}

void control_fire(struct draft *draft)
{
    for (int i = 0; i < LIMIT_CONTROL_ROUNDS; i++) {
        struct map_entry entry;
        struct map_walk walk = map_walk(draft->maps[WORLD_PENDING], SLICE(""));
        if (!map_walk_next(&walk, &entry) || instant_compare(instant_of(entry.key), draft->now) > 0)
            return;
        struct slice key = {arena_copy(draft->arena, entry.key), entry.key.length};
        const char *subject;
        const struct event_row *row = row_of(key, &subject);
        check(row);
        draft_remove(draft, WORLD_PENDING, key.data);
        draft_remove(draft, WORLD_NOTES, pending_note(draft->arena, row->kind, subject));
        row->fire(draft, subject);
    }
}

/* --- what is not ready --- */

const struct value *control_starting(const struct world *world, struct arena *arena)
{
    struct value *list = value_array(arena);
    struct map_walk walk = lookup_all(arena, world_map(world, WORLD_APPLIED), "pods", NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *pod = entry.item;
        if (value_find(pod, "metadata.deletionTimestamp"))
            value_append(arena, list,
                         value_format(arena, "%s/%s (Terminating)", lookup_namespace(pod), lookup_name(pod)));
        else if (!value_says(value_get(lookup_condition(pod, "Ready"), "status"), "True"))
            value_append(arena, list,
                         value_format(arena, "%s/%s (not ready)", lookup_namespace(pod), lookup_name(pod)));
    }
    return list;
}
