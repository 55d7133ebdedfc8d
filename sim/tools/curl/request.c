/* What curl sends: the order of lines is that of lib/http.c. */
#include "base/base64.h"
#include "base/write.h"
#include "tools/curl/curl.h"

#include <string.h>

struct writer {
    struct transfer *transfer;
    struct arena *arena;
    struct buffer *out;
    const struct value *custom; /* -H lines: array of texts */
};

static struct slice name_of(const char *line)
{
    return slice_part(slice_of(line), 0, strcspn(line, ":;"));
}

static const char *find_custom(const struct writer *writer, const char *name)
{
    for (size_t i = 0; i < value_count(writer->custom); i++) {
        const char *line = value_string_of(value_at(writer->custom, i));
        if (slice_is_nocase(name_of(line), name))
            return line;
    }
    return NULL;
}

static void add_line(struct writer *writer, const char *name, const char *value)
{
    struct slice key = slice_of(name), text = slice_of(value);
    char *at = write_slice(buffer_room(writer->out, key.length + text.length + 4), key);
    buffer_wrote(writer->out, write_text(write_slice(write_text(at, ": "), text), "\r\n"));
}

/* A default that -H replaces or, with an empty value, removes. */
static void add_default(struct writer *writer, const char *name, const char *value)
{
    if (value && *value && !find_custom(writer, name))
        add_line(writer, name, value);
}

/* Credentials go to the host and port that they were given for, unless --location-trusted. */
static bool is_home(const struct transfer *transfer)
{
    return (text_equal(transfer->first_host, transfer->url.host) &&
            transfer->first_port == transfer->url.port) ||
           transfer->curl->options->follow_trusted;
}

static const char *authorization(struct writer *writer)
{
    const struct curl_options *options = writer->transfer->curl->options;
    const char *user = writer->transfer->url.user;
    bool home = is_home(writer->transfer);
    if (home && options->bearer)
        return arena_format(writer->arena, "Bearer %s", options->bearer);
    if (home && options->user)
        user = options->user;
    if (!user)
        return NULL;
    const char *pair = strchr(user, ':') ? user : arena_format(writer->arena, "%s:", user);
    struct buffer digits = {0};
    base64_add(&digits, slice_of(pair), BASE64_PLAIN, true);
    const char *text = arena_format(writer->arena, "Basic %.*s", (int)digits.length, digits.data);
    buffer_release(&digits);
    return text;
}

static void add_host(struct writer *writer)
{
    const char *custom = find_custom(writer, "Host");
    if (!custom) {
        add_line(writer, "Host", url_host_header(writer->arena, &writer->transfer->url));
        return;
    }
    struct slice value = slice_trim(slice_part(slice_of(custom), strlen("Host:"), strlen(custom)));
    if (value.length)
        add_line(writer, "Host", arena_copy(writer->arena, value));
}

static void add_custom(struct writer *writer)
{
    bool home = is_home(writer->transfer);
    for (size_t i = 0; i < value_count(writer->custom); i++) {
        const char *line = value_string_of(value_at(writer->custom, i));
        struct slice name = name_of(line);
        struct slice value = slice_part(slice_of(line), name.length + 1, strlen(line));
        bool secret = slice_is_nocase(name, "Authorization") || slice_is_nocase(name, "Cookie");
        bool type = slice_is_nocase(name, "Content-Type") && writer->transfer->boundary;
        if (name.length == strlen(line) || slice_is_nocase(name, "Host") || (secret && !home) || type)
            continue;
        if (line[name.length] == ';' && slice_trim(value).length == 0)
            buffer_format(writer->out, "%.*s:\r\n", (int)name.length, name.data);
        else if (line[name.length] == ':' && slice_trim(value).length)
            buffer_format(writer->out, "%s\r\n", line);
    }
}

static bool wants_chunks(const struct writer *writer)
{
    const char *line = find_custom(writer, "Transfer-Encoding");
    return writer->transfer->streams || (line && slice_ends(slice_trim(slice_of(line)), "chunked"));
}

static void add_content_type(struct writer *writer)
{
    const struct transfer *transfer = writer->transfer;
    const char *custom = find_custom(writer, "Content-Type");
    if (!transfer->boundary) {
        if (!transfer->upload)
            add_default(writer, "Content-Type", "application/x-www-form-urlencoded");
        return;
    }
    const char *type = "multipart/form-data";
    if (custom)
        type = arena_copy(writer->arena,
                          slice_trim(slice_part(slice_of(custom), strlen("Content-Type:"), strlen(custom))));
    add_line(writer, "Content-Type", arena_format(writer->arena, "%s; boundary=%s", type, transfer->boundary));
}

static void add_body_headers(struct writer *writer)
{
    enum { LONG = 1024 * 1024 }; /* from here on curl asks first */
    const struct transfer *transfer = writer->transfer;
    if (!transfer->sends_body)
        return;
    if (!wants_chunks(writer))
        add_default(writer, "Content-Length", arena_format(writer->arena, "%zu", transfer->body.length));
    add_content_type(writer);
    if ((transfer->body.length > LONG || transfer->streams) && !transfer->curl->options->http10)
        add_default(writer, "Expect", "100-continue");
}

static void add_custom_line(struct curl *curl, struct value *lines, struct slice line)
{
    if (slice_trim(line).length)
        value_append(curl->arena, lines, value_string(curl->arena, line));
}

const struct value *curl_custom_headers(struct curl *curl)
{
    struct value *lines = value_array(curl->arena);
    const struct value *given = curl->options->headers;
    for (size_t i = 0; i < value_count(given); i++)
        add_custom_line(curl, lines, value_slice(value_at(given, i)));
    struct writer look = {.custom = lines};
    bool type = find_custom(&look, "Content-Type"), accept = find_custom(&look, "Accept");
    if (curl->options->json && !type)
        add_custom_line(curl, lines, SLICE("Content-Type: application/json"));
    if (curl->options->json && !accept)
        add_custom_line(curl, lines, SLICE("Accept: application/json"));
    return lines;
}

static const char *request_target(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    struct arena *arena = transfer->curl->arena;
    const char *query = transfer->url.query;
    if (options->request_target)
        return options->request_target;
    const char *parts[] = {transfer->url.path, "?", query};
    return query ? arena_join(arena, parts, sizeof parts / sizeof *parts) : transfer->url.path;
}

static const char *range_of(struct writer *writer)
{
    const struct transfer *transfer = writer->transfer;
    if (transfer->resume_from > 0 && !transfer->upload)
        return arena_format(writer->arena, "bytes=%lld-", (long long)transfer->resume_from);
    const char *range = transfer->curl->options->range;
    return range ? arena_format(writer->arena, "bytes=%s", range) : NULL;
}

/* --http2 on http:// asks for an upgrade, which no one here grants. */
static void add_upgrade(struct writer *writer)
{
    buffer_add_text(writer->out, "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                 "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n");
}

static const char *encodings(const struct curl_options *options)
{
    return options->compressed ? "deflate, gzip, br, zstd" : NULL;
}

static void write_head(struct writer *writer)
{
    struct transfer *transfer = writer->transfer;
    const struct curl_options *options = transfer->curl->options;
    const char *agent = !options->agent ? "curl/8.11.1" : options->agent;
    const char *proof = authorization(writer);
    if (proof && text_starts(proof, "Basic ") && !find_custom(writer, "Authorization")) {
        const char *user = options->user && is_home(transfer) ? options->user : transfer->url.user;
        curl_note(transfer, "Server auth using Basic with user '%.*s'", (int)strcspn(user, ":"), user);
    }
    const char *const line[] = {transfer->method, " ", request_target(transfer),
                                options->http10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n"};
    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        buffer_add_text(writer->out, line[i]);
    add_host(writer);
    add_default(writer, "Authorization", proof);
    add_default(writer, "Range", range_of(writer));
    add_default(writer, "User-Agent", agent);
    add_default(writer, "Accept", "*/*");
    if (options->transfer_encoding && !find_custom(writer, "TE"))
        buffer_add_text(writer->out, "Connection: TE\r\nTE: gzip\r\n");
    add_default(writer, "Accept-Encoding", encodings(options));
    add_default(writer, "Referer", transfer->referer);
    if (transfer->streams && !find_custom(writer, "Transfer-Encoding"))
        add_line(writer, "Transfer-Encoding", "chunked");
    if (options->http2)
        add_upgrade(writer);
    add_default(writer, "Cookie", cookies_for(transfer->curl, &transfer->url));
    add_default(writer, transfer->time_header, transfer->time_value);
    add_custom(writer);
    add_body_headers(writer);
    buffer_add_text(writer->out, "\r\n");
}

static void write_body(struct writer *writer)
{
    struct slice body = writer->transfer->body;
    if (!writer->transfer->sends_body)
        return;
    if (!wants_chunks(writer)) {
        buffer_add(writer->out, body);
        return;
    }
    if (body.length) {
        buffer_format(writer->out, "%zx\r\n", body.length);
        buffer_add(writer->out, body);
        buffer_add_text(writer->out, "\r\n");
    }
    buffer_add_text(writer->out, "0\r\n\r\n");
}

static struct slice take(struct arena *arena, struct buffer *out)
{
    struct slice bytes = {arena_copy(arena, buffer_slice(out)), out->length};
    buffer_clear(out);
    return bytes;
}

bool transfer_send(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct buffer out = {0};
    struct writer writer = {transfer, curl->arena, &out, curl_custom_headers(curl)};
    process_own(curl->process, (void (*)(void *))buffer_release, &out);
    write_head(&writer);
    struct slice head = take(curl->arena, &out);
    write_body(&writer);
    struct slice body = take(curl->arena, &out);
    buffer_add(&out, head);
    buffer_add(&out, body);
    struct slice whole = take(curl->arena, &out);
    process_disown(curl->process, &out);
    buffer_release(&out);
    transfer->ready = process_now(curl->process);
    curl_show(transfer, true, head);
    process_send(curl->process, curl->connection, whole);
    transfer->size_request += (int64_t)whole.length;
    if (body.length) {
        transfer->size_upload = (int64_t)transfer->body.length;
        curl_show_data(transfer, true, body);
        curl_note(transfer, "upload completely sent off: %zu bytes", body.length);
    } else {
        curl_note(transfer, "Request completely sent off");
    }
    return true;
}
