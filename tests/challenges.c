/* Every embedded challenge is proved as `ambit test` does it: no check passes at the start, each passes after
 * its solution and not before, and the wrong solutions that a task names are caught. */
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

/* The interface is as good as the file it makes possible: the seed's, hints and all, has 40 lines, and the
 * guide shows it. */
static void measure_ideal(struct run *run)
{
    enum { LINES = 40, COLUMNS = 125 };
    const char *name = "scenarios: the ideal challenge.lua has 40 lines, and the guide shows it";
    struct scenario_source source = embedded_source("waypoints-l7-where-it-matters");
    struct slice whole = source.read(source.context, "challenge.lua"), rest = whole, line;
    struct buffer guide = {0};
    size_t lines = 0, longest = 0;
    if (!run_begin(run, name))
        return;
    while (slice_next(&rest, '\n', &line) && (line.length || rest.length)) {
        lines++;
        longest = line.length > longest ? line.length : longest;
    }
    bool shown =
        file_read(&guide, "scenarios/README.md") && slice_find(buffer_slice(&guide), whole) < guide.length;
    if (lines > LINES || longest > COLUMNS)
        run_failed(run, name, "%zu lines, the longest of %zu bytes", lines, longest);
    else if (!shown)
        run_failed(run, name, "scenarios/README.md does not show it as it is");
    else
        run_passed(run);
    buffer_release(&guide);
}

void suite_challenges(struct run *run)
{
    struct arena arena = {0};
    const char *slug;
    measure_ideal(run);
    for (size_t cursor = 0; (slug = embedded_next(&arena, &cursor)) != NULL;)
        run_apart(run, slug, run_challenge);
    arena_release(&arena);
}
