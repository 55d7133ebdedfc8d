/* curl -w. Variables, their order in %{json} and their forms: curl(1), "--write-out", and tool_writeout.c. */
#include "tools/curl/curl.h"

#include <string.h>

enum shape { SHAPE_NUMBER, SHAPE_CODE, SHAPE_TIME, SHAPE_TEXT };

struct variable {
    const char *name;
    enum shape shape;
    int64_t (*number)(const struct transfer *transfer);   /* of a time: microseconds */
    const char *(*text)(const struct transfer *transfer); /* NULL: none */
};

static int64_t none(const struct transfer *transfer)
{
    (void)transfer;
    return 0;
}

static const char *no_text(const struct transfer *transfer)
{
    (void)transfer;
    return NULL;
}

static int64_t since_start(const struct transfer *transfer, struct instant at)
{
    return at.nanoseconds ? instant_since(at, transfer->start).nanoseconds / 1000 : 0;
}

static int64_t time_named(const struct transfer *transfer)
{
    return since_start(transfer, transfer->named);
}

static int64_t time_connected(const struct transfer *transfer)
{
    return since_start(transfer, transfer->connected);
}

static int64_t time_ready(const struct transfer *transfer)
{
    return since_start(transfer, transfer->ready);
}

static int64_t time_first(const struct transfer *transfer)
{
    return since_start(transfer, transfer->first_byte);
}

static int64_t time_total(const struct transfer *transfer)
{
    return since_start(transfer, transfer->end);
}

static int64_t time_redirect(const struct transfer *transfer)
{
    return transfer->redirecting.nanoseconds / 1000;
}

static int64_t status(const struct transfer *transfer)
{
    return transfer->status;
}

static int64_t exit_code(const struct transfer *transfer)
{
    return transfer->code;
}

static int64_t local_port(const struct transfer *transfer)
{
    return transfer->local_port;
}

static int64_t remote_port(const struct transfer *transfer)
{
    return transfer->remote_port;
}

static int64_t connects(const struct transfer *transfer)
{
    return transfer->connects;
}

static int64_t headers(const struct transfer *transfer)
{
    return transfer->header_count;
}

static int64_t followed(const struct transfer *transfer)
{
    return transfer->followed;
}

static int64_t retried(const struct transfer *transfer)
{
    return transfer->retried;
}

static int64_t size_download(const struct transfer *transfer)
{
    return transfer->size_download;
}

static int64_t size_header(const struct transfer *transfer)
{
    return transfer->size_header;
}

static int64_t size_request(const struct transfer *transfer)
{
    return transfer->size_request;
}

static int64_t size_upload(const struct transfer *transfer)
{
    return transfer->size_upload;
}

static int64_t speed(const struct transfer *transfer, int64_t bytes)
{
    int64_t microseconds = time_total(transfer);
    return bytes * 1000000 / (microseconds < 1 ? 1 : microseconds);
}

static int64_t speed_download(const struct transfer *transfer)
{
    return speed(transfer, transfer->size_download);
}

static int64_t speed_upload(const struct transfer *transfer)
{
    return speed(transfer, transfer->size_upload);
}

static int64_t url_number(const struct transfer *transfer)
{
    return transfer->number;
}

static int64_t connection(const struct transfer *transfer)
{
    return transfer->connects || transfer->reused ? transfer->connection_number : -1;
}

static const char *certificates(const struct transfer *transfer)
{
    (void)transfer;
    return "";
}

static const char *content_type(const struct transfer *transfer)
{
    return transfer->content_type;
}

static const char *error_message(const struct transfer *transfer)
{
    return transfer->code == CURL_OK ? NULL : transfer->error;
}

static const char *file_name(const struct transfer *transfer)
{
    return transfer->file_name;
}

static const char *http_version(const struct transfer *transfer)
{
    return transfer->status == 0 ? "0" : transfer->minor ? "1.1" : "1.0";
}

static const char *local_address(const struct transfer *transfer)
{
    return transfer->local_address;
}

static const char *remote_address(const struct transfer *transfer)
{
    return transfer->remote_address;
}

static const char *method(const struct transfer *transfer)
{
    return transfer->method;
}

static const char *redirect_url(const struct transfer *transfer)
{
    bool redirect = transfer->status >= 300 && transfer->status < 400;
    bool followed = transfer->curl->options->follow && transfer->code == CURL_OK;
    return redirect && !followed ? transfer->location : NULL;
}

static const char *referer(const struct transfer *transfer)
{
    return transfer->referer;
}

static const char *scheme(const struct transfer *transfer)
{
    return transfer->url.scheme;
}

static const char *given_url(const struct transfer *transfer)
{
    return transfer->given;
}

static const char *effective_url(const struct transfer *transfer)
{
    return transfer->url.host ? url_text(transfer->curl->arena, &transfer->url) : transfer->given;
}

/* The components of a URL: "url.host" of the one that was given, "urle.host" of the last one. */
static const char *component(const struct transfer *transfer, const struct url *url, const char *name)
{
    struct arena *arena = transfer->curl->arena;
    const char *user = url->user, *colon = user ? strchr(user, ':') : NULL;
    if (text_equal(name, "scheme"))
        return url->scheme;
    if (text_equal(name, "host"))
        return url->ipv6 ? arena_format(arena, "[%s]", url->host) : url->host;
    if (text_equal(name, "port"))
        return arena_format(arena, "%d", url->port);
    if (text_equal(name, "path"))
        return url->path;
    if (text_equal(name, "query"))
        return url->query;
    if (text_equal(name, "fragment"))
        return url->fragment;
    if (text_equal(name, "user"))
        return user ? arena_copy(arena, slice_part(slice_of(user), 0, strcspn(user, ":"))) : NULL;
    if (text_equal(name, "password"))
        return colon ? colon + 1 : NULL;
    return NULL; /* options, zoneid: of other URLs */
}

static const char *const components[] = {"fragment", "host",  "options", "password", "path",
                                         "port",     "query", "scheme",  "user",     "zoneid"};
enum { COMPONENTS = sizeof components / sizeof *components };

/* False when "url.xyz" is no such variable. */
static bool find_component(const struct transfer *transfer, struct slice name, const char **text)
{
    bool last = slice_starts(name, "urle.");
    struct url url;
    if (!last && !slice_starts(name, "url."))
        return false;
    name = slice_part(name, last ? strlen("urle.") : strlen("url."), name.length);
    for (size_t i = 0; i < COMPONENTS; i++) {
        if (!slice_is(name, components[i]))
            continue;
        bool parsed = last ? transfer->url.host != NULL
                           : url_parse(transfer->curl->arena, transfer->given, true, &url) == NULL;
        *text = parsed ? component(transfer, last ? &transfer->url : &url, components[i]) : NULL;
        return true;
    }
    return false;
}

static const struct variable variables[] = {
    {"certs", SHAPE_TEXT, NULL, certificates},
    {"conn_id", SHAPE_NUMBER, connection, NULL},
    {"content_type", SHAPE_TEXT, NULL, content_type},
    {"errormsg", SHAPE_TEXT, NULL, error_message},
    {"exitcode", SHAPE_NUMBER, exit_code, NULL},
    {"filename_effective", SHAPE_TEXT, NULL, file_name},
    {"ftp_entry_path", SHAPE_TEXT, NULL, no_text},
    {"http_code", SHAPE_CODE, status, NULL},
    {"http_connect", SHAPE_CODE, none, NULL},
    {"http_version", SHAPE_TEXT, NULL, http_version},
    {"local_ip", SHAPE_TEXT, NULL, local_address},
    {"local_port", SHAPE_NUMBER, local_port, NULL},
    {"method", SHAPE_TEXT, NULL, method},
    {"num_certs", SHAPE_NUMBER, none, NULL},
    {"num_connects", SHAPE_NUMBER, connects, NULL},
    {"num_headers", SHAPE_NUMBER, headers, NULL},
    {"num_redirects", SHAPE_NUMBER, followed, NULL},
    {"num_retries", SHAPE_NUMBER, retried, NULL},
    {"proxy_ssl_verify_result", SHAPE_NUMBER, none, NULL},
    {"proxy_used", SHAPE_NUMBER, none, NULL},
    {"redirect_url", SHAPE_TEXT, NULL, redirect_url},
    {"referer", SHAPE_TEXT, NULL, referer},
    {"remote_ip", SHAPE_TEXT, NULL, remote_address},
    {"remote_port", SHAPE_NUMBER, remote_port, NULL},
    {"response_code", SHAPE_CODE, status, NULL},
    {"scheme", SHAPE_TEXT, NULL, scheme},
    {"size_download", SHAPE_NUMBER, size_download, NULL},
    {"size_header", SHAPE_NUMBER, size_header, NULL},
    {"size_request", SHAPE_NUMBER, size_request, NULL},
    {"size_upload", SHAPE_NUMBER, size_upload, NULL},
    {"speed_download", SHAPE_NUMBER, speed_download, NULL},
    {"speed_upload", SHAPE_NUMBER, speed_upload, NULL},
    {"ssl_verify_result", SHAPE_NUMBER, none, NULL},
    {"time_appconnect", SHAPE_TIME, none, NULL},
    {"time_connect", SHAPE_TIME, time_connected, NULL},
    {"time_namelookup", SHAPE_TIME, time_named, NULL},
    {"time_posttransfer", SHAPE_TIME, time_ready, NULL},
    {"time_pretransfer", SHAPE_TIME, time_ready, NULL},
    {"time_redirect", SHAPE_TIME, time_redirect, NULL},
    {"time_starttransfer", SHAPE_TIME, time_first, NULL},
    {"time_total", SHAPE_TIME, time_total, NULL},
    {"url", SHAPE_TEXT, NULL, given_url},
    {"url_effective", SHAPE_TEXT, NULL, effective_url},
    {"urlnum", SHAPE_NUMBER, url_number, NULL},
    {"xfer_id", SHAPE_NUMBER, url_number, NULL},
};

enum { VARIABLES = sizeof variables / sizeof *variables };

static void add_json_text(struct buffer *out, const char *text)
{
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    if (!text) {
        buffer_add_text(out, "null");
        return;
    }
    buffer_add_byte(out, '"');
    for (; *text; text++) {
        const char *special = strchr(escaped, *text);
        if (special)
            buffer_format(out, "\\%c", letters[special - escaped]);
        else if ((unsigned char)*text < 0x20)
            buffer_format(out, "\\u%04x", (unsigned)(unsigned char)*text);
        else
            buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

static void add_variable(struct buffer *out, const struct transfer *transfer, const struct variable *variable,
                         bool json)
{
    int64_t number = variable->number ? variable->number(transfer) : 0;
    const char *text = variable->text ? variable->text(transfer) : NULL;
    switch (variable->shape) {
    case SHAPE_NUMBER:
        buffer_format(out, "%lld", (long long)number);
        break;
    case SHAPE_CODE:
        buffer_format(out, json ? "%lld" : "%03lld", (long long)number);
        break;
    case SHAPE_TIME:
        buffer_format(out, "%lld.%06lld", (long long)(number / 1000000), (long long)(number % 1000000));
        break;
    case SHAPE_TEXT:
        if (json)
            add_json_text(out, text);
        else if (text)
            buffer_add_text(out, text);
        break;
    }
}

static void add_components(struct buffer *out, const struct transfer *transfer, const char *prefix)
{
    for (size_t i = 0; i < COMPONENTS; i++) {
        const char *name = arena_format(transfer->curl->arena, "%s.%s", prefix, components[i]), *text = NULL;
        find_component(transfer, slice_of(name), &text);
        buffer_format(out, "\"%s\":", name);
        add_json_text(out, text);
        buffer_add_byte(out, ',');
    }
}

/* In the order of the names, the components of the URLs among them. */
static void add_json(struct buffer *out, const struct transfer *transfer)
{
    buffer_add_byte(out, '{');
    for (size_t i = 0; i < VARIABLES; i++) {
        if (text_equal(variables[i].name, "url_effective"))
            add_components(out, transfer, "url");
        if (text_equal(variables[i].name, "urlnum"))
            add_components(out, transfer, "urle");
        buffer_format(out, "\"%s\":", variables[i].name);
        add_variable(out, transfer, &variables[i], true);
        buffer_add_byte(out, ',');
    }
    buffer_add_text(out, "\"curl_version\":\"libcurl/8.11.1 OpenSSL/3.3.2 zlib/1.3.1 brotli/1.1.0 zstd/1.5.6 "
                         "libidn2/2.3.7 libpsl/0.21.5 libssh2/1.11.1 nghttp2/1.64.0\"}");
}

static const char *header_part(const struct transfer *transfer, size_t index, size_t part)
{
    return value_string_of(value_at(value_at(transfer->response_headers, index), part));
}

static bool seen_before(const struct transfer *transfer, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (slice_is_nocase(slice_of(header_part(transfer, i, 0)), header_part(transfer, index, 0)))
            return true;
    }
    return false;
}

/* Each name once, with the array of its values. */
static void add_header_json(struct buffer *out, const struct transfer *transfer)
{
    size_t count = value_count(transfer->response_headers);
    buffer_add_byte(out, '{');
    for (size_t i = 0, shown = 0; i < count; i++) {
        if (seen_before(transfer, i))
            continue;
        const char *name = header_part(transfer, i, 0);
        buffer_add_text(out, shown++ ? ",\n\"" : "\"");
        for (const char *c = name; *c; c++)
            buffer_add_byte(out, ascii_lower(*c));
        buffer_add_text(out, "\":[");
        for (size_t j = i, values = 0; j < count; j++) {
            if (!slice_is_nocase(slice_of(header_part(transfer, j, 0)), name))
                continue;
            if (values++)
                buffer_add_byte(out, ',');
            add_json_text(out, header_part(transfer, j, 1));
        }
        buffer_add_byte(out, ']');
    }
    buffer_add_text(out, "\n}");
}

static void add_header(struct buffer *out, const struct transfer *transfer, struct slice name)
{
    for (size_t i = 0; i < value_count(transfer->response_headers); i++) {
        const char *text = arena_copy(transfer->curl->arena, name);
        if (slice_is_nocase(slice_of(header_part(transfer, i, 0)), text)) {
            buffer_add_text(out, header_part(transfer, i, 1));
            return;
        }
    }
}

struct writer {
    struct transfer *transfer;
    struct buffer *out;
    int descriptor; /* %{stderr} and %{stdout} switch it */
    bool stopped;   /* %{onerror} on a transfer that went well */
};

static void flush(struct writer *writer)
{
    struct curl *curl = writer->transfer->curl;
    struct slice text = {arena_copy(curl->arena, buffer_slice(writer->out)), writer->out->length};
    buffer_clear(writer->out);
    process_write(curl->process, writer->descriptor, text);
}

static void expand(struct writer *writer, struct slice name)
{
    struct transfer *transfer = writer->transfer;
    for (size_t i = 0; i < VARIABLES; i++) {
        if (slice_is(name, variables[i].name)) {
            add_variable(writer->out, transfer, &variables[i], false);
            return;
        }
    }
    const char *text = NULL;
    if (find_component(transfer, name, &text)) {
        buffer_add_text(writer->out, text ? text : "");
    } else if (slice_is(name, "json")) {
        add_json(writer->out, transfer);
    } else if (slice_is(name, "header_json")) {
        add_header_json(writer->out, transfer);
    } else if (slice_is(name, "stdout") || slice_is(name, "stderr")) {
        flush(writer);
        writer->descriptor = slice_is(name, "stdout") ? STREAM_OUT : STREAM_ERROR;
    } else if (slice_is(name, "onerror")) {
        writer->stopped = transfer->code == CURL_OK;
    } else {
        process_complain(transfer->curl->process, "curl: unknown --write-out variable: '%.*s'\n",
                         (int)name.length, name.data);
    }
}

/* %output{file}, %output{>>file}: what follows goes there. */
static void switch_output(struct writer *writer, struct slice name)
{
    struct process *process = writer->transfer->curl->process;
    bool append = slice_starts(name, ">>");
    const char *problem;
    flush(writer);
    process_set_stream(process, CURL_FILE, NULL);
    struct stream *file = stream_to_file(
        process, arena_copy(process->arena, slice_part(name, append ? 2 : 0, name.length)), append, &problem);
    if (!file)
        return;
    process_set_stream(process, CURL_FILE, file);
    stream_unref(file);
    writer->descriptor = CURL_FILE;
}

/* One "%..." at the beginning of [rest]: how many bytes of it were used. */
static size_t expand_percent(struct writer *writer, struct slice rest)
{
    static const char header[] = "%header{", output[] = "%output{";
    size_t close = slice_find_byte(rest, '}');
    if (slice_starts(rest, "%%")) {
        buffer_add_byte(writer->out, '%');
        return 2;
    }
    if (close < rest.length && slice_starts(rest, "%{")) {
        expand(writer, slice_part(rest, 2, close));
        return close + 1;
    }
    if (close < rest.length && slice_starts(rest, header)) {
        add_header(writer->out, writer->transfer, slice_part(rest, sizeof header - 1, close));
        return close + 1;
    }
    if (close < rest.length && slice_starts(rest, output)) {
        switch_output(writer, slice_part(rest, sizeof output - 1, close));
        return close + 1;
    }
    buffer_add_byte(writer->out, '%');
    return 1;
}

static size_t expand_backslash(struct writer *writer, struct slice rest)
{
    static const char letters[] = "rnt", bytes[] = "\r\n\t";
    const char *letter = rest.length > 1 && rest.data[1] ? strchr(letters, rest.data[1]) : NULL;
    if (letter) {
        buffer_add_byte(writer->out, bytes[letter - letters]);
        return 2;
    }
    buffer_add(writer->out, slice_part(rest, 0, 2)); /* an unknown letter stays, and its backslash */
    return rest.length > 1 ? 2 : 1;
}

void write_out(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *format = curl->options->write_out;
    if (!format)
        return;
    struct slice rest = slice_of(format);
    struct buffer out = {0};
    struct writer writer = {.transfer = transfer, .out = &out, .descriptor = STREAM_OUT};
    process_own(curl->process, (void (*)(void *))buffer_release, &out);
    while (rest.length && !writer.stopped) {
        size_t used = 1;
        if (rest.data[0] == '%')
            used = expand_percent(&writer, rest);
        else if (rest.data[0] == '\\')
            used = expand_backslash(&writer, rest);
        else
            buffer_add_byte(&out, rest.data[0]);
        rest = slice_part(rest, used, rest.length);
    }
    flush(&writer);
    process_set_stream(curl->process, CURL_FILE, NULL);
    process_disown(curl->process, &out);
    buffer_release(&out);
}
