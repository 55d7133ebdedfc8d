#include "http/head.h"

#include <string.h>

enum { BAD_REQUEST = 400, HEAD_TOO_LARGE = 431, VERSION_NOT_SUPPORTED = 505 };

enum http_state head_refuse(struct http_parser *parser, int status, const char *problem)
{
    parser->status = status;
    parser->problem = problem;
    return HTTP_INVALID;
}

/* What a byte may be part of: a token (tchar of RFC 9110, 5.6.2), a target (visible ASCII without '#'), a line
 * (visible, blank, tab or obs-text), a uri-host with its port. */
enum { IN_TOKEN = 1, IN_TARGET = 2, IN_LINE = 4, IN_HOST = 8 };
#define ALL (IN_TOKEN | IN_TARGET | IN_LINE)
#define VISIBLE (IN_TARGET | IN_LINE)
static const unsigned char classes[256] = {
    ['\t'] = IN_LINE,
    [' '] = IN_LINE,
    ['!'] = ALL | IN_HOST,
    ['"'] = VISIBLE,
    ['#'] = IN_TOKEN | IN_LINE,
    ['$' ... '\''] = ALL | IN_HOST,
    ['(' ... ')'] = VISIBLE | IN_HOST,
    ['*' ... '+'] = ALL | IN_HOST,
    [','] = VISIBLE | IN_HOST,
    ['-' ... '.'] = ALL | IN_HOST,
    ['/'] = VISIBLE,
    ['0' ... '9'] = ALL | IN_HOST,
    [':' ... ';'] = VISIBLE | IN_HOST,
    ['<'] = VISIBLE,
    ['='] = VISIBLE | IN_HOST,
    ['>' ... '@'] = VISIBLE,
    ['A' ... 'Z'] = ALL | IN_HOST,
    ['['] = VISIBLE | IN_HOST,
    ['\\'] = VISIBLE,
    [']'] = VISIBLE | IN_HOST,
    ['^'] = ALL,
    ['_'] = ALL | IN_HOST,
    ['`'] = ALL,
    ['a' ... 'z'] = ALL | IN_HOST,
    ['{'] = VISIBLE,
    ['|'] = ALL,
    ['}'] = VISIBLE,
    ['~'] = ALL | IN_HOST,
    [0x80 ... 0xff] = IN_LINE,
};

static bool all_are(struct slice text, unsigned char class)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!(classes[(unsigned char)text.data[i]] & class))
            return false;
    }
    return true;
}

bool head_is_token(struct slice text)
{
    return text.length > 0 && all_are(text, IN_TOKEN);
}

/* The first byte at or behind [from] that is not of the class. */
static inline size_t run_end(struct slice bytes, size_t from, unsigned char class)
{
    while (from < bytes.length && classes[(unsigned char)bytes.data[from]] & class)
        from++;
    return from;
}

/* Has one of eight bytes a value below 0x20, or 0x7f? */
static inline bool has_control(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t word, deleted;
    memcpy(&word, bytes, sizeof word);
    deleted = word ^ ones * 0x7f;
    return (((word - ones * 0x20) & ~word) | ((deleted - ones) & ~deleted)) & ones << 7;
}

/* run_end for IN_LINE; where there is a control character (a tab is one), the table decides. */
static size_t line_end(struct slice bytes, size_t from)
{
    for (;;) {
        while (from + 8 <= bytes.length && !has_control(bytes.data + from))
            from += 8;
        size_t stop = from + 8 < bytes.length ? from + 8 : bytes.length;
        from = run_end((struct slice){bytes.data, stop}, from, IN_LINE);
        if (from < stop || stop == bytes.length)
            return from;
    }
}

/* The line that begins at *at; [end] is the first byte that belongs into none. */
static inline enum http_state finish_line(struct http_parser *parser, struct slice bytes, size_t end,
                                          size_t *at, struct slice *line)
{
    if (end >= LIMIT_HTTP_HEAD_BYTES)
        return head_refuse(parser, HEAD_TOO_LARGE, "head too large");
    if (end == bytes.length)
        return HTTP_PARTIAL;
    if (bytes.data[end] == '\n')
        return head_refuse(parser, BAD_REQUEST, "line feed without carriage return");
    if (bytes.data[end] != '\r')
        return head_refuse(parser, BAD_REQUEST, "control character in the head");
    if (end + 1 == bytes.length)
        return HTTP_PARTIAL;
    if (bytes.data[end + 1] != '\n')
        return head_refuse(parser, BAD_REQUEST, "carriage return without line feed");
    *line = (struct slice){bytes.data + *at, end - *at};
    *at = end + 2;
    return HTTP_COMPLETE;
}

enum http_state head_line(struct http_parser *parser, struct slice bytes, size_t *at, struct slice *line)
{
    return finish_line(parser, bytes, line_end(bytes, *at), at, line);
}

static enum http_state parse_version(struct http_parser *parser, struct slice version, int *minor)
{
    bool shaped = version.length == 8 && slice_starts(version, "HTTP/") && ascii_is_digit(version.data[5]) &&
                  version.data[6] == '.' && ascii_is_digit(version.data[7]);
    if (!shaped)
        return head_refuse(parser, BAD_REQUEST, "malformed version");
    if (version.data[5] != '1' || version.data[7] > '1')
        return head_refuse(parser, VERSION_NOT_SUPPORTED, "version not supported");
    *minor = version.data[7] - '0';
    return HTTP_COMPLETE;
}

bool head_is_host(struct slice host)
{
    return run_end(host, 0, IN_HOST) == host.length;
}

/* host ":" port, of CONNECT. */
static bool is_authority(struct slice target)
{
    size_t digits = 0;
    while (digits < target.length && ascii_is_digit(target.data[target.length - 1 - digits]))
        digits++;
    size_t colon = target.length - digits;
    return digits && colon > 1 && target.data[colon - 1] == ':' &&
           head_is_host(slice_part(target, 0, colon - 1));
}

/* scheme "://" authority, and whatever follows. */
static bool is_absolute(struct slice target)
{
    size_t end = slice_find(target, SLICE("://"));
    if (end >= target.length || !end || !ascii_is_letter(target.data[0]))
        return false;
    for (size_t i = 0; i < end; i++) {
        char c = target.data[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '+' && c != '-' && c != '.')
            return false;
    }
    struct slice rest = slice_part(target, end + 3, target.length);
    size_t length = 0;
    while (length < rest.length && rest.data[length] != '/' && rest.data[length] != '?')
        length++;
    return length && head_is_host(slice_part(rest, 0, length));
}

/* The four forms of RFC 9112, 3.2; visible ASCII without a fragment. */
static bool is_target(struct slice target, struct slice method)
{
    if (!all_are(target, IN_TARGET))
        return false;
    if (slice_is(method, "CONNECT"))
        return is_authority(target);
    if (slice_is(target, "*"))
        return slice_is(method, "OPTIONS");
    return slice_starts(target, "/") || is_absolute(target);
}

static enum http_state parse_request_line(struct http_parser *parser, struct slice line,
                                          struct http_message *message)
{
    struct slice rest = line, version;
    slice_next(&rest, ' ', &message->method);
    if (!head_is_token(message->method))
        return head_refuse(parser, BAD_REQUEST, "malformed method");
    if (!slice_next(&rest, ' ', &message->target) || !slice_next(&rest, ' ', &version) || rest.data)
        return head_refuse(parser, BAD_REQUEST, "malformed request line");
    if (!is_target(message->target, message->method))
        return head_refuse(parser, BAD_REQUEST, "malformed target");
    return parse_version(parser, version, &message->minor);
}

static enum http_state parse_status_line(struct http_parser *parser, struct slice line,
                                         struct http_message *message)
{
    struct slice rest = line, version, status;
    enum { BEHIND_STATUS = 13 };
    const char *c = line.data;
    if (line.length >= BEHIND_STATUS && memcmp(c, "HTTP/1.1 ", 9) == 0 && c[9] >= '1' && c[9] <= '9' &&
        ascii_is_digit(c[10]) && ascii_is_digit(c[11]) && c[12] == ' ') {
        message->minor = 1;
        message->status = (c[9] - '0') * 100 + (c[10] - '0') * 10 + c[11] - '0';
        message->reason = slice_part(line, BEHIND_STATUS, line.length);
        return HTTP_COMPLETE;
    }
    slice_next(&rest, ' ', &version);
    enum http_state state = parse_version(parser, version, &message->minor);
    if (state != HTTP_COMPLETE)
        return state;
    int64_t number;
    if (!slice_next(&rest, ' ', &status) || status.length != 3 || !slice_to_integer(status, &number) ||
        number < 100)
        return head_refuse(parser, BAD_REQUEST, "malformed status");
    if (!rest.data)
        return head_refuse(parser, BAD_REQUEST, "malformed status line");
    message->status = (int)number;
    message->reason = rest;
    return HTTP_COMPLETE;
}

enum http_state head_field(struct http_parser *parser, struct slice line, struct http_header *header)
{
    if (line.data[0] == ' ' || line.data[0] == '\t')
        return head_refuse(parser, BAD_REQUEST, "folded header");
    size_t colon = slice_find_byte(line, ':');
    if (colon == line.length)
        return head_refuse(parser, BAD_REQUEST, "header without a colon");
    header->name = slice_part(line, 0, colon);
    if (colon && (line.data[colon - 1] == ' ' || line.data[colon - 1] == '\t'))
        return head_refuse(parser, BAD_REQUEST, "blank before the colon");
    if (!head_is_token(header->name))
        return head_refuse(parser, BAD_REQUEST, "malformed header name");
    header->value = slice_trim(slice_part(line, colon + 1, line.length));
    return HTTP_COMPLETE;
}

/* --- lines as nearly everybody writes them --- */

/* A whole request line "TOKEN /TARGET HTTP/1.1" and its end, in one pass. False: something is different about
 * it, and the rules are asked one by one. */
static bool take_request_line(struct slice bytes, size_t *at, struct http_message *message)
{
    static const char version[] = " HTTP/1.1\r\n";
    enum { VERSION = sizeof version - 1, CONNECT = 7 };
    size_t method = run_end(bytes, *at, IN_TOKEN), target = method + 1;
    if (method == *at || method - *at == CONNECT || target >= bytes.length || bytes.data[method] != ' ' ||
        bytes.data[target] != '/')
        return false;
    size_t end = run_end(bytes, target, IN_TARGET);
    if (bytes.length - end < VERSION || end + VERSION >= LIMIT_HTTP_HEAD_BYTES ||
        memcmp(bytes.data + end, version, VERSION) != 0)
        return false;
    message->method = (struct slice){bytes.data + *at, method - *at};
    message->target = (struct slice){bytes.data + target, end - target};
    message->minor = 1;
    *at = end + VERSION;
    return true;
}

static bool is_named(const struct http_header *header, const char *name)
{
    return ascii_lower(header->name.data[0]) == name[0] && slice_is_nocase(header->name, name);
}

/* Headers that say where a message ends, told apart by their lengths first. */
static void note(struct head_fields *fields, const struct http_header *header)
{
    switch (header->name.length) {
    case sizeof "host" - 1:
        if (is_named(header, "host") && !fields->hosts++)
            fields->host = header->value;
        break;
    case sizeof "connection" - 1:
        fields->connection |= is_named(header, "connection");
        break;
    case sizeof "content-length" - 1:
        if (is_named(header, "content-length") && !fields->lengths++)
            fields->length = header->value;
        break;
    case sizeof "transfer-encoding" - 1:
        if (is_named(header, "transfer-encoding") && !fields->codings++)
            fields->coding = header->value;
        break;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The next "name: value"; its name and the colon are looked at once. [line] is empty behind the last one. */
static enum http_state take_field(struct http_parser *parser, struct slice bytes, size_t *at,
                                  struct slice *line, struct http_header *header)
{
    size_t begin = *at, colon = run_end(bytes, begin, IN_TOKEN);
    bool plain = colon > begin && colon < bytes.length && bytes.data[colon] == ':';
    enum http_state state = finish_line(parser, bytes, line_end(bytes, plain ? colon : begin), at, line);
    if (state != HTTP_COMPLETE || line->length == 0)
        return state;
    if (!plain)
        return head_field(parser, *line, header);
    const char *from = bytes.data + colon + 1, *to = line->data + line->length;
    while (from < to && is_blank(*from))
        from++;
    while (to > from && is_blank(to[-1]))
        to--;
    header->name = (struct slice){line->data, colon - begin};
    header->value = (struct slice){from, (size_t)(to - from)};
    return HTTP_COMPLETE;
}

static enum http_state parse_fields(struct http_parser *parser, struct slice bytes, size_t *at,
                                    struct http_message *message, struct head_fields *fields)
{
    for (;;) {
        struct slice line;
        struct http_header header;
        enum http_state state = take_field(parser, bytes, at, &line, &header);
        if (state != HTTP_COMPLETE || line.length == 0)
            return state;
        if (message->header_count == LIMIT_HTTP_HEADERS)
            return head_refuse(parser, HEAD_TOO_LARGE, "too many headers");
        message->headers[message->header_count++] = header;
        note(fields, &header);
    }
}

static enum http_state parse_start(struct http_parser *parser, struct slice bytes, size_t *at,
                                   struct http_message *message)
{
    struct slice line;
    if (!parser->response && take_request_line(bytes, at, message))
        return HTTP_COMPLETE;
    enum http_state state = head_line(parser, bytes, at, &line);
    /* RFC 9112, 2.2: a server ignores an empty line in front of the request line. */
    if (state == HTTP_COMPLETE && line.length == 0 && !parser->response)
        state = head_line(parser, bytes, at, &line);
    if (state != HTTP_COMPLETE)
        return state;
    return parser->response ? parse_status_line(parser, line, message)
                            : parse_request_line(parser, line, message);
}

enum http_state head_parse(struct http_parser *parser, struct slice bytes, size_t *at,
                           struct http_message *message, struct head_fields *fields)
{
    *fields = (struct head_fields){0};
    enum http_state state = parse_start(parser, bytes, at, message);
    return state == HTTP_COMPLETE ? parse_fields(parser, bytes, at, message, fields) : state;
}
