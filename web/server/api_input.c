/* /api/v1/sessions/ID: commands, actions, Ctrl-C; and what they said. */
#include "server/listing.h"
#include "server/room.h"
#include "server/routes.h"

/* What has become of the command that was typed: README.md, RESULT. */
static void answer_result(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct terminal *terminal = exchange->terminal;
    const struct command *command = terminal_command(terminal, exchange->command);
    struct value *result = value_object(arena);
    value_put_text(arena, result, "command", command ? command->line : "");
    value_put_integer(arena, result, "status", command ? command->status : 0);
    value_put(arena, result, "output", value_string(arena, command ? buffer_slice(&command->output) : SLICE("")));
    value_put(arena, result, "busy", value_boolean(prompt_busy(terminal->prompt)));
    value_put(arena, result, "line", value_string(arena, prompt_text(terminal->prompt)));
    value_put_integer(arena, result, "position", (int64_t)terminal_position(terminal));
    if (exchange->desk->moving)
        value_put_text(arena, result, "moving", exchange->desk->moving);
    else
        value_put(arena, result, "moving", value_null());
    answer_json(exchange, 200, result);
}

static void input(struct exchange *exchange)
{
    struct slice text = room_text(exchange, "text");
    if (!text.data)
        answer_error(exchange, 400, "bad_request", "The field \"text\" is missing.");
    else
        room_run(exchange, text, asked_truth(exchange, "run", true), false, answer_result);
}

static void act(struct exchange *exchange)
{
    room_act(exchange, arena_copy(&exchange->arena, exchange->parts[1]), false, answer_result);
}

static void interrupt(struct exchange *exchange)
{
    room_interrupt(exchange, answer_result);
}

static void answer_transcript(struct exchange *exchange)
{
    const char *after = asked_query(exchange, "after");
    int64_t number = 0;
    struct terminal *terminal = room_find_terminal(exchange);
    if (after && (!slice_to_integer(slice_of(after), &number) || number < 0))
        answer_error(exchange, 400, "bad_request", "\"after\" is the number of a command.");
    else if (terminal) {
        const struct value *all = room_transcript(exchange, terminal, (size_t)number);
        struct value *answer = value_edit(&exchange->arena, all);
        if (!listing_put_array(exchange, answer, "entries", value_get(all, "entries"), "number"))
            return;
        answer_json(exchange, 200, answer);
        answer_tagged(exchange);
    }
}

const struct route api_input_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/input", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = input};
const struct route api_action_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/actions/{}", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = act};
const struct route api_interrupt_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/interrupt", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = interrupt};
const struct route api_transcript_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/transcript", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_transcript};
