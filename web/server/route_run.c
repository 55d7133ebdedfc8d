/* The forms of a lab: a command, an action, Ctrl-C. Each comes back to the lab when the prompt does, or after a while. */
#include "server/room.h"
#include "server/routes.h"

static void run(struct exchange *exchange)
{
    struct slice text = slice_trim(room_text(exchange, "text"));
    if (text.length)
        room_run(exchange, text, true, true, room_see);
    else
        room_see(exchange);
}

static void act(struct exchange *exchange)
{
    room_act(exchange, arena_copy(&exchange->arena, exchange->parts[1]), true, room_see);
}

static void interrupt(struct exchange *exchange)
{
    room_interrupt(exchange, room_see);
}

const struct route lab_run_route = {.method = "POST", .path = "/lab/{}/run", .needs = ROUTE_DESK | ROUTE_CHANGES, .answer = run};
const struct route lab_action_route = {
    .method = "POST", .path = "/lab/{}/action/{}", .needs = ROUTE_DESK | ROUTE_CHANGES, .answer = act};
const struct route lab_interrupt_route = {
    .method = "POST", .path = "/lab/{}/interrupt", .needs = ROUTE_DESK | ROUTE_CHANGES, .answer = interrupt};
