/* HTTP/1.1: no crash, and what was read, written and read again is the same. Each beginning of a complete
 * message is partial. The first byte chooses the parser: 1 responses, 2 answer to HEAD, 4 closed.
 *
 * Where the machine has libllhttp (Debian 13 and later), Node's parser is the oracle: what we take for a whole
 * message, it takes for one, of the same length and with the same length of body. Not the other way round: we
 * are stricter. */
#include "base/buffer.h"
#include "base/check.h"
#include "base/write.h"
#include "http/http.h"
#include "test.h"

/* Bodies come back decoded: one that came in chunks is written with a length. */
static void write_again(struct buffer *out, struct http_message message, bool response)
{
    struct buffer length = {0};
    if (message.chunked) {
        buffer_format(&length, "%zu", message.body.length);
        http_remove_header(&message, "transfer-encoding");
        http_add_header(&message, "content-length", buffer_slice(&length));
    }
    http_write(out, &message, response);
    buffer_release(&length);
}

static void check_same(const struct http_message *a, const struct http_message *b)
{
    check(slice_equal(a->method, b->method));
    check(slice_equal(a->target, b->target));
    check(a->status == b->status);
    check(slice_equal(a->reason, b->reason));
    check(a->minor == b->minor);
    check(slice_equal(a->body, b->body));
    check(a->keep_alive == b->keep_alive);
    check(a->header_count == b->header_count);
    for (size_t i = 0; i < a->header_count && !a->chunked; i++) {
        check(slice_equal(a->headers[i].name, b->headers[i].name));
        check(slice_equal(a->headers[i].value, b->headers[i].value));
    }
}

/* The lines of the headers moved as a whole are the same as one by one. */
static void check_fields(const struct http_message *message)
{
    struct buffer whole = {0}, single = {0};
    if (message->fields.length)
        buffer_wrote(&whole,
                     http_put_fields_lower(buffer_room(&whole, message->fields.length + WRITE_LOWER), message));
    for (size_t i = 0; i < message->header_count && message->fields.length; i++) {
        struct slice name = message->headers[i].name;
        for (size_t j = 0; j < name.length; j++)
            buffer_add_byte(&single, ascii_lower(name.data[j]));
        buffer_add_text(&single, ": ");
        buffer_add(&single, message->headers[i].value);
        buffer_add_text(&single, "\r\n");
    }
    check(slice_equal(buffer_slice(&whole), buffer_slice(&single)));
    buffer_release(&whole);
    buffer_release(&single);
}

static void check_beginnings(struct http_parser settings, struct slice bytes, size_t used)
{
    struct http_message message;
    struct buffer beginning = {0};
    size_t ignored;
    for (size_t length = 0; length < used && used < 2000; length++) {
        check(http_parse(&settings, buffer_slice(&beginning), &message, &ignored) == HTTP_PARTIAL);
        buffer_add_byte(&beginning, bytes.data[length]);
    }
    buffer_release(&beginning);
    http_parser_release(&settings);
}

#ifdef AMBIT_LLHTTP
#include <llhttp.h>

static int count_body(llhttp_t *parser, const char *at, size_t length)
{
    (void)at;
    *(size_t *)parser->data += length;
    return 0;
}

static int pause_behind(llhttp_t *parser)
{
    (void)parser;
    return HPE_PAUSED;
}

/* Responses that have no body whatever their fields say (RFC 9112 6.3); llhttp reads one. */
static bool bodiless(const struct http_message *message)
{
    return message->status / 100 == 1 || message->status == 204 || message->status == 304;
}

/* What llhttp will not judge: methods it has no name for, and what follows an upgrade or CONNECT. */
static bool abstains(llhttp_errno_t result, const struct http_message *message)
{
    return slice_is(message->method, "CONNECT") || result == HPE_INVALID_METHOD ||
           result == HPE_PAUSED_UPGRADE || result == HPE_PAUSED_H2_UPGRADE;
}

static void ask_oracle(const struct http_parser *settings, struct slice bytes,
                       const struct http_message *message)
{
    size_t body = 0;
    llhttp_t parser;
    llhttp_settings_t calls;
    llhttp_settings_init(&calls);
    calls.on_body = count_body;
    calls.on_message_complete = pause_behind;
    llhttp_init(&parser, settings->response ? HTTP_RESPONSE : HTTP_REQUEST, &calls);
    parser.data = &body;
    if (settings->response && settings->head)
        parser.flags |= F_SKIPBODY;
    llhttp_errno_t result = llhttp_execute(&parser, bytes.data, bytes.length);
    if (result == HPE_OK && settings->ended)
        result = llhttp_finish(&parser);
    if (abstains(result, message) || (settings->response && bodiless(message)))
        return;
    check(result == HPE_PAUSED || (settings->ended && result == HPE_OK));
    check(body == message->body.length);
}
#else
static void ask_oracle(const struct http_parser *settings, struct slice bytes,
                       const struct http_message *message)
{
    (void)settings;
    (void)bytes;
    (void)message;
}
#endif

void fuzz_http(struct slice bytes)
{
    if (bytes.length == 0)
        return;
    unsigned char choice = (unsigned char)bytes.data[0];
    struct http_parser settings = {.response = choice & 1, .head = choice & 2, .ended = choice & 4};
    struct http_parser first = settings, second = settings;
    struct buffer input = {0};
    buffer_add(&input, slice_part(bytes, 1, bytes.length));
    bytes = buffer_slice(&input);
    struct http_message message, again;
    size_t used, used_again;
    if (http_parse(&first, bytes, &message, &used) == HTTP_COMPLETE) {
        struct buffer written = {0};
        check(used <= bytes.length);
        ask_oracle(&settings, slice_part(bytes, 0, used), &message);
        check_fields(&message);
        write_again(&written, message, settings.response);
        check(http_parse(&second, buffer_slice(&written), &again, &used_again) == HTTP_COMPLETE);
        check(used_again == written.length);
        check_same(&message, &again);
        if (!settings.ended)
            check_beginnings(settings, bytes, used);
        buffer_release(&written);
    }
    buffer_release(&input);
    http_parser_release(&first);
    http_parser_release(&second);
}
