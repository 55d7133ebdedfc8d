/* The body of a request: -d, --data-binary, --data-raw, --data-urlencode and --json. */
#include "tools/curl/options.h"

#include <string.h>

bool curl_read_file(struct process *process, const char *path, struct slice *data)
{
    const char *problem;
    if (text_equal(path, "-")) {
        *data = process_read_all(process, STREAM_IN);
        return true;
    }
    const struct value *file = process_file(process, path, &problem);
    if (!file)
        return false;
    struct slice bytes = file_data(file);
    *data = (struct slice){arena_copy(process->arena, bytes), bytes.length};
    return true;
}

static bool add_file(struct curl_options *options, struct process *process, const char *path, bool binary)
{
    struct slice data;
    if (!curl_read_file(process, path, &data)) {
        process_complain(process, "curl: Failed to open %s\n", path);
        return false;
    }
    for (size_t i = 0; i < data.length; i++) {
        if (binary || !strchr("\r\n", data.data[i]))
            buffer_add_byte(&options->data, data.data[i]);
    }
    return true;
}

/* Several pieces of data are joined by '&'. */
static void begin_piece(struct curl_options *options)
{
    if (options->has_data)
        buffer_add_byte(&options->data, '&');
    options->has_data = true;
}

bool curl_add_data(struct curl_options *options, struct process *process, const char *text)
{
    begin_piece(options);
    if (text[0] == '@')
        return add_file(options, process, text + 1, false);
    buffer_add_text(&options->data, text);
    return true;
}

bool curl_add_data_binary(struct curl_options *options, struct process *process, const char *text)
{
    begin_piece(options);
    if (text[0] == '@')
        return add_file(options, process, text + 1, true);
    buffer_add_text(&options->data, text);
    return true;
}

bool curl_add_data_raw(struct curl_options *options, struct process *process, const char *text)
{
    (void)process;
    begin_piece(options);
    buffer_add_text(&options->data, text);
    return true;
}

static void add_encoded(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr("-._~", c)))
            buffer_add_byte(out, c);
        else if (c == ' ')
            buffer_add_byte(out, '+');
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* "content", "=content", "name=content", "@file", "name@file". */
bool curl_add_data_encoded(struct curl_options *options, struct process *process, const char *text)
{
    struct slice whole = slice_of(text), content = whole;
    size_t mark = slice_find_byte(whole, '=');
    size_t at = slice_find_byte(whole, '@');
    begin_piece(options);
    if (mark == whole.length)
        mark = at;
    if (mark < whole.length) {
        content = slice_part(whole, mark + 1, whole.length);
        if (mark > 0) {
            buffer_add(&options->data, slice_part(whole, 0, mark));
            buffer_add_byte(&options->data, '=');
        }
    }
    if (mark < whole.length && text[mark] == '@' && !curl_read_file(process, text + mark + 1, &content)) {
        process_complain(process, "curl: Failed to open %s\n", text + mark + 1);
        return false;
    }
    add_encoded(&options->data, content);
    return true;
}

bool curl_add_json(struct curl_options *options, struct process *process, const char *text)
{
    options->has_data = options->json = true;
    if (text[0] == '@')
        return add_file(options, process, text + 1, true);
    buffer_add_text(&options->data, text);
    return true;
}
