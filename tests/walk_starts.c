/* A challenge that was started before makes its further starts from a template (scenario/start.c): each is the world that
 * is built there from nothing, whatever the date and the seed. */
#include "base/check.h"
#include "scenario/embedded.h"
#include "test.h"
#include "world/world.h"

static struct world *start(const struct scenario *scenario, const char *instant, uint64_t seed)
{
    const char *problem = NULL;
    struct instant at;
    check(instant_parse_rfc3339(slice_of(instant), &at));
    struct world *world = scenario_start(scenario, at, seed, &problem);
    check(world);
    return world;
}

/* A challenge whose manifest says a date of the very day that templates stand at: it is not the world's time. */
static const char dated_slug[] = "dated";

static struct slice read_dated(void *context, const char *name)
{
    (void)context;
    if (text_equal(name, "assignment.md"))
        return SLICE("# Dated\n");
    if (text_equal(name, "challenge.lua"))
        return SLICE("challenge { apply = \"dated.yaml\" }\ntask { \"a\", check = function(w) end }\n");
    if (text_equal(name, "dated.yaml"))
        return SLICE("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dated, namespace: default}\n"
                     "data: {since: \"2015-07-01T00:00:00Z\"}\n");
    return (struct slice){0};
}

static struct scenario *load(const char *slug)
{
    struct scenario_source source = embedded_source(slug);
    const char *problem = NULL;
    if (text_equal(slug, dated_slug))
        source = (struct scenario_source){.read = read_dated, .slug = dated_slug};
    struct scenario *scenario = scenario_load(&source, &problem);
    check(scenario);
    return scenario;
}

struct finding {
    struct arena *arena;
    const char *slug, *instant, *problem;
    enum world_root root;
};

static void note(void *context, struct slice key, const void *before, const void *after)
{
    struct finding *finding = context;
    if (!finding->problem)
        finding->problem =
            arena_format(finding->arena, "%s at %s: root %d, %.*s%s", finding->slug, finding->instant,
                         (int)finding->root, (int)key.length, key.data,
                         !before ? " is there" : !after ? " is missing" : " differs");
}

/* Worlds are compared by hashes: each must be one of what is there. */
static void check_hashes(struct finding *finding, const struct world *world)
{
    struct map_walk walk = map_walk(world_map(world, finding->root), SLICE(""));
    struct map_entry entry;
    while (!finding->problem && map_walk_next(&walk, &entry)) {
        struct arena arena = {0};
        if (!walk_hashed(&arena, entry.item))
            finding->problem = arena_format(finding->arena, "%s at %s: root %d, %.*s has a hash of something else",
                                            finding->slug, finding->instant, (int)finding->root,
                                            (int)entry.key.length, entry.key.data);
        arena_release(&arena);
    }
}

static void compare(struct finding *finding, const struct world *built, const struct world *made)
{
    for (finding->root = 0; finding->root < WORLD_ROOTS; finding->root++) {
        world_difference(built, made, finding->root, note, finding);
        check_hashes(finding, made);
    }
    if (!finding->problem && !hash_equal(world_hash(built), world_hash(made)))
        finding->problem =
            arena_format(finding->arena, "%s at %s: another world", finding->slug, finding->instant);
}

static void compare_starts(struct finding *finding, const char *slug, uint64_t seed)
{
    struct scenario *fresh = load(slug), *used = load(slug);
    finding->slug = slug;
    world_unref(start(used, "2026-11-26T20:00:00Z", 4));
    struct world *built = start(fresh, finding->instant, seed), *made = start(used, finding->instant, seed);
    scenario_free(fresh);
    scenario_free(used); /* a start outlives its template */
    compare(finding, built, made);
    world_unref(built);
    world_unref(made);
}

/* NULL: all is well. */
static const char *compare_all(struct arena *arena, const char *instant, uint64_t seed)
{
    struct finding finding = {.arena = arena, .instant = instant};
    const char *slug;
    size_t cursor = 0;
    while (!finding.problem && (slug = embedded_next(arena, &cursor)))
        compare_starts(&finding, slug, seed);
    if (!finding.problem)
        compare_starts(&finding, dated_slug, seed);
    return finding.problem;
}

void suite_start_walks(struct run *run)
{
    static const char *const instants[] = {"2026-11-23T09:00:00Z", "2027-01-01T00:10:00Z", "2028-02-29T23:59:59Z",
                                           "2028-03-01T00:30:01Z", "2026-03-29T02:30:00Z", "2099-12-31T23:59:59Z"};
    const char *name = "tests/walk_starts.c: a start from a template, or from nothing";
    if (!run_begin(run, name))
        return;
    for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
        struct arena arena = {0};
        const char *problem = compare_all(&arena, instants[i], i + 1);
        if (problem)
            run_failed(run, name, "%s", problem);
        arena_release(&arena);
        if (problem)
            return;
    }
    run_passed(run);
}
