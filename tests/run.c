/* The test program's main: options, the table of suites, and what a test's end looks like. */
#include "sim.h"
#include "test.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *name;
    void (*run)(struct run *run);
} suites[] = {
    {"cases", suite_cases},           {"walks", suite_walks},
    {"corpora", suite_corpora},       {"transcripts", suite_transcripts},
    {"challenges", suite_challenges}, {"imports", suite_imports},
    {"kills", suite_kills},           {"store", suite_store},
    {"picture", suite_picture},
    {"web", suite_web},
    {"class", suite_web_class},
};

/* The one mutable thing outside a function: a signal handler has no other way to know what was running. */
static char current[512];

/* The sanitizers abort, as check() does, so that every crash says which test it was. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "abort_on_error=1:print_legend=0:detect_stack_use_after_return=0";
}
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return "abort_on_error=1:print_stacktrace=1";
}

static void say_what_crashed(int signal)
{
    static const char text[] = "CRASHED in ";
    bool said = write(STDERR_FILENO, text, sizeof(text) - 1) > 0 &&
                write(STDERR_FILENO, current, strlen(current)) > 0 && write(STDERR_FILENO, "\n", 1) > 0;
    _exit(said ? 128 + signal : 2);
}

bool run_begin(struct run *run, const char *name)
{
    bool wanted = run->filter_count == 0;
    for (int i = 0; i < run->filter_count && !wanted; i++)
        wanted = strstr(name, run->filters[i]) != NULL;
    if (!wanted)
        return false;
    snprintf(current, sizeof(current), "%s", name);
    if (run->verbose) {
        printf("%s\n", name);
        fflush(stdout);
    }
    return true;
}

void run_passed(struct run *run)
{
    run->passed++;
}

void run_failed(struct run *run, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("FAILED %s\n", name);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    fflush(stdout);
    run->failed++;
}

bool run_compare(struct run *run, const char *name, struct slice expected, struct slice actual)
{
    if (slice_equal(expected, actual)) {
        run_passed(run);
        return true;
    }
    printf("FAILED %s\n", name);
    difference_print(expected, actual);
    fflush(stdout);
    run->failed++;
    return false;
}

void run_apart(struct run *run, const char *name, void (*visit)(struct run *run, const char *name))
{
    int counts[2] = {0, 0}, ends[2], status = 0;
    fflush(stdout);
    if (pipe(ends) != 0)
        abort();
    pid_t child = fork();
    if (child == 0) {
        run->passed = run->failed = 0;
        visit(run, name);
        counts[0] = run->passed;
        counts[1] = run->failed;
        exit(write(ends[1], counts, sizeof(counts)) != sizeof(counts));
    }
    close(ends[1]);
    bool ended = read(ends[0], counts, sizeof(counts)) == sizeof(counts);
    close(ends[0]);
    waitpid(child, &status, 0);
    run->passed += counts[0];
    run->failed += counts[1];
    if (!ended || status != 0)
        run_failed(run, name, ended ? "memory leaks, see above" : "crashed, see above");
}

void files_visit(const char *pattern, struct run *run, void (*visit)(struct run *run, const char *path))
{
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            run_apart(run, found.gl_pathv[i], visit);
    globfree(&found);
}

int main(int count, char **words)
{
    struct run run = {0};
    int next = 1, worked;
    if (sim_is_worker(count, words, &worked))
        return worked;
    for (; next < count && words[next][0] == '-'; next++) {
        if (strcmp(words[next], "--golden") == 0)
            run.golden = true;
        else if (strcmp(words[next], "--verbose") == 0)
            run.verbose = true;
        else {
            fprintf(stderr, "usage: %s [--golden] [--verbose] [TEXT]...\n", words[0]);
            return 2;
        }
    }
    run.filters = words + next;
    run.filter_count = count - next;
    signal(SIGABRT, say_what_crashed);
    for (size_t i = 0; i < sizeof(suites) / sizeof(*suites); i++)
        suites[i].run(&run);
    printf("%d passed, %d failed\n", run.passed, run.failed);
    return run.failed > 0;
}
