/* hashicorp/http-echo: answers every request with one text. Go's net/http writes the answer, so its headers
 * come in Go's order: the handler's own sorted, then Date, Content-Length and Content-Type. */
#include <string.h>

#include "images/image.h"

/* The value of a flag "-name=value", "--name=value" or two words; NULL when it is not given. */
static const char *flag(const struct value *container, const char *name)
{
    const struct value *args = value_get(container, "args");
    for (size_t i = 0; i < value_count(args); i++) {
        const char *word = value_string_of(value_at(args, i));
        size_t length = strlen(name);
        while (*word == '-')
            word++;
        if (strncmp(word, name, length) != 0)
            continue;
        if (word[length] == '=')
            return word + length + 1;
        if (!word[length])
            return value_string_of(value_at(args, i + 1));
    }
    return NULL;
}

static int listens(const struct value *container, int index)
{
    const char *address = flag(container, "listen");
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
    const char *text = flag(call->container, "text");
    const char *body = arena_format(arena, "%s\n", text ? text : "");
    struct slice path = slice_part(request->target, 0, slice_find_byte(request->target, '?'));
    bool health = slice_is(path, "/health");
    const char *type = health ? "application/json" : "text/plain; charset=utf-8";
    if (health)
        body = "{\"status\":\"ok\"}";
    buffer_format(call->response,
                  "HTTP/1.1 200 OK\r\nX-App-Name: http-echo\r\nX-App-Version: 1.0.0\r\nDate: %s\r\n"
                  "Content-Length: %zu\r\nContent-Type: %s\r\n\r\n",
                  instant_http_date(arena, call->now), strlen(body), type);
    if (!slice_is(request->method, "HEAD"))
        buffer_add_text(call->response, body);
    call->takes = MICROSECONDS(400);
    if (health)
        return;
    struct calendar date = instant_calendar(call->now);
    struct slice host = http_value(request, "host"), agent = http_value(request, "user-agent");
    call->log_line = arena_format(
        arena, "%04d/%02d/%02d %02d:%02d:%02d %.*s %s \"%.*s %.*s HTTP/1.1\" 200 %zu \"%.*s\" 21.482\xc2\xb5s",
        date.year, date.month, date.day, date.hour, date.minute, date.second, (int)host.length, host.data,
        call->peer, (int)request->method.length, request->method.data, (int)path.length, path.data,
        strlen(body), (int)agent.length, agent.data);
}

static const char *const start_log[] = {"%G [INFO] server is listening on :%L", NULL};

const struct image http_echo_image = {
    .name = "hashicorp/http-echo",
    .entry = "http-echo",
    .start_log = start_log,
    .listens = listens,
    .serve = serve,
};
