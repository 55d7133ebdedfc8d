/* HTTP messages as the parser sees them. The input is bytes: line ends of the case file do not count, escapes
 * do
 * (\r \n \t \\ \xHH). Questions: request, response, response to HEAD, response then close.
 * Every message that is complete is also cut short at each byte: all its beginnings must be "partial". */
#include "base/arena.h"
#include "http/http.h"

const char *case_http(struct arena *arena, const char *input, const char *question);

static char unescape(const char **at)
{
    static const char digits[] = "0123456789abcdef";
    char c = *(*at)++;
    if (c != '\\')
        return c;
    c = *(*at)++;
    if (c == 'x') {
        unsigned value = 0;
        for (int i = 0; i < 2; i++)
            value = value * 16 + (unsigned)slice_find_byte(slice_of(digits), ascii_lower(*(*at)++));
        return (char)value;
    }
    return c == 'r' ? '\r' : c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

static struct slice bytes_of(struct arena *arena, const char *input)
{
    char *bytes = arena_allocate(arena, slice_of(input).length + 1);
    size_t length = 0;
    while (*input) {
        if (*input == '\n')
            input++;
        else
            bytes[length++] = unescape(&input);
    }
    return (struct slice){bytes, length};
}

static void show_message(struct buffer *out, const struct http_message *message, bool response, size_t used)
{
    struct http_message head = *message;
    struct buffer written = {0};
    head.body = (struct slice){"", 0};
    http_write(&written, &head, response);
    buffer_format(out, "complete: %zu bytes%s%s\n", used, message->chunked ? ", chunked" : "",
                  message->keep_alive ? ", keep alive" : "");
    for (size_t i = 0; i + 2 < written.length; i++) {
        if (written.data[i] != '\r')
            buffer_add_byte(out, written.data[i]);
    }
    buffer_format(out, "body: %zu bytes\n", message->body.length);
    if (message->body.length) {
        buffer_add(out, message->body);
        buffer_add_byte(out, '\n');
    }
    buffer_release(&written);
}

/* The first beginning of a complete message that is not partial; the message's length when there is none. */
static size_t first_not_partial(struct http_parser parser, struct slice bytes, size_t used)
{
    struct http_message message;
    struct buffer beginning = {0};
    size_t ignored, length = 0;
    while (length < used && http_parse(&parser, buffer_slice(&beginning), &message, &ignored) == HTTP_PARTIAL)
        buffer_add_byte(&beginning, bytes.data[length++]);
    buffer_release(&beginning);
    http_parser_release(&parser);
    return length;
}

const char *case_http(struct arena *arena, const char *input, const char *question)
{
    struct slice bytes = bytes_of(arena, input), asked = slice_trim(slice_of(question));
    struct http_parser parser = {.response = slice_starts(asked, "response"),
                                 .head = slice_is(asked, "response to HEAD"),
                                 .ended = slice_is(asked, "response then close")};
    struct http_parser fresh = parser;
    struct http_message message;
    struct buffer out = {0};
    size_t used;
    bytes.data = http_copy(arena, bytes);
    enum http_state state = http_parse(&parser, bytes, &message, &used);
    if (state == HTTP_PARTIAL)
        buffer_add_text(&out, "partial\n");
    else if (state == HTTP_INVALID)
        buffer_format(&out, "invalid: %d %s\n", parser.status, parser.problem);
    else
        show_message(&out, &message, parser.response, used);
    size_t odd = state == HTTP_COMPLETE && !parser.ended ? first_not_partial(fresh, bytes, used) : used;
    if (odd < used)
        buffer_format(&out, "but its first %zu bytes are not partial\n", odd);
    const char *shown = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    http_parser_release(&parser);
    return shown;
}
