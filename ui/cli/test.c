#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/watch.h"
#include "scenario/embedded.h"
#include "workshop.h"

struct choice {
    const char **what; /* slugs and folders */
    size_t count;
    const char *junit;
    size_t seeds;
    bool survey, watch;
    struct arena *said; /* with --watch: holds the reports of the run before */
    struct report *reports;
};

/* What was printed of a challenge. */
struct report {
    const char *name, *text;
    struct report *next;
};

/* A challenge to try: a folder of the real machine, or a built-in slug. */
struct target {
    const char *folder; /* NULL: built in */
    const char *slug;
    const struct track *track; /* NULL: of none */
};

struct targets {
    struct arena *arena;
    struct target *rows;
    size_t count, capacity;
};

static void add_target(struct targets *targets, const char *folder, const char *slug, const struct track *track)
{
    if (targets->count == targets->capacity)
        targets->rows = memory_resize(targets->rows,
                                      (targets->capacity = 2 * targets->capacity + 8) * sizeof *targets->rows);
    targets->rows[targets->count++] = (struct target){folder, slug, track};
}

static size_t add_folders(struct targets *targets, const char *path)
{
    size_t count;
    const char *const *folders = folder_challenges(targets->arena, path, &count);
    const char *around = NULL, *folder;
    const struct track *track = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(folders[i], '/');
        size_t length = slash && !text_equal(folders[i], path) ? (size_t)(slash - folders[i]) : 0;
        const char *one = arena_copy(targets->arena, (struct slice){folders[i], length});
        if (!around || !text_equal(around, one))
            track = folder_has(one, "track.yml") ? challenge_track(targets->arena, one, &folder) : NULL;
        around = one;
        add_target(targets, folders[i], NULL, track);
    }
    return count;
}

static void add_built_in(struct targets *targets)
{
    const char *slug;
    for (size_t cursor = 0; (slug = embedded_next(targets->arena, &cursor));)
        add_target(targets, NULL, slug, embedded_track_of(targets->arena, slug));
}

/* A challenge or a track that is built in, a folder of either, or a file in one. */
static bool add_what(struct targets *targets, const char *what)
{
    const struct track *track = embedded_track(targets->arena, what);
    const char *slash = strrchr(what, '/');
    if (text_ends(what, "assignment.md") && access(what, F_OK) == 0)
        what = slash ? arena_copy(targets->arena, (struct slice){what, (size_t)(slash - what)}) : ".";
    if (track) {
        for (size_t i = 0; i < track->count; i++)
            add_target(targets, NULL, track->challenges[i], track);
        return true;
    }
    if (embedded_source(what).read((void *)(uintptr_t)what, "assignment.md").data) {
        add_target(targets, NULL, what, NULL);
        return true;
    }
    if (add_folders(targets, what))
        return true;
    if (access(what, F_OK) == 0)
        fprintf(stderr, "ambit: %s: there is no assignment.md in it\n", what);
    else
        fprintf(stderr, "ambit: there is no challenge, track or folder \"%s\"\n", what);
    return false;
}

static struct trial *try_target(struct arena *arena, const struct target *target,
                                const struct trial_order *order)
{
    struct folder folder;
    struct scenario_source source;
    const char *problem = NULL;
    if (target->folder && !folder_read(&folder, arena, target->folder))
        return trial_broken(arena, target->folder, "the folder cannot be read");
    source = target->folder ? folder_source(&folder) : embedded_source(target->slug);
    struct scenario *scenario = scenario_load(&source, &problem);
    if (!scenario) {
        struct trial *broken = trial_broken(arena, source.slug, problem ? problem : "cannot be read");
        memory_free((void *)(uintptr_t)problem);
        return broken;
    }
    struct trial *trial = trial_run(arena, scenario, order);
    scenario_free(scenario);
    return trial;
}

static const char *wall_since(struct arena *arena, const struct timespec *began)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t nanoseconds = (now.tv_sec - began->tv_sec) * INT64_C(1000000000) + now.tv_nsec - began->tv_nsec;
    return arena_format(arena, "%d.%03d", (int)(nanoseconds / 1000000000), (int)(nanoseconds / 1000000 % 1000));
}

static bool write_junit(const char *path, struct trial *const *trials, size_t count, const char *const *seconds)
{
    struct buffer text = {0};
    bool out = text_equal(path, "-");
    FILE *file = out ? stdout : fopen(path, "w");
    trials_junit(&text, trials, count, seconds);
    bool good = file && fwrite(text.data, 1, text.length, file) == text.length;
    if (file && !out)
        good = fclose(file) == 0 && good;
    if (!good)
        fprintf(stderr, "ambit: %s: %s\n", path, strerror(errno));
    buffer_release(&text);
    return good;
}

/* What the lab's time and the wall's were, for a person at a terminal. */
static void add_times(struct buffer *text, const struct trial *trial, const char *seconds)
{
    if (isatty(STDOUT_FILENO))
        buffer_format(text, "    %d s of the lab's time, %s s of yours\n",
                      (int)(trial->lasted.nanoseconds / 1000000000), seconds);
}

/* With --watch only what became different is shown. */
static bool is_news(struct choice *choice, const char *name, const char *text)
{
    struct report *report = choice->reports;
    while (report && !text_equal(report->name, name))
        report = report->next;
    if (!choice->watch || (report && text_equal(report->text, text)))
        return !choice->watch;
    if (!report) {
        report = arena_allocate(choice->said, sizeof *report);
        *report = (struct report){arena_text(choice->said, name), "", choice->reports};
        choice->reports = report;
    }
    report->text = arena_text(choice->said, text);
    return true;
}

static int run_all(struct arena *arena, const struct targets *targets, struct choice *choice)
{
    const int64_t fixed = 1795424400; /* 2026-11-23T09:00:00Z, as in every batch run */
    struct trial_order order = {.start = instant_add((struct instant){0}, SECONDS(fixed)),
                                .seed = 1,
                                .seeds = choice->seeds,
                                .survey = choice->survey};
    struct trial **trials = arena_allocate(arena, targets->count * sizeof *trials);
    const char **seconds = arena_allocate(arena, targets->count * sizeof *seconds);
    FILE *shown = choice->junit && text_equal(choice->junit, "-") ? stderr : stdout;
    struct buffer text = {0};
    bool good = true;
    for (size_t i = 0; i < targets->count; i++) {
        struct timespec began;
        clock_gettime(CLOCK_MONOTONIC, &began);
        trials[i] = try_target(arena, &targets->rows[i], &order);
        seconds[i] = wall_since(arena, &began);
        good = good && trial_passed(trials[i]);
        buffer_clear(&text);
        const struct track *track = targets->rows[i].track, *before = i ? targets->rows[i - 1].track : NULL;
        if (track && !(before && text_equal(track->slug, before->slug)))
            trial_report_track(&text, track);
        trial_report(&text, trials[i], i + 1, targets->count);
        if (!is_news(choice, targets->rows[i].folder ? targets->rows[i].folder : trials[i]->slug,
                     buffer_text(&text)))
            continue;
        add_times(&text, trials[i], seconds[i]);
        buffer_add_byte(&text, '\n');
        fwrite(text.data, 1, text.length, shown);
        fflush(shown);
    }
    buffer_clear(&text);
    trials_summary(&text, trials, targets->count);
    fwrite(text.data, 1, text.length, shown);
    buffer_release(&text);
    if (choice->junit && !write_junit(choice->junit, trials, targets->count, seconds))
        return EXIT_USAGE;
    return good ? EXIT_DONE : EXIT_NOT_SOLVED;
}

static int try_once(struct choice *choice)
{
    struct arena arena = {0};
    struct targets targets = {.arena = &arena};
    bool found = true;
    for (size_t i = 0; i < choice->count; i++)
        found = add_what(&targets, choice->what[i]) && found;
    if (!choice->count && !add_folders(&targets, "."))
        add_built_in(&targets);
    int status = found ? run_all(&arena, &targets, choice) : EXIT_USAGE;
    memory_free(targets.rows);
    arena_release(&arena);
    return status;
}

/* Until Ctrl-C ends the program. */
static int try_for_ever(struct choice *choice)
{
    struct arena said = {0};
    static const char *const here[] = {"."};
    const char *const *paths = choice->count ? choice->what : here;
    size_t count = choice->count ? choice->count : 1;
    choice->said = &said;
    for (size_t i = 0; i < count; i++) {
        if (!folder_challenges(&said, paths[i], &(size_t){0})) {
            arena_release(&said);
            return command_usage_error(&test_command,
                                       "--watch needs folders with challenges, and \"%s\" is none", paths[i]);
        }
    }
    for (struct hash state = watch_state(paths, count);; watch_wait(paths, count, &state)) {
        try_once(choice);
        fflush(stdout);
    }
}

static int take_option(struct choice *choice, int count, char *const *words, int *at)
{
    const char *word = words[*at], *value = strchr(word, '=');
    struct slice name = slice_part(slice_of(word), 0, value ? (size_t)(value - word) : SIZE_MAX);
    int64_t number;
    if (slice_is(name, "--mutants") && !value) {
        choice->survey = true;
        return EXIT_DONE;
    }
    if (slice_is(name, "--watch") && !value) {
        choice->watch = true;
        return EXIT_DONE;
    }
    if (!slice_is(name, "--junit") && !slice_is(name, "--seeds"))
        return command_usage_error(&test_command, "test does not know \"%s\"", word);
    value = value ? value + 1 : *at + 1 < count ? words[++*at] : NULL;
    if (!value || !*value)
        return command_usage_error(&test_command, "%.*s needs a value", (int)name.length, name.data);
    if (slice_is(name, "--junit")) {
        choice->junit = value;
        return EXIT_DONE;
    }
    if (!slice_to_integer(slice_of(value), &number) || number < 1 || number > 1000)
        return command_usage_error(&test_command, "--seeds is a number from 1 to 1000, not \"%s\"", value);
    choice->seeds = (size_t)number;
    return EXIT_DONE;
}

static int run(int count, char *const *words)
{
    struct arena arena = {0};
    struct choice choice = {.seeds = 3, .what = arena_allocate(&arena, (size_t)count * sizeof *choice.what)};
    int status = EXIT_DONE;
    for (int i = 1; i < count && !status; i++) {
        if (words[i][0] == '-')
            status = take_option(&choice, count, words, &i);
        else
            choice.what[choice.count++] = words[i];
    }
    if (!status)
        status = choice.watch ? try_for_ever(&choice) : try_once(&choice);
    arena_release(&arena);
    return status;
}

const struct command test_command = {
    .name = "test",
    .usage = "[WHAT...] [--junit FILE] [--seeds N] [--mutants] [--watch]",
    .help = "Prove challenges: each check fails, is solved, and passes; wrong solutions are caught",
    .text = "WHAT is a challenge's or track's name, or a folder with challenges in it; as is the folder one is "
            "in,\n"
            "or, when that has none, all that are built in.\n\n"
            "  --junit FILE  write the results as JUnit's XML; - is standard output\n"
            "  --seeds N     play with N different seeds (3)\n"
            "  --mutants     also try wrong solutions where a task names none, and say what was caught\n"
            "  --watch       run again whenever a file changes, until Ctrl-C; print what became different\n\n"
            "The status is 0 when all is as it should be, 1 when something failed, 2 for a wrong call.\n",
    .run = run,
};
