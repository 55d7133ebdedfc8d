#include "images/httpbin.h"

#include <string.h>

static int listens(const struct value *container, int index)
{
    const char *given = go_flag(container, "port");
    int64_t port = 8080;
    if (given && !slice_to_integer(slice_of(given), &port))
        port = 8080;
    return index == 0 ? (int)port : 0;
}

/* "x-request-id" as Go's textproto writes it: "X-Request-Id". */
static const char *canonical(struct arena *arena, struct slice name)
{
    char *copy = arena_copy(arena, name);
    for (size_t i = 0; i < name.length; i++)
        copy[i] = i == 0 || copy[i - 1] == '-' ? ascii_upper(copy[i]) : ascii_lower(copy[i]);
    return copy;
}

static void add_to_list(struct arena *arena, struct value *lists, const char *name, struct slice text)
{
    const struct value *known = value_get(lists, name);
    struct value *list = known ? value_edit(arena, known) : value_array(arena);
    value_append(arena, list, value_string(arena, text));
    value_put(arena, lists, name, list);
}

const struct value *bin_headers(struct bin *bin)
{
    struct value *lists = value_object(bin->arena);
    const struct http_message *request = bin->call->request;
    for (size_t i = 0; i < request->header_count; i++)
        add_to_list(bin->arena, lists, canonical(bin->arena, request->headers[i].name),
                    request->headers[i].value);
    return lists;
}

static int digit(char c)
{
    return ascii_is_digit(c)                                ? c - '0'
           : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
                                                            : -1;
}

static struct slice unescape(struct arena *arena, struct slice text)
{
    char *out = arena_allocate(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool hex = text.data[i] == '%' && i + 2 < text.length && digit(text.data[i + 1]) >= 0 &&
                   digit(text.data[i + 2]) >= 0;
        out[length++] = hex                   ? (char)(digit(text.data[i + 1]) * 16 + digit(text.data[i + 2]))
                        : text.data[i] == '+' ? ' '
                                              : text.data[i];
        i += hex ? 2 : 0;
    }
    return (struct slice){out, length};
}

struct value *bin_form(struct arena *arena, struct slice text)
{
    struct value *lists = value_object(arena);
    struct slice piece, name;
    while (text.length && slice_next(&text, '&', &piece)) {
        if (piece.length == 0)
            continue;
        slice_next(&piece, '=', &name);
        struct slice key = unescape(arena, name);
        add_to_list(arena, lists, arena_copy(arena, key), unescape(arena, piece));
    }
    return lists;
}

const char *bin_client(struct bin *bin)
{
    struct slice forwarded = http_value(bin->call->request, "x-forwarded-for");
    if (forwarded.length)
        return arena_copy(bin->arena, slice_trim(slice_part(forwarded, 0, slice_find_byte(forwarded, ','))));
    return bin->call->peer;
}

const char *bin_url(struct bin *bin)
{
    const struct http_message *request = bin->call->request;
    struct slice host = http_value(request, "host");
    bool tls = slice_is_nocase(http_value(request, "x-forwarded-proto"), "https");
    return arena_format(bin->arena, "http%s://%.*s%.*s", tls ? "s" : "", (int)host.length, host.data,
                        (int)request->target.length, request->target.data);
}

static struct slice parameter(struct slice text, const char *name)
{
    size_t at = slice_find(text, slice_of(name));
    struct slice value = slice_part(text, at + strlen(name), text.length);
    if (at == text.length)
        return (struct slice){NULL, 0};
    if (slice_starts(value, "\""))
        return slice_part(value, 1, 1 + slice_find_byte(slice_part(value, 1, value.length), '"'));
    return slice_part(value, 0, slice_find_byte(value, ';'));
}

const struct value *bin_multipart(struct bin *bin, bool files)
{
    struct value *lists = value_object(bin->arena);
    struct slice boundary = parameter(http_value(bin->call->request, "content-type"), "boundary=");
    struct slice rest = bin->call->request->body;
    struct slice mark = slice_of(arena_format(bin->arena, "--%.*s", (int)boundary.length, boundary.data));
    if (!boundary.length)
        return lists;
    for (;;) {
        size_t begin = slice_find(rest, mark);
        rest = slice_part(rest, begin + mark.length, rest.length);
        if (!slice_starts(rest, "\r\n"))
            return lists;
        size_t end = slice_find(rest, mark), blank = slice_find(rest, SLICE("\r\n\r\n"));
        if (end == rest.length || blank > end)
            return lists;
        struct slice head = slice_part(rest, 0, blank), name = parameter(head, " name=");
        struct slice content = slice_part(rest, blank + 4, end >= 2 ? end - 2 : end);
        bool file = parameter(head, "filename=").data != NULL;
        if (name.data && file == files)
            add_to_list(bin->arena, lists, arena_copy(bin->arena, name), content);
    }
}

void bin_type(struct bin *bin, const char *type)
{
    value_put_text(bin->arena, bin->answer.headers, "Content-Type", type);
}

void bin_json(struct bin *bin)
{
    bin_type(bin, "application/json; charset=utf-8");
}

void bin_error(struct bin *bin, int status, const char *detail)
{
    struct slice reason = go_reason(bin->arena, status);
    buffer_clear(bin->out);
    buffer_format(bin->out, "{\n  \"status_code\": %d,\n  \"error\": \"%.*s\"", status, (int)reason.length,
                  reason.data);
    if (detail) {
        buffer_add_text(bin->out, ",\n  \"detail\": ");
        bin_add_text(bin->out, slice_of(detail));
    }
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
    bin->answer.status = status;
}

static bool fits(const struct bin_row *row, struct slice path)
{
    return slice_is(path, row->path) || (text_ends(row->path, "/") && slice_starts(path, row->path));
}

/* Go's ServeMux: "GET" serves HEAD, too. */
static bool allows(const struct bin_row *row, struct slice method)
{
    struct slice rest = slice_of(row->methods), word;
    if (!row->methods)
        return true;
    while (slice_next(&rest, ' ', &word)) {
        if (slice_equal(word, method) || (slice_is(word, "GET") && slice_is(method, "HEAD")))
            return true;
    }
    return false;
}

static void answer(struct bin *bin)
{
    struct slice method = bin->call->request->method;
    if (slice_is(method, "OPTIONS")) {
        value_put_text(bin->arena, bin->answer.headers, "Access-Control-Allow-Methods",
                       "GET, POST, HEAD, PUT, DELETE, PATCH, OPTIONS");
        value_put_text(bin->arena, bin->answer.headers, "Access-Control-Max-Age", "3600");
        return;
    }
    const struct bin_row *const tables[] = {bin_rows, bin_data_rows};
    for (size_t i = 0; i < 2; i++) {
        const struct bin_row *row = tables[i];
        while (row->path && !fits(row, bin->path))
            row++;
        if (!row->path)
            continue;
        bin->rest = slice_part(bin->path, strlen(row->path), bin->path.length);
        if (allows(row, method)) {
            row->answer(bin);
            return;
        }
        value_put_text(bin->arena, bin->answer.headers, "Allow",
                       text_equal(row->methods, "GET") ? "GET, HEAD" : row->methods);
        value_put_text(bin->arena, bin->answer.headers, "X-Content-Type-Options", "nosniff");
        bin_type(bin, "text/plain; charset=utf-8");
        bin->answer.status = 405;
        buffer_add_text(bin->out, "Method Not Allowed\n");
        return;
    }
    bin_error(bin, 404, NULL);
}

static void log_request(struct bin *bin, size_t size)
{
    const struct http_message *request = bin->call->request;
    struct slice agent = http_value(request, "user-agent");
    long long tenths = bin->call->takes.nanoseconds / 100000;
    bin->call->log_line = slice_of(arena_format(
        bin->arena,
        "time=%s level=INFO msg=\"%d %.*s %.*s %lld.%lldms\" status=%d method=%.*s uri=%.*s size_bytes=%zu "
        "duration_ms=%lld.%lld user_agent=%.*s client_ip=%s",
        instant_rfc3339(bin->arena, bin->call->now, 3), bin->answer.status, (int)request->method.length,
        request->method.data, (int)request->target.length, request->target.data, tenths / 10, tenths % 10,
        bin->answer.status, (int)request->method.length, request->method.data, (int)request->target.length,
        request->target.data, size, tenths / 10, tenths % 10, (int)agent.length, agent.data, bin_client(bin)));
}

static void serve(struct app_call *call)
{
    struct buffer body = {0};
    struct slice target = call->request->target, origin = http_value(call->request, "origin");
    size_t mark = slice_find_byte(target, '?');
    struct bin bin = {.call = call,
                      .arena = call->arena,
                      .answer = {.status = 200, .headers = value_object(call->arena)},
                      .path = slice_part(target, 0, mark),
                      .query = slice_part(target, mark + 1, target.length),
                      .out = &body};
    value_put_text(bin.arena, bin.answer.headers, "Access-Control-Allow-Credentials", "true");
    value_put(bin.arena, bin.answer.headers, "Access-Control-Allow-Origin",
              value_string(bin.arena, origin.length ? origin : SLICE("*")));
    call->takes = MICROSECONDS(500);
    answer(&bin);
    bin.answer.body = buffer_slice(&body);
    go_answer(call, &bin.answer);
    log_request(&bin, body.length);
    buffer_release(&body);
}

const struct image httpbin_image = {.name = "mccutchen/go-httpbin", .listens = listens, .serve = serve};
