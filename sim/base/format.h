/* printf's text, without its price: the C library's vsnprintf costs a thousand instructions where a name is
 * put together from three, and most of what this program does is putting names together.
 *
 * Knows %s %c %d %i %u %x %X %o %% with flags "-0+ ", width, precision (both also "*") and the lengths l, ll
 * and z. What else a format may ask for is left to vsnprintf; the bytes are the same either way. */
#ifndef AMBIT_BASE_FORMAT_H
#define AMBIT_BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes as much of the text as fits into [room] bytes and returns the length of all of it. When it is less
 * than [room] a NUL stands behind it; otherwise what was written is not to be used. */
size_t format_list(char *to, size_t room, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#endif
