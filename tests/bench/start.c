/* Rows 1 and 2: a process that starts, and one that plays the whole challenge. */
#include "operations.h"

static void measure(struct report *report, const char *const *argv, double must, double wanted)
{
    struct comparison found = compare_programs(argv, bash_true);
    double instructions = count_program(argv);
    report_text(report, "%.1f times (%.1f ms, %.1f ms)", found.ratio, found.a / 1e6, found.b / 1e6);
    report_limit(report, found.ratio, must, 0);
    if (instructions < 0) {
        report_text(report, "not counted: no valgrind");
        return;
    }
    report_text(report, "%.1f M instructions", instructions / 1e6);
    report_limit(report, instructions, 0, wanted);
}

static void measure_cold(struct report *report)
{
    const char *argv[] = {ambit_program(), "run", BENCH_SLUG, "-c", "true", NULL};
    measure(report, argv, 5, 12e6);
}

static void measure_challenge(struct report *report)
{
    const char *argv[] = {ambit_program(), "run", BENCH_SLUG, "--solve", "--check", NULL};
    measure(report, argv, 8, 25e6);
}

const struct row row_cold = {
    .number = "1",
    .what = "from exec to a cluster with its mesh and apps ready, one command run",
    .peer = "`bash -c true`",
    .must = "5 times",
    .wanted = "12 M instructions",
    .measure = measure_cold,
};

const struct row row_challenge = {
    .number = "2",
    .what = "the reference challenge from exec to exit: every solution, every check",
    .peer = "`bash -c true`",
    .must = "8 times",
    .wanted = "25 M instructions",
    .measure = measure_challenge,
};
