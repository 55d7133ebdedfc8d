/* Every embedded challenge that has tasks: each required check fails before its solution, in the order of the tasks,
 * and passes after it. Then the optional ones that have a solution. */
#include "test.h"
#include "scenario/embedded.h"
#include "sitting.h"

static bool is_done(struct sitting *sitting, struct arena *arena, size_t task, const char **message)
{
    const struct value *row = value_at(session_ask(sitting->session, "tasks", arena), task);
    *message = value_find_text(row, "message");
    return value_says(value_get(row, "verdict"), "done");
}

static void expect(struct run *run, const char *name, bool right, const char *message)
{
    if (right)
        run_passed(run);
    else
        run_failed(run, name, "%s", message);
}

static void run_task(struct run *run, struct sitting *sitting, struct arena *arena, const char *slug, size_t index,
                     const struct task *task)
{
    const char *message = "";
    const char *before = arena_format(arena, "scenarios/%s: %s fails before its solution", slug, task->id);
    const char *after = arena_format(arena, "scenarios/%s: %s passes after its solution", slug, task->id);
    if (!task->solve && task->optional)
        return;
    if (!task->solve) {
        run_failed(run, after, "the task has no solution");
        return;
    }
    if (!task->optional && run_begin(run, before))
        expect(run, before, !is_done(sitting, arena, index, &message), message);
    sitting_run_script(sitting, slice_of(task->solve));
    if (run_begin(run, after))
        expect(run, after, is_done(sitting, arena, index, &message), message);
}

static void run_tasks(struct run *run, struct arena *arena, const char *slug)
{
    struct sitting sitting = {0};
    const char *problem = NULL;
    const struct task *tasks;
    const char *name = arena_format(arena, "scenarios/%s: loads", slug);
    if (!run_begin(run, name))
        return;
    if (!sitting_begin(&sitting, arena, slug, &problem)) {
        run_failed(run, name, "%s", problem);
        sitting_end(&sitting);
        return;
    }
    run_passed(run);
    size_t count = scenario_tasks(sitting.scenario, &tasks);
    for (size_t pass = 0; pass < 2; pass++) /* required tasks first: an optional one may change the rules */
        for (size_t i = 0; i < count; i++)
            if (tasks[i].optional == (pass == 1))
                run_task(run, &sitting, arena, slug, i, &tasks[i]);
    sitting_end(&sitting);
}

static void run_challenge(struct run *run, const char *slug)
{
    struct arena arena = {0};
    run_tasks(run, &arena, slug);
    arena_release(&arena);
}

void suite_challenges(struct run *run)
{
    struct arena arena = {0};
    const char *slug;
    for (size_t cursor = 0; (slug = embedded_next(&arena, &cursor)) != NULL;)
        run_apart(run, slug, run_challenge);
    arena_release(&arena);
}
