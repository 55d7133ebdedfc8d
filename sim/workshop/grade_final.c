/* Manifests alone, without the sitting that led to them. */
#include "base/check.h"
#include "base/limits.h"
#include "data/gotext.h"
#include "workshop/grade_report.h"

#define START 1795424400000000000 /* 2026-11-23T09:00:00Z, where every batch run begins */

enum { SEED = 1 };

static const char manifest_path[] = "/root/submitted.yaml";

static void put_manifest(struct machine *machine, struct arena *arena, struct slice text)
{
    struct draft *draft = machine_begin(machine, arena);
    struct value *file = value_object(arena);
    value_put(arena, file, "data", value_string(arena, text));
    value_put_text(arena, file, "mode", "0644");
    value_put_integer(arena, file, "modified", draft->now.nanoseconds);
    draft_set(draft, WORLD_FILES, manifest_path, file);
    machine_commit(machine);
}

static struct check_result look(const struct scenario *scenario, size_t task, const struct world *world,
                                struct arena *arena)
{
    struct evidence evidence = {.account = true};
    return scenario_check(scenario, task, world, &evidence, arena);
}

/* Which tasks ask for evidence, whoever hands in what: those whose check does where everything is solved. */
static const bool *find_untold(const struct scenario *scenario, const struct world *start, struct arena *arena)
{
    const struct task *tasks;
    size_t count = scenario_all_tasks(scenario, &tasks);
    bool *untold = arena_allocate(arena, (count + 1) * sizeof *untold);
    struct world *world = world_ref(start);
    for (size_t i = 0; i < count; i++) {
        if (tasks[i].solve && !tasks[i].optional) {
            struct world *solved = scenario_solve(scenario, i, world, NULL);
            world_unref(world);
            world = solved;
        }
    }
    for (size_t i = 0; i < count; i++)
        untold[i] = look(scenario, i, world, arena).wants_evidence;
    world_unref(world);
    return untold;
}

static struct standing stand(const struct scenario *scenario, size_t task, const struct world *world,
                             bool untold, struct arena *arena)
{
    struct standing standing = {0};
    struct value *found = value_object(arena);
    struct check_result result = look(scenario, task, world, arena);
    static const char *const names[] = {[VERDICT_DONE] = "done",
                                        [VERDICT_NOT_YET] = "not yet",
                                        [VERDICT_BROKEN] = "broken",
                                        [VERDICT_AUTHOR_ERROR] = "author's error"};
    const struct task *tasks;
    scenario_all_tasks(scenario, &tasks);
    value_put_text(arena, found, "title", scenario_fill(scenario, world, tasks[task].title, arena));
    value_put_text(arena, found, "verdict", names[result.verdict]);
    value_put_text(arena, found, "message", result.message ? result.message : "");
    value_put(arena, found, "account", result.account);
    standing.found = found;
    standing.untold = untold || (result.wants_evidence && result.verdict != VERDICT_DONE);
    if (result.verdict == VERDICT_DONE)
        standing.done = value_object(arena);
    return standing;
}

const struct value *grade_manifests(const struct scenario *scenario, struct slice text, struct arena *arena)
{
    struct report_head head = {.outcome = "graded", .scenario = scenario};
    struct value *notes = value_array(arena);
    const char *problem = NULL;
    size_t count = scenario_all_tasks(scenario, NULL);
    head.notes = notes;
    if (!slice_trim(text).length || text.length > LIMIT_FILE_BYTES) {
        head.outcome = "unreadable";
        head.reason = text.length > LIMIT_FILE_BYTES ? "it is too long" : "it is empty";
        return report_make(arena, &head, NULL);
    }
    struct world *start = scenario_start(scenario, (struct instant){START}, SEED, &problem);
    if (!start) {
        head.outcome = "unreadable";
        head.reason =
            arena_format(arena, "the challenge does not begin: %s", problem ? problem : "no reason given");
        memory_free((void *)(uintptr_t)problem);
        return report_make(arena, &head, NULL);
    }
    struct machine *machine = machine_new(start, NULL);
    const bool *untold = find_untold(scenario, start, arena);
    world_unref(start);
    put_manifest(machine, arena, text);
    const struct value *applied =
        machine_command(machine, arena, slice_of(arena_format(arena, "kubectl apply -f %s", manifest_path)));
    if (value_number(value_get(applied, "status"), 0) != 0)
        value_append(arena, notes,
                     value_format(arena, "kubectl apply: %s", value_find_text(applied, "output")));
    struct standing *standings = arena_allocate(arena, (count + 1) * sizeof *standings);
    for (size_t i = 0; i < count; i++)
        standings[i] = stand(scenario, i, machine_world(machine), untold[i], arena);
    const struct value *report = report_make(arena, &head, standings);
    machine_free(machine);
    return report;
}
