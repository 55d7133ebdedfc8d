/* Rows 5 and 7: what a learner's session takes of memory, and how long it takes to grade one. */
#include "operations.h"

#include <malloc.h>
#include <string.h>

#include "base/check.h"
#include "scenario/embedded.h"
#include "sim.h"

#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */
#define TERMINAL "1"

enum { FEW = 5, MANY = 55 };

static struct scenario *load(void)
{
    struct scenario_source source = embedded_source(BENCH_SLUG);
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    check(scenario);
    return scenario;
}

static struct session *open(const struct scenario *scenario)
{
    const char *problem = NULL;
    struct session *session = session_new(scenario, (struct instant){START}, 1, &problem);
    check(session);
    return session;
}

/* Every task's solution, one command at a time. */
static void solve(const struct scenario *scenario, struct session *session)
{
    const struct task *tasks;
    size_t count = scenario_tasks(scenario, &tasks);
    for (size_t i = 0; i < count; i++) {
        struct slice script = slice_of(tasks[i].solve);
        while (script.length) {
            size_t length = shell_command_length(script, true);
            session_input(session, INPUT_LINE, TERMINAL, slice_part(script, 0, length));
            session_finish(session, TERMINAL, true);
            session_output(session, TERMINAL);
            script = slice_part(script, length, script.length);
        }
    }
}

static void *begin(size_t size)
{
    (void)size;
    return load();
}

static void end(void *context)
{
    scenario_free(context);
}

static void grade(void *context, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        struct session *session = open(context);
        struct arena arena = {0};
        solve(context, session);
        const struct value *tasks = session_ask(session, "tasks", &arena);
        check(value_says(value_find(tasks, "0.verdict"), "done"));
        arena_release(&arena);
        session_free(session);
    }
}

const struct operation grade_operation = {.name = "grade", .begin = begin, .run = grade, .end = end};

/* Heap bytes of each of [count] sessions that are there at once. */
static double bytes_of(const struct scenario *scenario, size_t count, bool played)
{
    struct session *sessions[MANY];
    size_t before = mallinfo2().uordblks;
    for (size_t i = 0; i < count; i++) {
        sessions[i] = open(scenario);
        if (played)
            solve(scenario, sessions[i]);
    }
    double bytes = (double)(mallinfo2().uordblks - before);
    for (size_t i = 0; i < count; i++)
        session_free(sessions[i]);
    return bytes;
}

static double bytes_each(const struct scenario *scenario, bool played)
{
    return (bytes_of(scenario, MANY, played) - bytes_of(scenario, FEW, played)) / (MANY - FEW) / 1024;
}

static void measure_memory(struct report *report)
{
    struct scenario *scenario = load();
    double idle = bytes_each(scenario, false), played = bytes_each(scenario, true);
    report_text(report, "%.0f KiB idle, %.0f KiB after the challenge", idle, played);
    report_limit(report, idle, 0, 64);
    report_limit(report, played, 0, 256);
    scenario_free(scenario);
}

static void measure_grading(struct report *report)
{
    struct comparison time = compare_operations(&grade_operation, 0, 3, &bash_operation, 0, 3);
    report_text(report, "%.1f times (%.1f ms)", time.ratio, time.a / 1e6);
    report_limit(report, time.ratio, 0, 1);
}

const struct row row_memory = {
    .number = "5",
    .what = "heap of one session more: idle, and after the reference challenge",
    .peer = "-",
    .must = "-",
    .wanted = "64 KiB, 256 KiB",
    .measure = measure_memory,
};

const struct row row_grading = {
    .number = "7",
    .what = "grading: a fresh world, every solution typed again, every check",
    .peer = "`bash -c true`",
    .must = "-",
    .wanted = "once",
    .measure = measure_grading,
};
