#include "base/sort.h"

#include <stdbool.h>
#include <string.h>

#include "base/check.h"

typedef int compare_function(const void *, const void *, void *);

static void merge(char *to, const char *a, size_t a_count, const char *b, size_t b_count, size_t size,
                  compare_function *compare, void *context)
{
    while (a_count && b_count) {
        if (compare(b, a, context) < 0) {
            memcpy(to, b, size);
            b += size;
            b_count--;
        } else {
            memcpy(to, a, size);
            a += size;
            a_count--;
        }
        to += size;
    }
    memcpy(to, a, a_count * size);
    memcpy(to + a_count * size, b, b_count * size);
}

static bool is_sorted(const char *elements, size_t count, size_t size, compare_function *compare, void *context)
{
    size_t i = 1;
    while (i < count && compare(elements + i * size, elements + (i - 1) * size, context) >= 0)
        i++;
    return i >= count;
}

void sort_stable(void *elements, size_t count, size_t size, compare_function *compare, void *context)
{
    if (is_sorted(elements, count, size, compare, context)) /* as most are, and those that are short */
        return;
    char *from = elements, *to = memory_allocate(count * size), *spare = to;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t a = count - i < width ? count - i : width;
            size_t b = count - i - a < width ? count - i - a : width;
            merge(to + i * size, from + i * size, a, from + (i + a) * size, b, size, compare, context);
        }
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != elements)
        memcpy(elements, from, count * size);
    memory_free(spare);
}
