#include "control/control.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "control/objects.h"
#include "control/rows.h"

const struct controller *const controller_rows[] = {
    &namespace_controller, &deployment_controller, &replica_set_controller, &daemon_set_controller,
    &scheduler_controller, &kubelet_controller,    &endpoint_controller,    &gateway_controller,
    &status_controller,    &route_controller,      &ambient_controller,     &push_controller,
    &garbage_controller,   &node_controller,       &install_controller,
};

const size_t controller_count = sizeof controller_rows / sizeof *controller_rows;

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

/* Is [word] one of the words of [list], which stand between single blanks, or "*"? */
static bool is_listed(const char *list, struct slice word)
{
    for (const char *at = list; *at; at++) {
        if (*at == *word.data && strncmp(at, word.data, word.length) == 0 &&
            (at[word.length] == ' ' || !at[word.length]))
            return true;
        if (*at == '*')
            return true;
        at = strchrnul(at, ' ');
        if (!*at)
            break;
    }
    return false;
}

static void react(struct draft *draft, const struct change *change)
{
    struct slice resource = slice_of(change->resource);
    for (size_t i = 0; i < controller_count; i++) {
        if (is_listed(controller_rows[i]->watches, resource))
            controller_rows[i]->reconcile(draft, change);
    }
}

void control_settle(struct draft *draft)
{
    struct map seen = world_map(draft->base, WORLD_APPLIED);
    struct arena arena = {0}, *outer = draft->arena;
    map_ref(seen);
    draft->arena = &arena;
    for (int round = 0; !map_same(seen, draft->maps[WORLD_APPLIED]); round++) {
        check(round < LIMIT_CONTROL_ROUNDS);
        struct collector collector = {.arena = &arena};
        struct map now = draft->maps[WORLD_APPLIED];
        map_ref(now);
        map_difference(seen, now, collect, &collector);
        for (size_t i = 0; i < collector.count; i++)
            react(draft, &collector.changes[i]);
        map_unref(seen);
        seen = now;
        arena_release(&arena);
    }
    map_unref(seen);
    draft->arena = outer;
}

/* --- pending events: "INSTANT/KIND/SUBJECT" -> {}, and a note "pending/KIND/SUBJECT" with the instant --- */

static const char *pending_key(struct arena *arena, struct instant at, const char *kind, const char *subject)
{
    return arena_format(arena, "%020lld/%s/%s", (long long)at.nanoseconds, kind, subject);
}

void control_cancel(struct draft *draft, const char *kind, const char *subject)
{
    const char *note = arena_format(draft->arena, "pending/%s/%s", kind, subject);
    const struct value *at = draft_get(draft, WORLD_NOTES, note);
    if (!at)
        return;
    struct instant instant = {value_number(at, 0)};
    draft_remove(draft, WORLD_PENDING, pending_key(draft->arena, instant, kind, subject));
    draft_remove(draft, WORLD_NOTES, note);
}

void control_schedule(struct draft *draft, const char *kind, const char *subject, struct duration in, bool keep)
{
    const char *note = arena_format(draft->arena, "pending/%s/%s", kind, subject);
    if (keep && draft_get(draft, WORLD_NOTES, note))
        return;
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
        control_cancel(draft, row->kind, subject);
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
