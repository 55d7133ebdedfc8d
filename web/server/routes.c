#include "server/routes.h"

#include "data/json.h"
#include "server/house.h"

extern const struct route home_route, start_route, lab_route, lab_run_route, lab_action_route, lab_interrupt_route,
    join_route, joined_route, offer_route, class_route, class_export_route, class_zip_route, class_watch_route, class_hint_route,
    class_offer_route, class_run_route, class_socket_route, lab_view_route, lab_request_route, lab_files_route, lab_file_route, lab_save_route, asset_route, health_route,
    metrics_route;
extern const struct route api_index_route, api_challenges_route, api_sessions_route, api_begin_route, api_session_route,
    api_leave_route, api_lesson_route, api_tasks_route, api_input_route, api_interrupt_route, api_action_route,
    api_transcript_route, api_look_route, api_files_route, api_file_route, api_write_route, api_validate_route,
    api_fields_route, api_results_route, api_submission_route, api_socket_route, api_remove_route,
    api_move_route, api_what_if_route, api_request_route, api_offer_route, api_hint_route, api_ask_route, api_watch_route, api_class_route;

/* The more particular one first. */
const struct route *const route_rows[] = {
    &join_route, &joined_route, &offer_route, &class_route, &class_export_route, &class_zip_route, &class_watch_route,
    &class_hint_route, &class_offer_route, &class_run_route, &class_socket_route, &api_offer_route,
    &api_hint_route, &api_ask_route, &api_class_route, &api_watch_route,
    &home_route,          &start_route,        &lab_route,           &lab_run_route,      &lab_action_route,
    &lab_interrupt_route, &lab_save_route,     &lab_files_route,     &lab_file_route,     &lab_request_route,
    &lab_view_route,      &asset_route,        &health_route,        &metrics_route,      &api_index_route,
    &api_challenges_route, &api_sessions_route, &api_begin_route,    &api_session_route,  &api_leave_route,
    &api_lesson_route,    &api_tasks_route,    &api_input_route,     &api_interrupt_route, &api_action_route,
    &api_transcript_route, &api_files_route,   &api_file_route,      &api_write_route,    &api_validate_route,
    &api_fields_route,    &api_results_route,  &api_submission_route, &api_socket_route, &api_remove_route,
    &api_move_route, &api_what_if_route, &api_request_route, &api_look_route,   NULL,
};

/* --- which --- */

/* A part of a path as it was meant; false: it is no text, or climbs. */
static bool take_part(struct exchange *exchange, struct slice text, size_t *count)
{
    struct buffer part = {0};
    struct slice rest, one;
    bool good = percent_decode(&part, text, false);
    rest = buffer_slice(&part);
    while (good && slice_next(&rest, '/', &one))
        good = one.length && !slice_is(one, ".") && !slice_is(one, "..");
    if (good)
        exchange->parts[(*count)++] = (struct slice){arena_copy(&exchange->arena, buffer_slice(&part)), part.length};
    buffer_release(&part);
    return good;
}

static bool matches(struct exchange *exchange, const char *pattern)
{
    struct slice wanted = slice_of(pattern), path = exchange->request.path, word, part;
    size_t count = 0;
    memset(exchange->parts, 0, sizeof exchange->parts);
    while (slice_next(&wanted, '/', &word)) {
        if (slice_is(word, "{*}"))
            return path.length && take_part(exchange, path, &count);
        if (!slice_next(&path, '/', &part))
            return false;
        bool taken = slice_is(word, "{}");
        if (taken ? !take_part(exchange, part, &count) || slice_find_byte(exchange->parts[count - 1], '/') < exchange->parts[count - 1].length
                  : !slice_equal(word, part))
            return false;
    }
    return !path.data;
}

static bool has_method(const struct exchange *exchange, const char *method)
{
    struct slice asked = exchange->request.method;
    return slice_is(asked, method) || (slice_is(asked, "HEAD") && text_equal(method, "GET"));
}

/* False: the answer stands. */
static bool find_route(struct exchange *exchange)
{
    struct buffer allowed = {0};
    for (size_t i = 0; route_rows[i] && !exchange->route; i++) {
        if (!matches(exchange, route_rows[i]->path))
            continue;
        if (has_method(exchange, route_rows[i]->method))
            exchange->route = route_rows[i];
        else
            buffer_format(&allowed, "%s%s", allowed.length ? ", " : "", route_rows[i]->method);
    }
    if (!exchange->route && allowed.length) {
        answer_error(exchange, 405, "method", "That is not done with %.*s here, but with %s.",
                     (int)exchange->request.method.length, exchange->request.method.data, buffer_text(&allowed));
        answer_header(exchange, "Allow", buffer_text(&allowed));
    } else if (!exchange->route) {
        answer_error(exchange, 404, "not_found", "There is nothing at this address.");
    }
    buffer_release(&allowed);
    return exchange->route != NULL;
}

/* --- who may --- */

/* The host of "host:port", "[::1]:port". */
static struct slice host_name(struct slice host)
{
    if (host.length && host.data[0] == '[')
        return slice_part(host, 0, slice_find_byte(host, ']') + 1);
    return slice_part(host, 0, slice_find_byte(host, ':'));
}

/* On loopback a name of somebody's own that points here is no way in (DNS rebinding). */
static bool is_our_host(const struct house *house, struct slice host)
{
    struct slice name = host_name(host);
    bool number = slice_starts(name, "127.");
    for (size_t i = 0; number && i < name.length; i++)
        number = ascii_is_digit(name.data[i]) || name.data[i] == '.';
    return !house->options.loopback || number || slice_is_nocase(name, "localhost") || slice_is(name, "[::1]");
}

/* What a browser calls this server; a reverse proxy may call it something else, and says so. */
static bool is_our_name(const struct exchange *exchange, struct slice name)
{
    const struct request *request = &exchange->request;
    struct slice passed = request_header(request, "X-Forwarded-Host");
    return slice_equal_nocase(name, request_header(request, "Host")) ||
           (exchange->house->options.proxy && passed.length && slice_equal_nocase(name, passed));
}

bool routes_are_asked_by_us(const struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    struct slice origin = request_header(request, "Origin"), site = request_header(request, "Sec-Fetch-Site");
    if (site.data && !slice_is(site, "same-origin") && !slice_is(site, "none"))
        return false;
    if (!origin.data)
        return true;
    size_t scheme = slice_find(origin, SLICE("://"));
    return (slice_starts(origin, "http://") || slice_starts(origin, "https://")) &&
           is_our_name(exchange, slice_part(origin, scheme + 3, origin.length));
}

static bool has_json(const struct exchange *exchange)
{
    struct slice type = request_header(&exchange->request, "Content-Type");
    return slice_is_nocase(slice_trim(slice_part(type, 0, slice_find_byte(type, ';'))), "application/json");
}

/* What says that a page of ours has sent it. */
static bool has_proof(struct exchange *exchange)
{
    bool api = exchange->route->needs & ROUTE_API;
    const char *wanted = token_form(&exchange->house->libraries, exchange->token, &exchange->arena);
    struct slice header = request_header(&exchange->request, "X-CSRF-Token");
    struct slice given = header.data ? header : api ? SLICE("") : slice_of(request_field(&exchange->arena, exchange->request.body, "csrf"));
    if (given.length == strlen(wanted) && token_same(&exchange->house->libraries, given.data, wanted, given.length))
        return true;
    /* a browser asks first before it sends these for another site, and gets no leave */
    bool asks = slice_is(exchange->request.method, "PUT") || slice_is(exchange->request.method, "DELETE") || has_json(exchange);
    return api && asks;
}

static bool may_change(struct exchange *exchange)
{
    if (routes_are_asked_by_us(exchange) && (!exchange->token || has_proof(exchange)))
        return true;
    answer_error(exchange, 403, "cross_site", "This did not come from a page of this server. Open the page again, and try from there.");
    return false;
}

static const char *teacher_cookie(struct exchange *exchange)
{
    return arena_format(&exchange->arena, "%s_instructor", exchange->house->cookie);
}

/* Of a program that watches, which has no cookies (RFC 6750, 2.1). */
static struct slice bearer_token(const struct exchange *exchange)
{
    struct slice value = request_header(&exchange->request, "Authorization"), scheme = {0};
    if (!value.data || !slice_next(&value, ' ', &scheme) || !slice_is_nocase(scheme, "Bearer"))
        return (struct slice){0};
    return slice_trim(value);
}

/* Who asks; a token that nobody has is a guess, and in a class those are counted. Who has not joined this class is nobody here,
 * though the database knows him from another. */
static void find_learner(struct exchange *exchange)
{
    struct house *house = exchange->house;
    struct slice token = request_cookie(&exchange->request, house->cookie);
    struct slice teacher = request_cookie(&exchange->request, teacher_cookie(exchange));
    teacher = teacher.data ? teacher : bearer_token(exchange);
    struct learner *learner = token.data ? house_learner(house, token) : NULL;
    exchange->learner = learner && (learner->name || !house->options.class) ? learner : NULL;
    exchange->teacher = teacher.data && house_is_teacher(house, teacher);
    exchange->token = exchange->learner ? arena_copy(&exchange->arena, token) : NULL;
    if (exchange->teacher && (exchange->route->needs & ROUTE_TEACHER))
        exchange->token = arena_copy(&exchange->arena, teacher);
    if (house->options.class && token.data && !learner)
        house_note_guess(house, exchange->address, token);
    if (house->options.class && teacher.data && !exchange->teacher)
        house_note_guess(house, exchange->address, teacher);
}

/* In a class: only who has joined, and the instructor's pages only for who has that token. */
static bool may_enter(struct exchange *exchange)
{
    int needs = exchange->route->needs;
    if (needs & ROUTE_TEACHER) {
        if (exchange->teacher)
            return true;
        answer_error(exchange, exchange->house->options.class ? 403 : 404, exchange->house->options.class ? "forbidden" : "not_found",
                     "This is for the instructor of a class.");
        return false;
    }
    if (!exchange->house->options.class || (needs & ROUTE_OPEN) || exchange->learner)
        return true;
    if (needs & ROUTE_API)
        answer_error(exchange, 401, "unknown", "Join the class first, with its code and a name: /join.");
    else
        answer_see(exchange, "/join");
    return false;
}

bool routes_may_guess(struct exchange *exchange)
{
    if (!exchange->house->options.class || house_may_guess(exchange->house, exchange->address))
        return true;
    answer_error(exchange, 429, "too_many", "Too many wrong codes or tokens came from there. Wait a minute.");
    answer_header(exchange, "Retry-After", "60");
    return false;
}

/* A whole class may come from one address: who is known is not kept out by those who guess. */
static bool is_known(const struct exchange *exchange)
{
    return exchange->teacher || (exchange->learner && !(exchange->route->needs & ROUTE_TEACHER));
}

/* --- what it says --- */

static bool read_json(struct exchange *exchange)
{
    const char *problem = NULL;
    if (!exchange->request.body.length)
        return true;
    if (!has_json(exchange)) {
        answer_error(exchange, 415, "media_type", "A body has to be JSON: Content-Type: application/json.");
        return false;
    }
    exchange->json = json_read_strictly(&exchange->arena, exchange->request.body, LIMIT_WEB_BODY_BYTES, LIMIT_VALUE_NODES, &problem);
    if (exchange->json && value_is(exchange->json, VALUE_OBJECT))
        return true;
    answer_error(exchange, 400, "bad_request", "The body is no JSON object: %s.", problem ? problem : "it is another value");
    return false;
}

static bool find_seat(struct exchange *exchange)
{
    struct slice id = exchange->parts[0];
    exchange->seat = exchange->route->needs & ROUTE_TEACHER ? house_class_seat(exchange->house, id)
                     : exchange->learner                    ? house_seat(exchange->house, exchange->learner, id)
                                                            : NULL;
    if (exchange->seat)
        return true;
    answer_error(exchange, 404, "not_found", "There is no session \"%.*s\" here.", (int)(id.length < 40 ? id.length : 40), id.data);
    return false;
}

bool routes_begin(struct exchange *exchange)
{
    if (!is_our_host(exchange->house, request_header(&exchange->request, "Host"))) {
        answer_error(exchange, 421, "host", "This server is known as localhost here.");
        return true;
    }
    if (!find_route(exchange))
        return true;
    int needs = exchange->route->needs;
    find_learner(exchange);
    if (!is_known(exchange) && !routes_may_guess(exchange))
        return true;
    if (!may_enter(exchange))
        return true;
    if ((needs & ROUTE_CHANGES) && !may_change(exchange))
        return true;
    if ((needs & ROUTE_API) && !read_json(exchange))
        return true;
    if (needs & ROUTE_DESK)
        return !find_seat(exchange);
    if (needs & ROUTE_SLOW)
        return false;
    exchange->route->answer(exchange);
    return exchange->response.status != 0;
}

void routes_answer(struct exchange *exchange)
{
    exchange->route->answer(exchange);
}

void routes_end(struct exchange *exchange)
{
    struct house *house = exchange->house;
    int status = exchange->response.status;
    struct buffer *headers = &exchange->response.headers;
    if (slice_find(buffer_slice(headers), SLICE("Cache-Control:")) == headers->length)
        answer_header(exchange, "Cache-Control", "no-store");
    answer_header(exchange, "X-Content-Type-Options", "nosniff");
    answer_header(exchange, "Referrer-Policy", "same-origin");
    answer_header(exchange, "Cross-Origin-Opener-Policy", "same-origin");
    answer_header(exchange, "Cross-Origin-Resource-Policy", "same-origin");
    house_count(house, COUNTER_REQUESTS, 1);
    house_count(house, COUNTER_REFUSED, status >= 400 && status < 500);
    house_count(house, COUNTER_FAILED, status >= 500);
}
