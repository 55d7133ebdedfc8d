/* The gate of the browser's server: no crash, and what it lets in is read the same by the parser of the data plane, which is
 * another program: same method, target, headers, length of body (which may be longer here than the data plane takes). A head
 * that is let in is not doubted while it comes. */
#include "base/check.h"
#include "base/limits.h"
#include "http/http.h"
#include "server/request.h"
#include "test.h"

static void compare(struct slice bytes, const struct request *request)
{
    struct http_parser parser = {0};
    struct arena arena = {0};
    struct http_message *message = memory_allocate(sizeof *message);
    size_t used = 0;
    enum http_state state = http_parse(&parser, (struct slice){http_copy(&arena, bytes), bytes.length}, message, &used);
    check(state != HTTP_INVALID);
    check(state == HTTP_COMPLETE || request->length > 0);
    if (state == HTTP_COMPLETE) {
        check(slice_equal(message->method, request->method) && slice_equal(message->target, request->target));
        check(message->header_count == request->header_count && message->body.length == request->length);
        for (size_t i = 0; i < request->header_count; i++)
            check(slice_equal(message->headers[i].name, request->headers[i].name) &&
                  slice_equal(message->headers[i].value, request->headers[i].value));
    }
    http_parser_release(&parser);
    arena_release(&arena);
    memory_free(message);
}

fuzz_function fuzz_gate;
void fuzz_gate(struct slice bytes)
{
    struct request request;
    const char *reason = NULL;
    size_t head = request_head_length(bytes);
    if (!head || request_read(&request, slice_part(bytes, 0, head), &reason))
        return;
    for (size_t length = 0; length < head; length++)
        check(!request_doubt(slice_part(bytes, 0, length)));
    if (request.length <= LIMIT_HTTP_BODY_BYTES)
        compare(bytes, &request);
}
