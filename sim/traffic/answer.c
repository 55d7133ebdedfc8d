/* The app's end: parses what arrives, as all apps here do that are written in Go, asks the image's app, and
 * sends its answer when it is due. */
#include "base/check.h"
#include "images/go_request.h"
#include "images/image.h"
#include "traffic/path.h"

void app_serve(struct step *step, struct exchange *exchange, const struct dial *dial,
               const struct workload *server, const struct http_message *request, const char *peer)
{
    struct app_call call = {
        .arena = step->arena,
        .pod = server->pod,
        .container = dial->container,
        .now = step->now,
        .request = request,
        .peer = peer,
        .port = step->flow->server_port,
        .counters = step->counters,
        .response = &exchange->response,
    };
    dial->image->serve(&call);
    exchange->due = instant_add(step->now, call.takes);
    exchange->closes = call.closes;
    if (!call.log_line)
        return;
    struct value *record = value_object(step->arena);
    value_put_text(step->arena, record, "form", "text");
    value_put_integer(step->arena, record, "at", exchange->due.nanoseconds);
    value_put_text(step->arena, record, "line", call.log_line);
    emit_log(step, arena_format(step->arena, "%s/%s", server->namespace, server->name),
             value_find_text(dial->container, "name"), record);
}

/* The app cannot read the request: it says so and closes. */
static void refuse_request(struct step *step, const char *answer)
{
    struct flow *flow = step->flow;
    emit_send(step, slice_of(answer));
    emit(step, EFFECT_CLOSE);
    buffer_clear(&flow->input);
    flow->closed = true;
}

void app_bytes(struct step *step)
{
    struct flow *flow = step->flow;
    struct go_request go = {.used = 0};
    const struct workload *server = configuration_pod(step->configuration, flow->server);
    const struct listening *app =
        server ? workload_listening(step->configuration, server, flow->server_port) : NULL;
    if (!app) {
        emit(step, EFFECT_RESET);
        flow->closed = true;
        return;
    }
    if (!app->image->serve) {
        buffer_clear(&flow->input);
        return;
    }
    enum http_state state = go_request(step->arena, &flow->parser, buffer_slice(&flow->input), &go);
    if (state == HTTP_INVALID)
        refuse_request(step, go.refusal);
    if (state != HTTP_COMPLETE)
        return;
    struct exchange *exchange = arena_allocate(&flow->arena, sizeof *exchange);
    *exchange = (struct exchange){.began = step->now, .keep_alive = go.message.keep_alive};
    exchange->record = trace_begin(step, &go.message, &exchange->hops);
    exchange->head = slice_is(go.message.method, "HEAD");
    struct dial dial = {.image = app->image, .container = app->container};
    const struct workload *relay =
        flow->relayed ? configuration_pod(step->configuration, flow->waypoint) : NULL;
    app_serve(
        step, exchange, &dial, server, &go.message,
        arena_format(step->arena, "%s:%d", relay ? relay->address : flow->client_address, flow->client_port));
    flow->exchange = exchange;
    buffer_drop_front(&flow->input, go.used);
    emit_timer(step, exchange->due);
}

void app_answered(struct step *step)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    struct arena *arena = &flow->arena;
    struct http_parser parser = {.response = true, .head = exchange->head, .ended = true};
    struct http_message response = {.status = 0};
    size_t used;
    bool whole = http_parse(&parser, buffer_slice(&exchange->response), &response, &used) == HTTP_COMPLETE;
    struct value *hop = hop_new(arena, "app", "", flow->server, "answer",
                                whole ? arena_format(arena, "the app answered %d", response.status)
                                      : "the app's answer is larger than this simulation reads");
    value_put_integer(arena, hop, "status", response.status);
    value_append(arena, exchange->hops, hop);
    value_put_integer(arena, exchange->record, "status", response.status);
    value_put_text(arena, exchange->record, "error", "");
    emit_trace(step, exchange->record);
    http_parser_release(&parser);
    emit_send(step, buffer_slice(&exchange->response));
    buffer_release(&exchange->response);
    flow->exchange = NULL;
    if (!exchange->keep_alive || exchange->closes) {
        emit(step, EFFECT_CLOSE);
        flow->closed = true;
    }
}
