/* Hostile hands: a submission with bytes changed anywhere in its inputs and outcomes is never both verified and
 * worth more, and no such file brings the grader down. */
#include <stdio.h>

#include "base/hash.h"
#include "handed_in.h"
#include "test.h"

enum { SEEDS = 8, CHANGES = 25 };

static const char script[] =
    "kubectl get pods -n shop\n"
    "for i in 1 2; do kubectl exec clerk -n shop -- curl -s web.shop:8080; done\n"
    "lab hint\n"
    "kubectl apply -f - <<END\n"
    "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: door, namespace: shop},\n"
    " spec: {rules: [{from: [{source: {namespaces: [shop]}}]}]}}\n"
    "END\n"
    "lab undo\n"
    "lab redo\n"
    "echo note > note; cat note | tr a-z A-Z\n";

struct mark {
    bool verified;
    int64_t points;
};

static struct mark grade(const struct scenario *lesson, struct slice text)
{
    struct arena arena = {0};
    const struct value *report = handed_in_grade(lesson, text, false, &arena);
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
    struct scenario *lesson = handed_in_lesson(&arena);
    handed_in(&whole, lesson, slice_of(script));
    size_t inputs = slice_find(buffer_slice(&whole), SLICE("\"inputs\""));
    uint64_t random = seed;
    struct mark honest = grade(lesson, buffer_slice(&whole));
    problem[0] = '\0';
    if (!honest.verified || !honest.points)
        snprintf(problem, sizeof problem, "what was handed in as it was is not verified, or worth nothing");
    for (int i = 0; i < CHANGES && !problem[0]; i++) {
        struct buffer changed = {0};
        buffer_add(&changed, buffer_slice(&whole));
        damage(&changed, inputs, &random);
        struct mark mark = grade(lesson, buffer_slice(&changed));
        if (mark.verified && mark.points > honest.points)
            snprintf(problem, sizeof problem, "change %d is verified, and worth %d points", i,
                     (int)mark.points);
        buffer_release(&changed);
    }
    scenario_free(lesson);
    buffer_release(&whole);
    arena_release(&arena);
    return problem[0] ? problem : NULL;
}

void suite_grading_walks(struct run *run)
{
    walk(run, "tests/walk_grading.c: damaged submissions", walk_damaged, SEEDS);
}
