/* /api/v1: challenges, and the sessions of who asks. */
#include "base/release.h"
#include "server/begin.h"
#include "server/listing.h"
#include "server/room.h"
#include "server/routes.h"
#include "server/clerk.h"

static void answer_index(struct exchange *exchange)
{
    struct value *index = value_object(&exchange->arena);
    value_put_text(&exchange->arena, index, "release", release_name);
    value_put_text(&exchange->arena, index, "documentation", "web/README.md");
    answer_json(exchange, 200, index);
}

const struct route api_index_route = {.method = "GET", .path = "/api/v1", .needs = ROUTE_API, .answer = answer_index};

/* --- challenges --- */

static const struct value *with_sessions(struct exchange *exchange, const struct value *challenges)
{
    struct arena *arena = &exchange->arena;
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(challenges); i++) {
        struct value *row = value_edit(arena, value_at(challenges, i));
        const struct seat *seat = house_newest(exchange->house, exchange->learner, value_find_text(row, "slug"));
        value_put(arena, row, "session", seat ? room_session(exchange, seat) : value_null());
        value_append(arena, list, row);
    }
    return list;
}

static void answer_challenges(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct value *catalog = exchange->house->catalog, *tracks = value_get(catalog, "tracks");
    struct value *answer = value_object(arena), *list = value_array(arena);
    for (size_t i = 0; i < value_count(tracks); i++) {
        struct value *track = value_edit(arena, value_at(tracks, i));
        value_put(arena, track, "challenges", with_sessions(exchange, value_get(track, "challenges")));
        value_append(arena, list, track);
    }
    value_put(arena, answer, "tracks", list);
    value_put(arena, answer, "challenges", with_sessions(exchange, value_get(catalog, "challenges")));
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_challenges_route = {
    .method = "GET", .path = "/api/v1/challenges", .needs = ROUTE_API, .answer = answer_challenges};

/* --- sessions --- */

static void answer_sessions(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    struct value *answer = value_object(arena), *list = value_array(arena);
    house_lock(exchange->house);
    for (const struct seat *seat = exchange->learner ? exchange->learner->seats : NULL; seat; seat = seat->next_seat)
        value_append(arena, list, room_session(exchange, seat));
    house_unlock(exchange->house);
    if (!listing_put_array(exchange, answer, "sessions", list, "id"))
        return;
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_sessions_route = {
    .method = "GET", .path = "/api/v1/sessions", .needs = ROUTE_API, .answer = answer_sessions};

/* First where the request comes in, then where the session is. */
static void begin(struct exchange *exchange)
{
    bool fresh;
    if (!exchange->desk) {
        exchange->seat = begin_seat(exchange, asked_field(exchange, "challenge"), asked_truth(exchange, "new", false), &fresh);
        exchange->fresh = fresh;
        return;
    }
    answer_json(exchange, exchange->fresh ? 201 : 200, room_state(exchange));
    answer_header(exchange, "Location", arena_format(&exchange->arena, "/api/v1/sessions/%s", exchange->seat->id));
}

const struct route api_begin_route = {
    .method = "POST", .path = "/api/v1/sessions", .needs = ROUTE_API | ROUTE_CHANGES, .answer = begin};

static void answer_session(struct exchange *exchange)
{
    answer_json(exchange, 200, room_state(exchange));
    answer_tagged(exchange);
}

const struct route api_session_route = {
    .method = "GET", .path = "/api/v1/sessions/{}", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_session};

static void leave(struct exchange *exchange)
{
    exchange->leave = true;
    answer_status(exchange, 204);
}

const struct route api_leave_route = {
    .method = "DELETE", .path = "/api/v1/sessions/{}", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = leave};
