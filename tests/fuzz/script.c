/* Whole command lines: whatever is run, in a small world and for a bounded time, ends; no crash, nothing is
 * left held. The world at the start is made once. */
#include "base/check.h"
#include "machine/machine.h"
#include "scenario/embedded.h"
#include "sim.h"
#include "test.h"

static const struct world *start_world(void)
{
    static const struct world *world;
    if (world)
        return world;
    const char *problem = NULL;
    struct scenario_source source = embedded_source("empty");
    struct scenario *scenario = scenario_load(&source, &problem);
    check(scenario != NULL);
    world = scenario_start(scenario, (struct instant){1795424400000000000}, 1, &problem);
    check(world != NULL);
    scenario_free(scenario);
    return world;
}

enum { STEPS = 300 };

/* Steps of the machine until the command has ended. */
static void run_on(struct machine *machine)
{
    bool follow;
    for (int step = 0; step < STEPS && machine_busy(machine, "1"); step++) {
        struct instant next = machine_next(machine, &follow);
        if (instant_compare(next, INSTANT_NEVER) == 0)
            return;
        machine_advance(machine, next);
    }
}

void fuzz_script(struct slice bytes)
{
    struct machine *machine = machine_new(start_world(), NULL);
    machine_run(machine, "1", bytes, "fuzz");
    run_on(machine);
    machine_interrupt(machine, "1", SLICE(""));
    run_on(machine);
    if (machine_busy(machine, "1"))
        machine_kill(machine, "1");
    run_on(machine);
    check(!machine_busy(machine, "1"));
    machine_free(machine);
}
