/* What curl tells of a transfer: -v, --trace and --trace-ascii (tool_cb_dbg.c), warnings, the error it ends
 * with. */
#include "tools/curl/curl.h"

#include <string.h>

static void put(struct curl *curl, struct slice text)
{
    const char *file = curl->options->all.trace_file;
    if (text_equal(file, "%"))
        process_write(curl->process, STREAM_ERROR, text);
    else if (text_equal(file, "-"))
        process_write(curl->process, STREAM_OUT, text);
    else
        buffer_add(&curl->traced, text);
}

static void put_format(struct curl *curl, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put_format(struct curl *curl, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put(curl, slice_of(arena_format_list(curl->arena, format, arguments)));
    va_end(arguments);
}

/* --trace-time and --trace-ids: what each line begins with. */
static const char *stamp(struct transfer *transfer)
{
    const struct curl *curl = transfer->curl;
    const char *time = "", *ids = "";
    if (curl->options->all.trace_time) {
        struct instant now = process_now(curl->process);
        struct calendar date = instant_calendar(now);
        time = arena_format(curl->arena, "%02d:%02d:%02d.%06lld ", date.hour, date.minute, date.second,
                            (long long)(now.nanoseconds / 1000 % 1000000));
    }
    if (curl->options->all.trace_ids)
        ids = transfer->connection_number >= 0
                  ? arena_format(curl->arena, "[%d-%d] ", transfer->number, transfer->connection_number)
                  : arena_format(curl->arena, "[%d-x] ", transfer->number);
    return arena_format(curl->arena, "%s%s", time, ids);
}

static bool traces(const struct curl *curl)
{
    return curl->options->all.trace == CURL_TRACE_ASCII || curl->options->all.trace == CURL_TRACE_HEX;
}

/* One row of a dump from [at]; where the next one begins. In ASCII a CR LF ends the row. */
static size_t add_row(struct buffer *out, struct slice bytes, size_t at, bool hex)
{
    size_t width = hex ? 16 : 64, next = at + width;
    buffer_format(out, "%04zx: ", at);
    for (size_t i = 0; hex && i < width; i++) {
        if (at + i < bytes.length)
            buffer_format(out, "%02x ", (unsigned)(unsigned char)bytes.data[at + i]);
        else
            buffer_add_text(out, "   ");
    }
    for (size_t i = at; i < at + width && i < bytes.length; i++) {
        if (!hex && slice_starts(slice_part(bytes, i, bytes.length), "\r\n")) {
            next = i + 2;
            break;
        }
        char c = bytes.data[i];
        buffer_add_byte(out, (unsigned char)c >= 0x20 && (unsigned char)c < 0x7f ? c : '.');
        if (!hex && slice_starts(slice_part(bytes, i + 1, bytes.length), "\r\n")) {
            next = i + 3;
            break;
        }
    }
    buffer_add_byte(out, '\n');
    return next;
}

static void dump(struct transfer *transfer, const char *what, struct slice bytes)
{
    struct curl *curl = transfer->curl;
    struct buffer out = {0};
    buffer_format(&out, "%s%s, %zu bytes (0x%zx)\n", stamp(transfer), what, bytes.length, bytes.length);
    for (size_t at = 0; at < bytes.length;)
        at = add_row(&out, bytes, at, curl->options->all.trace == CURL_TRACE_HEX);
    struct slice text = {arena_copy(curl->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    put(curl, text);
}

void curl_note(struct transfer *transfer, const char *format, ...)
{
    struct curl *curl = transfer->curl;
    if (curl->options->all.trace == CURL_QUIET)
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(curl->arena, format, arguments);
    va_end(arguments);
    transfer->data_noted = false;
    put_format(curl, "%s%s %s\n", stamp(transfer), traces(curl) ? "== Info:" : "*", text);
}

void curl_show(struct transfer *transfer, bool sent, struct slice text)
{
    struct curl *curl = transfer->curl;
    if (curl->options->all.trace == CURL_QUIET)
        return;
    if (traces(curl)) {
        dump(transfer, sent ? "=> Send header" : "<= Recv header", text);
        return;
    }
    transfer->data_noted = false;
    while (text.length) {
        size_t end = slice_find_byte(text, '\n');
        end += end < text.length;
        put_format(curl, "%s%s ", stamp(transfer), sent ? ">" : "<");
        put(curl, slice_part(text, 0, end));
        text = slice_part(text, end, text.length);
    }
}

void curl_show_data(struct transfer *transfer, bool sent, struct slice bytes)
{
    struct curl *curl = transfer->curl;
    const char *file = curl->options->all.trace_file;
    if (curl->options->all.trace == CURL_QUIET || bytes.length == 0)
        return;
    if (traces(curl)) {
        dump(transfer, sent ? "=> Send data" : "<= Recv data", bytes);
        return;
    }
    if (transfer->data_noted || (transfer->terminal && (text_equal(file, "%") || text_equal(file, "-"))))
        return;
    put_format(curl, "%s%s [%zu bytes data]\n", stamp(transfer), sent ? "}" : "{", bytes.length);
    transfer->data_noted = true;
}

void curl_warn(struct curl *curl, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(curl->arena, format, arguments);
    va_end(arguments);
    curl_warn_of(curl->process, &curl->options->all, "Warning: ", text);
}

bool curl_fail(struct transfer *transfer, enum curl_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(transfer->curl->arena, format, arguments);
    va_end(arguments);
    if (transfer->code == CURL_OK) {
        transfer->error = text; /* the first word is the one that curl ends with */
        transfer->code = code;
    }
    curl_note(transfer, "%s", text);
    return false;
}
