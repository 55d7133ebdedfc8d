/* Hostile hands: a submission with bytes changed anywhere in its inputs and outcomes is never both verified and
 * worth more, and no such file brings the grader down. */
#include <stdio.h>

#include "base/check.h"
#include "base/hash.h"
#include "handed_in.h"
#include "scenario/embedded.h"
#include "test.h"

enum { SEEDS = 8, CHANGES = 25 };

static const char script[] =
    "istioctl waypoint apply -n accounts --enroll-namespace\n"
    "kubectl get pods -n accounts\n"
    "for i in 1 2; do kubectl exec curl -n finance -- curl -s accounts.accounts:8080; done\n"
    "lab hint\n"
    "lab undo\n"
    "lab redo\n"
    "echo note > note; cat note | tr a-z A-Z\n";

static const struct scenario *given(void *context, const char *slug, struct arena *arena, const char **problem)
{
    const struct scenario *scenario = context;
    if (text_equal(slug, scenario_slug(scenario)))
        return scenario;
    *problem = arena_text(arena, "no such challenge");
    return NULL;
}

struct mark {
    bool verified;
    int64_t points;
};

static struct mark grade(struct scenario *scenario, struct slice text)
{
    struct arena arena = {0};
    struct grader grader = {.context = scenario, .find = given};
    const struct value *report = grade_submission(&grader, text, &arena);
    struct mark mark = {value_says(value_get(report, "outcome"), "verified"),
                        value_number(value_get(report, "points"), 0) +
                            value_number(value_get(report, "bonus"), 0)};
    arena_release(&arena);
    return mark;
}

/* A byte, a few of them, or a piece that is copied over another one. */
static void damage(struct buffer *text, size_t from, uint64_t *random)
{
    static const char letters[] = "0123456789abcdef\"{}[],:\\ \nkxu\xff";
    size_t at = from + random_next(random) % (text->length - from), length = 1 + random_next(random) % 30;
    if (random_next(random) % 4) {
        text->data[at] = letters[random_next(random) % (sizeof letters - 1)];
        return;
    }
    size_t other = from + random_next(random) % (text->length - from);
    for (size_t i = 0; i < length && at + i < text->length && other + i < text->length; i++)
        text->data[at + i] = text->data[other + i];
}

static const char *walk_damaged(uint64_t seed)
{
    static char problem[200];
    struct arena arena = {0};
    struct buffer whole = {0};
    const char *reason = handed_in(&whole, &arena, "waypoints-l7-where-it-matters", slice_of(script));
    struct scenario_source source = embedded_source("waypoints-l7-where-it-matters");
    struct scenario *scenario = scenario_load(&source, &reason);
    size_t inputs = slice_find(buffer_slice(&whole), SLICE("\"inputs\""));
    uint64_t random = seed;
    check(scenario);
    struct mark honest = grade(scenario, buffer_slice(&whole));
    problem[0] = '\0';
    if (!honest.verified || !honest.points)
        snprintf(problem, sizeof problem, "what was handed in as it was is not verified, or worth nothing");
    for (int i = 0; i < CHANGES && !problem[0]; i++) {
        struct buffer changed = {0};
        buffer_add(&changed, buffer_slice(&whole));
        damage(&changed, inputs, &random);
        struct mark mark = grade(scenario, buffer_slice(&changed));
        if (mark.verified && mark.points > honest.points)
            snprintf(problem, sizeof problem, "change %d is verified, and worth %d points", i,
                     (int)mark.points);
        buffer_release(&changed);
    }
    scenario_free(scenario);
    buffer_release(&whole);
    arena_release(&arena);
    return problem[0] ? problem : NULL;
}

void suite_grading_walks(struct run *run)
{
    walk(run, "tests/walk_grading.c: damaged submissions", walk_damaged, SEEDS);
}
