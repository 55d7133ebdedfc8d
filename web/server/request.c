#include "server/request.h"

#include <utf8proc.h>

static bool is_token_byte(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte) || (byte && strchr("!#$%&'*+-.^_`|~", byte));
}

static bool is_token(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is_token_byte(text.data[i]))
            return false;
    }
    return text.length > 0;
}

/* RFC 9110, 5.5: no control bytes but the tab. */
static bool is_value(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte < ' ' && byte != '\t') || byte == 0x7f)
            return false;
    }
    return true;
}

size_t request_head_length(struct slice bytes)
{
    static const struct slice end = {"\r\n\r\n", 4};
    size_t at = slice_find(bytes, end);
    return at < bytes.length ? at + end.length : 0;
}

const char *request_doubt(struct slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        bool ends = bytes.data[i] == '\r' && (i + 1 == bytes.length || bytes.data[i + 1] == '\n');
        if (bytes.data[i] == '\r' ? !ends : bytes.data[i] == '\n' && !(i && bytes.data[i - 1] == '\r'))
            return "a line does not end in CRLF";
    }
    return NULL;
}

/* --- the gate --- */

/* The next line, without its CRLF. False: it does not end so, or has a CR or LF of its own. */
static bool take_line(struct slice *rest, struct slice *line)
{
    size_t end = slice_find_byte(*rest, '\r');
    *line = slice_part(*rest, 0, end);
    if (end + 1 >= rest->length || rest->data[end + 1] != '\n' || slice_find_byte(*line, '\n') < line->length)
        return false;
    *rest = slice_part(*rest, end + 2, rest->length);
    return true;
}

/* method SP origin-form SP HTTP/1.DIGIT: RFC 9112, 3. */
static int read_start(struct request *request, struct slice line, const char **reason)
{
    size_t first = slice_find_byte(line, ' ');
    struct slice rest = slice_part(line, first + 1, line.length);
    size_t second = slice_find_byte(rest, ' ');
    struct slice version = slice_part(rest, second + 1, rest.length);
    request->method = slice_part(line, 0, first);
    request->target = slice_part(rest, 0, second);
    *reason = "the request line is not METHOD TARGET HTTP/1.1";
    if (!is_token(request->method) || !slice_starts(request->target, "/"))
        return 400;
    for (size_t i = 0; i < request->target.length; i++) {
        unsigned char byte = (unsigned char)request->target.data[i];
        if (byte <= ' ' || byte >= 0x7f || byte == '#') /* a fragment stays with who asks */
            return 400;
    }
    if (version.length != 8 || !slice_starts(version, "HTTP/") || !ascii_is_digit(version.data[5]) ||
        version.data[6] != '.' || !ascii_is_digit(version.data[7]))
        return 400;
    *reason = "only HTTP/1.0 and HTTP/1.1 are spoken here";
    if (version.data[5] != '1' || version.data[7] > '1')
        return 505;
    request->minor = version.data[7] - '0';
    size_t mark = slice_find_byte(request->target, '?');
    request->path = slice_part(request->target, 0, mark);
    request->query = slice_part(request->target, mark + 1, request->target.length);
    return 0;
}

static int read_header(struct request *request, struct slice line, const char **reason)
{
    size_t colon = slice_find_byte(line, ':');
    struct slice value = slice_part(line, colon + 1, line.length);
    struct header header = {slice_part(line, 0, colon), slice_trim(value)};
    *reason = "a header is not NAME: VALUE";
    if (colon == line.length || !is_token(header.name) || !is_value(value))
        return 400;
    *reason = "too many headers";
    if (request->header_count == LIMIT_WEB_HEADERS)
        return 431;
    request->headers[request->header_count++] = header;
    return 0;
}

static int read_length(struct request *request, struct slice text, const char **reason)
{
    *reason = "Content-Length is no number";
    if (!text.length || text.length > 15)
        return text.length ? 413 : 400;
    for (size_t i = 0; i < text.length; i++) {
        if (!ascii_is_digit(text.data[i]))
            return 400;
        request->length = request->length * 10 + (size_t)(text.data[i] - '0');
    }
    *reason = "the body is too large";
    return request->length > LIMIT_WEB_BODY_BYTES ? 413 : 0;
}

static size_t count_headers(const struct request *request, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < request->header_count; i++)
        count += slice_is_nocase(request->headers[i].name, name);
    return count;
}

/* uri-host [ ":" port ]: the bytes that such a thing can have. */
static bool is_host(struct slice host)
{
    for (size_t i = 0; i < host.length; i++) {
        char byte = host.data[i];
        if (!ascii_is_letter(byte) && !ascii_is_digit(byte) && !(byte && strchr("-._~:[]%", byte)))
            return false;
    }
    return host.length > 0;
}

static int check_framing(struct request *request, const char **reason)
{
    size_t lengths = count_headers(request, "Content-Length"), codings = count_headers(request, "Transfer-Encoding");
    *reason = "there is not one Host";
    if (count_headers(request, "Host") != 1 || !is_host(request_header(request, "Host")))
        return 400;
    *reason = "the body's length is given twice";
    if (lengths > 1 || codings > 1 || (lengths && codings))
        return 400;
    *reason = "Transfer-Encoding is no thing of HTTP/1.0";
    if (codings && request->minor == 0)
        return 400;
    *reason = "a body needs a Content-Length: transfer codings are not taken";
    if (codings)
        return slice_is_nocase(request_header(request, "Transfer-Encoding"), "chunked") ? 411 : 501;
    return lengths ? read_length(request, request_header(request, "Content-Length"), reason) : 0;
}

int request_read(struct request *request, struct slice head, const char **reason)
{
    struct slice line;
    *request = (struct request){0};
    *reason = "a line does not end in CRLF";
    if (!take_line(&head, &line))
        return 400;
    int status = read_start(request, line, reason);
    while (!status) {
        *reason = "a line does not end in CRLF";
        if (!take_line(&head, &line))
            return 400;
        if (!line.length)
            break;
        status = read_header(request, line, reason);
    }
    return status ? status : check_framing(request, reason);
}

/* --- parts --- */

struct slice request_header(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (slice_is_nocase(request->headers[i].name, name))
            return request->headers[i].value;
    }
    return (struct slice){0};
}

struct slice request_cookie(const struct request *request, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < request->header_count; i++) {
        struct slice rest = request->headers[i].value, pair;
        if (!slice_is_nocase(request->headers[i].name, "Cookie"))
            continue;
        while (slice_next(&rest, ';', &pair)) {
            pair = slice_trim(pair);
            if (slice_starts(pair, name) && pair.length > length && pair.data[length] == '=')
                return slice_part(pair, length + 1, pair.length);
        }
    }
    return (struct slice){0};
}

static int digit_of(char byte)
{
    char lower = ascii_lower(byte);
    return ascii_is_digit(byte) ? byte - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_utf8(struct slice text)
{
    for (size_t i = 0; i < text.length;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + i,
                                                   (utf8proc_ssize_t)(text.length - i), &code);
        if (length < 1)
            return false;
        i += (size_t)length;
    }
    return true;
}

bool percent_decode(struct buffer *out, struct slice text, bool form)
{
    size_t before = out->length;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '+' && form) {
            byte = ' ';
        } else if (byte == '%') {
            int high = i + 2 < text.length ? digit_of(text.data[i + 1]) : -1;
            int low = i + 2 < text.length ? digit_of(text.data[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            byte = (char)(high * 16 + low);
            i += 2;
        }
        if (!byte)
            return false;
        buffer_add_byte(out, byte);
    }
    return is_utf8(slice_part(buffer_slice(out), before, out->length));
}

void percent_encode(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (ascii_is_letter(byte) || ascii_is_digit(byte) || (byte && strchr("-._~/", byte)))
            buffer_add_byte(out, byte);
        else
            buffer_format(out, "%%%02X", (unsigned char)byte);
    }
}

const char *request_field(struct arena *arena, struct slice fields, const char *name)
{
    struct slice pair;
    const char *found = NULL;
    while (!found && slice_next(&fields, '&', &pair)) {
        struct buffer key = {0}, value = {0};
        size_t equals = slice_find_byte(pair, '=');
        if (percent_decode(&key, slice_part(pair, 0, equals), true) && slice_is(buffer_slice(&key), name) &&
            percent_decode(&value, slice_part(pair, equals + 1, pair.length), true))
            found = arena_copy(arena, buffer_slice(&value));
        buffer_release(&key);
        buffer_release(&value);
    }
    return found;
}
