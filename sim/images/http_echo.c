/* hashicorp/http-echo: answers every request with one text. */
#include <string.h>

#include "images/go_server.h"

static int listens(const struct value *container, int index)
{
    const char *address = go_flag(container, "listen");
    int64_t port = 5678;
    if (address) {
        const char *colon = strrchr(address, ':');
        if (!slice_to_integer(slice_of(colon ? colon + 1 : address), &port))
            port = 5678;
    }
    return index == 0 ? (int)port : 0;
}

static void serve(struct app_call *call)
{
    struct arena *arena = call->arena;
    const struct http_message *request = call->request;
    const char *text = go_flag(call->container, "text");
    const char *body = arena_format(arena, "%s\n", text ? text : "");
    struct slice path = slice_part(request->target, 0, slice_find_byte(request->target, '?'));
    bool health = slice_is(path, "/health");
    struct go_answer answer = {.status = 200, .headers = value_object(arena)};
    value_put_text(arena, answer.headers, "X-App-Name", "http-echo");
    value_put_text(arena, answer.headers, "X-App-Version", "1.0.0");
    if (health) {
        value_put_text(arena, answer.headers, "Content-Type", "application/json");
        body = "{\"status\":\"ok\"}";
    }
    answer.body = slice_of(body);
    go_answer(call, &answer);
    call->takes = MICROSECONDS(400);
    if (health)
        return;
    struct calendar date = instant_calendar(call->now);
    struct slice host = http_value(request, "host"), agent = http_value(request, "user-agent");
    call->log_line = slice_of(arena_format(
        arena,
        "%04d/%02d/%02d %02d:%02d:%02d %.*s %s:%d \"%.*s %.*s HTTP/1.%d\" 200 %zu \"%.*s\" 21.482\xc2\xb5s",
        date.year, date.month, date.day, date.hour, date.minute, date.second, (int)host.length, host.data,
        call->peer, call->peer_port, (int)request->method.length, request->method.data, (int)path.length,
        path.data, request->minor, strlen(body), (int)agent.length, agent.data));
}

static const char *const start_log[] = {"%G [INFO] server is listening on :%L", NULL};

const struct image http_echo_image = {
    .name = "hashicorp/http-echo",
    .entry = "http-echo",
    .start_log = start_log,
    .listens = listens,
    .serve = serve,
};
