#include "images/go_server.h"

#include <string.h>

#include "base/write.h"

enum { BUFFER = 2048 }; /* what Go holds back to learn the length of a whole body */

/* The words behind the program: the rest of the container's command, then its args; NULL at their end. */
static const char *word_behind(const struct value *container, size_t index)
{
    const struct value *command = value_get(container, "command"), *args = value_get(container, "args");
    size_t rest = value_count(command) ? value_count(command) - 1 : 0;
    if (index < rest)
        return value_string_of(value_at(command, index + 1));
    return index - rest < value_count(args) ? value_string_of(value_at(args, index - rest)) : NULL;
}

const char *go_flag(const struct value *container, const char *name)
{
    const char *word;
    size_t length = strlen(name);
    for (size_t i = 0; (word = word_behind(container, i)) != NULL; i++) {
        if (word[0] != '-')
            continue;
        while (*word == '-')
            word++;
        if (strncmp(word, name, length) != 0)
            continue;
        if (word[length] == '=')
            return word + length + 1;
        if (!word[length])
            return word_behind(container, i + 1);
    }
    return NULL;
}

struct slice go_reason(struct arena *arena, int status)
{
    switch (status) { /* where Go's words are older than the registry's */
    case 413:
        return SLICE("Request Entity Too Large");
    case 414:
        return SLICE("Request URI Too Long");
    case 416:
        return SLICE("Requested Range Not Satisfiable");
    }
    struct slice reason = http_reason(status);
    return reason.data ? reason : slice_of(arena_format(arena, "status code %d", status));
}

struct slice go_sniff(struct slice body)
{
    struct slice text = slice_trim(body);
    if (slice_starts(text, "<!DOCTYPE HTML") || slice_starts(text, "<html") ||
        slice_starts(text, "<!DOCTYPE html"))
        return SLICE("text/html; charset=utf-8");
    return slice_starts(text, "<?xml") ? SLICE("text/xml; charset=utf-8") : SLICE("text/plain; charset=utf-8");
}

static void add_headers(struct buffer *out, const struct value *headers)
{
    for (size_t i = 0; i < value_count(headers); i++) {
        const char *name = value_key_at(headers, i);
        const struct value *member = value_member_at(headers, i);
        if (value_is(member, VALUE_STRING))
            buffer_format(out, "%s: %s\r\n", name, value_string_of(member));
        for (size_t j = 0; value_is(member, VALUE_ARRAY) && j < value_count(member); j++)
            buffer_format(out, "%s: %s\r\n", name, value_string_of(value_at(member, j)));
    }
}

static void add_chunks(struct buffer *out, const struct go_answer *answer)
{
    if (answer->body.length) {
        buffer_format(out, "%zx\r\n", answer->body.length);
        buffer_add(out, answer->body);
        buffer_add_text(out, "\r\n");
    }
    buffer_add_text(out, "0\r\n");
    buffer_add(out, answer->trailers);
    buffer_add_text(out, "\r\n");
}

enum { FIXED_BYTES = 320 }; /* of what Go writes itself */

static bool says_type(const struct go_answer *answer)
{
    return slice_starts(answer->fixed, "Content-Type: ") || value_get(answer->headers, "Content-Type");
}

void go_answer(struct app_call *call, const struct go_answer *answer)
{
    struct buffer *out = call->response;
    const struct http_message *request = call->request;
    size_t length = answer->body.length;
    bool head = slice_is(request->method, "HEAD"), modern = request->minor > 0;
    bool may_have_body = answer->status >= 200 && answer->status != 204 && answer->status != 304;
    bool known = !answer->streamed && length <= BUFFER;
    bool chunked = may_have_body && !known && modern;
    struct slice reason = go_reason(call->arena, answer->status);
    char *at = buffer_room(out, FIXED_BYTES + reason.length + answer->fixed.length + length);
    at = write_number(write_text(at, "HTTP/1."), modern);
    at = write_number(write_text(at, " "), (uint64_t)answer->status);
    at = write_text(write_slice(write_text(at, " "), reason), "\r\n");
    at = write_slice(at, answer->fixed);
    if (answer->headers) {
        buffer_wrote(out, at);
        add_headers(out, answer->headers);
        at = buffer_room(out, FIXED_BYTES + length);
    }
    at = write_text(instant_write_http_date(write_text(at, "Date: "), &call->date), "\r\n");
    if (may_have_body && known && (!head || length) && !value_get(answer->headers, "Content-Length"))
        at = write_text(write_number(write_text(at, "Content-Length: "), length), "\r\n");
    if (may_have_body && length && !says_type(answer)) {
        at = write_text(at, "Content-Type: ");
        at = write_text(write_slice(at, answer->sniffed.length ? answer->sniffed : go_sniff(answer->body)),
                        "\r\n");
    }
    if (!request->keep_alive && modern)
        at = write_text(at, "Connection: close\r\n");
    else if (request->keep_alive && !modern && known)
        at = write_text(at, "Connection: keep-alive\r\n");
    if (chunked && !head)
        at = write_text(at, "Transfer-Encoding: chunked\r\n");
    at = write_text(at, "\r\n");
    if (may_have_body && !head && !chunked)
        at = write_slice(at, answer->body);
    buffer_wrote(out, at);
    if (may_have_body && !head && chunked)
        add_chunks(out, answer);
}
