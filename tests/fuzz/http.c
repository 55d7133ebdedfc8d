/* Any bytes: no crash, and what was read, written and read again is the same. Each beginning of a complete
 * message is partial. The first byte chooses the parser: 1 responses, 2 answer to HEAD, 4 closed. */
#include "base/check.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

static void check_beginnings(struct http_parser settings, struct slice bytes, size_t used)
{
    struct http_message message;
    size_t ignored;
    for (size_t length = 0; length < used && used < 2000; length++)
        check(http_parse(&settings, slice_part(bytes, 0, length), &message, &ignored) == HTTP_PARTIAL);
    http_parser_release(&settings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct http_parser settings = {.response = data[0] & 1, .head = data[0] & 2, .ended = data[0] & 4};
    struct http_parser first = settings, second = settings;
    struct slice bytes = {(const char *)data + 1, size - 1};
    struct http_message message, again;
    size_t used, used_again;
    if (http_parse(&first, bytes, &message, &used) == HTTP_COMPLETE) {
        struct buffer written = {0};
        check(used <= bytes.length);
        write_again(&written, message, settings.response);
        check(http_parse(&second, buffer_slice(&written), &again, &used_again) == HTTP_COMPLETE);
        check(used_again == written.length);
        check_same(&message, &again);
        if (!settings.ended)
            check_beginnings(settings, bytes, used);
        buffer_release(&written);
    }
    http_parser_release(&first);
    http_parser_release(&second);
    return 0;
}
