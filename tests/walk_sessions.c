/* Random sittings: commands drawn from a table, in any order, sensible or not. After each, undo gives back the
 * objects and files of before and redo those of after; a fork that runs commands of its own changes nothing of
 * its parent and asks as one that has compiled all anew; and the journal, replayed, gives the same world. */
#include <stdio.h>

#include "base/hash.h"
#include "kinds/schema.h"
#include "session/record.h"
#include "sitting.h"
#include "test.h"

enum { SEEDS = 12, COMMANDS = 14 };

static const char *const commands[] = {
    "istioctl waypoint apply -n accounts --enroll-namespace",
    "istioctl waypoint apply -n accounts --for all --overwrite",
    "istioctl waypoint delete waypoint -n accounts",
    "kubectl label namespace accounts istio.io/use-waypoint=waypoint --overwrite",
    "kubectl label namespace accounts istio.io/use-waypoint-",
    "kubectl label namespace finance istio.io/dataplane-mode-",
    "kubectl label namespace finance istio.io/dataplane-mode=ambient --overwrite",
    "kubectl scale deployment accounts -n accounts --replicas=3",
    "kubectl scale deployment accounts -n accounts --replicas=0",
    "kubectl scale deployment waypoint -n accounts --replicas=0",
    "kubectl delete pod -n accounts --all",
    "kubectl delete authorizationpolicy --all -n accounts",
    "kubectl apply -f /root/allow-finance.yaml -f /root/allow-waypoint.yaml",
    "kubectl apply -f /root/deny-all.yaml",
    "kubectl apply -f /root/README",
    "kubectl create namespace spare; kubectl run web -n spare --image=curlimages/curl:8.11.1 -- sleep infinity",
    "kubectl delete namespace spare",
    "kubectl rollout restart deployment accounts -n accounts",
    "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080",
    "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080",
    "for i in 1 2 3; do kubectl exec curl -n finance -- curl -s accounts.accounts:8080; done; echo $?",
    "echo note $RANDOM >> /root/notes; wc -l < /root/notes",
    "rm -f /root/notes; x=$((x + 1))",
    "sed -i 's/finance/rogue/' /root/allow-finance.yaml",
    "kubectl get pods -A | tail -n 3; false",
    "cd /tmp; pwd; cd -; nonsense",
};

static const enum world_root undone[] = {WORLD_APPLIED, WORLD_FILES};
enum { UNDONE = sizeof undone / sizeof *undone };

/* Objects and files, as hashes. */
struct state {
    struct hash roots[UNDONE];
};

static struct state state_of(const struct sitting *sitting)
{
    struct state state;
    for (size_t i = 0; i < UNDONE; i++)
        state.roots[i] = map_hash(world_map(machine_world(sitting->session->machine), undone[i]));
    return state;
}

static bool same(struct state a, struct state b)
{
    for (size_t i = 0; i < UNDONE; i++) {
        if (!hash_equal(a.roots[i], b.roots[i]))
            return false;
    }
    return true;
}

static const char *draw(uint64_t *random)
{
    return commands[random_next(random) % (sizeof commands / sizeof *commands)];
}

static bool run(struct sitting *sitting, const char *command)
{
    sitting_run(sitting, slice_of(command), true);
    return sitting_status(sitting) == 0;
}

static const char *fork_apart(struct sitting *sitting, uint64_t *random)
{
    struct arena arena = {0};
    const struct world *world = machine_world(sitting->session->machine);
    struct hash before = world_hash(world);
    struct machine *fork = machine_new(world, NULL);
    for (int i = 0; i < 2; i++)
        machine_command(fork, &arena, slice_of(draw(random)));
    bool whole = hash_equal(before, world_hash(world));
    machine_free(fork);
    arena_release(&arena);
    return whole ? NULL : "a fork has changed its parent";
}

/* What a machine has compiled long ago, and still uses, answers as what is compiled now. */
static const char *ask_alike(struct sitting *sitting)
{
    static const struct machine_request requests[] = {
        {.pod = "finance/curl", .method = "GET", .url = "http://accounts.accounts:8080"},
        {.pod = "finance/curl", .method = "POST", .url = "http://accounts.accounts:8080"},
        {.pod = "rogue/rogue-curl", .method = "GET", .url = "http://accounts.accounts:8080"},
    };
    struct arena arena = {0};
    const struct world *world = machine_world(sitting->session->machine);
    struct machine *held = machine_fork(sitting->session->machine, world), *fresh = machine_new(world, NULL);
    bool alike = true;
    for (size_t i = 0; i < sizeof requests / sizeof *requests && alike; i++)
        alike = value_equal(machine_ask(held, &arena, &requests[i]), machine_ask(fresh, &arena, &requests[i])) &&
                hash_equal(world_hash(machine_world(held)), world_hash(machine_world(fresh)));
    machine_free(held);
    machine_free(fresh);
    arena_release(&arena);
    return alike ? NULL : "a configuration that is held answers otherwise than one that is compiled";
}

/* Controllers ask the API server to make objects without having them checked (api_options.internal): what they make fits its
 * kind's schema all the same. */
static const char *all_fit(struct sitting *sitting)
{
    static char text[256];
    struct arena arena = {0};
    const char *problem = NULL;
    struct map_walk walk = map_walk(world_map(machine_world(sitting->session->machine), WORLD_APPLIED), SLICE(""));
    struct map_entry entry;
    while (!problem && map_walk_next(&walk, &entry)) {
        const struct kind *kind = kind_of_object(entry.item);
        struct findings findings = {.arena = &arena};
        const struct value *unknown, *pruned = schema_pruned(&findings, kind, entry.item, &unknown);
        if (pruned == entry.item && !findings.causes && !value_count(unknown))
            continue;
        snprintf(text, sizeof text, "%.*s does not fit its schema", (int)entry.key.length, entry.key.data);
        problem = text;
    }
    arena_release(&arena);
    return problem;
}

static const char *undo_and_redo(struct sitting *sitting, struct state before, struct state after)
{
    if (!run(sitting, "lab undo"))
        return same(before, after) ? NULL : "a command that changed objects or files cannot be undone";
    if (!same(before, after) && !same(state_of(sitting), before))
        return "undo gives back other objects or files than there were before";
    if (!run(sitting, "lab redo") || !same(state_of(sitting), after))
        return "redo gives back other objects or files than there were after";
    return NULL;
}

static const char *step(struct sitting *sitting, uint64_t *random)
{
    const char *problem = fork_apart(sitting, random);
    struct state before = state_of(sitting);
    run(sitting, draw(random));
    if (!problem)
        problem = all_fit(sitting);
    if (!problem)
        problem = ask_alike(sitting);
    if (!problem)
        problem = undo_and_redo(sitting, before, state_of(sitting));
    return problem;
}

static const char *walk_sitting(uint64_t seed)
{
    static char text[512];
    struct arena arena = {0};
    struct sitting sitting = {0};
    const char *problem = NULL;
    uint64_t random = seed;
    if (sitting_begin(&sitting, &arena, "waypoints-l7-where-it-matters", &problem)) {
        for (int i = 0; i < COMMANDS && !problem; i++)
            problem = step(&sitting, &random);
        if (!problem)
            problem = sitting_replay(&sitting, &arena);
    }
    if (problem)
        snprintf(text, sizeof text, "%s; the command was: %s", problem,
                 sitting.session ? sitting.session->line : "none");
    sitting_end(&sitting);
    arena_release(&arena);
    return problem ? text : NULL;
}

void suite_session_walks(struct run *run)
{
    walk(run, "tests/walk_sessions.c: undo, redo, forks and replay", walk_sitting, SEEDS);
}
