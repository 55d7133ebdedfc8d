/* hashicorp/http-echo: answers every request with one text. */
#include <string.h>

#include "base/write.h"
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

/* Its flag: the text that it answers with, and what Go's server takes that for. */
struct echo {
    struct slice body;
    struct slice type;
};

static const void *start(struct arena *arena, const struct value *container)
{
    struct echo *echo = arena_allocate(arena, sizeof *echo);
    const char *text = go_flag(container, "text");
    echo->body = slice_of(arena_format(arena, "%s\n", text ? text : ""));
    echo->type = go_sniff(echo->body);
    return echo;
}

static char *write_log_date(char *at, const struct calendar *date)
{
    at = write_text(write_four(at, (unsigned)date->year), "/");
    at = write_text(write_two(at, (unsigned)date->month), "/");
    at = write_text(write_two(at, (unsigned)date->day), " ");
    at = write_text(write_two(at, (unsigned)date->hour), ":");
    at = write_text(write_two(at, (unsigned)date->minute), ":");
    return write_text(write_two(at, (unsigned)date->second), " ");
}

/* 2026/11/23 09:00:00 HOST PEER:PORT "GET /path HTTP/1.1" 200 6 "AGENT" 21.482us */
static struct slice log_line(const struct app_call *call, struct slice path, size_t size)
{
    enum { FIXED = 160 }; /* bytes at most, with numbers and addresses */
    const struct http_message *request = call->request;
    struct slice host = request->host, agent = request->agent;
    char *begin =
        arena_room(call->arena, FIXED + host.length + request->method.length + path.length + agent.length);
    char *at = write_log_date(begin, &call->date);
    at = write_text(write_slice(at, host), " ");
    at = write_text(write_text(at, call->peer), ":");
    at = write_text(write_number(at, (uint64_t)call->peer_port), " \"");
    at = write_text(write_slice(at, request->method), " ");
    at = write_text(write_slice(at, path), " HTTP/1.");
    at = write_text(write_number(at, (uint64_t)request->minor), "\" 200 ");
    at = write_text(write_number(at, size), " \"");
    at = write_text(write_slice(at, agent), "\" 21.482\xc2\xb5s");
    return (struct slice){begin, (size_t)(at - begin)};
}

#define OWN_HEADERS "X-App-Name: http-echo\r\nX-App-Version: 1.0.0\r\n"

static void serve(struct app_call *call)
{
    const struct echo *echo = call->settings;
    struct slice target = call->request->target, path = slice_part(target, 0, slice_find_byte(target, '?'));
    struct go_answer answer = {
        .status = 200, .fixed = SLICE(OWN_HEADERS), .body = echo->body, .sniffed = echo->type};
    bool health = slice_is(path, "/health");
    if (health) {
        answer.fixed = SLICE("Content-Type: application/json\r\n" OWN_HEADERS);
        answer.body = SLICE("{\"status\":\"ok\"}");
    }
    go_answer(call, &answer);
    call->takes = MICROSECONDS(400);
    if (!health)
        call->log_line = log_line(call, path, answer.body.length);
}

static const char *const start_log[] = {"%G [INFO] server is listening on :%L", NULL};

const struct image http_echo_image = {
    .name = "hashicorp/http-echo",
    .entry = "http-echo",
    .start_log = start_log,
    .listens = listens,
    .start = start,
    .serve = serve,
};
