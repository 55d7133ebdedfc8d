#include "server/log.h"

#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/instant.h"

enum { MOST_TEXT = 200 };

static void add_quoted(struct buffer *out, struct slice text)
{
    bool plain = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        plain &= (unsigned char)text.data[i] > ' ' && (unsigned char)text.data[i] < 0x7f && !strchr("\"=\\", text.data[i]);
    if (plain) {
        buffer_add(out, slice_part(text, 0, MOST_TEXT));
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length && i < MOST_TEXT; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < ' ' || byte >= 0x7f)
            buffer_format(out, "\\x%02x", byte);
        else if (byte == '"' || byte == '\\')
            buffer_format(out, "\\%c", byte);
        else
            buffer_add_byte(out, (char)byte);
    }
    buffer_add_byte(out, '"');
}

void log_fields(const char *event, const struct log_field *fields, size_t count)
{
    struct timespec now;
    struct buffer line = {0};
    struct arena arena = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    struct instant at = {(int64_t)now.tv_sec * 1000000000 + now.tv_nsec};
    buffer_format(&line, "time=%s event=%s", instant_rfc3339(&arena, at, 3), event);
    for (size_t i = 0; i < count; i++) {
        buffer_format(&line, " %s=", fields[i].name);
        if (fields[i].text.data)
            add_quoted(&line, fields[i].text);
        else
            buffer_format(&line, "%lld", (long long)fields[i].number);
    }
    buffer_add_byte(&line, '\n');
    ssize_t wrote = write(STDERR_FILENO, line.data, line.length); /* one call: lines of threads do not mix */
    (void)wrote;
    buffer_release(&line);
    arena_release(&arena);
}
