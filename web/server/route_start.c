/* POST /start: begins a challenge, or goes on with it. */
#include "server/begin.h"
#include "server/routes.h"

static void answer(struct exchange *exchange)
{
    bool fresh;
    struct seat *seat = begin_seat(exchange, asked_field(exchange, "challenge"), asked_field(exchange, "new") != NULL, &fresh);
    if (seat)
        answer_see(exchange, arena_format(&exchange->arena, "/lab/%s", seat->id));
}

const struct route start_route = {.method = "POST", .path = "/start", .needs = ROUTE_CHANGES, .answer = answer};
