/* A task's solution, run as a learner would type it. */
#include "base/limits.h"
#include "scenario/inside.h"
#include "shell/shell.h"

static const char terminal[] = "1";

static void collect(void *context, const char *name, struct slice bytes)
{
    struct buffer *shown = context;
    (void)name;
    if (shown && shown->length + bytes.length <= LIMIT_OUTPUT_BYTES)
        buffer_add(shown, bytes);
}

void solve_run(struct machine *machine, struct slice script)
{
    while (script.length && !machine_exiting(machine, terminal)) {
        size_t length = shell_command_length(script, true);
        if (!length)
            break;
        machine_run(machine, terminal, slice_part(script, 0, length), "-bash");
        machine_settle(machine, terminal);
        machine_finish(machine, terminal, true);
        script = slice_part(script, length, script.length);
    }
}

struct world *scenario_solve(const struct scenario *scenario, size_t task, const struct world *world,
                             struct buffer *shown)
{
    struct machine_sitting sitting = {.context = shown, .shown = collect};
    struct machine *fork = machine_new(world, &sitting);
    const char *solve = scenario->tasks[task].solve;
    solve_run(fork, slice_of(solve ? solve : ""));
    struct world *solved = world_ref(machine_world(fork));
    machine_free(fork);
    return solved;
}
