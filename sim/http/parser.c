#include "http/http.h"

#include <string.h>

#include "base/check.h"
#include "base/write.h"
#include "http/head.h"

enum { BAD_REQUEST = 400, BODY_TOO_LARGE = 413, HEAD_TOO_LARGE = 431, NOT_IMPLEMENTED = 501 };

/* How the end of a body is known: RFC 9112, 6.3. */
enum framing { FRAMING_NONE, FRAMING_LENGTH, FRAMING_CHUNKED, FRAMING_CLOSE };

struct body {
    enum framing framing;
    size_t length; /* of FRAMING_LENGTH */
};

static enum http_state check_host(struct http_parser *parser, const struct http_message *message,
                                  const struct head_fields *fields)
{
    if (fields->hosts > 1)
        return head_refuse(parser, BAD_REQUEST, "two Host headers");
    if (fields->hosts == 0 && message->minor == 1)
        return head_refuse(parser, BAD_REQUEST, "no Host header");
    if (!head_is_host(message->host))
        return head_refuse(parser, BAD_REQUEST, "malformed Host");
    return HTTP_COMPLETE;
}

static bool has_no_body(const struct http_parser *parser, const struct http_message *message)
{
    return parser->response &&
           (parser->head || message->status < 200 || message->status == 204 || message->status == 304);
}

static enum http_state frame_by_length(struct http_parser *parser, struct slice value, struct body *body)
{
    int64_t length;
    if (value.length == 0 || !ascii_is_digit(value.data[0]) || !slice_to_integer(value, &length))
        return head_refuse(parser, BAD_REQUEST, "malformed Content-Length");
    if (length > LIMIT_HTTP_BODY_BYTES)
        return head_refuse(parser, BODY_TOO_LARGE, "body too large");
    *body = (struct body){.framing = FRAMING_LENGTH, .length = (size_t)length};
    return HTTP_COMPLETE;
}

/* Anything two receivers could read differently is refused: that is how requests are smuggled (RFC 9112, 11.2).
 */
static enum http_state find_framing(struct http_parser *parser, const struct http_message *message,
                                    const struct head_fields *fields, struct body *body)
{
    size_t lengths = fields->lengths, codings = fields->codings;
    if (lengths > 1)
        return head_refuse(parser, BAD_REQUEST, "two Content-Length headers");
    if (codings && lengths)
        return head_refuse(parser, BAD_REQUEST, "both Content-Length and Transfer-Encoding");
    if (codings > 1)
        return head_refuse(parser, BAD_REQUEST, "two Transfer-Encoding headers");
    if (codings && message->minor == 0)
        return head_refuse(parser, BAD_REQUEST, "Transfer-Encoding in HTTP/1.0");
    if (codings && !slice_is_nocase(fields->coding, "chunked"))
        return head_refuse(parser, NOT_IMPLEMENTED, "transfer coding other than chunked");
    *body = (struct body){.framing = FRAMING_NONE};
    enum http_state state = lengths ? frame_by_length(parser, fields->length, body) : HTTP_COMPLETE;
    if (has_no_body(parser, message))
        *body = (struct body){.framing = FRAMING_NONE};
    else if (codings)
        body->framing = FRAMING_CHUNKED;
    else if (!lengths && parser->response)
        body->framing = FRAMING_CLOSE;
    return state;
}

static bool connection_says(const struct http_message *message, const char *option)
{
    for (size_t i = 0; i < message->header_count; i++) {
        struct slice rest = message->headers[i].value, piece;
        if (!slice_is_nocase(message->headers[i].name, "connection"))
            continue;
        while (slice_next(&rest, ',', &piece)) {
            if (slice_is_nocase(slice_trim(piece), option))
                return true;
        }
    }
    return false;
}

/* Bytes of the token or quoted-string that [text] begins with; 0 when it begins with neither. */
static size_t extension_value(struct slice text)
{
    size_t length = 0;
    if (slice_starts(text, "\"")) {
        for (length = 1; length < text.length && text.data[length] != '"'; length++)
            length += text.data[length] == '\\';
        return length < text.length ? length + 1 : 0;
    }
    while (length < text.length && head_is_token(slice_part(text, length, length + 1)))
        length++;
    return length;
}

/* *( ";" name [ "=" value ] ), RFC 9112 7.1.1, without the blanks that it calls bad. */
static bool are_extensions(struct slice text)
{
    while (text.length) {
        size_t length = text.data[0] == ';' && !slice_starts(text, ";\"")
                            ? extension_value(slice_part(text, 1, text.length))
                            : 0;
        if (!length)
            return false;
        text = slice_part(text, length + 1, text.length);
        if (!slice_starts(text, "="))
            continue;
        length = extension_value(slice_part(text, 1, text.length));
        if (!length)
            return false;
        text = slice_part(text, length + 1, text.length);
    }
    return true;
}

/* chunk-size [ chunk-ext ]: the extensions are dropped. */
static enum http_state parse_chunk_size(struct http_parser *parser, struct slice line, size_t *size)
{
    struct slice digits = slice_part(line, 0, slice_find_byte(line, ';'));
    *size = 0;
    for (size_t i = 0; i < digits.length; i++) {
        const char *hexadecimal = "0123456789abcdef";
        const char *digit = strchr(hexadecimal, ascii_lower(digits.data[i]));
        if (!digit || !*digit)
            return head_refuse(parser, BAD_REQUEST, "malformed chunk size");
        *size = *size * 16 + (size_t)(digit - hexadecimal);
        if (*size > LIMIT_HTTP_BODY_BYTES)
            return head_refuse(parser, BODY_TOO_LARGE, "body too large");
    }
    if (!digits.length || !are_extensions(slice_part(line, digits.length, line.length)))
        return head_refuse(parser, BAD_REQUEST, "malformed chunk size");
    return HTTP_COMPLETE;
}

/* A line of the chunked framing: head_line counts from the beginning of what it is given, so each line and the
 * trailer section have the head's limit for themselves. */
static enum http_state framing_line(struct http_parser *parser, struct slice bytes, size_t *at,
                                    struct slice *line)
{
    size_t inside = 0;
    enum http_state state = head_line(parser, slice_part(bytes, *at, bytes.length), &inside, line);
    *at += inside;
    return state;
}

static enum http_state drop_trailers(struct http_parser *parser, struct slice bytes, size_t *at)
{
    struct slice trailers = slice_part(bytes, *at, bytes.length), line;
    size_t inside = 0;
    for (;;) {
        enum http_state state = head_line(parser, trailers, &inside, &line);
        if (state == HTTP_COMPLETE && line.length == 0) {
            *at += inside;
            return HTTP_COMPLETE;
        }
        struct http_header dropped;
        if (state == HTTP_COMPLETE)
            state = head_field(parser, line, &dropped);
        if (state != HTTP_COMPLETE)
            return state;
        if (slice_is_nocase(dropped.name, "transfer-encoding") ||
            slice_is_nocase(dropped.name, "content-length"))
            return head_refuse(parser, BAD_REQUEST, "framing field in a trailer"); /* RFC 9110, 6.5.1 */
    }
}

static enum http_state end_chunk(struct http_parser *parser, struct slice bytes, size_t *at)
{
    struct slice end = slice_part(bytes, *at, *at + 2);
    if (!slice_equal(end, slice_part(SLICE("\r\n"), 0, end.length)))
        return head_refuse(parser, BAD_REQUEST, "chunk longer than its size");
    *at += end.length;
    return end.length == 2 ? HTTP_COMPLETE : HTTP_PARTIAL;
}

/* Decodes into parser->body, which holds what has come so far when the result is HTTP_PARTIAL. */
static enum http_state parse_chunks(struct http_parser *parser, struct slice bytes, size_t *at)
{
    for (;;) {
        struct slice line;
        size_t size;
        enum http_state state = framing_line(parser, bytes, at, &line);
        if (state == HTTP_COMPLETE)
            state = parse_chunk_size(parser, line, &size);
        if (state != HTTP_COMPLETE)
            return state;
        if (size == 0)
            return drop_trailers(parser, bytes, at);
        if (parser->body.length + size > LIMIT_HTTP_BODY_BYTES)
            return head_refuse(parser, BODY_TOO_LARGE, "body too large");
        struct slice data = slice_part(bytes, *at, *at + size);
        buffer_add(&parser->body, data);
        *at += data.length;
        if (data.length < size)
            return HTTP_PARTIAL;
        state = end_chunk(parser, bytes, at);
        if (state != HTTP_COMPLETE)
            return state;
    }
}

static enum http_state parse_body(struct http_parser *parser, struct body body, struct slice bytes, size_t *at,
                                  struct http_message *message)
{
    if (body.framing == FRAMING_CHUNKED) {
        enum http_state state = parse_chunks(parser, bytes, at);
        message->body = buffer_slice(&parser->body);
        return state;
    }
    size_t rest = bytes.length - *at;
    size_t length = body.framing == FRAMING_LENGTH ? body.length : body.framing == FRAMING_CLOSE ? rest : 0;
    if (length > LIMIT_HTTP_BODY_BYTES)
        return head_refuse(parser, BODY_TOO_LARGE, "body too large");
    if (rest < length || (body.framing == FRAMING_CLOSE && !parser->ended))
        return HTTP_PARTIAL;
    message->body = slice_part(bytes, *at, *at + length);
    *at += length;
    return HTTP_COMPLETE;
}

char *http_copy(struct arena *arena, struct slice bytes)
{
    char *copy = arena_room(arena, bytes.length + 1 + BUFFER_BEHIND);
    *write_slice(copy, bytes) = '\0';
    return copy;
}

void http_clear(struct http_message *message)
{
    message->method = message->target = message->reason = message->body = (struct slice){"", 0};
    message->host = message->agent = message->fields = message->body;
    message->status = message->minor = 0;
    message->header_count = 0;
    message->chunked = message->keep_alive = message->hop_by_hop = false;
}

enum http_state http_parse(struct http_parser *parser, struct slice bytes, struct http_message *message,
                           size_t *used)
{
    struct body body = {.framing = FRAMING_NONE};
    size_t at = 0;
    http_clear(message);
    buffer_clear(&parser->body);
    parser->problem = NULL;
    parser->status = 0;
    *used = 0;
    if (!bytes.length)
        return HTTP_PARTIAL;
    check(!bytes.data[bytes.length]);
    struct head_fields fields;
    enum http_state state = head_parse(parser, bytes, &at, message, &fields);
    if (state == HTTP_COMPLETE && !parser->response)
        state = check_host(parser, message, &fields);
    if (state == HTTP_COMPLETE)
        state = find_framing(parser, message, &fields, &body);
    if (state != HTTP_COMPLETE)
        return state;
    message->chunked = body.framing == FRAMING_CHUNKED;
    message->keep_alive = body.framing != FRAMING_CLOSE && message->minor == 1;
    if (fields.connection && body.framing != FRAMING_CLOSE)
        message->keep_alive = !connection_says(message, "close") &&
                              (message->minor == 1 || connection_says(message, "keep-alive"));
    state = parse_body(parser, body, bytes, &at, message);
    if (state == HTTP_COMPLETE)
        *used = at;
    return state;
}
