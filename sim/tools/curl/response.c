/* What comes back: heads are shown as received, bodies are decoded and written as they come. */
#include "tools/curl/curl.h"

#include <string.h>

enum more { MORE_BYTES, MORE_NONE, MORE_FAILED };

static bool time_out(struct transfer *transfer)
{
    struct instant now = process_now(transfer->curl->process);
    long long milliseconds = instant_since(now, transfer->start).nanoseconds / 1000000;
    long long received = transfer->size_download, length = transfer->length;
    if (length >= 0)
        return curl_fail(transfer, CURL_TIMEOUT,
                         "Operation timed out after %lld milliseconds with %lld out of %lld bytes received",
                         milliseconds, received, length);
    return curl_fail(transfer, CURL_TIMEOUT,
                     "Operation timed out after %lld milliseconds with %lld bytes received", milliseconds,
                     received);
}

static enum more read_more(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    for (;;) {
        struct instant tick = meter_next(transfer);
        struct instant until = instant_compare(tick, transfer->deadline) < 0 ? tick : transfer->deadline;
        switch (process_receive(curl->process, curl->connection, &curl->received, until)) {
        case RECEIVE_DATA:
            if (transfer->first_byte.nanoseconds == 0)
                transfer->first_byte = process_now(curl->process);
            return MORE_BYTES;
        case RECEIVE_END:
            return MORE_NONE;
        case RECEIVE_RESET:
            transfer->stale = transfer->reused && curl->received.length == 0;
            if (!transfer->stale)
                curl_fail(transfer, CURL_RECEIVE, "Recv failure: Connection reset by peer");
            return MORE_FAILED;
        case RECEIVE_TIMEOUT:
            if (instant_compare(process_now(curl->process), transfer->deadline) >= 0) {
                time_out(transfer);
                return MORE_FAILED;
            }
            meter_update(transfer, false);
        }
    }
}

static bool fail_for_silence(struct transfer *transfer)
{
    transfer->stale = transfer->reused && transfer->curl->received.length == 0;
    return transfer->stale ? false : curl_fail(transfer, CURL_EMPTY_REPLY, "Empty reply from server");
}

static bool looks_like_http(struct slice bytes)
{
    struct slice begin = SLICE("HTTP/");
    size_t length = bytes.length < begin.length ? bytes.length : begin.length;
    return slice_equal(slice_part(bytes, 0, length), slice_part(begin, 0, length));
}

/* Until a whole head has come: its length, 0 when the transfer failed. */
static size_t read_head(struct transfer *transfer, struct http_message *message)
{
    struct curl *curl = transfer->curl;
    for (;;) {
        size_t used;
        curl->parser.head = true;
        enum http_state state = http_parse(&curl->parser, buffer_slice(&curl->received), message, &used);
        if (!looks_like_http(buffer_slice(&curl->received))) {
            curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Received HTTP/0.9 when not allowed");
            return 0;
        }
        if (state == HTTP_COMPLETE)
            return used;
        if (state == HTTP_INVALID) {
            curl_fail(transfer, CURL_WEIRD_REPLY, "Weird server reply");
            return 0;
        }
        enum more more = read_more(transfer);
        if (more == MORE_NONE)
            fail_for_silence(transfer);
        if (more != MORE_BYTES)
            return 0;
    }
}

static bool is_redirect(const struct transfer *transfer)
{
    return transfer->location && transfer->status >= 300 && transfer->status < 400;
}

static void take_header(struct transfer *transfer, const struct http_header *header)
{
    struct arena *arena = transfer->curl->arena;
    const char *value = arena_copy(arena, header->value);
    struct value *pair = value_array(arena);
    value_append(arena, pair, value_string(arena, header->name));
    value_append(arena, pair, value_text(arena, value));
    value_append(arena, transfer->response_headers, pair);
    transfer->header_count++;
    int64_t number;
    if (slice_is_nocase(header->name, "content-type"))
        transfer->content_type = value;
    else if (slice_is_nocase(header->name, "content-length") && slice_to_integer(header->value, &number))
        transfer->length = number;
    else if (slice_is_nocase(header->name, "location") && *value)
        transfer->location = url_resolve(arena, &transfer->url, value);
    else if (slice_is_nocase(header->name, "retry-after") && slice_to_integer(header->value, &number))
        transfer->retry_after = number;
}

static bool show_line(struct transfer *transfer, struct slice line)
{
    curl_show(transfer, "<", line);
    transfer->size_header += (int64_t)line.length;
    transfer_dump_header(transfer, line);
    return !transfer->curl->options.include || transfer_write(transfer, line);
}

static bool finish_head(struct transfer *transfer, struct slice last)
{
    const struct curl_options *options = &transfer->curl->options;
    if (options->fail && transfer->status >= 400)
        return curl_fail(transfer, CURL_HTTP_ERROR, "The requested URL returned error: %d", transfer->status);
    if (!show_line(transfer, last))
        return false;
    transfer->ignore_body = options->follow && is_redirect(transfer);
    if (transfer->ignore_body && !options->head) {
        curl_note(transfer, "Ignoring the response-body");
        curl_note(transfer, "setting size while ignoring");
    }
    return true;
}

static bool take_head(struct transfer *transfer, const struct http_message *message, size_t length)
{
    struct curl *curl = transfer->curl;
    struct slice head = {arena_copy(curl->arena, slice_part(buffer_slice(&curl->received), 0, length)), length};
    struct slice rest = slice_part(head, 0, length - 2), line;
    transfer->status = message->status;
    transfer->minor = message->minor;
    transfer->keep_alive = message->keep_alive;
    transfer->response_headers = value_array(curl->arena);
    transfer->header_count = 0;
    transfer->length = -1;
    transfer->location = transfer->content_type = NULL;
    size_t header = 0;
    for (bool first = true; rest.length; first = false) {
        line = slice_part(rest, 0, slice_find_byte(rest, '\n') + 1);
        rest = slice_part(rest, line.length, rest.length);
        const struct http_header *field = first ? NULL : &message->headers[header++];
        if (field)
            take_header(transfer, field);
        if (field && slice_is_nocase(field->name, "set-cookie"))
            cookies_take(transfer, field->value);
        if (!show_line(transfer, line))
            return false;
    }
    return finish_head(transfer, slice_part(head, length - 2, length));
}

/* What has come of the body so far, beyond what was written already. */
static bool write_body(struct transfer *transfer, struct slice body, size_t raw)
{
    struct slice fresh = slice_part(body, transfer->body_shown, body.length);
    if (raw > transfer->raw_shown && !transfer->ignore_body)
        curl_note_data(transfer, "{", raw - transfer->raw_shown);
    transfer->raw_shown = raw;
    transfer->body_shown += fresh.length;
    transfer->size_download = (int64_t)transfer->body_shown;
    if (transfer->ignore_body || fresh.length == 0)
        return true;
    struct slice copy = {arena_copy(transfer->curl->arena, fresh), fresh.length};
    return transfer_write(transfer, copy);
}

static bool fail_for_end(struct transfer *transfer, bool chunked)
{
    if (chunked)
        return curl_fail(transfer, CURL_PARTIAL_FILE, "transfer closed with outstanding read data remaining");
    return curl_fail(transfer, CURL_PARTIAL_FILE, "end of response with %lld bytes missing",
                     (long long)(transfer->length - transfer->size_download));
}

static bool read_body(struct transfer *transfer, struct http_message *message, size_t head)
{
    struct curl *curl = transfer->curl;
    curl->parser.head = false;
    for (;;) {
        size_t used;
        struct slice bytes = buffer_slice(&curl->received);
        enum http_state state = http_parse(&curl->parser, bytes, message, &used);
        if (state == HTTP_INVALID)
            return curl_fail(transfer, CURL_WEIRD_REPLY, "Weird server reply");
        struct slice body = state == HTTP_COMPLETE ? message->body
                            : message->chunked     ? buffer_slice(&curl->parser.body)
                                                   : slice_part(bytes, head, bytes.length);
        if (!write_body(transfer, body, (state == HTTP_COMPLETE ? used : bytes.length) - head))
            return false;
        if (state == HTTP_COMPLETE) {
            transfer->keep_alive = message->keep_alive && !curl->parser.ended;
            return true;
        }
        if (curl->parser.ended)
            return fail_for_end(transfer, message->chunked);
        enum more more = read_more(transfer);
        if (more == MORE_FAILED)
            return false;
        curl->parser.ended = more == MORE_NONE;
    }
}

bool transfer_receive(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct http_message message;
    buffer_clear(&curl->received);
    curl->parser.response = true;
    curl->parser.ended = false;
    transfer->body_shown = transfer->raw_shown = 0;
    transfer->size_download = 0;
    for (;;) {
        size_t head = read_head(transfer, &message);
        if (!head || !take_head(transfer, &message, head))
            return false;
        if (message.status >= 200) {
            bool bodiless = text_equal(transfer->method, "HEAD") && !transfer->custom_method;
            return bodiless || read_body(transfer, &message, head);
        }
        buffer_drop_front(&curl->received, head);
    }
}
