/* What a report says. */
#include "workshop/grade_report.h"

#include "base/check.h"
#include "base/limits.h"

struct score {
    int64_t earned, possible;
};

static int64_t points_of(const struct task *task)
{
    return task->points;
}

static void put_account(struct arena *arena, struct value *criterion, const struct standing *standing)
{
    const struct value *found = standing->done && standing->held ? standing->found_held : standing->found;
    if (value_count(value_get(found, "account")))
        value_put(arena, criterion, "account", value_get(found, "account"));
}

static const char *verdict_of(const struct standing *standing)
{
    if (standing->untold)
        return "cannot be told";
    return standing->done ? "done" : value_find_text(standing->found, "verdict");
}

/* [counts]: this report is one that earns something. */
static const struct value *criterion(struct arena *arena, const struct task *task,
                                     const struct standing *standing, bool counts)
{
    struct value *one = value_object(arena);
    bool good = standing->done && !standing->skipped;
    value_put_text(arena, one, "id", task->id);
    const char *title = value_find_text(standing->found, "title"); /* with the learner's variables */
    value_put_text(arena, one, "title", title[0] ? title : task->title);
    value_put_integer(arena, one, "points", points_of(task));
    value_put_integer(arena, one, "earned", good && counts ? points_of(task) : 0);
    value_put(arena, one, "optional", value_boolean(task->optional));
    value_put(arena, one, "hidden", value_boolean(task->hidden));
    value_put(arena, one, "recorded", value_boolean(standing->recorded));
    value_put(arena, one, "skipped", value_boolean(standing->skipped));
    value_put(arena, one, "solution", value_boolean(standing->solution));
    value_put_integer(arena, one, "hints", standing->hints);
    value_put_text(arena, one, "verdict", verdict_of(standing));
    value_put_text(arena, one, "message", standing->done ? "" : value_find_text(standing->found, "message"));
    value_put(arena, one, "done", standing->done);
    value_put(arena, one, "held", standing->held);
    put_account(arena, one, standing);
    return one;
}

static void put_scores(struct arena *arena, struct value *report, const struct scenario *scenario,
                       const struct standing *standings, bool counts)
{
    const struct task *tasks;
    size_t count = scenario_all_tasks(scenario, &tasks);
    struct value *criteria = value_array(arena), *replayed = value_object(arena);
    struct score scores[2] = {0}, untold = {0};
    for (size_t i = 0; i < count; i++) {
        const struct standing *standing = &standings[i];
        struct score *score = standing->untold ? &untold : &scores[tasks[i].optional];
        score->possible += points_of(&tasks[i]);
        score->earned += standing->done && !standing->skipped ? points_of(&tasks[i]) : 0;
        value_append(arena, criteria, criterion(arena, &tasks[i], standing, counts));
    }
    value_put_integer(arena, report, "points", counts ? scores[0].earned : 0);
    value_put_integer(arena, report, "possible", scores[0].possible);
    value_put_integer(arena, report, "bonus", counts ? scores[1].earned : 0);
    value_put_integer(arena, report, "bonus_possible", scores[1].possible);
    if (untold.possible)
        value_put_integer(arena, report, "untold", untold.possible);
    value_put_integer(arena, replayed, "points", scores[0].earned);
    value_put_integer(arena, replayed, "bonus", scores[1].earned);
    value_put(arena, report, "replayed", replayed);
    value_put(arena, report, "criteria", criteria);
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
    struct value *report = value_object(arena);
    const struct submission *submission = head->submission;
    value_put_text(arena, report, "outcome", head->outcome);
    value_put_text(arena, report, "reason", head->reason ? head->reason : "");
    value_put_text(arena, report, "scenario",
                   head->scenario ? scenario_slug(head->scenario)
                   : submission   ? submission->slug
                                  : "");
    value_put_text(arena, report, "title", head->scenario ? scenario_title(head->scenario) : "");
    value_put_text(arena, report, "learner", submission ? submission->learner : "");
    value_put_text(arena, report, "release", submission ? submission->release : "");
    value_put_integer(arena, report, "commands", head->commands);
    value_put_integer(arena, report, "hints", head->hints);
    if (submission && submission->journal)
        value_put(arena, report, "start", value_get(submission->journal, "start"));
    const struct value *notes = head->notes ? head->notes : submission ? submission->notes : NULL;
    value_put(arena, report, "notes", notes ? notes : value_array(arena));
    if (head->scenario && standings) {
        put_scores(arena, report, head->scenario, standings, !text_equal(head->outcome, "altered"));
    } else {
        value_put(arena, report, "criteria", value_array(arena));
        for (size_t i = 0; i < 4; i++)
            value_put_integer(arena, report,
                              (const char *const[]){"points", "possible", "bonus", "bonus_possible"}[i], 0);
    }
    if (head->timeline)
        value_put(arena, report, "timeline", timeline_with_facts(arena, head->timeline, head->facts));
    return report;
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
