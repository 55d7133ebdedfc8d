/* GET /api/v1/sessions/ID/terminal/N: the handshake of a WebSocket (RFC 6455, 4.2). */
#include "base/base64.h"
#include "server/routes.h"
#include "server/socket.h"

static bool has_word(struct slice list, const char *wanted)
{
    struct slice word;
    while (slice_next(&list, ',', &word)) {
        if (slice_is_nocase(slice_trim(word), wanted))
            return true;
    }
    return false;
}

static const char *accept_key(struct exchange *exchange, struct slice key)
{
    unsigned char hash[20];
    struct buffer text = {0}, answer = {0};
    buffer_add(&text, key);
    buffer_add_text(&text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    exchange->house->libraries.SHA1((const unsigned char *)text.data, text.length, hash);
    base64_add(&answer, (struct slice){(const char *)hash, sizeof hash}, BASE64_PLAIN, true);
    const char *result = arena_copy(&exchange->arena, buffer_slice(&answer));
    buffer_release(&text);
    buffer_release(&answer);
    return result;
}

static bool check_handshake(struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    struct slice key = request_header(request, "Sec-WebSocket-Key");
    if (!request_header(request, "Origin").data || !routes_are_asked_by_us(exchange)) {
        answer_error(exchange, 403, "cross_site", "A terminal is for pages of this server only.");
    } else if (!has_word(request_header(request, "Upgrade"), "websocket") || !has_word(request_header(request, "Connection"), "upgrade") ||
               request->minor == 0) {
        answer_error(exchange, 426, "bad_request", "This is the address of a WebSocket.");
        answer_header(exchange, "Upgrade", "websocket");
    } else if (!slice_is(request_header(request, "Sec-WebSocket-Version"), "13")) {
        answer_error(exchange, 426, "bad_request", "Only version 13 of the WebSocket protocol is spoken here.");
        answer_header(exchange, "Sec-WebSocket-Version", "13");
    } else if (key.length != 24 || !slice_ends(key, "==") || request->body.length) {
        answer_error(exchange, 400, "bad_request", "Sec-WebSocket-Key is not 16 bytes in base64.");
    } else if (!has_word(request_header(request, "Sec-WebSocket-Protocol"), "ambit.v1")) {
        answer_error(exchange, 400, "bad_request", "Sec-WebSocket-Protocol has to offer ambit.v1.");
    } else {
        return true;
    }
    return false;
}

static void answer(struct exchange *exchange)
{
    bool watches = exchange->route->needs & ROUTE_TEACHER; /* who only looks begins no shell */
    struct terminal *terminal = watches ? desk_find_terminal(exchange->desk, exchange->parts[1]) : desk_terminal(exchange->desk, exchange->parts[1]);
    if (!terminal && watches) {
        answer_error(exchange, 404, "not_found", "The learner has no terminal \"%.*s\".", (int)(exchange->parts[1].length % 40), exchange->parts[1].data);
    } else if (!terminal) {
        answer_error(exchange, 404, "not_found", "A terminal is called 1, 2, ... and there are %d at most.", LIMIT_WEB_TERMINALS);
    } else if (check_handshake(exchange)) {
        exchange->socket = socket_new(exchange, terminal->name);
        exchange->socket->watches = watches;
        answer_status(exchange, 101);
        answer_header(exchange, "Upgrade", "websocket");
        answer_header(exchange, "Sec-WebSocket-Protocol", "ambit.v1");
        answer_header(exchange, "Sec-WebSocket-Accept", accept_key(exchange, request_header(&exchange->request, "Sec-WebSocket-Key")));
    }
}

const struct route class_socket_route = {.method = "GET",
                                         .path = "/api/v1/instructor/sessions/{}/terminal/{}",
                                         .needs = ROUTE_API | ROUTE_DESK | ROUTE_TEACHER,
                                         .answer = answer};
const struct route api_socket_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/terminal/{}", .needs = ROUTE_API | ROUTE_DESK, .answer = answer};
