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

/* --- sixteen bytes at a time: the input ends with a NUL, which is in no set, and can be read beyond --- */

typedef unsigned char sixteen __attribute__((vector_size(16)));

static inline sixteen load(const char *bytes)
{
    sixteen loaded;
    memcpy(&loaded, bytes, sizeof loaded);
    return loaded;
}

/* One bit for each of them that is set (all bits, as comparisons give them), the first one lowest. */
static inline unsigned bits_of(sixteen set)
{
#ifdef __SSE2__
    typedef char signed_sixteen __attribute__((vector_size(16)));
    return (unsigned)__builtin_ia32_pmovmskb128((signed_sixteen)set);
#else
    unsigned bits = 0;
    for (unsigned i = 0; i < sizeof set; i++)
        bits |= (set[i] & 1u) << i;
    return bits;
#endif
}

/* The place of the first that is set; there is one. */
static inline size_t first_of(unsigned bits)
{
    return (size_t)__builtin_ctz(bits);
}

/* The first byte at or behind [from] that is not in the set. */
static inline __attribute__((always_inline)) const char *set_end(sixteen (*set)(sixteen), const char *from)
{
    enum { EVERY = 0xffff };
    for (;; from += sizeof(sixteen)) {
        unsigned others = ~bits_of(set(load(from))) & EVERY;
        if (__builtin_expect(others != 0, true))
            return from + first_of(others);
    }
}

/* The first byte at or behind [from] that is not of the class. */
static inline size_t run_end(struct slice bytes, size_t from, unsigned char class)
{
    while (from < bytes.length && classes[(unsigned char)bytes.data[from]] & class)
        from++;
    return from;
}

/* From [low] to [high], ASCII: moved up, so that the highest is the highest there is and all above are
 * negative. */
static inline sixteen within(sixteen here, signed char low, signed char high)
{
    typedef signed char signed_sixteen __attribute__((vector_size(16)));
    return (sixteen)((signed_sixteen)(here + (unsigned char)(127 - high)) > (signed char)(126 - high + low));
}

/* What a line is made of nearly always. */
static inline sixteen of_line(sixteen here)
{
    return within(here, ' ', '~');
}

/* Letters, digits and '-': what a name is made of nearly always. */
static inline sixteen of_name(sixteen here)
{
    return within(here | 0x20, 'a', 'z') | within(here, '0', '9') | (sixteen)(here == '-');
}

/* The same in a slice of the input: about the bytes that are not in the set the class decides. */
static inline __attribute__((always_inline)) size_t slice_end(sixteen (*set)(sixteen), struct slice bytes,
                                                              size_t from, unsigned char class)
{
    size_t end = from < bytes.length ? (size_t)(set_end(set, bytes.data + from) - bytes.data) : from;
    return end < bytes.length ? run_end(bytes, end, class) : bytes.length;
}

static size_t line_end(struct slice bytes, size_t from)
{
    return slice_end(of_line, bytes, from, IN_LINE);
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

static inline sixteen of_host(sixteen here)
{
    return within(here | 0x20, 'a', 'z') | (within(here, '-', ':') & (sixteen)(here != '/'));
}

bool head_is_host(struct slice host)
{
    return slice_end(of_host, host, 0, IN_HOST) == host.length;
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

/* --- lines as nearly everybody writes them --- */

static inline bool are(const char *two, const char *wanted)
{
    return memcmp(two, wanted, 2) == 0;
}

static inline sixteen of_target(sixteen here)
{
    return within(here, '!', '~') & (sixteen)(here != '#');
}

/* A whole request line "NAME /TARGET HTTP/1.1" and its end, in one pass. False: something is different about
 * it, and the rules are asked one by one. */
static bool take_request_line(struct slice bytes, size_t *at, struct http_message *message)
{
    static const char version[] = " HTTP/1.1\r\n";
    enum { VERSION = sizeof version - 1, CONNECT = 7 };
    const char *from = bytes.data + *at, *behind = set_end(of_name, from), *target = behind + 1;
    if (behind == from || behind - from == CONNECT || *behind != ' ' || *target != '/')
        return false;
    const char *end = set_end(of_target, target), *next = end + VERSION;
    if (memcmp(end, version, VERSION) != 0 || next - bytes.data >= LIMIT_HTTP_HEAD_BYTES)
        return false;
    message->method = (struct slice){from, (size_t)(behind - from)};
    message->target = (struct slice){target, (size_t)(end - target)};
    message->minor = 1;
    *at = (size_t)(next - bytes.data);
    return true;
}

/* The same for "HTTP/1.1 200 REASON". */
static bool take_status_line(struct slice bytes, size_t *at, struct http_message *message)
{
    const char *c = bytes.data + *at, *reason = c + sizeof "HTTP/1.1 200 " - 1;
    if (memcmp(c, "HTTP/1.1 ", 9) != 0 || c[9] < '1' || c[9] > '9' || !ascii_is_digit(c[10]) ||
        !ascii_is_digit(c[11]) || c[12] != ' ')
        return false;
    const char *end = set_end(of_line, reason);
    if (!are(end, "\r\n") || end - bytes.data >= LIMIT_HTTP_HEAD_BYTES)
        return false;
    message->minor = 1;
    message->status = (c[9] - '0') * 100 + (c[10] - '0') * 10 + c[11] - '0';
    message->reason = (struct slice){reason, (size_t)(end - reason)};
    *at = (size_t)(end + 2 - bytes.data);
    return true;
}

bool http_is_hop_by_hop(const struct http_header *header)
{
    switch (header->name.length) {
    case sizeof "upgrade" - 1:
        return http_is(header, "upgrade");
    case sizeof "connection" - 1:
        return http_is(header, "connection") || http_is(header, "keep-alive");
    case sizeof "proxy-connection" - 1:
        return http_is(header, "proxy-connection");
    case sizeof "transfer-encoding" - 1:
        return http_is(header, "transfer-encoding");
    }
    return false;
}

/* Headers that say where a message ends, or whom it is to and from: of most their first letters say that they
 * are none. */
static inline __attribute__((always_inline)) void note(struct head_fields *fields, struct http_message *message,
                                                       const struct http_header *header)
{
    static const bool first[32] = {['c' & 31] = true, ['h' & 31] = true, ['k' & 31] = true,
                                   ['p' & 31] = true, ['t' & 31] = true, ['u' & 31] = true};
    if (!first[header->name.data[0] & 31])
        return;
    if (http_is(header, "host")) {
        if (!fields->hosts++)
            message->host = header->value;
    } else if (http_is(header, "user-agent")) {
        if (!fields->agents++)
            message->agent = header->value;
    } else if (http_is(header, "content-length")) {
        if (!fields->lengths++)
            fields->length = header->value;
    } else if (http_is_hop_by_hop(header)) {
        message->hop_by_hop = true;
        fields->connection |= http_is(header, "connection");
        if (http_is(header, "transfer-encoding") && !fields->codings++)
            fields->coding = header->value;
    }
}

/* The fields "name: value" at the front that are nothing special: one blank before the value and none behind
 * it. At the first that is, the rules are asked one by one. */
static const char *take_fields(const char *from, struct http_message *message, struct head_fields *fields)
{
    struct http_header *header = message->headers + message->header_count;
    const struct http_header *end_of_headers = message->headers + LIMIT_HTTP_HEADERS;
    while (header < end_of_headers) {
        const char *name_end = set_end(of_name, from), *value = name_end + 2;
        if (!are(name_end, ": ") || (unsigned char)*value <= ' ')
            break;
        const char *end = set_end(of_line, value);
        if (!are(end, "\r\n") || (unsigned char)end[-1] <= ' ')
            break;
        header->name = (struct slice){from, (size_t)(name_end - from)};
        header->value = (struct slice){value, (size_t)(end - value)};
        if (!header->name.length)
            break;
        note(fields, message, header);
        header++;
        from = end + 2;
    }
    message->header_count = (size_t)(header - message->headers);
    return from;
}

static enum http_state parse_fields(struct http_parser *parser, struct slice bytes, size_t *at,
                                    struct http_message *message, struct head_fields *fields)
{
    const char *begin = bytes.data + *at;
    for (bool all = true;; all = false) {
        struct slice line;
        struct http_header header;
        if (bytes.length < LIMIT_HTTP_HEAD_BYTES) {
            const char *end = take_fields(bytes.data + *at, message, fields);
            *at = (size_t)(end - bytes.data);
            if (all && are(end, "\r\n")) {
                message->fields = (struct slice){begin, (size_t)(end - begin)};
                *at += 2;
                return HTTP_COMPLETE;
            }
        }
        enum http_state state = head_line(parser, bytes, at, &line);
        if (state != HTTP_COMPLETE || line.length == 0)
            return state;
        state = head_field(parser, line, &header);
        if (state != HTTP_COMPLETE)
            return state;
        if (message->header_count == LIMIT_HTTP_HEADERS)
            return head_refuse(parser, HEAD_TOO_LARGE, "too many headers");
        message->headers[message->header_count++] = header;
        note(fields, message, &header);
    }
}

static enum http_state parse_start(struct http_parser *parser, struct slice bytes, size_t *at,
                                   struct http_message *message)
{
    struct slice line;
    if (parser->response ? take_status_line(bytes, at, message) : take_request_line(bytes, at, message))
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
