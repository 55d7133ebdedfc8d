#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

_Noreturn void check_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "ambit: internal error: %s (%s:%d)\n", condition, file, line);
    abort();
}

void memory_begin(void)
{
#ifdef __GLIBC__
    enum { KEPT = 8 << 20, AHEAD = 512 << 10, OF_ITS_OWN = 1 << 20 }; /* bytes */
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, AHEAD);
    mallopt(M_MMAP_THRESHOLD, OF_ITS_OWN);
#endif
}

/* glibc's calloc takes nothing from the pieces that its thread has given back last, which serve most small sizes; of large ones
 * it knows which are zero already. */
void *memory_allocate(size_t size)
{
    enum { SMALL = 1024 }; /* bytes */
    void *memory = size > SMALL ? calloc(1, size) : malloc(size ? size : 1);
    if (!memory)
        check_failed("out of memory", __FILE__, __LINE__);
    return size > SMALL ? memory : memset(memory, 0, size);
}

void *memory_resize(void *memory, size_t size)
{
    size_t wanted = size ? size : 1;
    void *moved = memory ? realloc(memory, wanted) : malloc(wanted);
    if (!moved)
        check_failed("out of memory", __FILE__, __LINE__);
    return moved;
}

void memory_free(void *memory)
{
    free(memory);
}

char *memory_text(struct slice text)
{
    char *copy = memory_resize(NULL, text.length + 1);
    if (text.length)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return copy;
}
