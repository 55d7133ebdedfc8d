#include "lab.h"

#include "base/check.h"
#include "bench.h"
#include "scenario/embedded.h"
#include "shell/shell.h"

#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */
#define SEED 1

static const char route[] = "kubectl apply -f - <<'END'\n"
                            "apiVersion: gateway.networking.k8s.io/v1\n"
                            "kind: HTTPRoute\n"
                            "metadata:\n"
                            "  name: accounts\n"
                            "  namespace: accounts\n"
                            "spec:\n"
                            "  parentRefs:\n"
                            "  - {group: '', kind: Service, name: accounts, port: 8080}\n"
                            "  rules:\n"
                            "  - matches:\n"
                            "    - path: {type: PathPrefix, value: /accounts}\n"
                            "      method: GET\n"
                            "    backendRefs:\n"
                            "    - {name: accounts, port: 8080}\n"
                            "  - backendRefs:\n"
                            "    - {name: accounts, port: 8080}\n"
                            "END\n";

static void run_script(struct machine *machine, struct slice script)
{
    while (script.length) {
        size_t length = shell_command_length(script, true);
        if (!length)
            return;
        struct arena arena = {0};
        machine_command(machine, &arena, slice_part(script, 0, length));
        arena_release(&arena);
        script = slice_part(script, length, script.length);
    }
}

struct lab lab_begin(void)
{
    struct scenario_source source = embedded_source(BENCH_SLUG);
    const char *problem = NULL;
    struct lab lab = {.scenario = scenario_load(&source, &problem)};
    check(lab.scenario);
    struct world *world = scenario_start(lab.scenario, (struct instant){START}, SEED, &problem);
    check(world);
    lab.machine = machine_new(world, NULL);
    world_unref(world);
    const struct task *tasks;
    size_t count = scenario_tasks(lab.scenario, &tasks);
    for (size_t i = 0; i < count; i++)
        run_script(lab.machine, slice_of(tasks[i].solve));
    run_script(lab.machine, SLICE(route));
    return lab;
}

void lab_end(struct lab *lab)
{
    machine_free(lab->machine);
    scenario_free(lab->scenario);
}
