/* The one growing run of bytes. A buffer that is all zero is an empty one; release gives its memory back. */
#ifndef AMBIT_BASE_BUFFER_H
#define AMBIT_BASE_BUFFER_H

#include <stdarg.h>

#include "base/slice.h"

enum { BUFFER_BEHIND = 16 }; /* bytes behind the NUL that can be read, whatever they are */

struct buffer {
    char *data;      /* NUL-terminated behind [length] once anything was added; NULL before */
    size_t length;   /* bytes in use */
    size_t capacity; /* bytes allocated */
};

void buffer_release(struct buffer *buffer);
/* Empties it and keeps the memory. */
static inline void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data)
        buffer->data[0] = 0;
}

void buffer_add(struct buffer *buffer, struct slice bytes);
static inline void buffer_add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, slice_of(text));
}
/* Here, since most of what is read or written goes by it. */
static inline void buffer_add_byte(struct buffer *buffer, char byte)
{
    if (buffer->length + 2 + BUFFER_BEHIND > buffer->capacity) {
        buffer_add(buffer, (struct slice){&byte, 1});
        return;
    }
    buffer->data[buffer->length++] = byte;
    buffer->data[buffer->length] = 0;
}
void buffer_add_repeated(struct buffer *buffer, char byte, size_t count);

/* printf into the buffer. %f, %g and locale-dependent conversions are not used in this project. */
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments);

/* Room for up to [most] bytes behind what is there, for base/write.h; then the place behind the last one
 * written. */
char *buffer_room(struct buffer *buffer, size_t most);
void buffer_wrote(struct buffer *buffer, const char *end);

void buffer_drop_front(struct buffer *buffer, size_t count); /* forgets the first [count] bytes */

/* Borrowed until the next change. */
static inline struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->data, buffer->length};
}
const char *buffer_text(const struct buffer *buffer); /* same, NUL-terminated, never NULL */

#endif
