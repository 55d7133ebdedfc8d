/* ambit/raw: an app that answers with the bytes that its author wrote, right or wrong. It is ambit's own, for
 * labs and tests about servers that misbehave; its container's args are
 *
 *   -listen=:8080
 *   /path=HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi       answers and keeps the connection
 *   /path!=HTTP/1.1 200 OK\r\n...                               answers and ends the connection
 *
 * with the escapes \r \n \t \\ \xHH. */
#include <string.h>

#include "images/go_server.h"

static int listens(const struct value *container, int index)
{
    const char *address = go_flag(container, "listen");
    const char *colon = address ? strrchr(address, ':') : NULL;
    int64_t port;
    if (!colon || !slice_to_integer(slice_of(colon + 1), &port))
        port = 8080;
    return index == 0 ? (int)port : 0;
}

static int digit(char c)
{
    return ascii_is_digit(c)                                ? c - '0'
           : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
                                                            : -1;
}

static void add_bytes(struct buffer *out, const char *text)
{
    static const char letters[] = "rnt\\", bytes[] = "\r\n\t\\";
    for (; *text; text++) {
        const char *letter = text[0] == '\\' && text[1] ? strchr(letters, text[1]) : NULL;
        if (letter) {
            buffer_add_byte(out, bytes[letter - letters]);
            text++;
        } else if (text[0] == '\\' && text[1] == 'x' && digit(text[2]) >= 0 && digit(text[3]) >= 0) {
            buffer_add_byte(out, (char)(digit(text[2]) * 16 + digit(text[3])));
            text += 3;
        } else {
            buffer_add_byte(out, *text);
        }
    }
}

static void serve(struct app_call *call)
{
    const struct value *args = value_get(call->container, "args");
    struct slice target = call->request->target;
    struct slice path = slice_part(target, 0, slice_find_byte(target, '?'));
    call->takes = MICROSECONDS(300);
    for (size_t i = 0; i < value_count(args); i++) {
        const char *text = value_string_of(value_at(args, i)), *sign = strchr(text, '=');
        if (text[0] != '/' || !sign)
            continue;
        bool closes = sign[-1] == '!';
        if (slice_equal(path, slice_part(slice_of(text), 0, (size_t)(sign - text) - closes))) {
            add_bytes(call->response, sign + 1);
            call->closes = closes;
            return;
        }
    }
    struct go_answer answer = {.status = 404, .body = SLICE("404 page not found\n")};
    go_answer(call, &answer);
}

const struct image raw_image = {.name = "ambit/raw", .listens = listens, .serve = serve};
