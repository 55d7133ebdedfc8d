/* The body of a request: -d, --data-binary, --data-raw, --data-urlencode and --json; and --url-query. */
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

static bool read_file(struct curl_reader *reader, const char *path, struct slice *data)
{
    if (curl_read_file(reader->process, path, data))
        return true;
    curl_reader_error(reader, "Failed to open %s", path);
    return false;
}

static bool add_file(struct curl_reader *reader, const char *path, bool binary)
{
    struct slice data;
    if (!read_file(reader, path, &data))
        return false;
    for (size_t i = 0; i < data.length; i++) {
        if (binary || (data.data[i] && !strchr("\r\n", data.data[i])))
            buffer_add_byte(&reader->options->data, data.data[i]);
    }
    return true;
}

void curl_encode(struct buffer *out, struct slice text, const char *blank)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr("-._~", c)))
            buffer_add_byte(out, c);
        else if (c == ' ')
            buffer_add_text(out, blank);
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* "content", "=content", "name=content", "@file", "name@file". */
static bool add_encoded(struct curl_reader *reader, struct buffer *out, const char *text)
{
    struct slice whole = slice_of(text), content = whole;
    size_t mark = slice_find_byte(whole, '=');
    if (mark == whole.length)
        mark = slice_find_byte(whole, '@');
    if (mark < whole.length) {
        content = slice_part(whole, mark + 1, whole.length);
        if (mark > 0) {
            buffer_add(out, slice_part(whole, 0, mark));
            buffer_add_byte(out, '=');
        }
    }
    if (mark < whole.length && text[mark] == '@' && !read_file(reader, text + mark + 1, &content))
        return false;
    curl_encode(out, content, "+");
    return true;
}

bool curl_add_query(struct curl_reader *reader, const char *text)
{
    struct buffer *out = &reader->options->url_query;
    if (out->length)
        buffer_add_byte(out, '&');
    if (text[0] != '+')
        return add_encoded(reader, out, text);
    buffer_add_text(out, text + 1);
    return true;
}

bool curl_add_data(struct curl_reader *reader, const char *name, const char *text)
{
    struct curl_options *options = reader->options;
    bool json = text_equal(name, "json"), raw = text_equal(name, "data-raw");
    /* Several pieces are joined by '&'; those of --json are not. */
    if (options->has_data && !json)
        buffer_add_byte(&options->data, '&');
    options->has_data = true;
    options->json |= json;
    if (text_equal(name, "data-urlencode"))
        return add_encoded(reader, &options->data, text);
    if (text[0] == '@' && !raw)
        return add_file(reader, text + 1, json || text_equal(name, "data-binary"));
    buffer_add_text(&options->data, text);
    return true;
}
