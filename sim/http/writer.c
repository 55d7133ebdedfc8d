#include "base/write.h"
#include "http/http.h"

const struct http_header *http_named_so(const struct http_message *message, struct slice name)
{
    const struct http_header *end = message->headers + (name.length ? message->header_count : 0);
    for (const struct http_header *header = message->headers; header < end; header++) {
        if (http_named(header, name))
            return header;
    }
    return NULL;
}

/* "HTTP/1.1 200 " */
static char *put_status(char *at, const struct http_message *message)
{
    at = write_text(at, "HTTP/1.");
    at = write_number(at, (uint64_t)message->minor);
    at = write_text(at, " ");
    at = message->status < 1000 ? write_padded(at, (uint64_t)message->status, 3)
                                : write_number(at, (uint64_t)message->status);
    return write_text(at, " ");
}

enum { START_LINE = 32 }; /* bytes of it without its words */

size_t http_length(const struct http_message *message, bool response)
{
    char start[START_LINE];
    size_t length = message->body.length + sizeof "\r\n\r\n" - 1;
    if (response)
        length += (size_t)(put_status(start, message) - start) + message->reason.length;
    else
        length += message->method.length + message->target.length + HTTP_REQUEST_LINE - 2;
    for (size_t i = 0; i < message->header_count; i++)
        length += message->headers[i].name.length + message->headers[i].value.length + sizeof ": \r\n" - 1;
    return length;
}

char *http_put_request_line(char *at, const struct http_message *message)
{
    at = write_slice(at, message->method);
    at = write_text(at, " ");
    at = write_slice(at, message->target);
    at = write_text(at, " HTTP/1.");
    at = write_number(at, (uint64_t)message->minor);
    return write_text(at, "\r\n");
}

char *http_put(char *at, const struct http_message *message, bool response)
{
    const struct http_header *header = message->headers, *end = header + message->header_count;
    if (response)
        at = write_text(write_slice(put_status(at, message), message->reason), "\r\n");
    else
        at = http_put_request_line(at, message);
    for (; header < end; header++) {
        at = write_text(write_slice(at, header->name), ": ");
        at = write_text(write_slice(at, header->value), "\r\n");
    }
    return write_slice(write_text(at, "\r\n"), message->body);
}

char *http_put_lower(char *at, const struct http_message *message)
{
    const struct http_header *header = message->headers, *end = header + message->header_count;
    for (at = http_put_request_line(at, message); header < end; header++) {
        at = write_text(write_lower(at, header->name), ": ");
        at = write_text(write_slice(at, header->value), "\r\n");
    }
    return write_slice(write_text(at, "\r\n"), message->body);
}

char *http_put_fields_lower(char *at, const struct http_message *message)
{
    const struct http_header *header = message->headers, *end = header + message->header_count;
    char *behind = write_slice(at, message->fields);
    for (; header < end; header++)
        write_lower_there(at + (header->name.data - message->fields.data), header->name.length);
    return behind;
}

void http_write(struct buffer *out, const struct http_message *message, bool response)
{
    char *at = buffer_room(out, http_length(message, response));
    buffer_wrote(out, http_put(at, message, response));
}

void http_set(struct http_message *message, struct slice name, struct slice value)
{
    struct http_header *header = (struct http_header *)http_named_so(message, name);
    message->fields.length = 0;
    if (header)
        header->value = value;
    else if (message->header_count < LIMIT_HTTP_HEADERS)
        message->headers[message->header_count++] = (struct http_header){name, value};
}

void http_remove_header(struct http_message *message, const char *name)
{
    size_t kept = 0;
    message->fields.length = 0;
    for (size_t i = 0; i < message->header_count; i++) {
        if (!slice_is_nocase(message->headers[i].name, name))
            message->headers[kept++] = message->headers[i];
    }
    message->header_count = kept;
}

/* The registry of RFC 9110, section 15, and the additions of RFC 2518, 4918, 5842, 6585, 7725, 8297 and 8470.
 */
#define REASON(text)                                                                                           \
    {                                                                                                          \
        text, sizeof text - 1                                                                                  \
    }
static const struct slice reasons[512] = {
    [100] = REASON("Continue"),
    [101] = REASON("Switching Protocols"),
    [102] = REASON("Processing"),
    [103] = REASON("Early Hints"),
    [200] = REASON("OK"),
    [201] = REASON("Created"),
    [202] = REASON("Accepted"),
    [203] = REASON("Non-Authoritative Information"),
    [204] = REASON("No Content"),
    [205] = REASON("Reset Content"),
    [206] = REASON("Partial Content"),
    [207] = REASON("Multi-Status"),
    [208] = REASON("Already Reported"),
    [226] = REASON("IM Used"),
    [300] = REASON("Multiple Choices"),
    [301] = REASON("Moved Permanently"),
    [302] = REASON("Found"),
    [303] = REASON("See Other"),
    [304] = REASON("Not Modified"),
    [305] = REASON("Use Proxy"),
    [307] = REASON("Temporary Redirect"),
    [308] = REASON("Permanent Redirect"),
    [400] = REASON("Bad Request"),
    [401] = REASON("Unauthorized"),
    [402] = REASON("Payment Required"),
    [403] = REASON("Forbidden"),
    [404] = REASON("Not Found"),
    [405] = REASON("Method Not Allowed"),
    [406] = REASON("Not Acceptable"),
    [407] = REASON("Proxy Authentication Required"),
    [408] = REASON("Request Timeout"),
    [409] = REASON("Conflict"),
    [410] = REASON("Gone"),
    [411] = REASON("Length Required"),
    [412] = REASON("Precondition Failed"),
    [413] = REASON("Payload Too Large"),
    [414] = REASON("URI Too Long"),
    [415] = REASON("Unsupported Media Type"),
    [416] = REASON("Range Not Satisfiable"),
    [417] = REASON("Expectation Failed"),
    [418] = REASON("I'm a teapot"),
    [421] = REASON("Misdirected Request"),
    [422] = REASON("Unprocessable Entity"),
    [423] = REASON("Locked"),
    [424] = REASON("Failed Dependency"),
    [425] = REASON("Too Early"),
    [426] = REASON("Upgrade Required"),
    [428] = REASON("Precondition Required"),
    [429] = REASON("Too Many Requests"),
    [431] = REASON("Request Header Fields Too Large"),
    [451] = REASON("Unavailable For Legal Reasons"),
    [500] = REASON("Internal Server Error"),
    [501] = REASON("Not Implemented"),
    [502] = REASON("Bad Gateway"),
    [503] = REASON("Service Unavailable"),
    [504] = REASON("Gateway Timeout"),
    [505] = REASON("HTTP Version Not Supported"),
    [506] = REASON("Variant Also Negotiates"),
    [507] = REASON("Insufficient Storage"),
    [508] = REASON("Loop Detected"),
    [511] = REASON("Network Authentication Required"),
};

struct slice http_reason(int status)
{
    return status >= 0 && status < (int)(sizeof reasons / sizeof *reasons) ? reasons[status]
                                                                           : (struct slice){0};
}
