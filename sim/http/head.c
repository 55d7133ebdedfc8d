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
 * (visible, blank, tab or obs-text). */
enum { IN_TOKEN = 1, IN_TARGET = 2, IN_LINE = 4 };
#define ALL (IN_TOKEN | IN_TARGET | IN_LINE)
#define VISIBLE (IN_TARGET | IN_LINE)
static const unsigned char classes[256] = {
    ['\t'] = IN_LINE,
    [' '] = IN_LINE,
    ['!'] = ALL,
    ['"'] = VISIBLE,
    ['#'] = IN_TOKEN | IN_LINE,
    ['$' ... '\''] = ALL,
    ['(' ... ')'] = VISIBLE,
    ['*' ... '+'] = ALL,
    [','] = VISIBLE,
    ['-' ... '.'] = ALL,
    ['/'] = VISIBLE,
    ['0' ... '9'] = ALL,
    [':' ... '@'] = VISIBLE,
    ['A' ... 'Z'] = ALL,
    ['[' ... ']'] = VISIBLE,
    ['^' ... 'z'] = ALL,
    ['{'] = VISIBLE,
    ['|'] = ALL,
    ['}'] = VISIBLE,
    ['~'] = ALL,
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

enum http_state head_line(struct http_parser *parser, struct slice bytes, size_t *at, struct slice *line)
{
    size_t end = *at;
    while (end < bytes.length && classes[(unsigned char)bytes.data[end]] & IN_LINE)
        end++;
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
    *line = slice_part(bytes, *at, end);
    *at = end + 2;
    return HTTP_COMPLETE;
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
    for (size_t i = 0; i < host.length; i++) {
        char c = host.data[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && !(c && strchr("-._~!$&'()*+,;=%[]:", c)))
            return false;
    }
    return true;
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

static enum http_state parse_fields(struct http_parser *parser, struct slice bytes, size_t *at,
                                    struct http_message *message)
{
    for (;;) {
        struct slice line;
        enum http_state state = head_line(parser, bytes, at, &line);
        if (state != HTTP_COMPLETE || line.length == 0)
            return state;
        struct http_header header;
        state = head_field(parser, line, &header);
        if (state != HTTP_COMPLETE)
            return state;
        if (message->header_count == LIMIT_HTTP_HEADERS)
            return head_refuse(parser, HEAD_TOO_LARGE, "too many headers");
        message->headers[message->header_count++] = header;
    }
}

enum http_state head_parse(struct http_parser *parser, struct slice bytes, size_t *at,
                           struct http_message *message)
{
    struct slice line;
    enum http_state state = head_line(parser, bytes, at, &line);
    /* RFC 9112, 2.2: a server ignores an empty line in front of the request line. */
    if (state == HTTP_COMPLETE && line.length == 0 && !parser->response)
        state = head_line(parser, bytes, at, &line);
    if (state != HTTP_COMPLETE)
        return state;
    state =
        parser->response ? parse_status_line(parser, line, message) : parse_request_line(parser, line, message);
    return state == HTTP_COMPLETE ? parse_fields(parser, bytes, at, message) : state;
}
