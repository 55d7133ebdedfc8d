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
static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Payload Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Entity"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {511, "Network Authentication Required"},
};

const char *http_reason(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].status == status)
            return reasons[i].reason;
    }
    return "Unknown";
}
