/* /api/v1/sessions/ID: what there is to see, as values. */
#include "server/listing.h"
#include "server/room.h"
#include "server/lesson.h"
#include "server/routes.h"
#include "workshop.h"

static void answer_value(struct exchange *exchange, const char *key, const struct value *value)
{
    struct value *answer = value_object(&exchange->arena);
    value_put(&exchange->arena, answer, key, value ? value : value_array(&exchange->arena));
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

static void answer_list(struct exchange *exchange, const char *name, const struct value *rows, const char *key)
{
    struct value *answer = value_object(&exchange->arena);
    if (!listing_put_array(exchange, answer, name, rows, key))
        return;
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

/* --- the lesson and the tasks --- */

static void answer_lesson(struct exchange *exchange)
{
    struct value *answer = value_object(&exchange->arena);
    value_put_text(&exchange->arena, answer, "title", scenario_title(exchange->desk->scenario));
    value_put(&exchange->arena, answer, "blocks", lesson_blocks(exchange->desk, &exchange->arena));
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_lesson_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/lesson", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_lesson};

static void answer_tasks(struct exchange *exchange)
{
    const char *look = asked_query(exchange, "look");
    answer_json(exchange, 200, room_tasks(exchange, !look || !text_equal(look, "0")));
    answer_tagged(exchange);
}

const struct route api_tasks_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/tasks", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_tasks};

/* --- the mesh, requests, the time line, what has changed --- */

static void answer_requests(struct exchange *exchange)
{
    const struct value *list = session_ask(exchange->desk->session, "requests", &exchange->arena);
    const char *after = asked_query(exchange, "after");
    int64_t number = 0;
    struct value *some = value_array(&exchange->arena);
    if (after && !slice_to_integer(slice_of(after), &number)) {
        answer_error(exchange, 400, "bad_request", "\"after\" is the id of a request.");
        return;
    }
    for (size_t i = 0; i < value_count(list); i++) {
        if (value_number(value_get(value_at(list, i), "id"), 0) > number)
            value_append(&exchange->arena, some, value_at(list, i));
    }
    answer_list(exchange, "requests", some, "id");
}

static const struct value *request_of_list(struct exchange *exchange, int64_t id)
{
    const struct value *list = session_ask(exchange->desk->session, "requests", &exchange->arena);
    for (size_t i = 0; i < value_count(list); i++) {
        if (value_number(value_get(value_at(list, i), "id"), 0) == id)
            return value_at(list, i);
    }
    return NULL;
}

/* One of them closely: with the bytes that each hop saw, where they are known. */
static void answer_request(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    int64_t id = 0;
    const struct value *request = NULL;
    if (slice_to_integer(exchange->parts[1], &id)) {
        request = session_ask(exchange->desk->session, arena_format(arena, "request/%lld", (long long)id), arena);
        request = request ? request : request_of_list(exchange, id);
    }
    if (!request) {
        answer_error(exchange, 404, "not_found", "There is no such request; lab trace and /requests list them.");
        return;
    }
    answer_json(exchange, 200, request);
    answer_tagged(exchange);
}

const struct route api_request_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/requests/{}", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_request};

static void answer_mesh(struct exchange *exchange)
{
    answer_json(exchange, 200, session_ask(exchange->desk->session, "mesh", &exchange->arena));
    answer_tagged(exchange);
}

static void answer_timeline(struct exchange *exchange)
{
    answer_list(exchange, "points", session_ask(exchange->desk->session, "timeline", &exchange->arena), "number");
}

static void answer_changed(struct exchange *exchange)
{
    const struct value *text = session_ask(exchange->desk->session, "changed", &exchange->arena);
    answer_value(exchange, "text", text ? text : value_text(&exchange->arena, ""));
}

static void look(struct exchange *exchange)
{
    static const struct {
        const char *name;
        void (*answer)(struct exchange *exchange);
    } rows[] = {
        {"requests", answer_requests}, {"mesh", answer_mesh}, {"timeline", answer_timeline}, {"changed", answer_changed}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_is(exchange->parts[1], rows[i].name)) {
            rows[i].answer(exchange);
            return;
        }
    }
    answer_error(exchange, 404, "not_found", "There is nothing at this address.");
}

const struct route api_look_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/{}", .needs = ROUTE_API | ROUTE_DESK, .answer = look};

/* --- what was reached --- */

static bool was_skipped(const struct value *facts, const char *task)
{
    for (size_t i = 0; i < value_count(facts); i++) {
        if (value_says(value_get(value_at(facts, i), "kind"), "skip") && value_says(value_get(value_at(facts, i), "what"), task))
            return true;
    }
    return false;
}

static void answer_results(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct value *record = session_ask(exchange->desk->session, "record", arena);
    const struct value *facts = value_get(session_ask(exchange->desk->session, "journal", arena), "facts");
    struct value *answer = value_object(arena), *tasks = value_array(arena);
    int64_t sums[2] = {0}, possible[2] = {0};
    for (size_t i = 0; i < value_count(record); i++) {
        struct value *task = value_edit(arena, value_at(record, i));
        int64_t worth = value_number(value_get(task, "points"), 0);
        bool optional = value_truth(value_get(task, "optional")), skipped = was_skipped(facts, value_find_text(task, "id"));
        int64_t earned = value_truth(value_get(task, "recorded")) && !skipped ? worth : 0;
        sums[optional] += earned;
        possible[optional] += worth;
        value_put_integer(arena, task, "earned", earned);
        value_put(arena, task, "skipped", value_boolean(skipped));
        value_append(arena, tasks, task);
    }
    value_put_text(arena, answer, "challenge", exchange->seat->slug);
    value_put_integer(arena, answer, "points", sums[0]);
    value_put_integer(arena, answer, "possible", possible[0]);
    value_put_integer(arena, answer, "bonus", sums[1]);
    value_put_integer(arena, answer, "bonus_possible", possible[1]);
    value_put(arena, answer, "tasks", tasks);
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_results_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/results", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_results};

static void answer_submission(struct exchange *exchange)
{
    struct submission_label label = {.learner = exchange->learner->id};
    answer_status(exchange, 200);
    exchange->response.type = "application/json; charset=utf-8";
    submission_write(&exchange->response.body, exchange->desk->scenario,
                     session_ask(exchange->desk->session, "journal", &exchange->arena), &label);
    answer_header(exchange, "Content-Disposition",
                  arena_format(&exchange->arena, "attachment; filename=\"%s-%s.json\"", exchange->seat->slug, exchange->seat->id));
}

const struct route api_submission_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/submission", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_submission};
