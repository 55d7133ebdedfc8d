/* /api/v1/instructor: who of the class is where. */
#include "base/sort.h"
#include "server/instructor.h"
#include "server/listing.h"
#include "server/room.h"
#include "server/routes.h"

/* --- all of them --- */

/* By name, and of one learner the newest first. */
static int compare_seats(const void *a, const void *b, void *context)
{
    (void)context;
    const struct seat *one = *(const struct seat *const *)a, *other = *(const struct seat *const *)b;
    int order = strcmp(one->learner->name, other->learner->name);
    order = order ? order : strcmp(one->learner->id, other->learner->id);
    return order ? order : one->opened < other->opened ? 1 : one->opened > other->opened ? -1 : strcmp(one->id, other->id);
}

static const char *key_of(const void *context, size_t index, struct arena *arena)
{
    (void)arena;
    return ((const struct seat *const *)context)[index]->id;
}

static const struct value *row_of(const void *context, size_t index, struct exchange *exchange)
{
    const struct seat *seat = ((const struct seat *const *)context)[index];
    struct arena *arena = &exchange->arena;
    struct value *row = value_edit(arena, room_session(exchange, seat));
    value_put_text(arena, row, "learner", seat->learner->name);
    value_put_text(arena, row, "task", seat->task ? seat->task : "");
    value_put_text(arena, row, "touched", seat->touched ? instant_rfc3339(arena, (struct instant){seat->touched * 1000000}, 0) : "");
    return row;
}

/* The house's lock is held. */
static size_t gather(struct house *house, const struct seat ***seats, struct arena *arena)
{
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        *seats = arena_allocate(arena, (count + 1) * sizeof **seats);
        count = 0;
        for (size_t i = 0; i < BUCKETS; i++) {
            for (const struct seat *seat = house->seats[i]; seat; seat = seat->next) {
                if (seat->learner->name && pass)
                    (*seats)[count] = seat;
                count += seat->learner->name != NULL;
            }
        }
    }
    return count;
}

static void list(struct exchange *exchange)
{
    struct value *answer = value_object(&exchange->arena);
    const struct seat **seats;
    house_lock(exchange->house);
    size_t count = gather(exchange->house, &seats, &exchange->arena);
    sort_stable(seats, count, sizeof *seats, compare_seats, NULL);
    struct listing listing = {count, key_of, row_of, seats};
    bool good = listing_put(exchange, answer, "sessions", &listing);
    house_unlock(exchange->house);
    if (!good)
        return;
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_class_route = {
    .method = "GET", .path = "/api/v1/instructor/sessions", .needs = ROUTE_API | ROUTE_TEACHER, .answer = list};

/* --- one of them --- */

static void look(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct learner *learner = exchange->seat->learner;
    struct value *answer = value_edit(arena, room_session(exchange, exchange->seat)), *terminals = value_array(arena);
    for (size_t i = 0; i < exchange->desk->terminal_count; i++)
        value_append(arena, terminals, room_terminal(exchange, exchange->desk->terminals[i]));
    value_put_text(arena, answer, "learner", learner->name ? learner->name : learner->id);
    value_put(arena, answer, "terminals", terminals);
    value_put_text(arena, answer, "offer", instructor_offer_name(exchange->seat->offer));
    answer_json(exchange, 200, answer);
}

const struct route api_watch_route = {.method = "GET",
                                      .path = "/api/v1/instructor/sessions/{}",
                                      .needs = ROUTE_API | ROUTE_DESK | ROUTE_TEACHER,
                                      .answer = look};
