#include "face/home.h"

#include "base/check.h"
#include "scenario/embedded.h"

static struct home_challenge *add(struct home_model *model)
{
    model->list = memory_resize(model->list, (model->count + 1) * sizeof *model->list);
    struct home_challenge *challenge = &model->list[model->count++];
    *challenge = (struct home_challenge){
        .title = "", .teaser = "", .track = "", .progress = "", .score = "", .age = ""};
    return challenge;
}

static void add_session(struct home_model *model, struct home_challenge *challenge, const struct value *session)
{
    struct arena *arena = &model->arena;
    long long points = (long long)value_number(value_get(session, "points"), 0);
    long long of_points = (long long)value_number(value_get(session, "of_points"), 0);
    if (!session)
        return;
    bool tasks = value_number(value_get(session, "tasks"), 0) > 0;
    challenge->state = tasks && keep_finished(session) ? HOME_DONE : HOME_BEGUN;
    challenge->progress = tasks ? arena_format(arena, "%lld of %lld tasks", (long long)value_number(value_get(session, "done"), 0),
                                               (long long)value_number(value_get(session, "tasks"), 0))
                                : "begun";
    challenge->minutes = (value_number(value_get(session, "seconds"), 0) + 59) / 60;
    challenge->score = of_points ? arena_format(arena, "%lld of %lld points", points, of_points) : "";
    challenge->age = arena_text(arena, keep_age(arena, value_find_text(session, "opened")));
}

static void add_built_in(struct home_model *model, const struct keep *keep, const char *slug)
{
    struct scenario_source source = embedded_source(slug);
    const struct track *track = embedded_track_of(&model->arena, slug);
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    struct home_challenge *challenge = add(model);
    challenge->what = challenge->anew = arena_text(&model->arena, slug);
    challenge->track = track ? track->title : "";
    challenge->heads = track && text_equal(track->challenges[0], slug);
    if (scenario) {
        challenge->title = arena_text(&model->arena, scenario_title(scenario));
        challenge->teaser = arena_text(&model->arena, scenario_teaser(scenario) ? scenario_teaser(scenario) : "");
        scenario_free(scenario);
    } else {
        challenge->title = arena_format(&model->arena, "%s (broken: %s)", slug, problem ? problem : "unknown");
        memory_free((void *)(uintptr_t)problem);
    }
    if (track && text_equal(value_find_text(track->front, "begin"), slug))
        model->first = model->count - 1;
    add_session(model, challenge, keep_newest(keep, slug, ""));
}

/* The newest session of each challenge that somebody opened by its path. */
static void add_elsewhere(struct home_model *model, const struct keep *keep)
{
    for (size_t i = 0; i < value_count(keep->sessions); i++) {
        const struct value *session = value_at(keep->sessions, i);
        const char *source = value_find_text(session, "source"), *scenario = value_find_text(session, "scenario");
        if (!source[0] || keep_newest(keep, scenario, source) != session)
            continue;
        struct home_challenge *challenge = add(model);
        challenge->what = arena_text(&model->arena, value_find_text(session, "session"));
        challenge->title = challenge->anew = arena_text(&model->arena, source);
        challenge->track = "From elsewhere";
        challenge->heads = model->count < 2 || !text_equal(challenge[-1].track, challenge->track);
        add_session(model, challenge, session);
    }
}

/* Which of the list the newest session is of. */
static size_t find_last(const struct home_model *model, const struct keep *keep)
{
    const struct value *newest = value_at(keep->sessions, 0);
    size_t at = 0;
    if (!newest)
        return model->count;
    const char *source = value_find_text(newest, "source");
    const char *what = value_find_text(newest, source[0] ? "session" : "scenario");
    while (at < model->count && !text_equal(model->list[at].what, what))
        at++;
    return at;
}

void home_read(struct home_model *model, const struct keep *keep)
{
    const char *slug;
    *model = (struct home_model){0};
    for (int tracks = 1; tracks >= 0; tracks--) {
        for (size_t cursor = 0; (slug = embedded_next(&model->arena, &cursor));) {
            if (tracks == (embedded_track_of(&model->arena, slug) != NULL))
                add_built_in(model, keep, slug);
        }
    }
    add_elsewhere(model, keep);
    model->last = find_last(model, keep);
}

void home_release(struct home_model *model)
{
    memory_free(model->list);
    arena_release(&model->arena);
    *model = (struct home_model){0};
}

const char *home_track_line(const struct home_model *model, size_t at, struct arena *arena)
{
    const char *track = model->list[at].track;
    size_t count = 0, done = 0;
    for (size_t i = at; i < model->count && text_equal(model->list[i].track, track); i++) {
        count++;
        done += model->list[i].state == HOME_DONE;
    }
    return arena_format(arena, "%s (%zu of %zu done)", track, done, count);
}

const char *home_mark(enum home_state state, bool unicode)
{
    static const char *const marks[][2] = {
        [HOME_NEW] = {"[ ]", "○"}, [HOME_BEGUN] = {"[>]", "▶"}, [HOME_DONE] = {"[x]", "✔"}};
    return marks[state][unicode];
}

const char *home_words(const struct home_model *model, size_t at, struct arena *arena)
{
    const struct home_challenge *challenge = &model->list[at];
    if (challenge->state == HOME_NEW)
        return "not begun";
    return arena_format(arena, "%s%s%s", challenge->state == HOME_DONE ? "done" : challenge->progress,
                        challenge->score[0] ? ", " : "", challenge->score);
}

static bool contains(const char *where, struct slice text)
{
    struct slice whole = slice_of(where);
    for (size_t i = 0; i + text.length <= whole.length; i++) {
        size_t same = 0;
        while (same < text.length && ascii_lower(whole.data[i + same]) == ascii_lower(text.data[same]))
            same++;
        if (same == text.length)
            return true;
    }
    return false;
}

bool home_matches(const struct home_challenge *challenge, struct slice text)
{
    return contains(challenge->title, text) || contains(challenge->teaser, text) || contains(challenge->what, text) ||
           contains(challenge->track, text);
}
