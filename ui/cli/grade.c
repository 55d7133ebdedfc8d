#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/entries.h"
#include "cli/library.h"
#include "cli/pool.h"
#include "data/json.h"
#include "workshop.h"

struct choice {
    const char *format, *track, *pages; /* folder of --explain; NULL */
    bool final;
    int64_t jobs;
};

/* One run of the command. */
struct grading {
    struct choice choice;
    struct arena arena;
    struct entries entries;
    struct library library;
    struct entry_reader reader; /* of a worker */
};

enum { JOB_SECONDS = 120, REPORT_BYTES = 1 << 28, REPORT_VALUES = 1 << 22 };

static const char *const submission_endings[] = {".json", ".ambit", NULL};
static const char *const manifest_endings[] = {".yaml", ".yml", NULL};

/* --- a job --- */

static const struct value *grade_one(struct grading *grading, const struct entry *entry, struct arena *arena)
{
    struct buffer bytes = {0};
    const char *problem = NULL;
    const struct value *report;
    struct grader grader = {
        .context = &grading->library, .find = library_find, .explain = grading->choice.pages != NULL};
    size_t most = grading->choice.final ? LIMIT_FILE_BYTES : LIMIT_SUBMISSION_BYTES;
    if (!entries_read(&grading->reader, entry, most, &bytes, arena, &problem))
        report = grade_failure(arena, problem);
    else if (grading->choice.final)
        report = grade_manifests(grading->library.loaded[0].scenario, buffer_slice(&bytes), arena);
    else
        report = grade_submission(&grader, buffer_slice(&bytes), arena);
    buffer_release(&bytes);
    return report;
}

static void run_job(void *context, size_t job, struct buffer *result)
{
    struct grading *grading = context;
    struct arena arena = {0};
    json_write(result, grade_one(grading, &grading->entries.list[job], &arena));
    arena_release(&arena);
}

static void fail_job(void *context, size_t job, const char *reason, struct buffer *result)
{
    struct arena arena = {0};
    (void)context;
    (void)job;
    json_write(result, grade_failure(&arena, reason));
    arena_release(&arena);
}

static void show_progress(void *context, size_t finished)
{
    enum { CELLS = 40 };
    const struct grading *grading = context;
    size_t all = grading->entries.count, full = finished * CELLS / all;
    fprintf(stderr, "\r[%.*s%*s] %zu of %zu", (int)full, "########################################",
            (int)(CELLS - full), "", finished, all);
    if (finished == all)
        fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* --- what comes out --- */

static bool write_file(const char *path, struct slice text)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text.data, 1, text.length, file) == text.length;
    if (file)
        good = fclose(file) == 0 && good;
    if (!good)
        fprintf(stderr, "ambit: %s: %s\n", path, strerror(errno));
    return good;
}

/* "0007-anna.html": the file's own name, but nothing of it that a path could be made of. */
static const char *page_name(struct arena *arena, size_t number, const char *label)
{
    const char *slash = strrchr(label, '/');
    struct slice name = slice_of(slash ? slash + 1 : label);
    if (slice_ends(name, ".json") || slice_ends(name, ".yaml"))
        name.length -= 5;
    char *safe = arena_copy(arena, slice_part(name, 0, 60));
    for (char *at = safe; *at; at++) {
        if (!ascii_is_letter(*at) && !ascii_is_digit(*at) && *at != '-' && *at != '_')
            *at = '-';
    }
    return arena_format(arena, "%04zu-%s.html", number, safe);
}

static bool write_page(struct grading *grading, const char *name, const struct buffer *page)
{
    return write_file(arena_format(&grading->arena, "%s/%s", grading->choice.pages, name), buffer_slice(page));
}

/* A page each, and index.html with links to them. */
static bool write_pages(struct grading *grading, const struct value *reports)
{
    struct arena *arena = &grading->arena;
    struct value *linked = value_array(arena);
    struct buffer page = {0};
    bool good = mkdir(grading->choice.pages, 0777) == 0 || errno == EEXIST;
    if (!good)
        fprintf(stderr, "ambit: %s: %s\n", grading->choice.pages, strerror(errno));
    for (size_t i = 0; good && i < value_count(reports); i++) {
        struct value *one = value_edit(arena, value_at(reports, i));
        const char *file = value_find_text(one, "file"), *name = page_name(arena, i + 1, file);
        buffer_clear(&page);
        grade_page(&page, file, value_get(one, "report"));
        good = write_page(grading, name, &page);
        value_put_text(arena, one, "page", name);
        value_append(arena, linked, one);
    }
    buffer_clear(&page);
    grade_index(&page, linked);
    good = good && write_page(grading, "index.html", &page);
    buffer_release(&page);
    return good;
}

/* Were all files taken, as they came? */
static bool all_good(const struct value *reports)
{
    for (size_t i = 0; i < value_count(reports); i++) {
        const struct value *outcome = value_find(value_at(reports, i), "report.outcome");
        if (value_says(outcome, "altered") || value_says(outcome, "unreadable"))
            return false;
    }
    return true;
}

static const struct value *collect(struct grading *grading, const struct buffer *results)
{
    struct value *reports = value_array(&grading->arena);
    for (size_t i = 0; i < grading->entries.count; i++) {
        const char *problem;
        struct value *one = value_object(&grading->arena);
        const struct value *report = json_read_strictly(&grading->arena, buffer_slice(&results[i]),
                                                        REPORT_BYTES, REPORT_VALUES, &problem);
        value_put_text(&grading->arena, one, "file", grading->entries.list[i].label);
        value_put(&grading->arena, one, "report", report ? report : grade_failure(&grading->arena, problem));
        value_append(&grading->arena, reports, one);
    }
    return reports;
}

static int grade_all(struct grading *grading)
{
    struct buffer out = {0}, *results = memory_allocate((grading->entries.count + 1) * sizeof *results);
    size_t count = grading->entries.count;
    struct pool pool = {.jobs = count,
                        .workers = (size_t)grading->choice.jobs < count ? (size_t)grading->choice.jobs : count,
                        .seconds = JOB_SECONDS,
                        .context = grading,
                        .run = run_job,
                        .fail = fail_job,
                        .progress = isatty(STDERR_FILENO) ? show_progress : NULL};
    pool_run(&pool, results);
    const struct value *reports = collect(grading, results);
    grade_write(&out, grading->choice.format, reports);
    fwrite(out.data, 1, out.length, stdout);
    bool good = !grading->choice.pages || write_pages(grading, reports);
    for (size_t i = 0; i < count; i++)
        buffer_release(&results[i]);
    memory_free(results);
    buffer_release(&out);
    return good && all_good(reports) ? EXIT_DONE : EXIT_NOT_SOLVED;
}

/* --- the command line --- */

static const char *const format_switches[] = {"--json", "--csv", "--junit", "--results"};

static int take_word(struct grading *grading, int count, char *const *words, int *at)
{
    struct choice *choice = &grading->choice;
    const char *word = words[*at], *value = *at + 1 < count ? words[*at + 1] : NULL;
    for (size_t i = 0; i < sizeof format_switches / sizeof *format_switches; i++) {
        if (!text_equal(word, format_switches[i]))
            continue;
        if (!text_equal(choice->format, "text"))
            return command_usage_error(&grade_command, "give one of --json, --csv, --junit and --results");
        choice->format = word + 2;
        return EXIT_DONE;
    }
    if (text_equal(word, "--final")) {
        choice->final = true;
        return EXIT_DONE;
    }
    if (word[0] != '-' || !word[1]) {
        return EXIT_DONE; /* a file: taken when all options are known */
    }
    bool track = text_equal(word, "--track"), jobs = text_equal(word, "--jobs") || text_equal(word, "-j");
    if (!track && !jobs && !text_equal(word, "--explain"))
        return command_usage_error(&grade_command, "grade does not know \"%s\"", word);
    if (!value)
        return command_usage_error(&grade_command, "%s needs a value", word);
    ++*at;
    if (jobs && (!slice_to_integer(slice_of(value), &choice->jobs) || choice->jobs < 1 || choice->jobs > 1000))
        return command_usage_error(&grade_command, "--jobs is a number from 1 to 1000, not \"%s\"", value);
    if (!jobs)
        *(track ? &choice->track : &choice->pages) = value;
    return EXIT_DONE;
}

static bool has_value(const char *word)
{
    return text_equal(word, "--track") || text_equal(word, "--jobs") || text_equal(word, "-j") ||
           text_equal(word, "--explain");
}

static int read_choice(struct grading *grading, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        int status = take_word(grading, count, words, &i);
        if (status)
            return status;
    }
    if (grading->choice.final && !grading->choice.track)
        return command_usage_error(
            &grade_command, "--final needs --track TRACK/CHALLENGE: manifests do not say what they solve");
    grading->entries.endings = grading->choice.final ? manifest_endings : submission_endings;
    for (int i = 1; i < count; i++) {
        if (has_value(words[i]))
            i++;
        else if (words[i][0] != '-' || !words[i][1])
            entries_add(&grading->entries, words[i]);
    }
    if (!grading->entries.count)
        return command_usage_error(&grade_command, grading->entries.passed_over
                                                       ? "there is no submission among these files"
                                                       : "which files?");
    return EXIT_DONE;
}

static int open_library(struct grading *grading)
{
    if (!library_open(&grading->library, grading->choice.track))
        return EXIT_USAGE;
    if (grading->choice.final && grading->library.count != 1)
        return command_usage_error(&grade_command, "--final is about one challenge: --track TRACK/CHALLENGE");
    return EXIT_DONE;
}

static int run(int count, char *const *words)
{
    struct grading grading = {.choice = {.format = "text", .jobs = sysconf(_SC_NPROCESSORS_ONLN)}};
    if (grading.choice.jobs < 1)
        grading.choice.jobs = 1;
    grading.entries.arena = &grading.arena;
    int status = read_choice(&grading, count, words);
    if (!status)
        status = open_library(&grading);
    if (!status)
        status = grade_all(&grading);
    if (grading.entries.passed_over && status != EXIT_USAGE)
        fprintf(stderr, "ambit: %zu other %s passed over\n", grading.entries.passed_over,
                grading.entries.passed_over == 1 ? "file was" : "files were");
    library_close(&grading.library);
    entries_release(&grading.entries);
    arena_release(&grading.arena);
    return status;
}

const struct command grade_command = {
    .name = "grade",
    .usage = "FILE|ZIP|DIR... [--track WHAT] [--json|--csv|--junit|--results] [--jobs N]\n"
             "                   [--explain DIR]\n"
             "       ambit grade --final FILE.yaml... --track TRACK/CHALLENGE [...]",
    .help = "Grade submissions: run each again from the start, and check",
    .text =
        "A submission is what 'ambit submit' writes. In folders and ZIP files those that end in .json or\n"
        ".ambit are taken, in order of their names. Nothing that a file says is believed but its inputs.\n\n"
        "  --track WHAT    the track or challenge they are about: built in, or a folder; hidden tasks count\n"
        "  --json          reports as JSON\n"
        "  --csv           a line a file, for a spreadsheet\n"
        "  --junit         JUnit's XML\n"
        "  --results       Exercism's results.json\n"
        "  --jobs N        work in N processes (as is: one a processor); the output is the same\n"
        "  --explain DIR   write a page for each file into DIR, which a learner can appeal with\n"
        "  --final         the files are manifests: apply them to the challenge's start, and check that "
        "world\n\n"
        "Outcomes: verified; recorded by another release (or with another edition of the challenge: what\n"
        "is shown here counts); altered (earns nothing); unreadable. The status is 0 when every file was\n"
        "graded, 1 when one was altered or unreadable, 2 for a wrong call.\n",
    .run = run,
};
