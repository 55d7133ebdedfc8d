/* Verbs of lab about the way through a challenge: skip, goto, time, status, next. */
#include "base/check.h"
#include "session/record.h"

/* A number from the words, 1 to [most]; 0 without one; -1: said that it is none. */
static int64_t task_number(struct process *process, const char *verb, size_t most, int count, char *const *words)
{
    int64_t number = 0;
    if (count < 1)
        return 0;
    if (slice_to_integer(slice_of(words[0]), &number) && number >= 1 && (size_t)number <= most)
        return number;
    process_complain(process, "lab: which task? lab %s 1 to %zu\n", verb, most);
    return -1;
}

/* What a solution's commands show is shown to the learner, and is evidence like any other. */
static void show_solution(struct session *session, struct process *process, const struct task *task,
                          const struct buffer *shown)
{
    struct slice rest = slice_of(task->solve), line;
    const struct world *world = machine_world(session->machine);
    process_print(process, "%s:\n", scenario_fill(session->scenario, world, task->title, process->arena));
    while (slice_next(&rest, '\n', &line)) {
        if (line.length)
            process_print(process, "    %.*s\n", (int)line.length, line.data);
    }
    session->telling = false;
    process_print(process, "%s", arena_copy(process->arena, buffer_slice(shown)));
    session->telling = true;
}

struct way {
    struct session *session;
    struct process *process;
    const struct task *tasks;
    struct world *world; /* owned */
    struct buffer shown;
};

static void release_way(void *context)
{
    struct way *way = context;
    world_unref(way->world);
    buffer_release(&way->shown);
}

/* One task further. */
static void solve(struct way *way, size_t index)
{
    struct session *session = way->session;
    buffer_clear(&way->shown);
    struct world *solved = scenario_solve(session->scenario, index, way->world, &way->shown);
    world_unref(way->world);
    way->world = solved;
    show_solution(session, way->process, &way->tasks[index], &way->shown);
}

/* On record as skipped when it was not done: behind all printing, which Ctrl-C may end together with the way. */
static void skipped(struct way *way, size_t index)
{
    if (!way->session->done[index])
        journal_fact(way->session, "skip", way->tasks[index].id);
}

int lab_skip(struct session *session, struct process *process, int count, char *const *words)
{
    struct way way = {.session = session, .process = process};
    size_t total = scenario_tasks(session->scenario, &way.tasks), index = 0;
    int64_t wanted = task_number(process, "skip", total, count, words);
    if (wanted < 0 || !history_may_change(session, process))
        return 2;
    while (!wanted && index < total && (session->done[index] || way.tasks[index].optional))
        index++;
    if (wanted)
        index = (size_t)wanted - 1;
    if (index >= total) {
        process_print(process, "Every task is done. lab next goes on.\n");
        return 0;
    }
    if (!way.tasks[index].solve) {
        process_complain(process, "lab: task %zu has no written solution\n", index + 1);
        return 1;
    }
    way.world = world_ref(machine_world(session->machine));
    process_own(process, release_way, &way);
    solve(&way, index);
    skipped(&way, index);
    history_jump(session, world_ref(way.world));
    process_disown(process, &way);
    release_way(&way);
    return 0;
}

int lab_goto(struct session *session, struct process *process, int count, char *const *words)
{
    struct way way = {.session = session, .process = process};
    size_t total = scenario_tasks(session->scenario, &way.tasks);
    int64_t wanted = task_number(process, "goto", total, count, words);
    if (!wanted)
        process_complain(process, "lab: which task? lab goto 1 to %zu\n", total);
    if (wanted < 1 || !history_may_change(session, process))
        return 2;
    for (size_t i = 0; i < (size_t)wanted - 1; i++) {
        if (way.tasks[i].optional || way.tasks[i].solve)
            continue;
        process_complain(process, "lab: task %zu has no written solution, so there is no way past it\n", i + 1);
        return 1;
    }
    way.world = world_ref(session->points[0].world);
    process_own(process, release_way, &way);
    for (size_t i = 0; i < (size_t)wanted - 1; i++) {
        if (!way.tasks[i].optional)
            solve(&way, i);
    }
    process_print(process, "You stand before task %d: %s (lab undo takes you back to where you were)\n", (int)wanted,
                  scenario_fill(session->scenario, way.world, way.tasks[wanted - 1].title, process->arena));
    for (size_t i = 0; i < (size_t)wanted - 1; i++) {
        if (!way.tasks[i].optional)
            skipped(&way, i);
    }
    journal_fact(session, "goto", way.tasks[wanted - 1].id);
    history_jump(session, world_ref(way.world));
    process_disown(process, &way);
    release_way(&way);
    return 0;
}

int lab_time(struct session *session, struct process *process, int count, char *const *words)
{
    struct duration length;
    if (count > 0 && (!duration_parse(slice_of(words[0]), &length) || length.nanoseconds < 0)) {
        process_complain(process, "lab: time takes how long to let pass, such as 30s or 5m\n");
        return 2;
    }
    if (count > 0)
        process_sleep(process, length);
    struct instant now = process_now(process);
    struct duration since = instant_since(now, session->start);
    process_print(process, "It is %s in the lab; you began %s ago.\n", instant_rfc3339(process->arena, now, 0),
                  duration_human(process->arena,
                                (struct duration){since.nanoseconds / SECONDS(1).nanoseconds * SECONDS(1).nanoseconds}));
    return 0;
}

static size_t count_facts(const struct session *session, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < session->fact_count; i++)
        count += text_equal(session->facts[i].kind, kind);
    return count;
}

static bool was_skipped(const struct session *session, const char *task)
{
    for (size_t i = 0; i < session->fact_count; i++) {
        const struct fact *fact = &session->facts[i];
        if (text_equal(fact->kind, "skip") && text_equal(fact->what, task))
            return true;
    }
    return false;
}

int lab_status(struct session *session, struct process *process, int count, char *const *words)
{
    const struct task *tasks;
    size_t total = scenario_tasks(session->scenario, &tasks), required = 0, done = 0, extra = 0, commands = 0;
    int points = 0, most = 0, bonus = 0;
    (void)count;
    (void)words;
    checks_tasks(session, process->arena);
    for (size_t i = 0; i < total; i++) {
        bool earned = session->done[i] && !was_skipped(session, tasks[i].id);
        required += !tasks[i].optional;
        done += session->done[i] && !tasks[i].optional;
        extra += session->done[i] && tasks[i].optional;
        most += tasks[i].optional ? 0 : tasks[i].points;
        *(tasks[i].optional ? &bonus : &points) += earned ? tasks[i].points : 0;
    }
    for (size_t i = 0; i < session->input_count; i++)
        commands += session->inputs[i].kind == INPUT_LINE || session->inputs[i].kind == INPUT_TYPED;
    process_print(process, "%s\n  tasks      %zu of %zu done", scenario_title(session->scenario), done, required);
    process_print(process, extra ? ", and %zu optional\n" : "\n", extra);
    process_print(process, "  points     %d of %d", points, most);
    if (bonus)
        process_print(process, ", and %d extra", bonus);
    process_print(process, " (a skipped task earns none)\n");
    process_print(process, "  commands   %zu\n  hints      %zu\n  solutions  %zu shown, %zu tasks skipped\n", commands,
                  count_facts(session, "hint"), count_facts(session, "solution"), count_facts(session, "skip"));
    process_print(process, "  history    %zu undone, %zu redone, %zu starts over\n", count_facts(session, "undo"),
                  count_facts(session, "redo"), count_facts(session, "reset"));
    const struct keeper *keeper = session->keeper;
    if (!process_is_terminal(process, STREAM_OUT))
        return 0; /* in a file, what follows would be of the world, and a grader's would be another one */
    process_print(process, "  saved      %s\n", !keeper ? "no (ambit open keeps what you do)"
                                                       : keeper->saved(keeper->context) ? "yes"
                                                                                        : "no, the disk does not take it");
    return 0;
}

int lab_next(struct session *session, struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    session->moving_on = true;
    /* The same words and status wherever it runs: who plays the sitting again has no challenge to offer. */
    process_print(process, "On to the next challenge of the track, where there is one; ambit list shows them all.\n");
    return 0;
}

void session_offer_next(struct session *session, const char *slug)
{
    session->next = slug;
    session->moving_on = false;
}
