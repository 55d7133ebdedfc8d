/* The app's end: parses what arrives, as all apps here do that are written in Go, asks the image's app, and
 * sends its answer when it is due. */
#include "images/go_request.h"
#include "images/go_server.h"
#include "traffic/path.h"

/* An app that fails says so in net/http's words (http.Error). */
static void fail_app(struct app_call *call, int status)
{
    struct slice reason = go_reason(call->arena, status);
    const char *body = arena_format(call->arena, "%.*s\n", (int)reason.length, reason.data);
    struct value *headers = value_object(call->arena);
    value_put_text(call->arena, headers, "Content-Type", "text/plain; charset=utf-8");
    go_answer(call, &(struct go_answer){.status = status, .headers = headers, .body = slice_of(body)});
}

void app_serve(struct step *step, struct exchange *exchange, const struct listening *app,
               const struct workload *server, const struct http_message *request, const char *peer,
               int peer_port, struct buffer *response)
{
    struct app_call call = {
        .arena = step->arena,
        .pod = server->pod,
        .container = app->container,
        .settings = app->settings,
        .now = step->now,
        .date = step->event->date(step->event->context),
        .request = request,
        .peer = peer,
        .peer_port = peer_port,
        .port = step->flow->server_port,
        .counters = step->event->counters,
        .context = step->event->context,
        .response = response,
    };
    const struct value *fault = step->event->fault(step->event->context, server->key, server->pod);
    int status = fault ? (int)value_number(value_get(fault, "status"), 0) : 0;
    if (status)
        fail_app(&call, status);
    else
        app->image->serve(&call);
    if (fault)
        call.takes.nanoseconds += value_number(value_get(fault, "late"), 0);
    exchange->due = instant_add(step->now, call.takes);
    exchange->closes = call.closes;
    if (call.log_line.length)
        ledger_line(step->ledger, (struct log_place){server->key, app->name}, exchange->due, call.log_line);
}

/* The app cannot read the request: it says so and closes. */
static void refuse_request(struct step *step, const char *answer)
{
    struct flow *flow = step->flow;
    emit_send(step, slice_of(answer));
    emit_close(step);
    buffer_clear(&flow->input);
    flow->closed = true;
}

void app_bytes(struct step *step)
{
    struct flow *flow = step->flow;
    struct go_request go = {.used = 0};
    const struct workload *server = flow->places.server;
    const struct listening *app =
        server ? workload_listening(step->configuration, server, flow->server_port) : NULL;
    if (!app) {
        emit_reset(step);
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
    struct exchange *exchange = exchange_begin(step, &go.message);
    const struct workload *relay = flow->relayed ? flow->places.pod : NULL;
    exchange->upstream = server;
    app_serve(step, exchange, app, server, &go.message, relay ? relay->address : flow->client_address,
              flow->client_port, &flow->response);
    buffer_drop_front(&flow->input, go.used);
    emit_timer(step, exchange->due);
}

void app_answered(struct step *step)
{
    struct flow *flow = step->flow;
    struct exchange *exchange = flow->exchange;
    struct http_parser parser = {.response = true, .head = exchange->head, .ended = true};
    struct http_message response;
    size_t used;
    bool whole = http_parse(&parser, buffer_slice(&flow->response), &response, &used) == HTTP_COMPLETE;
    bool closes = !exchange->keep_alive || exchange->closes;
    struct hop *hop =
        hops_add(&exchange->hops, "app", "", exchange->upstream->key, "answer",
                 whole ? "the app answered %d" : "the app's answer is larger than this simulation reads");
    hop->why.number = hop->status = response.status;
    hop->answered = true;
    flow_heard(step, FLOW_ANSWER, buffer_slice(&flow->response));
    trace_exchange(step, response.status, NULL, (struct slice){0});
    http_parser_release(&parser);
    emit_send(step, buffer_slice(&flow->response));
    exchange_end(flow);
    if (closes) {
        emit_close(step);
        flow->closed = true;
    }
}
