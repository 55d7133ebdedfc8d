#include "http/http.h"

const struct http_header *http_find(const struct http_message *message, const char *name)
{
    for (size_t i = 0; i < message->header_count; i++) {
        if (slice_is_nocase(message->headers[i].name, name))
            return &message->headers[i];
    }
    return NULL;
}

struct slice http_value(const struct http_message *message, const char *name)
{
    const struct http_header *header = http_find(message, name);
    return header ? header->value : (struct slice){"", 0};
}

static void write_start_line(struct buffer *out, const struct http_message *message, bool response)
{
    if (response) {
        buffer_format(out, "HTTP/1.%d %03d ", message->minor, message->status);
        buffer_add(out, message->reason);
    } else {
        buffer_add(out, message->method);
        buffer_add_byte(out, ' ');
        buffer_add(out, message->target);
        buffer_format(out, " HTTP/1.%d", message->minor);
    }
    buffer_add(out, SLICE("\r\n"));
}

void http_write(struct buffer *out, const struct http_message *message, bool response)
{
    write_start_line(out, message, response);
    for (size_t i = 0; i < message->header_count; i++) {
        buffer_add(out, message->headers[i].name);
        buffer_add(out, SLICE(": "));
        buffer_add(out, message->headers[i].value);
        buffer_add(out, SLICE("\r\n"));
    }
    buffer_add(out, SLICE("\r\n"));
    buffer_add(out, message->body);
}

void http_add_header(struct http_message *message, const char *name, struct slice value)
{
    if (message->header_count < LIMIT_HTTP_HEADERS)
        message->headers[message->header_count++] = (struct http_header){slice_of(name), value};
}

void http_set_header(struct http_message *message, const char *name, struct slice value)
{
    for (size_t i = 0; i < message->header_count; i++) {
        if (slice_is_nocase(message->headers[i].name, name)) {
            message->headers[i].value = value;
            return;
        }
    }
    http_add_header(message, name, value);
}

void http_remove_header(struct http_message *message, const char *name)
{
    size_t kept = 0;
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
