/* The workshop. The input is a challenge's folder: files, each behind a line "=== NAME"; without an
 * assignment.md there is a short one. The question is one of test [mutants]   what `ambit test` prints junit
 * the same as XML lint [json|twice] what `ambit lint` prints; a file "../track.yml" is the track's new KIND
 * NAME    what `ambit new` writes, and what `ambit lint` and `ambit test` say of each challenge in it mutate
 * MUTANT    the input is an object in YAML: what becomes of it */
#include "base/check.h"
#include "data/yaml.h"
#include "workshop.h"
#include "workshop/operators.h"

const char *case_workshop(struct arena *arena, const char *input, const char *question);

enum { MOST_FILES = 32 };

/* Files by name; of a challenge in a track those behind [prefix]. */
struct shelf {
    struct arena *arena;
    const char *prefix;
    const char *names[MOST_FILES];
    struct slice texts[MOST_FILES];
    size_t count;
    struct slice track;
};

static struct slice read_shelf(void *context, const char *name)
{
    const struct shelf *shelf = context;
    if (shelf->prefix)
        name = arena_format(shelf->arena, "%s%s", shelf->prefix, name);
    for (size_t i = 0; i < shelf->count; i++)
        if (text_equal(shelf->names[i], name))
            return shelf->texts[i];
    return (struct slice){0};
}

static void put(struct shelf *shelf, const char *name, struct slice text)
{
    check(shelf->count < MOST_FILES);
    shelf->names[shelf->count] = name;
    shelf->texts[shelf->count++] = text;
}

static void fill(struct shelf *shelf, struct arena *arena, struct slice rest)
{
    while (slice_starts(rest, "=== ")) {
        size_t end = slice_find_byte(rest, '\n');
        const char *name = arena_copy(arena, slice_part(rest, 4, end));
        rest = slice_part(rest, end + 1, rest.length);
        size_t length = slice_starts(rest, "=== ") ? 0 : slice_find(rest, SLICE("\n=== "));
        if (length < rest.length && length)
            length++;
        if (text_equal(name, "../track.yml"))
            shelf->track = slice_part(rest, 0, length);
        else
            put(shelf, name, slice_part(rest, 0, length));
        rest = slice_part(rest, length, rest.length);
    }
    if (!read_shelf(shelf, "assignment.md").data)
        put(shelf, "assignment.md",
            SLICE("---\nslug: test\nid: abc\ntype: challenge\ntitle: A test\n---\n# A test\n"));
}

static void say_trial(struct arena *arena, const struct scenario_source *source, const char *question,
                      struct buffer *out)
{
    struct trial_order order = {
        .start = {1795424400000000000}, .seed = 1, .seeds = 3, .survey = text_ends(question, " mutants")};
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(source, &problem);
    struct trial *trial =
        scenario ? trial_run(arena, scenario, &order) : trial_broken(arena, source->slug, problem);
    scenario_free(scenario);
    memory_free((void *)(uintptr_t)problem);
    if (text_equal(question, "junit")) {
        trials_junit(out, &trial, 1, NULL);
        return;
    }
    trial_report(out, trial, 1, 1);
    trials_summary(out, &trial, 1);
}

static void say_findings(struct arena *arena, const struct shelf *shelf, const struct scenario_source *source,
                         const char *question, struct buffer *out)
{
    struct lint lint = lint_begin(arena);
    struct lint_folder folder = {.source = *source,
                                 .path = "t/01-test",
                                 .name = "01-test",
                                 .in_track = true,
                                 .names = shelf->names,
                                 .count = shelf->count};
    static const char *const folders[] = {"01-test", "03-a", "03-b", "assets", "extra"};
    static const bool has[] = {true, true, true, false, true};
    if (shelf->track.data)
        lint_track(&lint, "t", shelf->track, folders, has, 5);
    lint_challenge(&lint, &folder);
    if (text_ends(question, " twice")) {
        folder.path = "t/02-test";
        lint_challenge(&lint, &folder);
    }
    if (text_ends(question, " json"))
        lint_json(out, &lint);
    else
        lint_report(out, &lint);
}

/* A neighbour of the challenge: its folder's name ends with the slug. */
static bool find_neighbour(void *context, const char *slug, struct scenario_source *source)
{
    const struct shelf *shelf = context;
    for (size_t i = 0; i < shelf->count; i++) {
        if (!text_ends(shelf->names[i], arena_format(shelf->arena, "-%s/assignment.md", slug)))
            continue;
        struct shelf *other = arena_allocate(shelf->arena, sizeof *other);
        *other = *shelf;
        size_t length = slice_of(shelf->names[i]).length - sizeof "assignment.md" + 1;
        other->prefix = arena_copy(shelf->arena, (struct slice){shelf->names[i], length});
        *source = (struct scenario_source){other, read_shelf, find_neighbour, slug};
        return true;
    }
    return false;
}

static void say_new(struct arena *arena, const char *question, struct buffer *out)
{
    struct shelf shelf = {.arena = arena, .prefix = ""};
    const char *problem, *slugs[MOST_FILES];
    enum new_kind kind = text_starts(question, "track ") ? NEW_TRACK : NEW_CHALLENGE;
    size_t count, challenges = 0;
    const char *name = strchr(question, ' ') + 1;
    const struct new_file *files = new_files(arena, kind, name, &count, &problem);
    if (!files) {
        buffer_format(out, "%s\n", problem);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct slice path = slice_of(files[i].path);
        buffer_format(out, "%s\n", files[i].path);
        put(&shelf, kind == NEW_TRACK ? files[i].path : arena_format(arena, "01-%s/%s", name, files[i].path),
            files[i].text);
        if (kind == NEW_TRACK && text_ends(files[i].path, "/assignment.md"))
            slugs[challenges++] =
                arena_copy(arena, slice_part(path, 3, path.length - sizeof "/assignment.md" + 1));
    }
    if (kind == NEW_CHALLENGE)
        slugs[challenges++] = name;
    for (size_t i = 0; i < challenges; i++) {
        struct scenario_source source;
        struct lint lint = lint_begin(arena);
        check(find_neighbour(&shelf, slugs[i], &source));
        struct lint_folder folder = {.source = source, .path = slugs[i], .name = slugs[i]};
        lint_challenge(&lint, &folder);
        lint_report(out, &lint);
        say_trial(arena, &source, "test", out);
    }
}

static void say_mutation(struct arena *arena, struct slice input, const char *mutant, struct buffer *out)
{
    struct yaml_reader reader = yaml_reader(input);
    const struct value *object = NULL, *changed;
    const char *problem = operator_problem(arena, mutant);
    yaml_next(arena, &reader, &object);
    if (problem)
        buffer_format(out, "%s\n", problem);
    else if (!operator_change(arena, mutant, NULL, object, &changed))
        buffer_add_text(out, "nothing\n");
    else if (!changed)
        buffer_add_text(out, "gone\n");
    else
        yaml_write(out, changed);
}

const char *case_workshop(struct arena *arena, const char *input, const char *question)
{
    struct buffer out = {0};
    struct shelf shelf = {0};
    struct scenario_source source = {.context = &shelf, .read = read_shelf, .slug = "test"};
    if (text_starts(question, "new ")) {
        say_new(arena, question + 4, &out);
    } else if (text_starts(question, "mutate ")) {
        say_mutation(arena, slice_of(input), question + 7, &out);
    } else {
        fill(&shelf, arena, slice_of(input));
        if (text_starts(question, "lint"))
            say_findings(arena, &shelf, &source, question, &out);
        else
            say_trial(arena, &source, question, &out);
    }
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}
