/* The paths of go-httpbin that answer with data made up for the purpose: bytes, encodings, samples. */
#include <string.h>

#include "base/base64.h"
#include "base/hash.h"
#include "images/httpbin.h"

enum { MOST_BYTES = 100 * 1024, MOST_LINKS = 256 };

/* --- bytes by chance: the same for the same seed (but not those of Go's math/rand), else by instant and
 * request --- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* False, with an answer: the seed is no number. */
static bool begin_random(struct bin *bin, uint64_t *state)
{
    const char *seed = bin_argument(bin, "seed");
    int64_t number;
    *state = hash_bytes(slice_of(arena_format(bin->arena, "%lld %s", (long long)bin->call->now.nanoseconds,
                                              bin->call->peer)))
                 .low;
    if (!seed)
        return true;
    if (!slice_to_integer(slice_of(seed), &number)) {
        bin_error(
            bin, 400,
            arena_format(bin->arena, "invalid seed: strconv.ParseInt: parsing \"%s\": invalid syntax", seed));
        return false;
    }
    *state = (uint64_t)number;
    return true;
}

static void bytes(struct bin *bin)
{
    int64_t count;
    uint64_t state;
    if (!slice_to_integer(bin->rest, &count)) {
        bin_error(bin, 400,
                  arena_format(bin->arena, "invalid byte count: strconv.Atoi: parsing \"%.*s\": invalid syntax",
                               (int)bin->rest.length, bin->rest.data));
        return;
    }
    if (count < 0) {
        bin_error(
            bin, 400,
            arena_format(bin->arena, "invalid byte count: %lld must be greater than 0", (long long)count));
        return;
    }
    if (!begin_random(bin, &state))
        return;
    for (int64_t i = 0; i < count && i < MOST_BYTES; i++)
        buffer_add_byte(bin->out, (char)(next_random(&state) >> 56));
    if (count)
        bin_type(bin, "application/octet-stream");
}

static void stream_bytes(struct bin *bin)
{
    bin->answer.streamed = true;
    bytes(bin);
}

static void uuid(struct bin *bin)
{
    uint64_t state = hash_bytes(slice_of(arena_format(bin->arena, "uuid %lld %s",
                                                      (long long)bin->call->now.nanoseconds, bin->call->peer)))
                         .low;
    uint64_t high = next_random(&state), low = next_random(&state);
    buffer_format(bin->out, "{\n  \"uuid\": \"%08llx-%04llx-4%03llx-%04llx-%012llx\"\n}\n",
                  (unsigned long long)(high >> 32), (unsigned long long)(high >> 16 & 0xffff),
                  (unsigned long long)(high & 0xfff), (unsigned long long)(low >> 48 & 0x3fff) | 0x8000,
                  (unsigned long long)(low & 0xffffffffffff));
    bin_json(bin);
}

/* --- encodings: blocks that are stored as they are (RFC 1951, 3.2.4), which every decoder reads --- */

static void add_little(struct buffer *out, uint64_t number, int bytes_of_it)
{
    for (int i = 0; i < bytes_of_it; i++)
        buffer_add_byte(out, (char)(number >> 8 * i & 0xff));
}

static void add_stored(struct buffer *out, struct slice text)
{
    enum { BLOCK = 65535 };
    size_t at = 0;
    do {
        size_t length = text.length - at < BLOCK ? text.length - at : BLOCK;
        buffer_add_byte(out, at + length == text.length);
        add_little(out, length, 2);
        add_little(out, ~length & 0xffff, 2);
        buffer_add(out, slice_part(text, at, at + length));
        at += length;
    } while (at < text.length);
}

/* RFC 1952, 8 */
static uint32_t crc32_of(struct slice text)
{
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < text.length; i++) {
        crc ^= (unsigned char)text.data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

/* RFC 1950, 8.2 */
static uint32_t adler32_of(struct slice text)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < text.length; i++) {
        a = (a + (unsigned char)text.data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

/* What /get says, but for the URL, which go-httpbin leaves empty here. The plain text, in the arena. */
static struct slice encoded_text(struct bin *bin, const char *how)
{
    bin_add_request(bin, "");
    buffer_format(bin->out, ",\n  \"%s\": true\n}\n", how);
    struct slice text = {arena_copy(bin->arena, buffer_slice(bin->out)), bin->out->length};
    buffer_clear(bin->out);
    bin_json(bin);
    return text;
}

static void gzip(struct bin *bin)
{
    struct slice text = encoded_text(bin, "gzipped");
    buffer_add(bin->out, SLICE("\x1f\x8b\x08\0\0\0\0\0\0\xff"));
    add_stored(bin->out, text);
    add_little(bin->out, crc32_of(text), 4);
    add_little(bin->out, text.length, 4);
    bin_set_header(bin, "Content-Encoding", "gzip");
}

static void deflate(struct bin *bin)
{
    struct slice text = encoded_text(bin, "deflated");
    uint32_t sum = adler32_of(text);
    buffer_add(bin->out, SLICE("\x78\x9c"));
    add_stored(bin->out, text);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_byte(bin->out, (char)(sum >> shift & 0xff));
    bin_set_header(bin, "Content-Encoding", "deflate");
}

static void not_implemented(struct bin *bin)
{
    bin_error(bin, 501, NULL);
}

/* [rest] decoded, with either alphabet of RFC 4648 and without need of padding; false: something else is in it.
 */
static bool decode(struct slice text, struct buffer *out)
{
    while (text.length && text.data[text.length - 1] == '=')
        text.length--;
    return base64_read(out, text, BASE64_EITHER) == text.length && text.length % 4 != 1;
}

static void base64(struct bin *bin)
{
    struct slice text = bin->rest;
    bool encodes = slice_starts(text, "encode/"), named = encodes || slice_starts(text, "decode/");
    if (named)
        text = slice_part(text, strlen("decode/"), text.length);
    bin_type(bin, "text/plain; charset=utf-8");
    if (!text.length)
        bin_error(bin, 400, "no input data");
    else if (encodes)
        base64_add(bin->out, text, BASE64_URL, true);
    else if (!decode(text, bin->out))
        bin_error(bin, 400, "decode failed");
}

/* --- samples --- */

static void json(struct bin *bin)
{
    buffer_add_text(bin->out,
                    "{\n  \"slideshow\": {\n    \"author\": \"Yours Truly\",\n"
                    "    \"date\": \"date of publication\",\n    \"slides\": [\n      {\n"
                    "        \"title\": \"Wake up to WonderWidgets!\",\n        \"type\": \"all\"\n      },\n"
                    "      {\n        \"items\": [\n          \"Why <em>WonderWidgets</em> are great\",\n"
                    "          \"Who <em>buys</em> WonderWidgets\"\n        ],\n"
                    "        \"title\": \"Overview\",\n        \"type\": \"all\"\n      }\n    ],\n"
                    "    \"title\": \"Sample Slide Show\"\n  }\n}\n");
    bin_json(bin);
}

static void xml(struct bin *bin)
{
    buffer_add_text(
        bin->out,
        "<?xml version='1.0' encoding='us-ascii'?>\n\n<!--  A SAMPLE set of slides  -->\n\n<slideshow\n"
        "    title=\"Sample Slide Show\"\n    date=\"Date of publication\"\n    author=\"Yours Truly\"\n"
        "    >\n\n    <!-- TITLE SLIDE -->\n    <slide type=\"all\">\n"
        "      <title>Wake up to WonderWidgets!</title>\n    </slide>\n\n    <!-- OVERVIEW -->\n"
        "    <slide type=\"all\">\n        <title>Overview</title>\n"
        "        <item>Why <em>WonderWidgets</em> are great</item>\n        <item/>\n"
        "        <item>Who <em>buys</em> WonderWidgets</item>\n    </slide>\n\n</slideshow>\n");
    bin_type(bin, "application/xml");
}

static void html(struct bin *bin)
{
    buffer_add_text(
        bin->out,
        "<!DOCTYPE html>\n<html>\n  <head>\n  </head>\n  <body>\n      <h1>Herman Melville - "
        "Moby-Dick</h1>\n\n      <div>\n        <p>\n          Call me Ishmael. (not simulated: the rest of "
        "the chapter)\n        </p>\n      </div>\n  </body>\n</html>\n");
    bin_type(bin, "text/html; charset=utf-8");
}

static void links(struct bin *bin)
{
    struct slice offset_text = bin->rest, count_text;
    int64_t count, offset = 0;
    bool page = slice_next(&offset_text, '/', &count_text) && offset_text.data && offset_text.length;
    if (!slice_to_integer(count_text, &count) || (page && !slice_to_integer(offset_text, &offset))) {
        struct slice wrong = slice_to_integer(count_text, &count) ? offset_text : count_text;
        bin_error(bin, 400,
                  arena_format(bin->arena, "invalid %s: strconv.Atoi: parsing \"%.*s\": invalid syntax",
                               wrong.data == count_text.data ? "link count" : "offset", (int)wrong.length,
                               wrong.data));
        return;
    }
    if (count < 0 || count > MOST_LINKS) {
        bin_error(
            bin, 400,
            arena_format(bin->arena, "invalid link count: %lld must be in range [0, 256]", (long long)count));
        return;
    }
    if (!page) {
        bin->answer.status = 302;
        bin_set_header(bin, "Location", arena_format(bin->arena, "/links/%lld/0", (long long)count));
        return;
    }
    buffer_add_text(bin->out, "<html><head><title>Links</title></head><body>");
    for (int64_t i = 0; i < count; i++) {
        if (i == offset)
            buffer_format(bin->out, "%lld ", (long long)i);
        else
            buffer_format(bin->out, "<a href=\"/links/%lld/%lld\">%lld</a> ", (long long)count, (long long)i,
                          (long long)i);
    }
    buffer_add_text(bin->out, "</body></html>");
    bin_type(bin, "text/html; charset=utf-8");
}

static void deny(struct bin *bin)
{
    buffer_add_text(bin->out, "YOU SHOULDN'T BE HERE\n");
    bin_type(bin, "text/plain; charset=utf-8");
}

/* Its environment, as far as it is meant for it. */
static void env(struct bin *bin)
{
    const struct value *list = value_get(bin->call->container, "env");
    struct value *shown = value_object(bin->arena);
    for (size_t i = 0; i < value_count(list); i++) {
        const char *name = value_find_text(value_at(list, i), "name");
        if (text_starts(name, "HTTPBIN_"))
            value_put_text(bin->arena, shown, name, value_find_text(value_at(list, i), "value"));
    }
    buffer_add_text(bin->out, "{\n  \"env\": ");
    bin_add_value(bin->out, shown, 1);
    buffer_add_text(bin->out, "\n}\n");
    bin_json(bin);
}

/* --- conditions (RFC 9110, 13; Go's http.ServeContent) --- */

static bool lists_tag(struct slice header, const char *tag)
{
    struct slice one;
    while (header.length && slice_next(&header, ',', &one)) {
        one = slice_trim(one);
        if (slice_starts(one, "W/"))
            one = slice_part(one, 2, one.length);
        if (slice_is(one, "*") || slice_is(one, tag))
            return true;
    }
    return false;
}

static void etag(struct bin *bin)
{
    const struct http_message *request = bin->call->request;
    const char *tag = arena_format(bin->arena, "\"%.*s\"", (int)bin->rest.length, bin->rest.data);
    struct slice none = http_value(request, "if-none-match"), match = http_value(request, "if-match");
    bin_set_header(bin, "Etag", tag);
    if (match.length && !lists_tag(match, tag)) {
        bin->answer.status = 412;
        return;
    }
    if (none.length && lists_tag(none, tag)) {
        bin->answer.status = 304;
        return;
    }
    bin_set_header(bin, "Accept-Ranges", "bytes");
    bin_set_header(bin, "Last-Modified", instant_http_date(bin->arena, bin->call->now));
    bin_add_request(bin, bin_url(bin));
    buffer_add_text(bin->out, "\n}\n");
    bin_type(bin, "text/plain; charset=utf-8");
}

/* A part of requests fails, by chance: a half, or what failure_rate says. */
static void unstable(struct bin *bin)
{
    const char *rate = bin_argument(bin, "failure_rate");
    uint64_t state;
    int64_t thousandths = 500, digit = 100;
    if (rate && *rate) {
        const char *at = rate;
        thousandths = *at == '1' ? 1000 : 0;
        bool good = *at == '0' || *at == '1' || *at == '.';
        at += *at == '0' || *at == '1';
        at += *at == '.';
        for (; ascii_is_digit(*at); at++, digit /= 10)
            thousandths += (*at - '0') * digit;
        if (!good || *at || thousandths > 1000) {
            bin_error(bin, 400, arena_format(bin->arena, "invalid failure rate: %s not in range [0, 1]", rate));
            return;
        }
    }
    if (!begin_random(bin, &state))
        return;
    bin->answer.status = (int64_t)(next_random(&state) % 1000) < thousandths ? 500 : 200;
    bin_type(bin, "text/plain; charset=utf-8");
}

const struct bin_row bin_data_rows[] = {
    {"/base64/", "GET", base64},   {"/brotli", "GET", not_implemented},
    {"/bytes/", "GET", bytes},     {"/deflate", "GET", deflate},
    {"/deny", "GET", deny},        {"/env", "GET", env},
    {"/etag/", "GET", etag},       {"/gzip", "GET", gzip},
    {"/html", "GET", html},        {"/json", "GET", json},
    {"/links/", "GET", links},     {"/stream-bytes/", "GET", stream_bytes},
    {"/unstable", NULL, unstable}, {"/uuid", "GET", uuid},
    {"/xml", "GET", xml},          {0},
};
