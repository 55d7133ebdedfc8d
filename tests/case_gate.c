/* The gate that every request comes through, on the bytes as they come: what the door would do with them. Input: a line a
 * request, "NAME | BYTES" with \r, \n, \t, \0 and \xNN written out. The question is not looked at. The oracle is the parser
 * of the simulated data plane (sim/http), which is another one: what the gate lets in, that takes as well, and reads the
 * same method, target, headers and body. */
#include "base/check.h"
#include "http/http.h"
#include "server/request.h"

const char *case_gate(struct arena *arena, const char *input, const char *question);

static int digit(char byte)
{
    return byte >= '0' && byte <= '9' ? byte - '0' : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static void add_bytes(struct buffer *out, struct slice text)
{
    static const char letters[] = "rnt0", bytes[] = "\r\n\t";
    for (size_t i = 0; i < text.length; i++) {
        const char *letter = text.data[i] == '\\' && i + 1 < text.length ? strchr(letters, text.data[i + 1]) : NULL;
        if (letter && *letter) {
            buffer_add_byte(out, bytes[letter - letters]);
            i++;
        } else if (text.data[i] == '\\' && i + 3 < text.length && text.data[i + 1] == 'x') {
            buffer_add_byte(out, (char)(digit(text.data[i + 2]) * 16 + digit(text.data[i + 3])));
            i += 3;
        } else {
            buffer_add_byte(out, text.data[i]);
        }
    }
}

static bool is_read_the_same(struct slice bytes, const struct request *request)
{
    struct http_parser parser = {0};
    struct http_message *message = memory_allocate(sizeof *message);
    size_t used = 0;
    enum http_state state = http_parse(&parser, bytes, message, &used);
    bool same = state == HTTP_COMPLETE ? slice_equal(message->method, request->method) && slice_equal(message->target, request->target) &&
                                             message->header_count == request->header_count && message->body.length == request->length
                                       : state == HTTP_PARTIAL;
    for (size_t i = 0; same && state == HTTP_COMPLETE && i < request->header_count; i++)
        same = slice_equal(message->headers[i].name, request->headers[i].name) &&
               slice_equal(message->headers[i].value, request->headers[i].value);
    http_parser_release(&parser);
    memory_free(message);
    return same;
}

static void judge(struct buffer *out, struct slice bytes)
{
    struct request request;
    const char *reason = "";
    size_t head = request_head_length(bytes);
    const char *doubt = head ? NULL : request_doubt(bytes);
    int status = head ? request_read(&request, slice_part(bytes, 0, head), &reason) : 0;
    if (doubt)
        buffer_format(out, "refused 400: %s\n", doubt);
    else if (!head)
        buffer_add_text(out, "waits for more\n");
    else if (status)
        buffer_format(out, "refused %d: %s\n", status, reason);
    else
        buffer_format(out, "let in%s\n", is_read_the_same(bytes, &request) ? "" : ", AND READ OTHERWISE BY ANOTHER PARSER");
}

const char *case_gate(struct arena *arena, const char *input, const char *question)
{
    struct slice rest = slice_of(input), line;
    struct buffer out = {0};
    (void)question;
    while (slice_next(&rest, '\n', &line)) {
        struct buffer bytes = {0};
        size_t bar = slice_find(line, SLICE(" | "));
        buffer_format(&out, "%.*s: ", (int)bar, line.data);
        add_bytes(&bytes, slice_part(line, bar + 3, line.length));
        judge(&out, buffer_slice(&bytes));
        buffer_release(&bytes);
    }
    const char *answer = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return answer;
}
