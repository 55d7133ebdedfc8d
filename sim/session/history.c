/* Undo, redo and reset: an index into a list of worlds. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "kinds/kind.h"
#include "session/record.h"

static void release_point(struct point *point)
{
    world_unref(point->world);
    memory_free(point->line);
    memory_free(point->answers);
}

static void push(struct session *session, const struct world *world, const char *line)
{
    while (session->point_count > session->point + 1 && session->point_count) {
        struct point *dropped = &session->points[--session->point_count];
        release_point(dropped);
    }
    if (session->point_count >= LIMIT_HISTORY_POINTS) { /* the oldest but the start goes */
        release_point(&session->points[1]);
        session->point_count--;
        memmove(session->points + 1, session->points + 2, (session->point_count - 1) * sizeof *session->points);
    }
    session->points = memory_resize(session->points, (session->point_count + 1) * sizeof *session->points);
    session->points[session->point_count] =
        (struct point){.world = world_ref(world),
                       .line = memory_text(slice_of(line)),
                       .youngest = machine_youngest(session->machine)};
    session->point = session->point_count++;
}

void history_begin(struct session *session)
{
    push(session, machine_world(session->machine), "");
}

void history_release(struct session *session)
{
    for (size_t i = 0; i < session->point_count; i++)
        release_point(&session->points[i]);
    memory_free(session->points);
    world_unref(session->before);
    world_unref(session->jump);
}

/* What one terminal brings about is no doing of the commands that run at the others. */
static void count_anew(struct session *session)
{
    const struct world *now = machine_world(session->machine);
    for (struct screen *screen = session->screens; screen; screen = screen->next) {
        if (!screen->since)
            continue;
        world_unref(screen->since);
        screen->since = world_ref(now);
    }
}

void history_line(struct session *session, struct screen *screen)
{
    world_unref(session->before);
    session->before = world_ref(machine_world(session->machine));
    world_unref(screen->since);
    screen->since = world_ref(session->before);
    memory_free(screen->line);
    screen->line = memory_text(slice_of(session->line));
    /* What undo comes back to is the world before the command, with all that the cluster did since its last
     * prompt. */
    struct point *present = &session->points[session->point];
    world_unref(present->world);
    present->world = world_ref(session->before);
    present->youngest = machine_youngest(session->machine);
}

void history_edit(struct session *session, const struct world *before, const char *line)
{
    struct point *present = &session->points[session->point];
    world_unref(present->world);
    present->world = world_ref(before);
    present->youngest = machine_youngest(session->machine);
    push(session, machine_world(session->machine), line);
    count_anew(session);
    world_unref(session->before);
    session->before = world_ref(before);
}

static bool differs(const struct world *before, const struct world *now, enum world_root root)
{
    return !hash_equal(map_hash(world_map(before, root)), map_hash(world_map(now, root)));
}

/* Of the notes, an answer to a question. */
static void note_answer(void *context, struct slice key, const void *before, const void *after)
{
    bool *changed = context;
    (void)before;
    (void)after;
    *changed |= slice_starts(key, QUIZ_NOTES);
}

/* What belongs to a person's doing: variables, functions, aliases and the directory, but not $_ and $?. */
static void note_shell_change(void *context, struct slice key, const void *before, const void *after)
{
    bool *changed = context;
    struct slice rest = key, terminal, room;
    slice_next(&rest, '/', &terminal);
    slice_next(&rest, '/', &room);
    if (slice_is(room, "state"))
        *changed |= !value_equal(value_get(before, "directory"), value_get(after, "directory"));
    else if (slice_is(room, "f") || slice_is(room, "a") || slice_is(room, "c"))
        *changed = true;
    else if (slice_is(room, "v"))
        *changed |= !slice_is(rest, "_") && !slice_is(rest, "PIPESTATUS");
}

/* Did the command change anything that undo is about? One that only looked, or sent requests, is no step back.
 */
static bool command_changed(const struct world *before, const struct world *now)
{
    bool changed = false;
    if (!before || differs(before, now, WORLD_APPLIED) || differs(before, now, WORLD_FILES))
        return true;
    world_difference(before, now, WORLD_SHELL, note_shell_change, &changed);
    world_difference(before, now, WORLD_NOTES, note_answer, &changed);
    return changed;
}

/* Where a change leads; the present point when it leads nowhere. */
static size_t target_of(const struct session *session, enum history_change change, size_t steps)
{
    size_t point = session->point;
    if (change == CHANGE_RESET)
        return 0;
    if (change == CHANGE_UNDO)
        return steps < point ? point - steps : 0;
    size_t above = session->point_count - 1 - point;
    return point + (steps < above ? steps : above);
}

static void put_on_record(struct session *session, enum history_change change, size_t target)
{
    struct arena arena = {0};
    size_t steps = target < session->point ? session->point - target : target - session->point;
    if (change == CHANGE_RESET)
        journal_fact(session, "reset", "");
    else if (steps)
        journal_fact(session, change == CHANGE_UNDO ? "undo" : "redo", arena_format(&arena, "%zu", steps));
    arena_release(&arena);
}

void history_prompt(struct session *session, struct screen *screen)
{
    enum history_change change = session->change;
    session->change = CHANGE_NONE;
    if (change == CHANGE_NONE) {
        const struct world *now = machine_world(session->machine);
        if (command_changed(screen->since, now)) {
            push(session, now, screen->line ? screen->line : session->line);
            count_anew(session);
        }
        return;
    }
    if (change == CHANGE_JUMP) {
        machine_set_world(session->machine, session->jump);
        push(session, machine_world(session->machine), session->line);
        world_unref(session->jump);
        session->jump = NULL;
        count_anew(session);
        return;
    }
    size_t target = target_of(session, change, session->change_steps);
    put_on_record(session, change, target);
    if (change == CHANGE_RESET) {
        const struct world *start = session->points[0].world;
        machine_kill_younger(session->machine, session->points[0].youngest);
        machine_set_world(session->machine, start);
        push(session, start, "lab reset");
        count_anew(session);
        return;
    }
    if (target < session->point)
        machine_kill_younger(session->machine, session->points[target].youngest);
    session->point = target;
    machine_set_world(session->machine, session->points[target].world);
    count_anew(session);
}

struct telling {
    struct arena *arena;
    struct buffer out;
    const struct world *now, *then;
    int told;
    const char *created, *changed; /* what is said of an object that comes, and of one that differs */
};

static bool worth_telling(struct slice key)
{
    return !slice_starts(key, "events/") && !slice_starts(key, "endpointslices.") &&
           !slice_starts(key, "replicasets.");
}

static void tell_object(void *context, struct slice key, const void *before, const void *after)
{
    enum { MOST = 12 };
    struct telling *telling = context;
    struct slice rest = key, resource, namespace;
    const struct kind *kind = kind_of_key(key);
    if (!worth_telling(key) || !kind)
        return;
    if (before && after && value_equal(value_get(before, "spec"), value_get(after, "spec")) &&
        value_equal(value_find(before, "metadata.labels"), value_find(after, "metadata.labels")))
        return;
    if (telling->told++ >= MOST)
        return;
    slice_next(&rest, '/', &resource);
    slice_next(&rest, '/', &namespace);
    const char *what = !before ? telling->created : !after ? "is gone" : telling->changed;
    buffer_format(&telling->out, "  %s %.*s%s%.*s %s\n", kind->singular, (int)namespace.length, namespace.data,
                  namespace.length ? "/" : "", (int)rest.length, rest.data, what);
}

static bool is_gone(const struct value *file)
{
    return file && value_get(file, "gone");
}

/* Removing a file that stands there from the beginning is an entry, too (shell/files.c); one in a directory
 * that is back or gone as a whole is not told. */
static void tell_file(void *context, struct slice key, const void *before, const void *after)
{
    struct telling *telling = context;
    bool back = is_gone(before), leaves = after ? is_gone(after) : !value_get(before, "over");
    const char *what = back || !before ? telling->created : telling->changed,
               *slash = memrchr(key.data, '/', key.length);
    const char *above = arena_copy(telling->arena, (struct slice){key.data, (size_t)(slash - key.data)});
    if (is_gone(back ? world_get(telling->now, WORLD_FILES, above)
                     : world_get(telling->then, WORLD_FILES, above)))
        return;
    if (!back && leaves)
        what = "is gone";
    buffer_format(&telling->out, "  file %.*s %s\n", (int)key.length, key.data, what);
}

/* How [then] differs from [now], a line each, in the arena. */
static const char *tell(struct arena *arena, const struct world *now, const struct world *then, const char *created,
                        const char *changed)
{
    struct telling telling = {.arena = arena, .now = now, .then = then, .created = created, .changed = changed};
    world_difference(now, then, WORLD_APPLIED, tell_object, &telling);
    world_difference(now, then, WORLD_FILES, tell_file, &telling);
    const char *text = arena_text(arena, buffer_text(&telling.out));
    buffer_release(&telling.out);
    return text;
}

const char *history_changed(struct session *session, struct arena *arena)
{
    return session->before ? tell(arena, session->before, machine_world(session->machine), "is new", "is changed") : "";
}

static const char *first_line(struct arena *arena, const char *text)
{
    size_t end = slice_find_byte(slice_of(text), '\n');
    return arena_format(arena, "%.*s%s", (int)end, text, text[end] ? " ..." : "");
}

static void release_world(void *world)
{
    world_unref(world);
}

/* History may only be changed by a line that does nothing else: whatever stood beside it would be lost. */
static bool stands_alone(const char *line)
{
    for (; *line; line++) {
        if (!ascii_is_letter(*line) && !ascii_is_digit(*line) && *line != ' ')
            return false;
    }
    return true;
}

bool history_may_change(struct session *session, struct process *process)
{
    if (stands_alone(session->line))
        return true;
    process_complain(process, "lab: undo, redo, reset, skip and goto stand on a line of their own\n");
    return false;
}

void history_jump(struct session *session, struct world *world)
{
    world_unref(session->jump);
    session->jump = world;
    session->change = CHANGE_JUMP;
}

int history_ask(struct session *session, struct process *process, enum history_change change, size_t steps)
{
    size_t target = target_of(session, change, steps);
    if (!history_may_change(session, process))
        return 2;
    if (target == session->point && change != CHANGE_RESET) {
        process_complain(process, change == CHANGE_UNDO ? "lab: nothing to undo\n" : "lab: nothing to redo\n");
        return 1;
    }
    /* Printing may wait, and the list of points may change meanwhile: what is told is taken out of it first. */
    const char *lines = "";
    struct world *then = world_ref(session->points[target].world);
    process_own(process, release_world, then);
    for (size_t i = session->point; change == CHANGE_UNDO && i > target; i--)
        lines = arena_format(process->arena, "%sundone: %s\n", lines,
                             first_line(process->arena, session->points[i].line));
    for (size_t i = session->point + 1; change == CHANGE_REDO && i <= target; i++)
        lines = arena_format(process->arena, "%sdone again: %s\n", lines,
                             first_line(process->arena, session->points[i].line));
    process_print(process, "%s", lines);
    size_t taken = target < session->point ? session->point - target : target - session->point;
    if (change != CHANGE_RESET && taken < steps)
        process_print(process, "(there was no more than that)\n");
    if (change == CHANGE_RESET)
        process_print(process, "back at the start (lab undo takes you back here)\n");
    bool redo = change == CHANGE_REDO;
    process_print(process, "%s",
                  tell(process->arena, process_hold(process), then, redo ? "is there again" : "is back",
                       redo ? "is changed again" : "is as it was"));
    session->change = change;
    session->change_steps = steps;
    return 0;
}
