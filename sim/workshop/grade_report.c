/* What a report says. */
#include "workshop/grade_report.h"

#include "base/check.h"
#include "base/limits.h"

/* Of the tasks that count, and of those that are extra. */
struct scores {
    int64_t earned[2], possible[2], untold;
    struct value *criteria;
};

static const struct value *text_of(struct arena *arena, const char *text)
{
    return text ? value_text(arena, text) : NULL;
}

static const struct value *account_of(const struct standing *standing)
{
    const struct value *found = standing->done && standing->held ? standing->found_held : standing->found;
    const struct value *account = value_get(found, "account");
    return value_count(account) ? account : NULL;
}

static const char *verdict_of(const struct standing *standing)
{
    if (standing->untold)
        return "cannot be told";
    return standing->done ? "done" : value_find_text(standing->found, "verdict");
}

static int64_t earned(const struct task *task, const struct standing *standing)
{
    return standing->done && !standing->skipped ? task->points : 0;
}

/* [counts]: this report is one that earns something. */
static const struct value *criterion(struct arena *arena, const struct task *task,
                                     const struct standing *standing, bool counts)
{
    const char *title = value_find_text(standing->found, "title"); /* with the learner's variables */
    const char *message = standing->done ? "" : value_find_text(standing->found, "message");
    const struct value_member members[] = {
        {SLICE("account"), account_of(standing)},
        {SLICE("done"), standing->done},
        {SLICE("earned"), value_integer(arena, counts ? earned(task, standing) : 0)},
        {SLICE("held"), standing->held},
        {SLICE("hidden"), value_boolean(task->hidden)},
        {SLICE("hints"), value_integer(arena, standing->hints)},
        {SLICE("id"), text_of(arena, task->id)},
        {SLICE("message"), value_text(arena, message)},
        {SLICE("optional"), value_boolean(task->optional)},
        {SLICE("points"), value_integer(arena, task->points)},
        {SLICE("recorded"), value_boolean(standing->recorded)},
        {SLICE("skipped"), value_boolean(standing->skipped)},
        {SLICE("solution"), value_boolean(standing->solution)},
        {SLICE("title"), text_of(arena, title[0] ? title : task->title)},
        {SLICE("verdict"), text_of(arena, verdict_of(standing))},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

static struct scores add_up(struct arena *arena, const struct scenario *scenario, const struct standing *standings,
                            bool counts)
{
    const struct task *tasks;
    size_t count = scenario_all_tasks(scenario, &tasks);
    struct scores scores = {.criteria = value_array(arena)};
    for (size_t i = 0; i < count; i++) {
        const struct task *task = &tasks[i];
        if (standings[i].untold) {
            scores.untold += task->points;
        } else {
            scores.possible[task->optional] += task->points;
            scores.earned[task->optional] += earned(task, &standings[i]);
        }
        value_append(arena, scores.criteria, criterion(arena, task, &standings[i], counts));
    }
    return scores;
}

/* What the replay alone would earn. */
static const struct value *replayed(struct arena *arena, const struct scores *scores)
{
    const struct value_member members[] = {
        {SLICE("bonus"), value_integer(arena, scores->earned[1])},
        {SLICE("points"), value_integer(arena, scores->earned[0])},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

/* What was learned on the way goes beside the command that it came from. */
static const struct value *timeline_with_facts(struct arena *arena, const struct value *timeline,
                                               const struct value *facts)
{
    struct value *list = value_array(arena);
    size_t fact = 0;
    for (size_t i = 0; i < value_count(timeline); i++) {
        struct value *moment = value_edit(arena, value_at(timeline, i));
        const struct value *next = i + 1 < value_count(timeline) ? value_at(timeline, i + 1) : NULL;
        int64_t until = value_number(value_get(next, "input"), INT64_MAX);
        struct value *texts = value_array(arena);
        for (; fact < value_count(facts); fact++) {
            const struct value *one = value_at(facts, fact);
            if (value_number(value_get(one, "input"), 0) >= until)
                break;
            value_append(
                arena, texts,
                value_format(arena, "%s %s", value_find_text(one, "kind"), value_find_text(one, "what")));
        }
        if (value_count(texts))
            value_put(arena, moment, "facts", texts);
        value_append(arena, list, moment);
    }
    return list;
}

const struct value *report_make(struct arena *arena, const struct report_head *head,
                                const struct standing *standings)
{
    static const struct submission none = {.slug = "", .learner = "", .release = ""};
    const struct submission *submission = head->submission ? head->submission : &none;
    const struct value *notes = head->notes ? head->notes : submission->notes;
    bool scored = head->scenario && standings, counts = !text_equal(head->outcome, "altered");
    struct scores scores = {.criteria = value_array(arena)};
    if (scored)
        scores = add_up(arena, head->scenario, standings, counts);
    const struct value_member members[] = {
        {SLICE("bonus"), value_integer(arena, counts ? scores.earned[1] : 0)},
        {SLICE("bonus_possible"), value_integer(arena, scores.possible[1])},
        {SLICE("commands"), value_integer(arena, head->commands)},
        {SLICE("criteria"), scores.criteria},
        {SLICE("hints"), value_integer(arena, head->hints)},
        {SLICE("learner"), text_of(arena, submission->learner)},
        {SLICE("notes"), notes ? notes : value_array(arena)},
        {SLICE("outcome"), value_text(arena, head->outcome)},
        {SLICE("points"), value_integer(arena, counts ? scores.earned[0] : 0)},
        {SLICE("possible"), value_integer(arena, scores.possible[0])},
        {SLICE("reason"), value_text(arena, head->reason ? head->reason : "")},
        {SLICE("release"), text_of(arena, submission->release)},
        {SLICE("replayed"), scored ? replayed(arena, &scores) : NULL},
        {SLICE("scenario"), text_of(arena, head->scenario ? scenario_slug(head->scenario) : submission->slug)},
        {SLICE("start"), value_get(submission->journal, "start")},
        {SLICE("timeline"), head->timeline ? timeline_with_facts(arena, head->timeline, head->facts) : NULL},
        {SLICE("title"), text_of(arena, head->scenario ? scenario_title(head->scenario) : "")},
        {SLICE("untold"), scores.untold ? value_integer(arena, scores.untold) : NULL},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

const struct value *grade_failure(struct arena *arena, const char *reason)
{
    struct report_head head = {.outcome = "unreadable", .reason = reason};
    return report_make(arena, &head, NULL);
}

const char *report_instant(struct arena *arena, int64_t at, int64_t start)
{
    int64_t seconds = (at - start) / 1000000000;
    if (seconds >= 3600)
        return arena_format(arena, "+%lldh%02lldm%02llds", (long long)(seconds / 3600),
                            (long long)(seconds / 60 % 60), (long long)(seconds % 60));
    return arena_format(arena, "+%lldm%02llds", (long long)(seconds / 60), (long long)(seconds % 60));
}
