/* What comes back. curl is generous: lines may end in LF alone, may be folded, may lack a reason; the order in
 * which things are noticed is that of lib/http.c. */
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
            transfer->any_received = true;
            return MORE_BYTES;
        case RECEIVE_END:
            return MORE_NONE;
        case RECEIVE_RESET:
            transfer->stale = transfer->reused && !transfer->any_received;
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

/* --- the head --- */

static bool looks_like_http(struct slice bytes)
{
    struct slice begin = SLICE("HTTP/");
    size_t length = bytes.length < begin.length ? bytes.length : begin.length;
    return slice_equal(slice_part(bytes, 0, length), slice_part(begin, 0, length));
}

static bool read_status_line(struct transfer *transfer, struct slice line)
{
    const char *text = arena_copy(transfer->curl->arena, line) + strlen("HTTP/");
    if (text[0] != '1')
        return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Unsupported HTTP version in response");
    if (text[1] != '.' || !text[2] || !strchr("01", text[2]) || !text[3] || !strchr(" \t", text[3]) ||
        strspn(text + 4, "0123456789") < 3)
        return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Unsupported HTTP/1 subversion in response");
    transfer->minor = text[2] - '0';
    transfer->status = (text[4] - '0') * 100 + (text[5] - '0') * 10 + text[6] - '0';
    transfer->keep_alive = transfer->minor > 0;
    if (transfer->minor == 0)
        curl_note(transfer, "HTTP 1.0, assume close after body");
    return true;
}

/* RFC 9110, 15.4.2: the body would have to be sent once more. */
static void note_rewind(struct transfer *transfer)
{
    if (transfer->sends_body && transfer->body.length && transfer->curl->options->follow &&
        transfer->status >= 300 && transfer->status < 400)
        curl_note(transfer, "Need to rewind upload for next request");
}

static bool take_length(struct transfer *transfer, struct slice value)
{
    size_t digits = 0;
    while (digits < value.length && ascii_is_digit(value.data[digits]))
        digits++;
    int64_t number;
    if (digits == 0)
        return curl_fail(transfer, CURL_WEIRD_REPLY, "Invalid Content-Length: value");
    if (digits > 18 || !slice_to_integer(slice_part(value, 0, digits), &number)) {
        curl_note(transfer, "Overflow Content-Length: value");
        transfer->keep_alive = false;
        return true;
    }
    transfer->length = number;
    return true;
}

static bool has_token(struct slice list, const char *token)
{
    struct slice piece;
    while (slice_next(&list, ',', &piece)) {
        if (slice_is_nocase(slice_trim(piece), token))
            return true;
    }
    return false;
}

static bool may_follow(const struct transfer *transfer)
{
    return transfer->curl->options->follow && transfer->status >= 300 && transfer->status < 400;
}

static void keep_header(struct transfer *transfer, struct slice name, struct slice value)
{
    struct arena *arena = transfer->curl->arena;
    struct value *pair = value_array(arena);
    value_append(arena, pair, value_string(arena, name));
    value_append(arena, pair, value_string(arena, value));
    value_append(arena, transfer->response_headers, pair);
    transfer->header_count++;
}

static bool take_header(struct transfer *transfer, struct slice name, struct slice value)
{
    struct arena *arena = transfer->curl->arena;
    int64_t number;
    if (slice_is_nocase(name, "content-type"))
        transfer->content_type = arena_copy(arena, value);
    else if (slice_is_nocase(name, "content-length"))
        return take_length(transfer, value);
    else if (slice_is_nocase(name, "transfer-encoding"))
        transfer->chunked |= has_token(value, "chunked");
    else if (slice_is_nocase(name, "content-encoding"))
        transfer->encoded = value.length > 0 && !slice_is_nocase(value, "identity");
    else if (slice_is_nocase(name, "content-range"))
        transfer->ranged = true;
    else if (slice_is_nocase(name, "content-disposition"))
        transfer->disposition = arena_copy(arena, value);
    else if (slice_is_nocase(name, "etag"))
        transfer->etag = arena_copy(arena, value);
    else if (slice_is_nocase(name, "set-cookie"))
        cookies_take(transfer, value);
    else if (slice_is_nocase(name, "location") && value.length) {
        transfer->location = url_resolve(arena, &transfer->url, arena_copy(arena, value));
        if (may_follow(transfer))
            note_rewind(transfer);
    } else if (slice_is_nocase(name, "retry-after") && slice_to_integer(value, &number))
        transfer->retry_after = number;
    else if (slice_is_nocase(name, "connection")) {
        if (has_token(value, "close"))
            transfer->keep_alive = false;
        else if (has_token(value, "keep-alive") && transfer->minor == 0) {
            curl_note(transfer, "HTTP/1.0 connection set to keep alive");
            transfer->keep_alive = true;
        }
    }
    return true;
}

/* A line that continues the one before. */
static void take_fold(struct transfer *transfer, struct slice line)
{
    struct arena *arena = transfer->curl->arena;
    size_t count = value_count(transfer->response_headers);
    if (count == 0)
        return;
    const struct value *last = value_at(transfer->response_headers, count - 1);
    struct value *headers = value_array(arena), *pair = value_array(arena);
    for (size_t i = 0; i + 1 < count; i++)
        value_append(arena, headers, value_at(transfer->response_headers, i));
    value_append(arena, pair, value_at(last, 0));
    size_t blanks = 0;
    while (blanks + 1 < line.length && strchr(" \t", line.data[blanks + 1]) && strchr(" \t", line.data[blanks]))
        blanks++;
    struct slice text = slice_part(line, blanks, line.length);
    while (text.length && strchr(" \t\r\n", text.data[text.length - 1]))
        text.length--;
    value_append(
        arena, pair,
        value_format(arena, "%s%.*s", value_string_of(value_at(last, 1)), (int)text.length, text.data));
    value_append(arena, headers, pair);
    transfer->response_headers = headers;
}

static bool read_line(struct transfer *transfer, struct slice line, bool first)
{
    if (memchr(line.data, 0, line.length))
        return curl_fail(transfer, CURL_WEIRD_REPLY, "Nul byte in header");
    if (first)
        return read_status_line(transfer, line);
    if (strchr(" \t", line.data[0])) {
        take_fold(transfer, line);
        return true;
    }
    size_t colon = slice_find_byte(line, ':');
    if (colon == line.length)
        return curl_fail(transfer, CURL_WEIRD_REPLY, "Header without colon");
    struct slice value = slice_trim(slice_part(line, colon + 1, line.length));
    keep_header(transfer, slice_trim(slice_part(line, 0, colon)), value);
    return take_header(transfer, slice_part(line, 0, colon), value);
}

static bool show_line(struct transfer *transfer, struct slice line)
{
    curl_show(transfer, false, line);
    transfer->size_header += (int64_t)line.length;
    transfer_dump_header(transfer, line);
    return !transfer->curl->options->include || transfer_write(transfer, line);
}

static bool has_no_body(const struct transfer *transfer)
{
    return transfer->status < 200 || transfer->status == 204 || transfer->status == 304 ||
           transfer->curl->options->head;
}

static bool refuse_resume(struct transfer *transfer)
{
    bool resumed = transfer->resume_from > 0 && !transfer->ranged && !transfer->ignore_body &&
                   !transfer->sends_body && transfer->status < 400 && transfer->status != 416;
    if (!resumed)
        return true;
    if (transfer->length == transfer->resume_from) {
        curl_note(transfer, "The entire document is already downloaded");
        transfer->keep_alive = false;
        transfer->complete = true;
        return true;
    }
    return curl_fail(transfer, CURL_RANGE, "HTTP server does not seem to support byte ranges. Cannot resume.");
}

/* The empty line: what the head as a whole means. */
static bool judge_head(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    if (transfer->chunked)
        transfer->length = -1;
    if (transfer->status < 200)
        return true;
    bool unsized = !transfer->chunked && transfer->length < 0;
    if (unsized && transfer->keep_alive && !has_no_body(transfer)) {
        curl_note(transfer, "no chunk, no close, no size. Assume close to signal end");
        transfer->keep_alive = false;
        transfer->until_close = true;
    }
    transfer->until_close |= unsized;
    if (options->fail && transfer->status >= 400 && !(transfer->status == 416 && transfer->resume_from > 0))
        return curl_fail(transfer, CURL_HTTP_ERROR, "The requested URL returned error: %d", transfer->status);
    if (options->follow && transfer->location && may_follow(transfer)) {
        if (!transfer->keep_alive) {
            transfer->complete = true;
            return true;
        }
        transfer->ignore_body = true;
        curl_note(transfer, "Ignoring the response-body");
    }
    if (!refuse_resume(transfer))
        return false;
    if (options->compressed && transfer->encoded && !has_no_body(transfer))
        return curl_fail(transfer, CURL_ENCODING, "not simulated: --compressed with an encoded answer");
    if (transfer->length >= 0 && options->largest && transfer->length > options->largest)
        return curl_fail(transfer, CURL_TOO_LARGE, "Maximum file size exceeded");
    if (transfer->length >= 0 && transfer->ignore_body && !options->head)
        curl_note(transfer, "setting size while ignoring");
    if (transfer->status == 416 && transfer->resume_from > 0)
        transfer->complete = true;
    return true;
}

static bool fail_for_silence(struct transfer *transfer)
{
    transfer->stale = transfer->reused && !transfer->any_received;
    return transfer->stale ? false : curl_fail(transfer, CURL_EMPTY_REPLY, "Empty reply from server");
}

static void begin_head(struct transfer *transfer)
{
    transfer->response_headers = value_array(transfer->curl->arena);
    transfer->header_count = 0;
    transfer->length = -1;
    transfer->chunked = transfer->encoded = transfer->ranged = transfer->until_close = false;
    transfer->location = transfer->content_type = transfer->etag = NULL;
}

/* Until a whole line is there: its length, 0 when there will be none. */
static size_t await_line(struct transfer *transfer, bool first)
{
    struct curl *curl = transfer->curl;
    for (;;) {
        struct slice bytes = buffer_slice(&curl->received);
        size_t end = slice_find_byte(bytes, '\n');
        if (first && bytes.length && !looks_like_http(bytes)) {
            transfer->old = curl->options->http09 && !transfer->reused;
            if (!transfer->old)
                curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Received HTTP/0.9 when not allowed");
            return 0;
        }
        if (end < bytes.length)
            return end + 1;
        enum more more = read_more(transfer);
        if (more == MORE_NONE && !transfer->any_received)
            fail_for_silence(transfer);
        transfer->complete |= more == MORE_NONE;
        if (more != MORE_BYTES)
            return 0;
    }
}

/* One head up to its empty line. False: the transfer ends here, well (transfer->complete) or not. */
static bool read_head(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    begin_head(transfer);
    for (bool first = true;; first = false) {
        size_t length = await_line(transfer, first);
        if (length == 0)
            return false;
        struct slice line = {arena_copy(curl->arena, slice_part(buffer_slice(&curl->received), 0, length)),
                             length};
        buffer_drop_front(&curl->received, length);
        bool empty = !first && (slice_is(line, "\r\n") || slice_is(line, "\n"));
        if (empty) {
            bool going = judge_head(transfer);
            return show_line(transfer, line) && going;
        }
        if (!read_line(transfer, line, first) || !show_line(transfer, line))
            return false;
    }
}

/* --- the body --- */

static bool write_body(struct transfer *transfer, struct slice bytes)
{
    int64_t largest = transfer->curl->options->largest;
    transfer->size_download += (int64_t)bytes.length;
    if (transfer->ignore_body || bytes.length == 0)
        return true;
    if (largest && transfer->size_download > largest)
        return curl_fail(transfer, CURL_TOO_LARGE,
                         "Exceeded the maximum allowed file size (%lld) with %lld bytes", (long long)largest,
                         (long long)transfer->size_download);
    struct slice copy = {arena_copy(transfer->curl->arena, bytes), bytes.length};
    return transfer_write(transfer, copy);
}

enum chunk_state { CHUNK_SIZE, CHUNK_REST_OF_LINE, CHUNK_DATA, CHUNK_END, CHUNK_TRAILER, CHUNK_DONE };

struct chunks {
    enum chunk_state state;
    int64_t left; /* of the chunk */
    int digits;
    struct buffer trailer; /* the line so far */
};

static bool bad_chunk(struct transfer *transfer, const char *problem)
{
    return curl_fail(transfer, CURL_RECEIVE, "%s in chunked-encoding", problem);
}

static bool read_size(struct transfer *transfer, struct chunks *chunks, char c)
{
    enum { DIGITS = 16 };
    static const char digits[] = "0123456789abcdef";
    const char *hex = c ? strchr(digits, ascii_lower(c)) : NULL;
    if (hex && ++chunks->digits > DIGITS)
        return bad_chunk(transfer, "Too long hexadecimal number");
    if (hex) {
        chunks->left = chunks->left * 16 + (hex - digits);
        return true;
    }
    if (chunks->digits == 0) {
        curl_fail(transfer, CURL_RECEIVE, "chunk hex-length char not a hex digit: 0x%x",
                  (unsigned)(unsigned char)c);
        return bad_chunk(transfer, "Illegal or missing hexadecimal sequence");
    }
    chunks->state = c == '\n' ? CHUNK_DATA : CHUNK_REST_OF_LINE;
    return true;
}

static bool end_trailer(struct transfer *transfer, struct chunks *chunks)
{
    struct slice line = {arena_copy(transfer->curl->arena, buffer_slice(&chunks->trailer)),
                         chunks->trailer.length};
    bool last = slice_is(line, "\r\n") || slice_is(line, "\n");
    buffer_clear(&chunks->trailer);
    if (last) {
        chunks->state = CHUNK_DONE;
        return true;
    }
    transfer_dump_header(transfer, line);
    return !transfer->curl->options->include || transfer_write(transfer, line);
}

/* Decodes what is there; how many bytes were used is in *used. */
static bool decode(struct transfer *transfer, struct chunks *chunks, struct slice bytes, size_t *used)
{
    size_t at = 0;
    bool going = true;
    while (going && at < bytes.length && chunks->state != CHUNK_DONE) {
        char c = bytes.data[at];
        size_t some = bytes.length - at;
        switch (chunks->state) {
        case CHUNK_SIZE:
            going = read_size(transfer, chunks, c);
            at++;
            break;
        case CHUNK_REST_OF_LINE:
            at++;
            break;
        case CHUNK_DATA:
            some = (int64_t)some > chunks->left ? (size_t)chunks->left : some;
            going = write_body(transfer, slice_part(bytes, at, at + some));
            at += some;
            chunks->left -= (int64_t)some;
            chunks->state = chunks->left ? CHUNK_DATA : CHUNK_END;
            break;
        case CHUNK_END:
            if (c != '\r' && c != '\n')
                going = bad_chunk(transfer, "Malformed encoding found");
            if (c == '\n')
                *chunks = (struct chunks){.state = CHUNK_SIZE, .trailer = chunks->trailer};
            at++;
            break;
        case CHUNK_TRAILER:
            buffer_add_byte(&chunks->trailer, c);
            if (c == '\n')
                going = end_trailer(transfer, chunks);
            at++;
            break;
        case CHUNK_DONE:
            break;
        }
        bool line_ended = c == '\n' && (chunks->state == CHUNK_REST_OF_LINE || chunks->state == CHUNK_DATA);
        if (line_ended && chunks->digits && !chunks->left)
            chunks->state = CHUNK_TRAILER;
        else if (line_ended && chunks->state == CHUNK_REST_OF_LINE)
            chunks->state = CHUNK_DATA;
    }
    *used = at;
    return going;
}

static bool read_chunks(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct chunks *chunks = arena_allocate(curl->arena, sizeof *chunks);
    process_own(curl->process, (void (*)(void *))buffer_release, &chunks->trailer);
    for (;;) {
        struct slice bytes = {arena_copy(curl->arena, buffer_slice(&curl->received)), curl->received.length};
        size_t used = 0;
        if (!transfer->ignore_body)
            curl_show_data(transfer, false, bytes);
        bool raw = curl->options->raw, ignored = transfer->ignore_body;
        transfer->ignore_body |= raw;
        bool going = decode(transfer, chunks, bytes, &used);
        transfer->ignore_body = ignored;
        if (raw && going)
            going = write_body(transfer, slice_part(bytes, 0, used));
        buffer_drop_front(&curl->received, used);
        if (!going || chunks->state == CHUNK_DONE)
            return going;
        enum more more = read_more(transfer);
        if (more == MORE_NONE)
            return curl_fail(transfer, CURL_PARTIAL_FILE,
                             "transfer closed with outstanding read data remaining");
        if (more == MORE_FAILED)
            return false;
    }
}

static bool read_counted(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    for (;;) {
        int64_t left = transfer->until_close ? INT64_MAX : transfer->length - transfer->size_download;
        struct slice bytes = {arena_copy(curl->arena, buffer_slice(&curl->received)), curl->received.length};
        bool excess = (int64_t)bytes.length > left;
        if (!transfer->ignore_body)
            curl_show_data(transfer, false, bytes);
        if (!write_body(transfer, excess ? slice_part(bytes, 0, (size_t)left) : bytes))
            return false;
        buffer_clear(&curl->received);
        if (excess) {
            curl_note(
                transfer,
                "Excess found writing body: excess = %zu, size = %lld, maxdownload = %lld, bytecount = %lld",
                bytes.length - (size_t)left, (long long)transfer->length, (long long)transfer->length,
                (long long)transfer->size_download);
            transfer->keep_alive = false;
            return true;
        }
        if (!transfer->until_close && transfer->size_download == transfer->length)
            return true;
        enum more more = read_more(transfer);
        if (more == MORE_NONE)
            return transfer->until_close ||
                   curl_fail(transfer, CURL_PARTIAL_FILE, "end of response with %lld bytes missing",
                             (long long)(transfer->length - transfer->size_download));
        if (more == MORE_FAILED)
            return false;
    }
}

/* --limit-rate: as long as the bytes would have taken. */
static void slow_down(struct transfer *transfer)
{
    int64_t rate = transfer->curl->options->rate;
    struct process *process = transfer->curl->process;
    if (!rate)
        return;
    int64_t milliseconds = transfer->size_download * 1000 / rate;
    struct instant until = instant_add(transfer->first_byte, MILLISECONDS(milliseconds));
    if (instant_compare(process_now(process), until) < 0)
        process_sleep(process, instant_since(until, process_now(process)));
}

bool transfer_receive(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    buffer_clear(&curl->received);
    transfer->size_download = 0;
    transfer->any_received = transfer->complete = transfer->ignore_body = transfer->old =
        false;
    do {
        if (!read_head(transfer))
            break;
    } while (transfer->status < 200);
    if (transfer->old) {
        transfer->until_close = true;
        transfer->keep_alive = false;
        return read_counted(transfer);
    }
    if (transfer->code != CURL_OK || transfer->stale)
        return false;
    if (transfer->complete || has_no_body(transfer))
        return true;
    bool whole = transfer->chunked ? read_chunks(transfer) : read_counted(transfer);
    slow_down(transfer);
    return whole;
}
