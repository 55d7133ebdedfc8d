/* What curl sends: the order of lines is that of lib/http.c. */
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
    buffer_format(writer->out, "%s: %s\r\n", name, value);
}

/* A default that -H replaces or, with an empty value, removes. */
static void add_default(struct writer *writer, const char *name, const char *value)
{
    if (value && *value && !find_custom(writer, name))
        add_line(writer, name, value);
}

static const char *base64(struct arena *arena, struct slice text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = arena_allocate(arena, text.length / 3 * 4 + 5);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i += 3) {
        size_t left = text.length - i;
        unsigned bits = (unsigned)(unsigned char)text.data[i] << 16;
        bits |= left > 1 ? (unsigned)(unsigned char)text.data[i + 1] << 8 : 0;
        bits |= left > 2 ? (unsigned)(unsigned char)text.data[i + 2] : 0;
        out[length++] = digits[bits >> 18];
        out[length++] = digits[bits >> 12 & 63];
        out[length++] = left > 1 ? digits[bits >> 6 & 63] : '=';
        out[length++] = left > 2 ? digits[bits & 63] : '=';
    }
    return out;
}

static const char *authorization(struct writer *writer)
{
    const struct curl_options *options = &writer->transfer->curl->options;
    const char *user = writer->transfer->url.user;
    bool home = text_equal(writer->transfer->first_host, writer->transfer->url.host) || options->follow_trusted;
    if (home && options->bearer)
        return arena_format(writer->arena, "Bearer %s", options->bearer);
    if (home && options->user)
        user = options->user;
    if (!user)
        return NULL;
    const char *pair = strchr(user, ':') ? user : arena_format(writer->arena, "%s:", user);
    return arena_format(writer->arena, "Basic %s", base64(writer->arena, slice_of(pair)));
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
    bool home = text_equal(writer->transfer->first_host, writer->transfer->url.host) ||
                writer->transfer->curl->options.follow_trusted;
    for (size_t i = 0; i < value_count(writer->custom); i++) {
        const char *line = value_string_of(value_at(writer->custom, i));
        struct slice name = name_of(line);
        struct slice value = slice_part(slice_of(line), name.length + 1, strlen(line));
        bool secret = slice_is_nocase(name, "Authorization") || slice_is_nocase(name, "Cookie");
        if (name.length == strlen(line) || slice_is_nocase(name, "Host") || (secret && !home))
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
    return line && slice_ends(slice_trim(slice_of(line)), "chunked");
}

static void add_body_headers(struct writer *writer)
{
    const struct transfer *transfer = writer->transfer;
    if (!transfer->sends_body)
        return;
    if (!wants_chunks(writer))
        add_default(writer, "Content-Length", arena_format(writer->arena, "%zu", transfer->body.length));
    if (!transfer->curl->options.upload)
        add_default(writer, "Content-Type", "application/x-www-form-urlencoded");
}

static void add_custom_line(struct curl *curl, struct value *lines, struct slice line)
{
    if (slice_trim(line).length)
        value_append(curl->arena, lines, value_string(curl->arena, line));
}

/* -H lines, those of --json and of @files. */
static const struct value *custom_headers(struct curl *curl)
{
    struct value *lines = value_array(curl->arena);
    const struct value *given = curl->options.headers;
    for (size_t i = 0; i < value_count(given); i++) {
        const char *text = value_string_of(value_at(given, i));
        struct slice file, line;
        if (text[0] != '@') {
            add_custom_line(curl, lines, slice_of(text));
            continue;
        }
        if (!curl_read_file(curl->process, text + 1, &file))
            continue;
        while (slice_next(&file, '\n', &line))
            add_custom_line(curl, lines, slice_ends(line, "\r") ? slice_part(line, 0, line.length - 1) : line);
    }
    struct writer look = {.custom = lines};
    bool type = find_custom(&look, "Content-Type"), accept = find_custom(&look, "Accept");
    if (curl->options.json && !type)
        add_custom_line(curl, lines, SLICE("Content-Type: application/json"));
    if (curl->options.json && !accept)
        add_custom_line(curl, lines, SLICE("Accept: application/json"));
    return lines;
}

static const char *request_target(struct transfer *transfer)
{
    const struct curl_options *options = &transfer->curl->options;
    struct arena *arena = transfer->curl->arena;
    const char *query = transfer->url.query;
    if (options->request_target)
        return options->request_target;
    return arena_format(arena, "%s%s%s", transfer->url.path, query ? "?" : "", query ? query : "");
}

static void write_head(struct writer *writer)
{
    struct transfer *transfer = writer->transfer;
    const struct curl_options *options = &transfer->curl->options;
    buffer_format(writer->out, "%s %s HTTP/1.%d\r\n", transfer->method, request_target(transfer),
                  options->http10 ? 0 : 1);
    add_host(writer);
    add_default(writer, "Authorization", authorization(writer));
    if (options->range)
        add_default(writer, "Range", arena_format(writer->arena, "bytes=%s", options->range));
    add_default(writer, "User-Agent", options->agent ? options->agent : "curl/8.11.1");
    add_default(writer, "Accept", "*/*");
    add_default(writer, "Referer", options->referer);
    add_default(writer, "Cookie", cookies_for(transfer->curl, &transfer->url));
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

bool transfer_send(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct buffer out = {0};
    struct writer writer = {transfer, curl->arena, &out, custom_headers(curl)};
    write_head(&writer);
    struct slice head = {arena_copy(curl->arena, buffer_slice(&out)), out.length};
    buffer_clear(&out);
    write_body(&writer);
    struct slice body = {arena_copy(curl->arena, buffer_slice(&out)), out.length};
    buffer_clear(&out);
    buffer_add(&out, head);
    buffer_add(&out, body);
    struct slice whole = {arena_copy(curl->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    transfer->ready = process_now(curl->process);
    curl_show(transfer, ">", head);
    process_send(curl->process, curl->connection, whole);
    transfer->size_request += (int64_t)whole.length;
    if (body.length) {
        transfer->size_upload = (int64_t)transfer->body.length;
        curl_note_data(transfer, "}", body.length);
        curl_note(transfer, "upload completely sent off: %zu bytes", transfer->body.length);
    } else {
        curl_note(transfer, "Request completely sent off");
    }
    return true;
}
