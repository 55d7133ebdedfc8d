#include "base/buffer.h"

#include <string.h>

#include "base/check.h"
#include "base/format.h"

static void reserve(struct buffer *buffer, size_t more)
{
    size_t wanted = buffer->length + more + 1 + BUFFER_BEHIND;
    if (wanted <= buffer->capacity)
        return;
    enum { LEAST = 128, STEP = 16 };
    size_t capacity = buffer->capacity * 2;
    if (capacity < wanted) /* the first piece is often all there will be */
        capacity = wanted < LEAST ? LEAST : (wanted + STEP - 1) / STEP * STEP;
    buffer->data = memory_resize(buffer->data, capacity);
    buffer->capacity = capacity;
}

void buffer_release(struct buffer *buffer)
{
    memory_free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_add(struct buffer *buffer, struct slice bytes)
{
    reserve(buffer, bytes.length);
    if (bytes.length)
        memmove(buffer->data + buffer->length, bytes.data, bytes.length);
    buffer->length += bytes.length;
    buffer->data[buffer->length] = 0;
}

void buffer_add_repeated(struct buffer *buffer, char byte, size_t count)
{
    reserve(buffer, count);
    memset(buffer->data + buffer->length, byte, count);
    buffer->length += count;
    buffer->data[buffer->length] = 0;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    size_t room = buffer->capacity ? buffer->capacity - BUFFER_BEHIND - buffer->length : 0;
    size_t length = format_list(room ? buffer->data + buffer->length : NULL, room, format, arguments);
    if (length >= room) {
        reserve(buffer, length);
        format_list(buffer->data + buffer->length, length + 1, format, again);
    }
    va_end(again);
    buffer->length += length;
}

char *buffer_room(struct buffer *buffer, size_t most)
{
    reserve(buffer, most);
    return buffer->data + buffer->length;
}

void buffer_wrote(struct buffer *buffer, const char *end)
{
    buffer->length = (size_t)(end - buffer->data);
    buffer->data[buffer->length] = 0;
}

void buffer_drop_front(struct buffer *buffer, size_t count)
{
    if (count == 0)
        return;
    check(count <= buffer->length);
    buffer->length -= count;
    if (buffer->length)
        memmove(buffer->data, buffer->data + count, buffer->length);
    buffer->data[buffer->length] = 0;
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}
