/* Row 6b: a command in a running session, from Enter to the last byte that it shows. */
#include "operations.h"

#include "base/check.h"
#include "scenario/embedded.h"
#include "sim.h"

#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */
#define TERMINAL "1"

struct prompt {
    struct scenario *scenario;
    struct session *session;
};

static void *begin(size_t size)
{
    (void)size;
    struct prompt *prompt = memory_allocate(sizeof *prompt);
    struct scenario_source source = embedded_source(BENCH_SLUG);
    const char *problem = NULL;
    prompt->scenario = scenario_load(&source, &problem);
    check(prompt->scenario);
    prompt->session = session_new(prompt->scenario, (struct instant){START}, 1, &problem);
    check(prompt->session);
    return prompt;
}

static void run(void *context, size_t times)
{
    struct prompt *prompt = context;
    for (size_t i = 0; i < times; i++) {
        session_input(prompt->session, INPUT_LINE, TERMINAL, SLICE("kubectl get pods -n accounts"));
        session_finish(prompt->session, TERMINAL, false);
        check(slice_starts(session_output(prompt->session, TERMINAL), "NAME "));
    }
}

static void end(void *context)
{
    struct prompt *prompt = context;
    session_free(prompt->session);
    scenario_free(prompt->scenario);
    memory_free(prompt);
}

const struct operation prompt_operation = {.name = "prompt", .begin = begin, .run = run, .end = end};

static void measure(struct report *report)
{
    struct comparison time = compare_operations(&prompt_operation, 0, 100, &bash_operation, 0, 3);
    double instructions = count_operation(&prompt_operation, 0, 50, 150);
    report_text(report, "1/%.0f (%.1f us)", 1 / time.ratio, time.a / 1e3);
    report_limit(report, time.ratio, 1.0 / 10, 1.0 / 20);
    if (instructions < 0)
        report_text(report, "not counted: no valgrind");
    else
        report_text(report, "%.0f instructions", instructions);
}

const struct row row_prompt = {
    .number = "6b",
    .what = "`kubectl get pods` in a running session, from Enter to the last byte",
    .peer = "`bash -c true`",
    .must = "1/10",
    .wanted = "1/20",
    .measure = measure,
};
