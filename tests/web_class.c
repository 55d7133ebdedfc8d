/* A class: who gets where. Every route of the table is tried by who may not, with the names that open it to who may. */
#include "browser.h"
#include "server/routes.h"
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "data/json.h"

static void join(struct street *street, size_t browser, const char *name, struct arena *arena)
{
    street->browser = &street->browsers[browser];
    street_status(street, arena_format(arena, "POST /join code={code}&name=%s", name), arena, NULL);
    street_status(street, "GET /", arena, NULL); /* its forms' proof */
}

/* --- another's session --- */

/* A request that the route would take: the session that was begun, and a first or any of what else is named. */
static const char *line_of(const struct route *route, struct arena *arena)
{
    struct buffer line = {0};
    struct slice rest = slice_of(route->path), part;
    bool first = true;
    buffer_format(&line, "%s ", route->method);
    slice_next(&rest, '/', &part); /* nothing stands before the first */
    while (slice_next(&rest, '/', &part)) {
        bool named = slice_is(part, "{}");
        buffer_add_byte(&line, '/');
        buffer_add(&line, named && first ? SLICE("{session}") : named ? SLICE("1") : slice_is(part, "{*}") ? SLICE("root") : part);
        first = first && !named;
    }
    if (route->needs & ROUTE_CHANGES)
        buffer_add_text(&line, route->needs & ROUTE_API ? " {\"text\":\"echo mine\"}" : " text=echo+mine&accept=1");
    const char *result = arena_copy(arena, buffer_slice(&line));
    buffer_release(&line);
    return result;
}

static const char *try_route(struct street *street, const struct route *route, struct arena *arena)
{
    const char *line = line_of(route, arena), *body;
    bool teacher = route->needs & ROUTE_TEACHER, api = route->needs & ROUTE_API;
    const int wanted[] = {teacher ? 403 : 404, teacher ? 403 : api ? 401 : 303}; /* who has joined, and who has not */
    for (size_t i = 0; i < 2; i++) {
        street->browser = &street->browsers[1 + i];
        int status = street_status(street, line, arena, &body);
        if (status != wanted[i])
            return arena_format(arena, "%s: %d, not %d, for browser %zu: %s", line, status, wanted[i], 2 + i, body);
        if (strstr(body, "heirloom"))
            return arena_format(arena, "%s tells what is in it: %s", line, body);
    }
    return NULL;
}

/* NULL, or what does not hold. */
static const char *every_route(struct street *street, struct arena *arena)
{
    const char *problem = NULL, *before, *after;
    size_t tried = 0;
    join(street, 0, "Ada", arena);
    street_status(street, "POST /start challenge=empty", arena, NULL);
    street_status(street, "POST /api/v1/sessions/{session}/input {\"text\":\"echo heirloom > heirloom\"}", arena, NULL);
    street_status(street, "GET /api/v1/sessions/{session}/transcript", arena, &before);
    join(street, 1, "Eve", arena);
    for (size_t i = 0; route_rows[i] && !problem; i++) {
        bool about = route_rows[i]->needs & (ROUTE_DESK | ROUTE_TEACHER);
        problem = about ? try_route(street, route_rows[i], arena) : NULL;
        tried += about;
    }
    street->browser = street->browsers;
    street_status(street, "GET /api/v1/sessions/{session}/transcript", arena, &after);
    if (!problem && !text_equal(before, after))
        problem = arena_format(arena, "something has happened in it: %s", after);
    return problem ? problem : tried < 20 ? "the table is not what it was" : NULL;
}

static void test_every_route(struct run *run, const char *name)
{
    street_test(run, name, NULL, "Mesh at noon", every_route);
}

/* --- another day, another class --- */

/* What [line] gets on another day, of who joined before. */
static int on_another_day(const char *file, const char *class, const char *cookie, const char *line, struct arena *arena, const char **body)
{
    struct street street;
    const char *problem;
    int status = 0;
    if (street_open(&street, file, class, arena, &problem)) {
        street.browser->cookie = memory_text(slice_of(cookie));
        status = street_status(&street, line, arena, body);
    }
    street_close(&street);
    return status;
}

static const char *another_day(const char *file, struct arena *arena)
{
    struct street street;
    const char *problem = NULL, *body = "", *said_there = "";
    if (!street_open(&street, file, "A", arena, &problem))
        return problem;
    join(&street, 0, "Ada", arena);
    street_status(&street, "POST /start challenge=empty", arena, NULL);
    street_status(&street, "POST /api/v1/sessions/{session}/input {\"text\":\"echo here I am\"}", arena, NULL);
    const char *ada = arena_text(arena, street.browser->cookie);
    street.browser = &street.browsers[1];
    street_status(&street, "GET /instructor?token={token}", arena, NULL);
    street_status(&street, "GET /instructor/export/results.csv", arena, &body);
    street_status(&street, "POST /api/v1/instructor/sessions/{session}/hint {\"text\":\"one\"}", arena, NULL);
    street_status(&street, "POST /api/v1/instructor/sessions/{session}/hint {\"text\":\"two\"}", arena, NULL);
    street_status(&street, "POST /api/v1/instructor/sessions/{session}/offer {\"ask\":true}", arena, NULL);
    const char *lab = arena_format(arena, "GET /api/v1/sessions/%s", street.session);
    street_close(&street);
    if (!strstr(body, ",\"Ada\",\"empty\",\"verified\","))
        return arena_format(arena, "the results are not hers: %s", body);
    if (on_another_day(file, "A", ada, "GET /", arena, NULL) != 200)
        return "who has joined is not known the next day";
    if (on_another_day(file, "A", ada, "GET /join", arena, NULL) != 303)
        return "who has joined is asked to join again";
    if (on_another_day(file, "B", ada, "GET /", arena, NULL) != 303)
        return "who has joined one class is let into another";
    if (on_another_day(file, "A", ada, lab, arena, &said_there) != 200 || !strstr(said_there, "\"hints\":[\"two\",\"one\"]") ||
        !strstr(said_there, "\"offer\":\"asked\""))
        return arena_format(arena, "what the instructor said is not known the next day: %s", said_there);
    if (on_another_day(file, NULL, ada, lab, arena, &said_there) != 200 || !strstr(said_there, "\"hints\":[]") || !strstr(said_there, "\"offer\":\"\""))
        return arena_format(arena, "what the instructor said is said where there is no class: %s", said_there);
    on_another_day(file, NULL, ada, "GET /api/v1/sessions", arena, &body);
    return strstr(body, "\"empty\"") ? NULL : body;
}

/* --- many --- */

enum { MANY = 1000 };

static void fill(struct house *house, struct arena *arena)
{
    for (int i = 0; i < MANY; i++) {
        const char *token;
        struct learner *learner = house_welcome(house, arena_format(arena, "Learner %04d", (i * 7919) % MANY), &token, arena);
        check(learner && house_begin(house, learner, "empty"));
    }
}

/* The names that one part of the list has, and what it says of the next. */
static int ask_part(struct street *street, const char *line, struct buffer *names, const struct value **metadata, struct arena *arena)
{
    const char *body, *problem;
    int status = street_status(street, line, arena, &body);
    const struct value *answer = json_read(arena, slice_of(body), &problem), *rows = value_get(answer, "sessions");
    for (size_t i = 0; i < value_count(rows); i++)
        buffer_format(names, "%s\n", value_find_text(value_at(rows, i), "learner"));
    *metadata = value_get(answer, "metadata");
    return status;
}

/* NULL, or what does not hold: each of them comes once, in order, though somebody joins in between. */
static const char *part_by_part(struct street *street, struct arena *arena)
{
    static const int64_t left[] = {700, 401, 101, 0};
    struct buffer got = {0}, wanted = {0};
    const struct value *metadata = NULL;
    const char *line = "GET /api/v1/instructor/sessions?limit=300", *token, *wrong = NULL;
    street->browser = &street->browsers[1];
    street_status(street, "GET /instructor?token={token}", arena, NULL);
    fill(&street->house, arena);
    for (size_t i = 0; i < sizeof left / sizeof *left && !wrong; i++) {
        int status = ask_part(street, line, &got, &metadata, arena);
        if (status != 200 || value_number(value_get(metadata, "remainingItemCount"), -1) != left[i])
            wrong = arena_format(arena, "%s: %d, and %lld are left", line, status,
                                 (long long)value_number(value_get(metadata, "remainingItemCount"), -1));
        line = arena_format(arena, "GET /api/v1/instructor/sessions?limit=300&continue=%s", value_find_text(metadata, "continue"));
        if (i == 0)
            check(house_begin(&street->house, house_welcome(&street->house, "Learner 0500 b", &token, arena), "empty"));
    }
    for (int i = 0; i < MANY; i++)
        buffer_format(&wanted, i == 500 ? "Learner %04d\nLearner 0500 b\n" : "Learner %04d\n", i);
    if (!wrong && !slice_equal(buffer_slice(&got), buffer_slice(&wanted)))
        wrong = arena_format(arena, "they are not all there, each once: %s", buffer_text(&got));
    if (!wrong && value_find_text(metadata, "continue")[0])
        wrong = "the last part says that there is more";
    if (!wrong && (ask_part(street, "GET /api/v1/instructor/sessions?limit=0", &got, &metadata, arena) != 200 ||
                   value_number(value_get(metadata, "remainingItemCount"), 0) != MANY + 1 - LIMIT_WEB_LIST))
        wrong = "no limit is not the usual one";
    buffer_release(&got);
    buffer_release(&wanted);
    return wrong;
}

static void test_many(struct run *run, const char *name)
{
    street_test(run, name, NULL, "Mesh at noon", part_by_part);
}

static void test_another_day(struct run *run, const char *name)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-open"};
    char folder[] = "/tmp/ambit-class-XXXXXX";
    struct arena arena = {0};
    if (!run_begin(run, name))
        return;
    check(mkdtemp(folder));
    const char *file = arena_format(&arena, "%s/ambit.db", folder), *problem = another_day(file, &arena);
    if (problem)
        run_failed(run, name, "%s", problem);
    else
        run_passed(run);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        unlink(arena_format(&arena, "%s%s", file, ends[i]));
    rmdir(folder);
    arena_release(&arena);
}

void suite_web_class(struct run *run)
{
    test_every_route(run, "class: each route of the table, tried with another's session");
    test_many(run, "class: a thousand sessions, part by part");
    test_another_day(run, "class: who has joined is known the next day, and in no other class");
}
