#include "images/go_request.h"

#include <string.h>

/* What is gathered while the head is read. */
struct reading {
    struct arena *arena;
    struct buffer head; /* as it is written anew */
    int minor;
    size_t hosts, lengths;
    struct slice length; /* of Content-Length */
    struct slice coding; /* of Transfer-Encoding; data NULL: none */
    size_t codings;
    const char *refusal;
};

static enum http_state refuse(struct reading *reading, const char *status, const char *detail)
{
    const char *line = *detail ? arena_format(reading->arena, "%s: %s", status, detail) : status;
    reading->refusal = arena_format(reading->arena,
                                    "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                    "Connection: close\r\n\r\n%s",
                                    line, line);
    return HTTP_INVALID;
}

static enum http_state malformed(struct reading *reading)
{
    return refuse(reading, "400 Bad Request", "");
}

/* The next line without its end; false while that has not come. */
static bool next_line(struct slice bytes, size_t *at, struct slice *line)
{
    struct slice rest = slice_part(bytes, *at, bytes.length);
    size_t end = slice_find_byte(rest, '\n');
    if (end == rest.length)
        return false;
    *line = slice_part(rest, 0, end && rest.data[end - 1] == '\r' ? end - 1 : end);
    *at += end + 1;
    return true;
}

static bool is_token(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && !(c && strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return text.length > 0;
}

static enum http_state read_start(struct reading *reading, struct slice line)
{
    struct slice rest = line, method, target;
    slice_next(&rest, ' ', &method);
    if (!rest.data || !slice_next(&rest, ' ', &target) || !rest.data)
        return malformed(reading);
    bool version = rest.length == 8 && slice_starts(rest, "HTTP/") && ascii_is_digit(rest.data[5]) &&
                   rest.data[6] == '.' && ascii_is_digit(rest.data[7]);
    if (!version || !is_token(method) || target.length == 0)
        return malformed(reading);
    if (rest.data[5] != '1')
        return refuse(reading, "505 HTTP Version Not Supported", "unsupported protocol version");
    reading->minor = rest.data[7] > '0';
    buffer_add(&reading->head, method);
    buffer_add_byte(&reading->head, ' ');
    buffer_add(&reading->head, target);
    buffer_format(&reading->head, " HTTP/1.%d\r\n", reading->minor);
    return HTTP_COMPLETE;
}

/* One field, folded lines joined. */
static enum http_state take_field(struct reading *reading, struct slice field)
{
    size_t colon = slice_find_byte(field, ':');
    struct slice name = slice_part(field, 0, colon),
                 value = slice_trim(slice_part(field, colon + 1, field.length));
    if (colon == field.length || !is_token(name))
        return malformed(reading);
    for (size_t i = 0; i < value.length; i++) {
        if (((unsigned char)value.data[i] < ' ' && value.data[i] != '\t') || value.data[i] == 0x7f)
            return malformed(reading);
    }
    if (slice_is_nocase(name, "content-length")) {
        if (reading->lengths++ && !slice_equal(reading->length, value))
            return malformed(reading);
        reading->length = value;
        return HTTP_COMPLETE;
    }
    if (slice_is_nocase(name, "transfer-encoding")) {
        reading->codings++;
        reading->coding = value;
        return HTTP_COMPLETE;
    }
    reading->hosts += slice_is_nocase(name, "host");
    buffer_add(&reading->head, name);
    buffer_add_text(&reading->head, ": ");
    buffer_add(&reading->head, value);
    buffer_add_text(&reading->head, "\r\n");
    return HTTP_COMPLETE;
}

/* The fields up to the empty line. */
static enum http_state read_fields(struct reading *reading, struct slice bytes, size_t *at)
{
    struct slice line, field = {0};
    for (;;) {
        if (!next_line(bytes, at, &line))
            return HTTP_PARTIAL;
        bool folded = line.length && strchr(" \t", line.data[0]);
        if (folded && !field.data)
            return malformed(reading);
        if (folded) {
            struct slice more = slice_trim(line);
            const char *joined = arena_format(reading->arena, "%.*s %.*s", (int)field.length, field.data,
                                              (int)more.length, more.data);
            field = slice_of(joined);
            continue;
        }
        if (field.data && take_field(reading, field) == HTTP_INVALID)
            return HTTP_INVALID;
        if (line.length == 0)
            return HTTP_COMPLETE;
        field = line;
    }
}

/* Content-Length and Transfer-Encoding as Go understands them. */
static enum http_state choose_framing(struct reading *reading, bool *chunked)
{
    *chunked = reading->codings && reading->minor > 0;
    if (*chunked && (reading->codings > 1 || !slice_is_nocase(reading->coding, "chunked"))) {
        refuse(reading, "501 Not Implemented", "");
        reading->refusal = "HTTP/1.1 501 Not Implemented\r\nContent-Type: text/plain; charset=utf-8\r\n"
                           "Connection: close\r\n\r\nUnsupported transfer encoding";
        return HTTP_INVALID;
    }
    if (reading->hosts > 1)
        return malformed(reading);
    for (size_t i = 0; i < reading->length.length; i++) {
        if (!ascii_is_digit(reading->length.data[i]))
            return malformed(reading);
    }
    int64_t number;
    if (reading->lengths && !slice_to_integer(reading->length, &number))
        return malformed(reading);
    if (reading->hosts == 0 && reading->minor > 0)
        return refuse(reading, "400 Bad Request", "missing required Host header");
    return HTTP_COMPLETE;
}

static enum http_state parse_anew(struct reading *reading, struct http_parser *parser, struct slice body,
                                  size_t head, struct go_request *request)
{
    bool chunked = false;
    if (choose_framing(reading, &chunked) == HTTP_INVALID)
        return HTTP_INVALID;
    size_t bare = reading->head.length;
    if (chunked)
        buffer_add_text(&reading->head, "Transfer-Encoding: chunked\r\n");
    else if (reading->lengths)
        buffer_format(&reading->head, "Content-Length: %.*s\r\n", (int)reading->length.length,
                      reading->length.data);
    buffer_add_text(&reading->head, "\r\n");
    size_t written = reading->head.length, used;
    buffer_add(&reading->head, body);
    struct slice whole = {http_copy(reading->arena, buffer_slice(&reading->head)), reading->head.length};
    enum http_state state = http_parse(parser, whole, &request->message, &used);
    if (state == HTTP_COMPLETE)
        request->used = head + used - written;
    if (state != HTTP_INVALID)
        return state;
    if (!chunked || parser->status != 400)
        return parser->status == 431 ? refuse(reading, "431 Request Header Fields Too Large", "")
                                     : malformed(reading);
    /* A broken chunk is the handler's to find. These do not read bodies: they answer, and Go ends the
     * connection. */
    http_parser_release(parser);
    *parser = (struct http_parser){0};
    reading->head.length = bare;
    buffer_add_text(&reading->head, "Connection: close\r\n\r\n");
    whole = (struct slice){http_copy(reading->arena, buffer_slice(&reading->head)), reading->head.length};
    request->used = head + body.length;
    return http_parse(parser, whole, &request->message, &used) == HTTP_COMPLETE ? HTTP_COMPLETE
                                                                                : malformed(reading);
}

enum http_state go_request(struct arena *arena, struct http_parser *parser, struct slice bytes,
                           struct go_request *request)
{
    enum { LONGEST = 1048576 + 4096 }; /* http.DefaultMaxHeaderBytes, and what Go adds */
    struct reading reading = {.arena = arena};
    struct slice line;
    size_t at = 0;
    enum http_state state = HTTP_PARTIAL;
    buffer_room(&reading.head, bytes.length); /* mostly it is the same again */
    if (next_line(bytes, &at, &line))
        state = read_start(&reading, line);
    if (state == HTTP_COMPLETE)
        state = read_fields(&reading, bytes, &at);
    if (state == HTTP_PARTIAL && bytes.length > LONGEST)
        state = refuse(&reading, "431 Request Header Fields Too Large", "");
    if (state == HTTP_COMPLETE)
        state = parse_anew(&reading, parser, slice_part(bytes, at, bytes.length), at, request);
    request->refusal = reading.refusal;
    buffer_release(&reading.head);
    return state;
}
