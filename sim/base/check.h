/* Programmer errors end the program here, always, in every build mode.
 * Learner errors never come this way: they are values (see data/status.h, shell/program.h). */
#ifndef AMBIT_BASE_CHECK_H
#define AMBIT_BASE_CHECK_H

#include "base/slice.h"

/* A condition that holds unless ambit itself is wrong. */
#define check(condition) ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))

_Noreturn void check_failed(const char *condition, const char *file, int line);

/* For main, before anything else: the C library gives free memory back to the system after nearly each command, and asks for it
 * again with the next. From now on it keeps a few megabytes. */
void memory_begin(void);

/* Heap memory that is always there: when the system has none left, the process ends, in this one place.
 * memory_allocate returns zeroed bytes; the caller owns them and gives them back with memory_free. */
void *memory_allocate(size_t size);
void *memory_resize(void *memory, size_t size);
void memory_free(void *memory);
char *memory_text(struct slice text); /* a copy, with a NUL behind it */

#endif
