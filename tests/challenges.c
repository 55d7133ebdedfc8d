/* Every embedded challenge is proved as `ambit test` does it: no check passes at the start, each passes after its
 * solution and not before, and the wrong solutions that a task names are caught. */
#include "test.h"
#include "base/check.h"
#include "scenario/embedded.h"
#include "workshop.h"

static void prove(struct run *run, struct arena *arena, const char *name, const char *slug)
{
    const struct trial_order order = {.start = {1795424400000000000}, .seed = 1, .seeds = 2};
    struct scenario_source source = embedded_source(slug);
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    if (!scenario) {
        run_failed(run, name, "%s", problem);
        memory_free((void *)(uintptr_t)problem);
        return;
    }
    struct trial *trial = trial_run(arena, scenario, &order);
    struct buffer report = {0};
    trial_report(&report, trial, 1, 1);
    for (enum phase phase = 0; phase < PHASES; phase++) {
        if (trial_phase(trial, phase) == OUTCOME_FAIL)
            run_failed(run, name, "%s", buffer_text(&report));
        else
            run_passed(run);
    }
    buffer_release(&report);
    scenario_free(scenario);
}

static void run_challenge(struct run *run, const char *slug)
{
    struct arena arena = {0};
    const char *name = arena_format(&arena, "scenarios/%s", slug);
    if (run_begin(run, name))
        prove(run, &arena, name, slug);
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
