#include "server/exchange.h"

#include "base/hash.h"
#include "data/json.h"
#include "server/html.h"
#include "server/routes.h"
#include "server/socket.h"

void exchange_release(struct exchange *exchange)
{
    if (exchange->socket)
        socket_free(exchange->socket);
    buffer_release(&exchange->response.body);
    buffer_release(&exchange->response.headers);
    arena_release(&exchange->arena);
}

/* --- answers --- */

static void begin(struct exchange *exchange, int status, const char *type)
{
    buffer_clear(&exchange->response.body);
    exchange->response.status = status;
    exchange->response.type = type;
}

void answer_status(struct exchange *exchange, int status)
{
    begin(exchange, status, NULL);
}

void answer_json(struct exchange *exchange, int status, const struct value *value)
{
    begin(exchange, status, "application/json; charset=utf-8");
    json_write(&exchange->response.body, value);
    buffer_add_byte(&exchange->response.body, '\n');
}

bool asks_page(const struct exchange *exchange)
{
    return exchange->route ? !(exchange->route->needs & ROUTE_API) : !slice_starts(exchange->request.path, "/api/");
}

void answer_error(struct exchange *exchange, int status, const char *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *reason = arena_format_list(&exchange->arena, format, arguments);
    va_end(arguments);
    if (asks_page(exchange)) {
        begin(exchange, status, "text/html; charset=utf-8");
        html_problem(exchange, status, reason);
        return;
    }
    struct value *value = value_object(&exchange->arena);
    value_put_text(&exchange->arena, value, "error", error);
    value_put_text(&exchange->arena, value, "reason", reason);
    answer_json(exchange, status, value);
}

void answer_see(struct exchange *exchange, const char *location)
{
    begin(exchange, 303, NULL);
    answer_header(exchange, "Location", location);
}

void answer_header(struct exchange *exchange, const char *name, const char *value)
{
    buffer_format(&exchange->response.headers, "%s: %s\n", name, value);
}

void answer_tagged(struct exchange *exchange)
{
    struct hash hash = hash_bytes(buffer_slice(&exchange->response.body));
    const char *tag = arena_format(&exchange->arena, "W/\"%.16s\"", hash_digits(&exchange->arena, hash));
    answer_header(exchange, "ETag", tag);
    if (exchange->response.status == 200 && slice_is(request_header(&exchange->request, "If-None-Match"), tag))
        begin(exchange, 304, NULL);
}

/* --- what was asked --- */

const char *asked_field(struct exchange *exchange, const char *name)
{
    if (!exchange->json)
        return request_field(&exchange->arena, exchange->request.body, name);
    const struct value *member = value_get(exchange->json, name);
    return value_is(member, VALUE_STRING) ? value_string_of(member) : NULL;
}

int64_t asked_number(struct exchange *exchange, const char *name, int64_t otherwise)
{
    int64_t number = otherwise;
    if (exchange->json)
        return value_number(value_get(exchange->json, name), otherwise);
    const char *text = request_field(&exchange->arena, exchange->request.body, name);
    return text && slice_to_integer(slice_of(text), &number) ? number : otherwise;
}

bool asked_truth(struct exchange *exchange, const char *name, bool otherwise)
{
    const struct value *member = value_get(exchange->json, name);
    return value_is(member, VALUE_BOOLEAN) ? value_truth(member) : otherwise;
}

const char *asked_query(struct exchange *exchange, const char *name)
{
    return request_field(&exchange->arena, exchange->request.query, name);
}
