/* Random requests between changes of the cluster: a machine whose world is looked at after each of them, and
 * one that is left alone with its ledger, come to the same world, byte for byte: hops, log lines, counts, and
 * numbers. One walk is so long that most of it is forgotten before anybody looks. */
#include <stdio.h>

#include "base/hash.h"
#include "session/record.h"
#include "sitting.h"
#include "test.h"

enum { SEEDS = 8, REQUESTS = 80, LONG = 1200, BETWEEN = 16 };

static const char *const changes[] = {
    "istioctl waypoint apply -n accounts --enroll-namespace",
    "istioctl waypoint delete waypoint -n accounts",
    "kubectl scale deployment accounts -n accounts --replicas=3",
    "kubectl scale deployment accounts -n accounts --replicas=1",
    "kubectl delete pod -n accounts --all",
    "kubectl apply -f /root/allow-finance.yaml -f /root/allow-waypoint.yaml",
    "kubectl apply -f /root/deny-all.yaml",
    "kubectl delete authorizationpolicy --all -n accounts",
    "kubectl label namespace finance istio.io/dataplane-mode-",
    "kubectl label namespace finance istio.io/dataplane-mode=ambient --overwrite",
    "kubectl exec curl -n finance -- curl -s accounts.accounts:8080",
};
static const char *const clients[] = {"finance/curl", "finance/curl", "rogue/rogue-curl", NULL};
static const char *const methods[] = {"GET", "GET", "HEAD", "POST", "BREW"};
static const char *const urls[] = {
    "http://accounts.accounts:8080/accounts/1",
    "http://accounts.accounts:8080/",
    "http://accounts.accounts.svc.cluster.local:8080/x?y=z",
    "http://accounts.accounts:9999/",
    "http://127.0.0.1:8080/",
    "http://nowhere.example/",
};

#define DRAW(random, list) ((list)[random_next(random) % (sizeof(list) / sizeof *(list))])

static void take_step(struct machine *machine, uint64_t random, bool change)
{
    struct arena arena = {0};
    if (change) {
        machine_command(machine, &arena, slice_of(DRAW(&random, changes)));
    } else {
        struct machine_request request = {.pod = DRAW(&random, clients),
                                          .method = DRAW(&random, methods),
                                          .url = DRAW(&random, urls),
                                          .body = random_next(&random) % 4 ? "" : "some text"};
        machine_send(machine, &arena, &request);
    }
    arena_release(&arena);
}

static const char *compare(struct machine *seen, struct machine *alone, uint64_t random, size_t requests)
{
    for (size_t i = 0; i < requests; i++) {
        bool change = requests < LONG && random_next(&random) % BETWEEN == 0;
        take_step(seen, random, change);
        take_step(alone, random, change);
        world_hash(machine_world(seen));
        random_next(&random);
    }
    return hash_equal(world_hash(machine_world(seen)), world_hash(machine_world(alone)))
               ? NULL
               : "it makes a difference whether somebody looks";
}

static const char *walk_requests(uint64_t seed)
{
    struct arena arena = {0};
    struct sitting sitting = {0};
    const char *problem = NULL;
    if (sitting_begin(&sitting, &arena, "waypoints-l7-where-it-matters", &problem)) {
        const struct world *world = machine_world(sitting.session->machine);
        struct machine *seen = machine_new(world, NULL), *alone = machine_new(world, NULL);
        problem = compare(seen, alone, seed, seed == 1 ? LONG : REQUESTS);
        machine_free(seen);
        machine_free(alone);
    }
    sitting_end(&sitting);
    arena_release(&arena);
    return problem;
}

void suite_request_walks(struct run *run)
{
    walk(run, "tests/walk_requests.c: looking after each request, or at the end", walk_requests, SEEDS);
}
