/* The learner's word on whether the instructor may type at the terminal. */
#include "server/instructor.h"
#include "server/room.h"
#include "server/routes.h"

static void decide(struct exchange *exchange, bool accept)
{
    enum offer offer = exchange->seat->offer;
    instructor_offer(exchange->desk, accept && offer == OFFER_MADE ? OFFER_TAKEN : accept ? offer : OFFER_NONE);
}

static void answer_form(struct exchange *exchange)
{
    decide(exchange, asked_field(exchange, "accept") != NULL);
    room_see(exchange);
}

static void answer_api(struct exchange *exchange)
{
    decide(exchange, asked_truth(exchange, "accept", false));
    answer_status(exchange, 204);
}

const struct route offer_route = {
    .method = "POST", .path = "/lab/{}/offer", .needs = ROUTE_DESK | ROUTE_CHANGES, .answer = answer_form};
const struct route api_offer_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/offer", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = answer_api};
