/* Checks of this sitting: with its evidence, on the present world, put on record when they pass. */
#include "base/check.h"
#include "base/limits.h"
#include "session/record.h"

/* The learner's own requests, oldest first. */
static const struct value *sent(const struct world *world, struct arena *arena)
{
    struct value *list = value_array(arena);
    struct map_walk walk = map_walk(world_map(world, WORLD_TRACES), SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (value_truth(value_get(entry.item, "own")))
            value_append(arena, list, entry.item);
    }
    return list;
}

/* The command lines, oldest first, as many as history keeps. */
static const struct value *ran(const void *context, struct arena *arena)
{
    const struct session *session = context;
    struct value *list = value_array(arena);
    size_t from = session->input_count, lines = 0;
    for (; from > 0 && lines < LIMIT_HISTORY_LINES; from--)
        lines += session->inputs[from - 1].kind == INPUT_LINE || session->inputs[from - 1].kind == INPUT_TYPED;
    for (size_t i = from; i < session->input_count; i++) {
        const struct input *input = &session->inputs[i];
        if (input->kind == INPUT_LINE || input->kind == INPUT_TYPED)
            value_append(arena, list, value_string(arena, input->bytes));
    }
    return list;
}

struct evidence checks_evidence(struct session *session, const struct world *world, struct arena *arena)
{
    return (struct evidence){
        .shown = buffer_slice(&session->shown),
        .sent = sent(world, arena),
        .ran = ran,
        .context = session,
        .machine = session->machine};
}

static const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {
        [VERDICT_DONE] = "done",
        [VERDICT_NOT_YET] = "not yet",
        [VERDICT_BROKEN] = "broken",
        [VERDICT_AUTHOR_ERROR] = "author's error",
    };
    return names[verdict];
}

static struct check_result look(struct session *session, size_t index, bool account, struct arena *arena)
{
    struct world *world = world_ref(machine_world(session->machine));
    struct check_result result = {.verdict = VERDICT_NOT_YET};
    const char *first = scenario_ahead(session->scenario, world, index);
    if (first) {
        result.message = arena_format(arena, "First comes: %s.", scenario_fill(session->scenario, world, first, arena));
    } else {
        struct evidence evidence = checks_evidence(session, world, arena);
        evidence.account = account;
        result = scenario_check(session->scenario, index, world, &evidence, arena);
    }
    world_unref(world);
    return result;
}

struct check_result checks_now(struct session *session, size_t index, struct arena *arena)
{
    const struct task *tasks;
    scenario_tasks(session->scenario, &tasks);
    struct check_result result = look(session, index, false, arena);
    if (result.verdict == VERDICT_DONE)
        journal_fact(session, "done", tasks[index].id);
    return result;
}

/* [result]: of its check; NULL: nobody looks. */
static const struct value *describe(struct session *session, struct arena *arena, size_t index,
                                    const struct check_result *result)
{
    const struct task *tasks;
    scenario_tasks(session->scenario, &tasks);
    const struct task *task = &tasks[index];
    const char *title = scenario_fill(session->scenario, machine_world(session->machine), task->title, arena);
    const char *message = result && result->message ? result->message : "";
    const struct value_member members[] = {
        {SLICE("account"), result ? result->account : NULL},
        {SLICE("id"), value_text(arena, task->id)},
        {SLICE("message"), result ? value_text(arena, message) : NULL},
        {SLICE("optional"), value_boolean(task->optional)},
        {SLICE("points"), value_integer(arena, task->points)},
        {SLICE("recorded"), value_boolean(session->done[index])},
        {SLICE("title"), value_text(arena, title)},
        {SLICE("verdict"), result ? value_text(arena, verdict_name(result->verdict)) : NULL},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

const struct value *checks_record(struct session *session, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < scenario_tasks(session->scenario, NULL); i++)
        value_append(arena, list, describe(session, arena, i, NULL));
    return list;
}

const struct value *checks_look(struct session *session, size_t index, struct arena *arena)
{
    struct check_result result = look(session, index, true, arena);
    return describe(session, arena, index, &result);
}

const struct value *checks_task(struct session *session, size_t index, struct arena *arena)
{
    struct check_result result = checks_now(session, index, arena);
    return describe(session, arena, index, &result);
}

const struct value *checks_tasks(struct session *session, struct arena *arena)
{
    struct value *list = value_array(arena);
    for (size_t i = 0; i < scenario_tasks(session->scenario, NULL); i++)
        value_append(arena, list, checks_task(session, i, arena));
    return list;
}

/* A task that is done may be what something waits for to break; that is an input, so that a replay breaks it too. */
static bool begin_fault(struct session *session)
{
    const struct task *tasks;
    size_t count = scenario_tasks(session->scenario, &tasks);
    const char *terminal = session->input_count ? session->inputs[session->input_count - 1].terminal : "1";
    for (size_t i = 0; i < count; i++) {
        if (!session->done[i] || machine_busy(session->machine, terminal) ||
            !scenario_breaks(session->scenario, machine_world(session->machine), tasks[i].id))
            continue;
        session_input(session, INPUT_FAULT, terminal, slice_of(tasks[i].id));
        return true;
    }
    return false;
}

bool session_break(struct session *session)
{
    const struct task *tasks;
    size_t count = scenario_tasks(session->scenario, &tasks);
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++)
        if (!session->done[i] && scenario_breaks(session->scenario, machine_world(session->machine), tasks[i].id))
            checks_now(session, i, &arena);
    arena_release(&arena);
    bool begun = false;
    while (begin_fault(session))
        begun = true;
    return begun;
}

bool session_check_step(struct session *session, size_t *done)
{
    size_t count = scenario_tasks(session->scenario, NULL);
    *done = SIZE_MAX;
    if (begin_fault(session))
        return true;
    while (session->checking < count && session->done[session->checking])
        session->checking++;
    if (session->checking >= count)
        return false;
    struct arena arena = {0};
    size_t index = session->checking++;
    checks_now(session, index, &arena);
    if (session->done[index])
        *done = index;
    arena_release(&arena);
    return true;
}
