/* Grading a submission: its inputs are run again, and what the file says of them is compared. */
#include "base/check.h"
#include "base/limits.h"
#include "base/release.h"
#include "workshop/grade_report.h"

struct grading {
    const struct grader *grader;
    struct arena *arena;
    struct submission submission;
    const struct scenario *scenario;
    struct replay replay;
    struct standing *standings; /* one a task */
    size_t count;
    const struct value *facts; /* of the replay */
    struct value *timeline;    /* NULL: not asked for */
    bool foreign;              /* another release, or another edition of the challenge */
    const char *lie;           /* what the file claims and is not so; NULL: nothing */
};

static size_t task_named(const struct grading *grading, const char *id)
{
    const struct task *tasks;
    size_t count = scenario_all_tasks(grading->scenario, &tasks);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(tasks[i].id, id))
            return i;
    }
    return count;
}

/* --- where we are in the sitting --- */

static const struct value *input_at(const struct grading *grading, size_t number)
{
    return value_at(value_get(grading->submission.journal, "inputs"), number - 1);
}

/* The command that input [number] is, at this terminal; NULL: it is none. */
static const char *command_given(const struct grading *grading, size_t number, const struct value *terminal)
{
    const struct value *input = input_at(grading, number);
    return value_equal(value_get(input, "terminal"), terminal) ? session_input_title(input, grading->arena) : NULL;
}

/* The place behind input [number]: {input, command, at}; the command is the one that ran last at its terminal.
 */
static const struct value *place(const struct grading *grading, size_t number, struct instant at)
{
    struct arena *arena = grading->arena;
    const struct value *terminal = number ? value_get(input_at(grading, number), "terminal") : NULL;
    const char *command = NULL;
    size_t typed = number;
    while (typed && !(command = command_given(grading, typed, terminal)))
        typed--;
    const struct value_member members[] = {
        {SLICE("at"), value_integer(arena, at.nanoseconds)},
        {SLICE("command"), command ? value_text(arena, command) : NULL},
        {SLICE("input"), value_integer(arena, (int64_t)number)},
        {SLICE("typed"), command ? value_integer(arena, (int64_t)typed) : NULL},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

static const char *command_at(const struct grading *grading, size_t number)
{
    enum { SHOWN_BYTES = 60 };
    const char *command = value_find_text(place(grading, number, (struct instant){0}), "command");
    struct slice line = slice_of(command), first;
    if (!*command || !slice_next(&line, '\n', &first))
        return "";
    bool cut = first.length > SHOWN_BYTES || line.data;
    return arena_format(grading->arena, " (%.*s%s)", (int)slice_part(first, 0, SHOWN_BYTES).length, first.data,
                        cut ? "..." : "");
}

/* --- tasks --- */

static const struct value *look(struct grading *grading, size_t task)
{
    const char *question = arena_format(grading->arena, "look/%zu", task);
    return session_ask(grading->replay.session, question, grading->arena);
}

static void lie(struct grading *grading, const char *what)
{
    if (!grading->lie)
        grading->lie = what;
}

/* Somebody's record says that a task was done here: was it? */
static void prove(struct grading *grading, const struct value *fact)
{
    const char *id = value_find_text(fact, "what");
    size_t task = task_named(grading, id), number = (size_t)value_number(value_get(fact, "input"), 0);
    if (task == grading->count) {
        lie(grading,
            arena_format(grading->arena, "it claims the task \"%s\", which the challenge does not have", id));
        return;
    }
    struct standing *standing = &grading->standings[task];
    if (standing->done)
        return;
    const struct value *found = look(grading, task);
    if (value_says(value_get(found, "verdict"), "done")) {
        standing->done = place(grading, number, session_now(grading->replay.session));
        standing->found = found;
        standing->recorded = true;
        replay_believe(&grading->replay, fact);
    } else if (!value_says(value_get(found, "verdict"), "author's error")) {
        lie(grading, arena_format(grading->arena,
                                  "it claims that the task \"%s\" was done after input %zu%s, and it was not",
                                  id, number, command_at(grading, number)));
    }
}

/* Which tasks hold here for the first time. */
static void watch(struct grading *grading, size_t number)
{
    for (size_t i = 0; i < grading->count; i++) {
        struct standing *standing = &grading->standings[i];
        if (standing->held || standing->done)
            continue;
        const struct value *found = look(grading, i);
        if (value_says(value_get(found, "verdict"), "done")) {
            standing->held = place(grading, number, session_now(grading->replay.session));
            standing->found_held = found;
        }
    }
}

static void add_moment(struct grading *grading, const struct value *input)
{
    struct arena *arena = grading->arena;
    struct value *moment = value_object(arena);
    if (value_says(value_get(input, "kind"), "settle") || value_says(value_get(input, "kind"), "resize"))
        return;
    value_put_integer(arena, moment, "input", (int64_t)grading->replay.input);
    value_put(arena, moment, "at", value_get(input, "at"));
    value_put(arena, moment, "kind", value_get(input, "kind"));
    value_put(arena, moment, "terminal", value_get(input, "terminal"));
    const char *title = session_input_title(input, arena);
    value_put(arena, moment, "text", title ? value_text(arena, title) : value_get(input, "bytes"));
    value_append(arena, grading->timeline, moment);
}

static void run(struct grading *grading)
{
    const struct value *entry;
    enum replay_entry kind;
    while ((kind = replay_step(&grading->replay, &entry)) != REPLAY_END) {
        if (kind == REPLAY_FACT && value_says(value_get(entry, "kind"), "done"))
            prove(grading, entry);
        if (kind != REPLAY_INPUT || !grading->timeline)
            continue;
        add_moment(grading, entry);
        if (value_get(entry, "outcome"))
            watch(grading, grading->replay.input);
    }
    if (!grading->replay.spent)
        replay_finish(&grading->replay);
    if (grading->replay.spent)
        return;
    struct session *session = grading->replay.session;
    grading->facts = session_ask(session, "facts", grading->arena);
    for (size_t i = 0; i < grading->count; i++) {
        struct standing *standing = &grading->standings[i];
        if (standing->done)
            continue;
        standing->found = look(grading, i);
        if (value_says(value_get(standing->found, "verdict"), "done"))
            standing->done = place(grading, grading->replay.input, session_now(session));
    }
}

/* --- the record --- */

static const struct value *next_other(const struct value *facts, size_t *at)
{
    while (*at < value_count(facts)) {
        const struct value *fact = value_at(facts, (*at)++);
        if (!value_says(value_get(fact, "kind"), "done"))
            return fact;
    }
    return NULL;
}

static const char *fact_text(struct arena *arena, const struct value *fact)
{
    if (!fact)
        return "nothing more";
    return arena_format(arena, "\"%s %s\" behind input %lld", value_find_text(fact, "kind"),
                        value_find_text(fact, "what"), (long long)value_number(value_get(fact, "input"), 0));
}

/* Hints, solutions, skips and undos follow from the inputs: the file's record of them is the replay's. */
static void compare_record(struct grading *grading)
{
    const struct value *claimed = value_get(grading->submission.journal, "facts"), *one, *other;
    size_t a = 0, b = 0;
    do {
        one = next_other(claimed, &a);
        other = next_other(grading->facts, &b);
    } while (one && other && value_equal(one, other));
    if (one || other)
        lie(grading, arena_format(grading->arena, "its record says %s, where its inputs lead to %s",
                                  fact_text(grading->arena, one), fact_text(grading->arena, other)));
}

/* What was given away, and when: a task that was skipped before it was done earns nothing. */
static void count_fact(struct grading *grading, const struct value *fact)
{
    enum { SOLUTION_LEVEL = 3 }; /* the third time the same hint is asked for, it is the solution */
    const struct value *kind = value_get(fact, "kind");
    struct slice what = value_slice(value_get(fact, "what")), id;
    int64_t level = 0, number = value_number(value_get(fact, "input"), 0);
    if (!slice_next(&what, ' ', &id))
        return;
    size_t task = task_named(grading, arena_copy(grading->arena, id));
    struct standing *standing = &grading->standings[task]; /* there is one more than tasks */
    slice_to_integer(what, &level);
    standing->hints += value_says(kind, "hint");
    standing->solution |= value_says(kind, "solution") || (value_says(kind, "hint") && level >= SOLUTION_LEVEL);
    if (value_says(kind, "skip") &&
        !(standing->done && value_number(value_get(standing->done, "input"), 0) < number))
        standing->skipped = true;
    if (value_says(kind, "done") && !standing->done) /* a command of the sitting has found it so, by itself */
        standing->done =
            place(grading, (size_t)number, (struct instant){value_number(value_get(fact, "at"), 0)});
}

static void count_facts(struct grading *grading)
{
    for (size_t i = 0; i < value_count(grading->facts); i++)
        count_fact(grading, value_at(grading->facts, i));
}

/* --- the outcome --- */

static bool is_foreign(const struct grading *grading)
{
    const struct value *inputs = value_get(grading->submission.journal, "inputs");
    for (size_t i = 0; i < value_count(inputs); i++) {
        const struct value *release = value_get(value_at(inputs, i), "release");
        if (release && !value_says(release, release_name))
            return true;
    }
    return !text_equal(grading->submission.release, release_name) ||
           !text_equal(grading->submission.hash, hash_digits(grading->arena, scenario_hash(grading->scenario)));
}

static const char *foreign_reason(const struct grading *grading)
{
    const struct replay *replay = &grading->replay;
    bool edition = text_equal(grading->submission.release, release_name);
    const char *by = edition ? "with another edition of the challenge"
                             : arena_format(grading->arena, "by release %s", grading->submission.release);
    if (grading->lie)
        return arena_format(grading->arena, "recorded %s; here, %s", by, grading->lie);
    if (!replay->shown_differs)
        return arena_format(grading->arena, "recorded %s; all that was shown is the same here", by);
    return arena_format(grading->arena, "recorded %s; from input %zu%s on other things are shown here", by,
                        replay->shown_differs, command_at(grading, replay->shown_differs));
}

/* NULL when nothing was altered. */
static const char *altered_reason(const struct grading *grading)
{
    size_t world = grading->replay.world_differs, shown = grading->replay.shown_differs;
    size_t first = world && (!shown || world < shown) ? world : shown;
    if (!first)
        return grading->lie;
    const char *what = world == shown   ? "the world and what was shown are"
                       : first == world ? "the world is"
                                        : "what was shown is";
    return arena_format(grading->arena, "after input %zu%s %s not what the file says", first,
                        command_at(grading, first), what);
}

static const struct value *conclude(struct grading *grading)
{
    struct report_head head = {.scenario = grading->scenario, .submission = &grading->submission};
    struct arena *arena = grading->arena;
    const struct value *inputs = value_get(grading->submission.journal, "inputs");
    for (size_t i = 0; i < value_count(inputs); i++)
        head.commands += session_input_title(value_at(inputs, i), arena) != NULL;
    for (size_t i = 0; i < value_count(grading->facts); i++)
        head.hints += value_says(value_get(value_at(grading->facts, i), "kind"), "hint");
    head.timeline = grading->timeline;
    head.facts = grading->facts;
    if (grading->replay.spent) {
        head.outcome = "unreadable";
        head.reason =
            arena_format(arena, "its replay was stopped after %d steps, in input %zu%s", LIMIT_REPLAY_STEPS,
                         grading->replay.input, command_at(grading, grading->replay.input));
        return report_make(arena, &head, NULL);
    }
    compare_record(grading);
    count_facts(grading);
    const char *altered = grading->foreign ? NULL : altered_reason(grading);
    head.outcome = altered ? "altered" : grading->foreign ? "recorded by another release" : "verified";
    head.reason = altered ? altered : grading->foreign ? foreign_reason(grading) : "";
    return report_make(arena, &head, grading->standings);
}

const struct value *grade_submission(const struct grader *grader, struct slice text, struct arena *arena)
{
    struct grading grading = {.grader = grader, .arena = arena};
    const char *problem = NULL;
    struct report_head head = {.outcome = "unreadable", .submission = &grading.submission};
    if (!submission_read(&grading.submission, arena, text, &head.reason))
        return report_make(arena, &head, NULL);
    grading.scenario = head.scenario =
        grader->find(grader->context, grading.submission.slug, arena, &head.reason);
    if (!grading.scenario)
        return report_make(arena, &head, NULL);
    grading.count = scenario_all_tasks(grading.scenario, NULL);
    grading.standings = arena_allocate(arena, (grading.count + 1) * sizeof *grading.standings);
    grading.foreign = is_foreign(&grading);
    grading.timeline = grader->explain ? value_array(arena) : NULL;
    grading.replay = replay_begin(grading.scenario, grading.submission.journal, &problem);
    if (!grading.replay.session) {
        head.reason =
            arena_format(arena, "the challenge does not begin: %s", problem ? problem : "no reason given");
        memory_free((void *)(uintptr_t)problem);
        return report_make(arena, &head, NULL);
    }
    grading.replay.doubtful = true;
    grading.replay.most_steps = LIMIT_REPLAY_STEPS;
    run(&grading);
    const struct value *report = conclude(&grading);
    session_free(grading.replay.session);
    return report;
}
