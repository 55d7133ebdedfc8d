#include "base/base64.h"
#include "images/httpbin.h"

#include <string.h>

#include "data/json.h"

static void add_field(struct bin *bin, const char *name, bool first)
{
    buffer_format(bin->out, "%s\n  \"%s\": ", first ? "{" : ",", name);
}

void bin_add_request(struct bin *bin, const char *url)
{
    struct slice method = bin->call->request->method;
    add_field(bin, "args", true);
    bin_add_value(bin->out, bin_form(bin->arena, bin->query), 1);
    add_field(bin, "headers", false);
    bin_add_value(bin->out, bin_headers(bin), 1);
    add_field(bin, "method", false);
    bin_add_text(bin->out, method);
    add_field(bin, "origin", false);
    bin_add_text(bin->out, slice_of(bin_client(bin)));
    add_field(bin, "url", false);
    bin_add_text(bin->out, slice_of(url));
}

static void get(struct bin *bin)
{
    bin_add_request(bin, bin_url(bin));
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

/* What is no form, no JSON and no text comes back as a data: URL. */
static struct slice body_data(struct bin *bin, struct slice type, bool opaque)
{
    struct slice body = bin->call->request->body;
    struct buffer out = {0};
    if (!opaque)
        return body;
    buffer_format(&out, "data:%.*s;base64,", (int)type.length, type.data);
    base64_add(&out, body, BASE64_URL, true);
    struct slice text = {arena_copy(bin->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return text;
}

static void post(struct bin *bin)
{
    struct slice type = http_value(bin->call->request, "content-type"), body = bin->call->request->body;
    type = slice_trim(slice_part(type, 0, slice_find_byte(type, ';')));
    bool form = slice_is(type, "application/x-www-form-urlencoded"),
         parts = slice_is(type, "multipart/form-data");
    bool json = slice_is(type, "application/json"),
         text = slice_starts(type, "text/") || slice_starts(type, "html/");
    bool opaque = body.length && !form && !parts && !json && !text;
    const struct value *value = NULL, *nothing = value_object(bin->arena);
    const char *problem = "";
    if (json && body.length && !(value = json_read(bin->arena, body, &problem))) {
        bin_error(bin, 400, arena_format(bin->arena, "error parsing request body: %s", problem));
        return;
    }
    bin_add_request(bin, bin_url(bin));
    add_field(bin, "data", false);
    bin_add_text(bin->out, body_data(bin, type.length ? type : SLICE("application/octet-stream"), opaque));
    add_field(bin, "files", false);
    bin_add_value(bin->out, parts ? bin_multipart(bin, true) : nothing, 1);
    add_field(bin, "form", false);
    bin_add_value(bin->out, form ? bin_form(bin->arena, body) : parts ? bin_multipart(bin, false) : nothing, 1);
    add_field(bin, "json", false);
    bin_add_value(bin->out, value, 1);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void anything(struct bin *bin)
{
    struct slice method = bin->call->request->method;
    bool plain = slice_is(method, "GET") || slice_is(method, "HEAD") || slice_is(method, "OPTIONS");
    (plain ? get : post)(bin);
}

static void headers(struct bin *bin)
{
    add_field(bin, "headers", true);
    bin_add_value(bin->out, bin_headers(bin), 1);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void one_text(struct bin *bin, const char *name, struct slice text)
{
    add_field(bin, name, true);
    bin_add_text(bin->out, text);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void ip(struct bin *bin)
{
    one_text(bin, "origin", slice_of(bin_client(bin)));
}

static void user_agent(struct bin *bin)
{
    one_text(bin, "user-agent", http_value(bin->call->request, "user-agent"));
}

static void hostname(struct bin *bin)
{
    one_text(bin, "hostname", slice_of(value_find_text(bin->call->pod, "metadata.name")));
}

void bin_set_header(struct bin *bin, const char *name, const char *text)
{
    value_put_text(bin->arena, bin->answer.headers, name, text);
}

static void status(struct bin *bin)
{
    static const struct {
        int status;
        const char *name, *text, *body;
    } special[] = {
        {301, "Location", "/redirect/1", ""},
        {302, "Location", "/redirect/1", ""},
        {303, "Location", "/redirect/1", ""},
        {305, "Location", "/redirect/1", ""},
        {307, "Location", "/redirect/1", ""},
        {401, "Www-Authenticate", "Basic realm=\"Fake Realm\"", ""},
        {407, "Proxy-Authenticate", "Basic realm=\"Fake Realm\"", ""},
        {418, "X-More-Info", "http://tools.ietf.org/html/rfc2324", "I'm a teapot!"},
    };
    int64_t code;
    if (!slice_to_integer(bin->rest, &code)) {
        bin_error(bin, 400,
                  arena_format(bin->arena, "invalid status code: strconv.Atoi: parsing %s: invalid syntax",
                               arena_format(bin->arena, "\"%.*s\"", (int)bin->rest.length, bin->rest.data)));
        return;
    }
    if (code < 100 || code > 599) {
        bin_error(
            bin, 400,
            arena_format(bin->arena, "invalid status code: %lld not in range [100, 599]", (long long)code));
        return;
    }
    bin->answer.status = (int)code;
    bin_type(bin, "text/plain; charset=utf-8");
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (special[i].status != code)
            continue;
        bin_set_header(bin, special[i].name, special[i].text);
        buffer_add_text(bin->out, special[i].body);
    }
}

/* Seconds, with a fraction or as a Go duration of one unit; at most [limit] of them. */
static bool read_seconds(struct slice text, int64_t limit, struct duration *length)
{
    int64_t nanoseconds = 0, unit = 1000000000;
    size_t i = 0, digits = 0;
    for (; i < text.length && ascii_is_digit(text.data[i]) && nanoseconds < 1000000000000; i++, digits++)
        nanoseconds = nanoseconds * 10 + (text.data[i] - '0') * unit;
    if (i < text.length && text.data[i] == '.')
        for (i++; i < text.length && ascii_is_digit(text.data[i]) && unit > 1; i++, digits++)
            nanoseconds += (text.data[i] - '0') * (unit /= 10);
    struct slice rest = slice_part(text, i, text.length);
    if (slice_is(rest, "ms"))
        nanoseconds /= 1000;
    else if (rest.length && !slice_is(rest, "s"))
        return false;
    *length = (struct duration){nanoseconds < limit * 1000000000 ? nanoseconds : limit * 1000000000};
    return digits > 0;
}

static void delay(struct bin *bin)
{
    struct duration length;
    if (!read_seconds(bin->rest, 10, &length)) {
        bin_error(bin, 400,
                  arena_format(bin->arena, "invalid duration: time: invalid duration \"%.*s\"",
                               (int)bin->rest.length, bin->rest.data));
        return;
    }
    bin->call->takes = (struct duration){length.nanoseconds + bin->call->takes.nanoseconds};
    post(bin);
}

static void redirect_to_path(struct bin *bin, const char *location, int code)
{
    bin->answer.status = code;
    bin_set_header(bin, "Location", location);
}

static void redirect_by(struct bin *bin, const char *step)
{
    int64_t count;
    struct slice host = http_value(bin->call->request, "host");
    if (!slice_to_integer(bin->rest, &count) || count < 1) {
        bin_error(
            bin, 400,
            arena_format(bin->arena, "invalid redirect count: %.*s", (int)bin->rest.length, bin->rest.data));
        return;
    }
    const char *prefix =
        strstr(step, "absolute") ? arena_format(bin->arena, "http://%.*s", (int)host.length, host.data) : "";
    redirect_to_path(bin,
                     count > 1 ? arena_format(bin->arena, "%s%s%lld", prefix, step, (long long)count - 1)
                               : arena_format(bin->arena, "%s/get", prefix),
                     302);
}

static void redirect(struct bin *bin)
{
    redirect_by(bin, "/relative-redirect/");
}

static void absolute_redirect(struct bin *bin)
{
    redirect_by(bin, "/absolute-redirect/");
}

const char *bin_argument(struct bin *bin, const char *name)
{
    const struct value *list = value_get(bin_form(bin->arena, bin->query), name);
    return list ? value_string_of(value_at(list, 0)) : NULL;
}

static void redirect_to(struct bin *bin)
{
    const char *url = bin_argument(bin, "url"), *code_text = bin_argument(bin, "status_code");
    int64_t code = 302;
    if (!url || !*url) {
        bin_error(bin, 400, "missing required query parameter: url");
        return;
    }
    if (code_text && (!slice_to_integer(slice_of(code_text), &code) || code < 300 || code > 399)) {
        bin_error(bin, 400, "invalid status code: must be in range [300, 399]");
        return;
    }
    redirect_to_path(bin, url, (int)code);
}

static void response_headers(struct bin *bin)
{
    const struct value *form = bin_form(bin->arena, bin->query);
    bin_json(bin);
    for (size_t i = 0; i < value_count(form); i++)
        value_put(bin->arena, bin->answer.headers, value_key_at(form, i), value_member_at(form, i));
    bin_add_value(bin->out, form, 0);
    buffer_add_byte(bin->out, '\n');
}

static void stream(struct bin *bin)
{
    int64_t count;
    if (!slice_to_integer(bin->rest, &count)) {
        bin_error(bin, 400, "invalid count");
        return;
    }
    count = count < 1 ? 1 : count > 100 ? 100 : count;
    bin_json(bin);
    bin->answer.streamed = true;
    for (int64_t i = 0; i < count; i++)
        buffer_format(bin->out, "{\"id\":%lld,\"args\":{},\"origin\":\"%s\",\"url\":\"%s\"}\n", (long long)i,
                      bin_client(bin), bin_url(bin));
}

static struct slice decoded_basic(struct bin *bin)
{
    struct slice given = http_value(bin->call->request, "authorization");
    struct buffer out = {0};
    if (slice_starts(given, "Basic "))
        base64_read(&out, slice_part(given, strlen("Basic "), given.length), BASE64_PLAIN);
    struct slice decoded = {arena_copy(bin->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return decoded;
}

static void basic_auth_with(struct bin *bin, int refusal)
{
    struct slice user, given = decoded_basic(bin), password = bin->rest;
    slice_next(&password, '/', &user);
    const char *expected =
        arena_format(bin->arena, "%.*s:%.*s", (int)user.length, user.data, (int)password.length, password.data);
    bool right = slice_is(given, expected);
    if (!right) {
        bin->answer.status = refusal;
        if (refusal == 401)
            bin_set_header(bin, "Www-Authenticate", "Basic realm=\"Fake Realm\"");
    }
    struct slice name = slice_part(given, 0, slice_find_byte(given, ':'));
    buffer_format(bin->out,
                  "{\n  \"authenticated\": %s,\n  \"authorized\": %s,\n  \"user\": ", right ? "true" : "false",
                  right ? "true" : "false");
    bin_add_text(bin->out, name);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void basic_auth(struct bin *bin)
{
    basic_auth_with(bin, 401);
}

static void hidden_basic_auth(struct bin *bin)
{
    basic_auth_with(bin, 404);
}

static void bearer(struct bin *bin)
{
    struct slice given = http_value(bin->call->request, "authorization");
    if (!slice_starts(given, "Bearer ")) {
        bin->answer.status = 401;
        bin_set_header(bin, "Www-Authenticate", "Bearer");
        return;
    }
    buffer_add_text(bin->out, "{\n  \"authenticated\": true,\n  \"token\": ");
    bin_add_text(bin->out, slice_part(given, strlen("Bearer "), given.length));
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void cookies(struct bin *bin)
{
    struct slice rest = http_value(bin->call->request, "cookie"), pair, name;
    struct value *found = value_object(bin->arena);
    while (rest.length && slice_next(&rest, ';', &pair)) {
        pair = slice_trim(pair);
        slice_next(&pair, '=', &name);
        if (name.length)
            value_put_slice(bin->arena, found, name, value_string(bin->arena, pair));
    }
    buffer_add_text(bin->out, "{\n  \"cookies\": ");
    bin_add_value(bin->out, found, 1);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

static void set_cookies(struct bin *bin)
{
    const struct value *form = bin_form(bin->arena, bin->query);
    struct value *list = value_array(bin->arena);
    bool forget = slice_starts(bin->path, "/cookies/delete");
    for (size_t i = 0; i < value_count(form); i++)
        value_append(bin->arena, list,
                     forget ? value_format(bin->arena, "%s=; Max-Age=0; HttpOnly", value_key_at(form, i))
                            : value_format(bin->arena, "%s=%s; HttpOnly", value_key_at(form, i),
                                           value_string_of(value_at(value_member_at(form, i), 0))));
    if (value_count(list))
        value_put(bin->arena, bin->answer.headers, "Set-Cookie", list);
    redirect_to_path(bin, "/cookies", 302);
}

static void dump_request(struct bin *bin)
{
    const struct http_message *request = bin->call->request;
    const struct value *fields = bin_headers(bin);
    struct slice host = http_value(request, "host");
    buffer_format(bin->out, "%.*s %.*s HTTP/1.%d\r\nHost: %.*s\r\n", (int)request->method.length,
                  request->method.data, (int)request->target.length, request->target.data, request->minor,
                  (int)host.length, host.data);
    for (size_t i = 0; i < value_count(fields); i++) {
        const char *name = value_key_at(fields, i);
        for (size_t j = 0; !text_equal(name, "Host") && j < value_count(value_member_at(fields, i)); j++)
            buffer_format(bin->out, "%s: %s\r\n", name,
                          value_string_of(value_at(value_member_at(fields, i), j)));
    }
    buffer_add_text(bin->out, "\r\n");
    buffer_add(bin->out, request->body);
    bin_type(bin, "text/plain; charset=utf-8");
}

static void range(struct bin *bin)
{
    int64_t size, first = 0, last;
    struct slice given = http_value(bin->call->request, "range"), low;
    if (!slice_to_integer(bin->rest, &size) || size < 1 || size > 100000) {
        bin_error(bin, 400, "count must be a positive integer");
        return;
    }
    last = size - 1;
    bin_set_header(bin, "Etag", arena_format(bin->arena, "range%lld", (long long)size));
    bin_set_header(bin, "Accept-Ranges", "bytes");
    if (slice_starts(given, "bytes=")) {
        given = slice_part(given, strlen("bytes="), given.length);
        slice_next(&given, '-', &low);
        bool suffix = low.length == 0;
        int64_t high = last;
        bool read =
            (suffix || slice_to_integer(low, &first)) && (given.length == 0 || slice_to_integer(given, &high));
        if (suffix) {
            first = size - high;
            high = last;
        }
        last = high < last ? high : last;
        bin_set_header(bin, "Content-Range",
                       arena_format(bin->arena, "bytes %lld-%lld/%lld", (long long)first, (long long)last,
                                    (long long)size));
        if (!read || first > last || first < 0) {
            bin_set_header(bin, "Content-Range", arena_format(bin->arena, "bytes */%lld", (long long)size));
            bin->answer.status = 416;
            return;
        }
        bin->answer.status = 206;
    }
    for (int64_t i = first; i <= last; i++)
        buffer_add_byte(bin->out, (char)('a' + i % 26));
    bin_type(bin, "text/plain; charset=utf-8");
    bin_set_header(bin, "Content-Length", arena_format(bin->arena, "%lld", (long long)(last - first + 1)));
}

static void trailers(struct bin *bin)
{
    const struct value *form = bin_form(bin->arena, bin->query);
    struct buffer lines = {0}, names = {0};
    for (size_t i = 0; i < value_count(form); i++) {
        buffer_format(&lines, "%s: %s\r\n", value_key_at(form, i),
                      value_string_of(value_at(value_member_at(form, i), 0)));
        buffer_format(&names, "%s%s", i ? ", " : "", value_key_at(form, i));
    }
    bin->answer.trailers = (struct slice){arena_copy(bin->arena, buffer_slice(&lines)), lines.length};
    if (names.length)
        bin_set_header(bin, "Trailer", arena_copy(bin->arena, buffer_slice(&names)));
    buffer_release(&lines);
    buffer_release(&names);
    bin->answer.streamed = true;
    post(bin);
}

static void robots(struct bin *bin)
{
    buffer_add_text(bin->out, "User-agent: *\nDisallow: /deny\n");
    bin_type(bin, "text/plain; charset=utf-8");
}

static void cache(struct bin *bin)
{
    const struct http_message *request = bin->call->request;
    int64_t seconds;
    if (bin->rest.length && slice_to_integer(bin->rest, &seconds)) {
        bin_set_header(bin, "Cache-Control",
                       arena_format(bin->arena, "public, max-age=%lld", (long long)seconds));
    } else if (http_find(request, "if-modified-since") || http_find(request, "if-none-match")) {
        bin->answer.status = 304;
        return;
    }
    bin_set_header(bin, "Last-Modified", instant_http_date(bin->arena, bin->call->now));
    get(bin);
}

static void absent(struct bin *bin)
{
    bin->answer.status = 501;
    buffer_format(bin->out, "not simulated: %.*s\n", (int)bin->path.length, bin->path.data);
    bin_type(bin, "text/plain; charset=utf-8");
}

const struct bin_row bin_rows[] = {
    {"/get", "GET", get},
    {"/head", "HEAD", get},
    {"/post", "POST", post},
    {"/put", "PUT", post},
    {"/patch", "PATCH", post},
    {"/delete", "DELETE", post},
    {"/anything", NULL, anything},
    {"/anything/", NULL, anything},
    {"/headers", "GET", headers},
    {"/ip", "GET", ip},
    {"/user-agent", "GET", user_agent},
    {"/hostname", "GET", hostname},
    {"/status/", NULL, status},
    {"/delay/", NULL, delay},
    {"/redirect/", "GET", redirect},
    {"/relative-redirect/", "GET", redirect},
    {"/absolute-redirect/", "GET", absolute_redirect},
    {"/redirect-to", NULL, redirect_to},
    {"/response-headers", "GET POST", response_headers},
    {"/stream/", "GET", stream},
    {"/basic-auth/", "GET", basic_auth},
    {"/hidden-basic-auth/", "GET", hidden_basic_auth},
    {"/bearer", "GET", bearer},
    {"/cookies", "GET", cookies},
    {"/cookies/set", "GET", set_cookies},
    {"/cookies/delete", "GET", set_cookies},
    {"/dump/request", NULL, dump_request},
    {"/range/", "GET", range},
    {"/trailers", NULL, trailers},
    {"/robots.txt", "GET", robots},
    {"/cache", "GET", cache},
    {"/cache/", "GET", cache},
    /* real, and not simulated */
    {"/digest-auth/", NULL, absent},
    {"/drip", NULL, absent},
    {"/encoding/utf8", NULL, absent},
    {"/forms/post", NULL, absent},
    {"/image", NULL, absent},
    {"/image/", NULL, absent},
    {"/sse", NULL, absent},
    {"/websocket/echo", NULL, absent},
    {0},
};
