#include "tools/curl/curl.h"

#include <string.h>

static void say(struct transfer *transfer, const char *text)
{
    transfer->data_noted = false;
    process_complain(transfer->curl->process, "* %s\n", text);
}

void curl_note(struct transfer *transfer, const char *format, ...)
{
    if (!transfer->curl->options.verbose)
        return;
    va_list arguments;
    va_start(arguments, format);
    say(transfer, arena_format_list(transfer->curl->arena, format, arguments));
    va_end(arguments);
}

void curl_show(struct transfer *transfer, const char *prefix, struct slice text)
{
    if (!transfer->curl->options.verbose)
        return;
    transfer->data_noted = false;
    while (text.length) {
        size_t end = slice_find_byte(text, '\n');
        end += end < text.length;
        process_complain(transfer->curl->process, "%s ", prefix);
        process_write(transfer->curl->process, STREAM_ERROR, slice_part(text, 0, end));
        text = slice_part(text, end, text.length);
    }
}

void curl_note_data(struct transfer *transfer, const char *prefix, size_t count)
{
    if (!transfer->curl->options.verbose || transfer->data_noted || transfer->terminal)
        return;
    process_complain(transfer->curl->process, "%s [%zu bytes data]\n", prefix, count);
    transfer->data_noted = true;
}

/* Wrapped at the last blank that leaves 79 columns, as curl's tool_msgs.c does. */
void curl_warn(struct curl *curl, const char *format, ...)
{
    enum { WIDTH = 70 };
    if (curl->options.silent)
        return;
    va_list arguments;
    va_start(arguments, format);
    struct slice text = slice_of(arena_format_list(curl->arena, format, arguments));
    va_end(arguments);
    while (text.length > 0) {
        size_t cut = text.length;
        if (cut > WIDTH) {
            cut = WIDTH - 1;
            while (cut > 0 && text.data[cut] != ' ')
                cut--;
            cut = cut ? cut + 1 : WIDTH;
        }
        process_complain(curl->process, "Warning: %.*s\n", (int)cut, text.data);
        text = slice_part(text, cut, text.length);
    }
}

bool curl_fail(struct transfer *transfer, enum curl_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    transfer->error = arena_format_list(transfer->curl->arena, format, arguments);
    va_end(arguments);
    transfer->code = code;
    curl_note(transfer, "%s", transfer->error);
    return false;
}
