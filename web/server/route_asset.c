/* GET /assets/NAME: scripts and styles, with strong tags. */
#include "base/hash.h"
#include "page/page.h"
#include "server/house.h"
#include "server/routes.h"
#include "server/style.h"

static bool has_it(const struct exchange *exchange, const char *tag)
{
    struct slice list = request_header(&exchange->request, "If-None-Match"), one;
    while (list.data && slice_next(&list, ',', &one)) {
        if (slice_is(slice_trim(one), tag) || slice_is(slice_trim(one), "*"))
            return true;
    }
    return false;
}

/* RFC 9110, 12.5.3, as far as it matters: gzip is named, and not with q=0. */
static bool takes_gzip(const struct exchange *exchange)
{
    struct slice list = request_header(&exchange->request, "Accept-Encoding"), one, name;
    while (list.data && slice_next(&list, ',', &one)) {
        slice_next(&one, ';', &name);
        if (slice_is_nocase(slice_trim(name), "gzip"))
            return !slice_is(slice_trim(one), "q=0");
    }
    return false;
}

static void give(struct exchange *exchange, const char *type, const char *tag, struct slice bytes)
{
    answer_header(exchange, "ETag", tag);
    answer_header(exchange, "Cache-Control", "no-cache"); /* it is asked for again, and answered with 304 */
    answer_status(exchange, 304);
    if (has_it(exchange, tag))
        return;
    exchange->response.status = 200;
    exchange->response.type = type;
    buffer_add(&exchange->response.body, bytes);
}

static void answer(struct exchange *exchange)
{
    struct slice name = exchange->parts[0];
    for (size_t i = 0; i < page_count; i++) {
        const struct page_file *file = &page_files[i];
        if (!slice_is(name, file->name))
            continue;
        if (!takes_gzip(exchange)) {
            answer_error(exchange, 406, "not_acceptable", "This is kept gzipped: Accept-Encoding: gzip.");
            return;
        }
        answer_header(exchange, "Content-Encoding", "gzip");
        answer_header(exchange, "Vary", "Accept-Encoding");
        give(exchange, file->type, file->etag, (struct slice){(const char *)file->data, (size_t)(file->end - file->data)});
        return;
    }
    if (!slice_is(name, "plain.css")) {
        answer_error(exchange, 404, "not_found", "There is no such file.");
        return;
    }
    struct slice style = {plain_style, (size_t)(plain_style_end - plain_style)};
    const char *tag = arena_format(&exchange->arena, "\"%.16s\"", hash_digits(&exchange->arena, hash_bytes(style)));
    give(exchange, "text/css; charset=utf-8", tag, style);
}

const struct route asset_route = {.method = "GET", .path = "/assets/{}", .needs = ROUTE_OPEN, .answer = answer};
